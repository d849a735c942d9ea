"""Filing numbers in the footer: ICP (工信部) and public security (公安).

Fills    icp_number, police_number: text as printed, inner blanks removed, 号 and -N kept.
Scope    the home page and the footers it writes by script; comments are not read.
Source   filling notes 一.6 and 一.7 of the national form.
Unknown  no number, or two different numbers, are shown.
Errors   none: a page without a footer is an unknown fact.
"""

import re
from collections.abc import Iterator

from audits.audit import Audit
from audits.case import Case
from audits.facts import Evidence, Fact, Outcome
from audits.footer import page_text

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_PATTERNS = {
    "icp_number": re.compile(
        rf"[{_PROVINCES}]\s*ICP\s*[备證证]\s*(?:\d{{10}}|\d{{8}})(?!\d)\s*号?(?:\s*-\s*\d+)?", re.I
    ),
    "police_number": re.compile(rf"[{_PROVINCES}]\s*公网安备\s*[:：]?\s*\d{{14}}(?!\d)\s*号?"),
}
_NAMES = {"icp_number": "ICP 备案号", "police_number": "公安机关备案号"}
_RECORD_CODE = re.compile(r"(?:recordcode|webSearch\?code)=(\d{14})(?!\d)", re.I)


def run(case: Case) -> Iterator[Fact]:
    """Yield one fact for each filing number."""
    home = case.home
    for field, pattern in _PATTERNS.items():
        name = _NAMES[field]
        if home is None:
            yield Fact(field, None, Outcome.UNKNOWN, reason=f"首页没有读到，不知道{name}")
            continue
        view = page_text(home)
        quotes = [_printed(match[0]) for match in pattern.finditer(view.shown)]
        numbers = _different(quotes)
        evidence = tuple(_seen(case, quote) for quote in dict.fromkeys(quotes))
        linked = set(_RECORD_CODE.findall(view.source)) if field == "police_number" else set()
        yield _fact(field, name, numbers, evidence, linked)


def _seen(case: Case, quote: str) -> Evidence:
    """The number with the address of the part of the home page that shows it."""
    url, how = case.where(quote)
    return Evidence(url, title=f"首页{how}", quote=quote)


def _fact(
    field: str,
    name: str,
    numbers: dict[str, str],
    evidence: tuple[Evidence, ...],
    linked: set[str],
) -> Fact:
    if not numbers:
        return Fact(
            field, None, Outcome.UNKNOWN, evidence, f"首页上没有看到{name}，请核对页脚或备案凭证"
        )
    if len(numbers) > 1:
        shown = "、".join(numbers.values())
        return Fact(
            field, None, Outcome.UNKNOWN, evidence, f"首页上有不同的{name}：{shown}，请人工确定"
        )
    key, value = next(iter(numbers.items()))
    digits = re.sub(r"\D", "", key)
    if linked and digits not in linked:
        said = "、".join(sorted(linked))
        return Fact(
            field, value, Outcome.ESTIMATE, evidence, f"页脚文字与备案链接（{said}）不一致，请核对"
        )
    return Fact(field, value, Outcome.OBSERVED, evidence)


def _printed(text: str) -> str:
    """As printed, blanks inside removed."""
    return re.sub(r"\s+", "", text)


def _different(quotes: list[str]) -> dict[str, str]:
    """Numbers by what identifies them; the fullest spelling of each is kept.

    A main number and the same number with its site suffix (-1) are one.
    """
    found: dict[str, str] = {}
    for quote in quotes:
        key = re.sub(r"号|[:：]", "", quote).upper()
        main = re.sub(r"-\d+$", "", key)
        same = next(
            (
                k
                for k in found
                if re.sub(r"-\d+$", "", k) == main and (k == key or main in (k, key))
            ),
            None,
        )
        if same is None:
            found[key] = quote
        elif len(quote) > len(found[same]):
            del found[same]
            found[key] = quote
    return found


AUDIT = Audit(
    id="filing_numbers", title="备案号", fields=tuple(_PATTERNS), run=run, by_columns=False
)
