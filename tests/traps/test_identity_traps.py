"""Traps in the footer: numbers written by script, a template copied from another unit."""

from audits.facts import Outcome
from tests.audits.smallweb import FOOTER, crawl, days_back, listed, web

OWN, FOREIGN = "5301990001", "5301990077"
COLUMNS = (
    listed("/gzdt/", "工作动态", days_back(12)),
    listed("/tzgg/", "通知公告", days_back(12)),
    listed("/zfxxgk/", "政府信息公开", days_back(5)),
)


def test_a_footer_written_by_script_is_read(tmp_path):
    lines = "".join(f'document.writeln("{part}");' for part in FOOTER.split("　"))
    site = web(*COLUMNS)
    for path in list(site.pages):
        site.pages[path] = str(site.pages[path]).replace(FOOTER, f"<script>{lines}</script>")
    sealed = crawl(site, tmp_path)
    shown = str(site.pages["/"]).partition("<script>")[0]
    assert "ICP备" not in shown  # who reads the elements alone finds no number
    icp = sealed.fact("icp_number")
    assert (icp.value, icp.outcome) == ("滇ICP备12345678号-1", Outcome.OBSERVED)
    assert sealed.fact("site_code").value == OWN


def test_a_template_copied_from_another_unit_gives_no_code_and_says_both(tmp_path):
    script = f"<script id='_jiucuo_' sitecode='{FOREIGN}' src='/jiucuo.js'></script>"
    site = web(*COLUMNS)
    for path in list(site.pages):
        site.pages[path] = str(site.pages[path]).replace("<head>", f"<head>{script}")
    fact = crawl(site, tmp_path).fact("site_code")
    assert str(site.pages["/"]).index(FOREIGN) < str(site.pages["/"]).index(OWN)
    # Who takes the first code of the page hands in another unit's.
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert OWN in fact.reason
    assert FOREIGN in fact.reason
