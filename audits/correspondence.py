"""Which of the letters a site shows are to be counted, and what speaks against having them all.

One letter counts once in however many mailboxes it stands; letters that another authority answers
on a shared platform are not the unit's; what only looks like a letter is left out and said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audits.abbreviations import is_made_of
from audits.boxcount import crawl_doubts, shortfalls
from audits.case import Case
from audits.ledger import ColumnCount
from audits.lettercolumns import misnamed, overheard
from crawler import urls
from crawler.records import WORDS, Letter, Verdict

LATE_DAYS = 90
_SLOW_DAYS = 75  # letters of the three months before the year are always opened
_DATED = 3  # letters that show what a letter of the site looks like
_SAME_DAYS = 3  # letters of two mailboxes with the same two days that make both suspect
_COINCIDING = 10  # of so many letters one may share both its days with one of another lot
_NAMED = 4  # other authorities named in a sentence
_HEAD = re.compile(r".{1,20}?(?:局|厅|署|委员会|人民政府|公司|医院|学校|集团|大队|支队|街道)")
_INSIDE = re.compile(r".*(?:科|股|处|组|室)|.{0,2}办公室|[我本].{1,3}")
_ANOTHER = re.compile(r"[省州县区旗]|市(?![场政容])|.{2,}[局厅署]")  # 市园林管理处, 教育局办公室
_PORTAL = re.compile(r".*(?:政府|管理委员会|管委会)(?:网|网站|门户网站|办公室|办公厅)?")
_SMALL = re.compile(r"[镇乡]|街道")
_PLACE = re.compile(r"[^省市州县区旗盟局厅委办科处院]{2,7}[省市州县区旗盟]")


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Letters to count. ``doubts`` make a figure a lower bound, ``questions`` only a proposal.

    ``columns`` are empty where no column of letters was found or read.
    """

    columns: tuple[ColumnCount, ...]
    letters: tuple[Letter, ...]
    doubts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def gather(case: Case) -> Correspondence:
    """The letters of the columns of letters."""
    ids = case.store.letter_columns()
    stored = [column for column in case.store.columns() if column.id in ids]
    places = {urls.canonical(column.url) for column in stored}
    columns = tuple(c for c in case.ledger if urls.canonical(c.line.url) in places)
    listed, copies = _once(case, [column.id for column in stored])
    printed = tuple(x for x in case.store.letters().values() if urls.canonical(x.url) in places)
    letters, whole = _with_printed(listed, printed)
    columns = tuple(c for c in columns if c.rows.distinct_rows or c.is_sure or _expects(c))
    doubts = [*shortfalls(columns), *crawl_doubts(case)]
    letters, odd = _without_odd(letters)
    letters, strange, questions = _own(case, letters)
    doubts += [*misnamed(case), *overheard(case), *odd, *strange, *_gaps(case, letters)]
    if copies:
        doubts.append(f"{copies} 封在几个栏目里网址不同，看来是同一封，只计一次")
    questions += _alike(case, [column.id for column in stored], letters)
    if whole:
        doubts.append(f"{len(whole)} 封没有自己的网页，印在栏目页上或由接口取来，可能不全")
    readable = whole or any(c.line.verdict is not Verdict.UNKNOWN for c in columns)
    return Correspondence(columns if readable else (), letters, tuple(doubts), tuple(questions))


def _with_printed(
    listed: tuple[Letter, ...], printed: tuple[Letter, ...]
) -> tuple[tuple[Letter, ...], tuple[Letter, ...]]:
    """The letters to count, and those without a page of their own, counted or not.

    Where some have pages, the others count only if they are not the same lot printed once more.
    """
    linked = tuple(x for x in listed if "#" not in x.content_id)
    whole = tuple(x for x in listed if "#" in x.content_id) or printed
    if not linked or not whole:
        return linked or whole, whole
    days, others = (
        Counter((x.received, x.replied) for x in lot if x.received) for lot in (linked, whole)
    )
    told = min(days.total(), others.total())
    is_other = told >= _DATED and (days & others).total() * _COINCIDING <= told
    return (*linked, *(whole if is_other else ())), whole


