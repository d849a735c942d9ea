"""F1: like Kunming's department sites. The plan and the pages are those of the sample site."""

from nianbao.demo import quirks
from nianbao.demo.columns import FOLDER, PLAN, QUIRKS
from nianbao.demo.pages import write
from tests.sites.family import Family
from tests.sites.quirks import backdated, blocked, index_numbers, singles

FAMILY = Family(
    id="f1",
    title="km-like",
    plan=PLAN,
    quirks=(quirks.stubs("/zwdt/qxdt/"), *QUIRKS, index_numbers(f"{FOLDER}gsgg/")),
    optional=(blocked("/hdjl/rdhy/"), singles("/bmgk/", "部门概况"), backdated("/zwdt/tzgg/")),
    write=write,
    control=f"{FOLDER}zcjd/",
)
