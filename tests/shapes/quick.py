"""A small site of a few parts, read without a network and held against its truth."""

from pathlib import Path

from tests.audits.smallweb import Web, crawl
from tests.shapes.chrome import YEAR, Draw
from tests.shapes.sites import Judgement, judge, news, put_together


def judged(folder: Path, *draws: Draw, style: str = "plain") -> Judgement:
    """What the report of these parts claims, against what they show; news stand around them."""
    small = put_together("", [news(1), *draws], style)
    sealed = crawl(Web({path: page.body for path, page in small.pages.items()}), folder, year=YEAR)
    told = {
        f.field: {"outcome": f.outcome.value, "value": f.value, "reason": f.reason}
        for f in sealed.sheet.facts
    }
    return judge(told, {key: value for key, value in small.truth.items() if key != "site_name"})