def overdue(case: Case, letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Letters received in the year whose page shows no answer after ninety days."""
    sealed = date.fromisoformat(case.sealed_on) if case.sealed_on else date(case.year, 12, 31)
    return tuple(
        letter
        for letter in letters
        if letter.opened
        and letter.answered is False
        and letter.received is not None
        and letter.received.year >= case.year - 1
        and sealed - letter.received > timedelta(days=LATE_DAYS)
    )


def _gaps(case: Case, letters: Sequence[Letter]) -> Iterator[str]:
    """Letters whose page was not read or does not tell."""
    unread = [x for x in letters if not x.opened and _may_count(x, case.year)]
    if unread:
        told = sum(x.replied is not None for x in unread)
        yield f"{len(unread)} 封信件没有打开" + (f"，其中 {told} 封的日期取自列表" if told else "")
    silent = [x for x in letters if x.opened and x.answered is None and _may_count(x, case.year)]
    if silent:
        yield f"{len(silent)} 封信件的页面看不出是否答复"
    earlier = sum(
        not x.opened and x.listed is not None and x.listed.year == case.year - 1 for x in letters
    )
    if earlier and _is_slow(case, letters):
        yield f"更早的 {earlier} 封来信没有打开，可能到本年度才答复"


def _is_slow(case: Case, letters: Sequence[Letter]) -> bool:
    """Whether some letters took so long that an old one may have been answered in the year."""
    spans = [(x.replied - x.received).days for x in letters if x.replied and x.received]
    return max(spans, default=0) >= _SLOW_DAYS or bool(overdue(case, letters))


def _may_count(letter: Letter, year: int) -> bool:
    days = [d for d in (letter.listed, letter.published, letter.replied) if d]
    return not days or any(d.year == year for d in days)


def _expects(column: ColumnCount) -> bool:
    """Whether a column without rows should have had some: forms to write a letter have none."""
    return not any(word in column.line.name for word in ("我要", "写信", "须知", "查询", "统计"))


# ---- one letter once -----------------------------------------------------------------------


def _once(case: Case, columns: Sequence[int]) -> tuple[tuple[Letter, ...], int]:
    """The letters of the columns, and how many were left out as copies of others.

    A copy stands in another column under another address, with the same title, number or text, and
    day of receipt, or day in the list; all are kept as marks only, which still tell two apart.
    """
    letters = case.store.letters()
    seen: dict[str, Letter] = {}
    places: dict[tuple[str, date], tuple[int, int]] = {}
    copies = 0
    for column in columns:
        here: dict[tuple[str, date], int] = {}
        for entry in case.store.entries(column):
            letter = letters.get(entry.content_id)
            if letter is None or entry.content_id in seen:
                continue
            if _is_copy(letter, entry.title, column, places, here):
                copies += 1
            else:
                seen[entry.content_id] = letter
    return tuple(seen[key] for key in sorted(seen)), copies


def _is_copy(
    letter: Letter,
    title: str,
    column: int,
    places: dict[tuple[str, date], tuple[int, int]],
    here: dict[tuple[str, date], int],
) -> bool:
    """Whether an earlier column holds the letter; two alike of one column are two.

    ``places`` tells the first column of a mark and day and how many it holds; ``here`` counts.
    """
    day = letter.received or letter.listed
    if day is None:
        return False
    signs = (title, "" if letter.mark.startswith(WORDS) else letter.mark)
    marks = [(sign, day) for sign in signs if sign]
    for mark in marks:
        here[mark] = here.get(mark, 0) + 1
    if any(
        (known := places.get(mark)) and known[0] != column and here[mark] <= known[1]
        for mark in marks
    ):
        return True
    for mark in marks:
        first, count = places.get(mark, (column, 0))
        places[mark] = (first, max(count, here[mark]))
    return False


def _alike(case: Case, columns: Sequence[int], letters: Sequence[Letter]) -> list[str]:
    """Mailboxes whose letters came and were answered on the same days: perhaps one lot."""
    known = {letter.content_id: letter for letter in letters}
    days: list[Counter[tuple[date, date]]] = []
    taken: set[str] = set()
    for column in columns:
        here = {e.content_id for e in case.store.entries(column)} & known.keys() - taken
        taken |= here
        told = [known[key] for key in here]
        days.append(Counter((x.received, x.replied) for x in told if x.received and x.replied))
    for place, one in enumerate(days):
        for other in days[:place]:
            same = (one & other).total()
            if same >= _SAME_DAYS and same * 2 >= min(one.total(), other.total()):
                return [f"不同信箱里有 {same} 封信的来信、答复日期都相同，可能是同一批信重复刊登"]
    return []


# ---- what is no letter, and whose letters they are -------------------------------------------


def _without_odd(letters: tuple[Letter, ...]) -> tuple[tuple[Letter, ...], list[str]]:
    """Without pages that tell neither day nor state where the letters of the site do.

    Frequent questions between the letters look so. Where no letter tells them, those remain whose
    addresses are built like most.
    """
    opened = [x for x in letters if x.opened]
    bare = [x for x in opened if not (x.received or x.replied or x.state)]
    if not bare:
        return letters, []
    if len(opened) - len(bare) >= _DATED and len(bare) * 2 <= len(opened):
        odd = {x.content_id for x in bare}
    else:
        shapes = Counter(urls.detail_shape(x.url) for x in bare)
        usual = max(shapes, key=lambda shape: (shapes[shape], shape))
        odd = {x.content_id for x in bare if urls.detail_shape(x.url) != usual}
    if not odd:
        return letters, []
    said = f"{len(odd)} 条没有来信日期和办理状态，与其他信件不同，可能是常见问题，没有计入"
    return tuple(x for x in letters if x.content_id not in odd), [said]


def _own(
    case: Case, letters: tuple[Letter, ...]
) -> tuple[tuple[Letter, ...], list[str], list[str]]:
    """The unit's own letters, with doubts and questions; on a government's portal all are its."""
    names = [n for n in (case.profile.unit.get("reporting_unit"), *case.unit_names) if n]
    if any(is_portal(name) for name in names):
        others = Counter(x.unit for x in letters if is_elsewhere(x.unit, names))
        named = "、".join(name for name, _ in others.most_common(_NAMED))
        asked = f"{others.total()} 封信由{named}等答复，请核对是否计入"
        return letters, [], [asked] if others else []
    others = Counter(x.unit for x in letters if x.unit and not is_own_unit(x.unit, names))
    if not others:
        return letters, [], []
    named = "、".join(name for name, _ in others.most_common(_NAMED))
    if not any(x.unit and is_own_unit(x.unit, names) for x in letters):
        asked = f"{others.total()} 封信由{named}等答复，没有一封写明由本单位答复，请指定哪些计入"
        return letters, [], [asked]
    kept = tuple(x for x in letters if not x.opened or (x.unit and x.unit not in others))
    blank = len(letters) - len(kept) - others.total()
    doubts = [f"{others.total()} 封由别的单位答复（{named}），不是本单位的，没有计入"]
    if blank:
        doubts.append(f"{blank} 封没有写明答复单位，没有计入")
    return kept, doubts, []


def is_portal(name: str) -> bool:
    """Whether a site is a government's: all its departments answer there. A town's is not."""
    return bool(_PORTAL.fullmatch(name)) and not _SMALL.search(name)


def is_elsewhere(printed: str, names: Sequence[str]) -> bool:
    """Whether an authority is named with a place that none of the names holds."""
    place = _PLACE.match(printed)
    return place is not None and not any(place[0] in name for name in names)


def is_own_unit(printed: str, names: Sequence[str]) -> bool:
    """Whether an authority named on a letter is the unit, an abbreviation or a part of it."""
    place = _PLACE.match(printed)
    is_whole = place is not None and any(place[0] in name for name in names)
    if _INSIDE.fullmatch(printed) and not is_whole and not _ANOTHER.match(printed):
        return True
    head = found[0] if (found := _HEAD.match(printed)) else printed
    return any(name in printed or is_made_of(head, name) for name in names)
