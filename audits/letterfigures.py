"""What the site prints of its letters in the year, held against the letters it shows.

A printed figure is a proposal and a check; it is never added to what was counted.
"""

from dataclasses import dataclass

from audits.case import Case
from audits.facts import Evidence
from crawler.records import NO_YEAR, THIS_YEAR

_WORDS = {
    "received": "收到",
    "closed": "办结",
    "replied": "答复",
    "public": "公开答复",
    "days": "平均办理",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """``value`` is what the site prints for the year, None without one or where places differ.

    ``said`` are sentences about what is printed and can't be used.
    """

    value: float | None
    evidence: tuple[Evidence, ...] = ()
    said: tuple[str, ...] = ()


def figures(case: Case, *kinds: str) -> Figures:
    """The figure of the first of ``kinds`` that the site prints for the year."""
    rows = case.store.db.execute(
        "SELECT url, kind, year, amount FROM letter_count ORDER BY url, kind, year, amount"
    ).fetchall()
    now = case.sealed_on[:4] == str(case.year)
    unsaid: list[str] = []
    for kind in kinds:
        of_year = [
            (url, amount)
            for url, what, year, amount in rows
            if what == kind and (year == case.year or (now and year == THIS_YEAR))
        ]
        evidence = tuple(
            Evidence(
                url,
                title="网站印出的信件统计",
                quote=f"{case.year} 年{_words(kind, amount)}",
                amount=int(amount),
            )
            for url, amount in of_year[:1]
        )
        amounts = sorted({amount for _, amount in of_year})
        if len(amounts) == 1:
            return Figures(amounts[0], evidence)
        if amounts:
            told = "、".join(_words(kind, amount) for amount in amounts)
            return Figures(None, (), (f"网站几处统计不一致（{told}），请核对",))
        open_years = {NO_YEAR} if now else {NO_YEAR, THIS_YEAR}
        unsaid += [
            _words(kind, amount)
            for _, what, year, amount in rows
            if what == kind and year in open_years
        ]
    if unsaid:
        told = "、".join(dict.fromkeys(unsaid))
        return Figures(None, (), (f"网站另印有“{told}”，看不出是不是本年度的数，请核对",))
    return Figures(None)


def _words(kind: str, amount: float) -> str:
    return f"{_WORDS[kind]} {amount:g} {'天' if kind == 'days' else '件'}"
