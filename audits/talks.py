"""What the page of an interview shows: questions of the public, answers, numbers it states.

Counted are blocks that say who speaks, tables of questions, and lists of terms below a heading
that names the public. What the moderator asks is nobody's question.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from audits.grids import grid
from audits.opinions import number
from audits.periods import day_held
from crawler.pages.dom import fold, visible_strings, visible_text

_OFFICE = (
    r"[\u4e00-\u9fff]{0,12}(?:[局处科厅市县区队所站院校行会部司署]长|主任|书记|负责人|发言人|专家|律师|委员"
    r"|调研员|总工|工程师)"
)
_BODY = r"[\u4e00-\u9fff]{1,14}(?:局|委|委员会|厅|办|办公室|中心|院)"
_PUBLIC = r"(?:网友|网民|市民|群众|观众|听众|家长)"
_OPEN, _CLOSE = r"[\[【（(〔]", r"[\]】）)〕]"
_NUMBERED = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）、.．]\s*")
_BY_PUBLIC = re.compile(
    rf"^{_OPEN}?\s*{_PUBLIC}(?!热线|服务|中心|卡|之家|广场|邮箱|信箱|电话)[^：:\]】]{{0,16}}{_CLOSE}?\s*[:：]"
    rf"|^[\[【〔]\s*{_PUBLIC}[^：:\]】]{{0,16}}[\]】〕]"
    r"|^(?!感谢|欢迎|各位|广大|亲爱|很多|许多|不少|请)(?:来自)?[\u4e00-\u9fff]{1,6}(?:网友|网民|市民)\s*[:：]"
)
_ASKED = re.compile(
    rf"^{_OPEN}?\s*(?:(?:问|提问|网友提问|问题)\s*\d{{0,3}}|(?:提问|问题|留言)内容|Q\s*\d{{0,3}}){_CLOSE}?\s*[:：]"
)
_NAMED = re.compile(
    rf"^{_PUBLIC}(?!热线|服务|中心|卡|之家|广场|邮箱|信箱|电话|提问|互动|留言|问|热议|评论|关注|交流|参与|朋友|们|代表|反映|意见)[\s@“\"·]{{0,2}}\S{{0,8}}(?:\s*(?:提问|留言))?$"
)
_ANSWERING = re.compile(
    rf"^{_OPEN}?\s*(?:(?:答|回答|答复|回复|嘉宾[^：:\]】]{{0,12}}|{_OFFICE}(?:\s+[\u4e00-\u9fff]{{2,4}})?(?:答复?|回答|回复)?)"
    rf"\s*\d{{0,3}}|A\s*\d{{0,3}}){_CLOSE}?\s*[:：]"
    rf"|^[\u4e00-\u9fff]{{1,4}}\s*[（(]\s*{_OFFICE}\s*[)）]\s*[:：]"
    rf"|^[\[【〔]\s*(?:答|回答|答复|回复|嘉宾[^：:\]】]{{0,12}}|{_OFFICE}[^：:\]】]{{0,6}})[\]】〕]"
    rf"|^(?:嘉宾|{_OFFICE})(?:\s+\S{{1,6}})?$"
    # 县文旅局答：…, 县文旅局：…, and 嘉宾回复 on a line of its own; 主办： is no body
    rf"|^{_OPEN}?\s*{_BODY}(?:负责人|工作人员)?\s*(?:答|回答|答复|回复|回应|解答){_CLOSE}?\s*[:：]"
    rf"|^{_OPEN}?\s*[\u4e00-\u9fff]{{2,14}}(?:局|委|委员会|厅){_CLOSE}?\s*[:：]"
    rf"|^{_OPEN}?\s*(?:嘉宾|管理员|主办方|工作人员|现场|本期|{_BODY})?(?:回复|答复|回答|解答){_CLOSE}?$"
)
_GUESTS = re.compile(r"嘉\s*宾(?:姓名|介绍|信息)?\s*[:：]\s*(.{2,60})")
_SPEAKER = re.compile(
    rf"^{_OPEN}?\s*([\u4e00-\u9fff·]{{2,12}})\s*{_CLOSE}?\s*(?:[:：]|(?<=[\]】〕]))"
)
_GREETED = re.compile(rf"^{_OPEN}?\s*{_PUBLIC}(?:朋友们?|们)\s*{_CLOSE}?\s*[：:]")
_AUDIENCE = re.compile(
    r"(?:关注|观看|参与|收看|收听|浏览|在线|访问|点击|围观)(?:总)?(?:人数|人次|量|次数)\s*[:：]\s*(\d{1,9})"
)
_NUM = r"(\d{1,6}|[一二三四五六七八九十百]{1,5})"
_STATED_ASKED = re.compile(
    rf"(?:收到|征集到?|提出|共有)[^。；;，,]{{0,12}}?(?:提问|留言|问题)\s*{_NUM}\s*余?[条个件]"
    rf"|(?:收到|征集到?|提出)[^。；;，,\d]{{0,12}}?{_NUM}\s*余?[条个件][^。；;，,]{{0,6}}?(?:提问|留言|问题)"
)
_STATED_ANSWERED = re.compile(rf"(?:答复|回复|回答|解答)[^。；;，,\d]{{0,8}}?{_NUM}\s*余?[条个件]")
_OF_TALK = re.compile(r"网友|网民|观众|提问|留言|本[次期场]|访谈|直播|现场")
_OTHER_WORK = re.compile(
    r"去年|今年|上年|半年|以来|全年|年度|热线|12345|投诉|举报|信访|来信|主持人|记者"
)
_END = r"(?=$|[\s，,；;。）)|])"
_TALLIED_ASKED = re.compile(
    rf"(?:{_PUBLIC}(?:提问|留言|问题)|(?<![\u4e00-\u9fff])提问)(?:(?:总?数|数量|条数)\s*[:：]\s*{_NUM}\s*余?[条个件]?"
    rf"|\s*[:：]?\s*{_NUM}\s*余?[条个件]|\s*[(（]\s*{_NUM}\s*条\s*(?=[)）])){_END}"
)
_TALLIED_ANSWERED = re.compile(
    rf"(?:嘉宾|现场|在线|已)?(?:回复|答复|回答|解答)(?:(?:总?数|数量|条数)\s*[:：]\s*{_NUM}\s*余?[条个件]?"
    rf"|\s*[:：]?\s*{_NUM}\s*余?[条个件]){_END}"
)
_CARD_ASKED = re.compile(
    rf"(?:提问|留言|问题)(?:总?数|数量|条数)?\s*[:：]\s*{_NUM}\s*[条个件]?{_END}"
)
_CARD_ANSWERED = re.compile(
    rf"(?:回复|答复|回答|解答)(?:总?数|数量|条数)?\s*[:：]\s*{_NUM}\s*[条个件]?{_END}"
)
_QUESTION = re.compile(r"提问|问题|留言|咨询")
_ANSWER = re.compile(r"回复|答复|回答|解答")
_PENDING = re.compile(r"^(?:暂?未|待|尚未|无|暂无|—|-|/)")
_OF_PUBLIC = re.compile(r"网友|网民|群众|市民|提问|留言|互动")
_SOON = re.compile(
    r"敬请(?:关注|期待|收看|参与)|即将(?:举行|举办|开始|上线)|将于[^。]{0,24}(?:举行|举办|开展|直播|做客)"
)
_HEAD = 12  # characters of the head of a column
_LABEL = 8  # characters of a label that stands by itself
_PERSON = range(2, 5)  # characters of a person's name
_BEHIND, _BEFORE = ":：]】）)〕”", "[【（(〔“"  # what goes with the piece before it, or behind
_NAME_LENGTH = 12  # of what stands behind 网友： when it is a name and no question


@dataclass(frozen=True, slots=True)
class Talk:
    """``asked`` and ``answered`` are at least; ``audience`` as printed, empty without.

    ``held`` is the day the page names; ``is_notice``: it only says that the interview will be.
    """

    asked: int
    answered: int
    audience: str = ""
    held: date | None = None
    is_notice: bool = False


def read_talk(root: HtmlElement, furniture: frozenset[str] = frozenset()) -> Talk:
    """What one page shows of its interview; ``furniture`` are words of the whole site."""
    pieces = (fold(line) for line in visible_strings(root))
    lines = _spoken([line for line in pieces if line and line not in furniture])
    text = fold(" ".join(lines))
    ways = (count_talk(lines, _guests(lines)), _in_tables(root), _in_terms(root))
    asked, answered = max(ways)
    stated = _stated(_STATED_ASKED, text, _is_of_talk), _stated(_STATED_ANSWERED, text)
    asked = asked if stated[0] is None else stated[0]
    answered = answered if stated[1] is None or stated[0] is None else stated[1]
    told = tuple(_stated(one, text, _is_own) for one in (_TALLIED_ASKED, _TALLIED_ANSWERED))
    if told[0] is not None and told[0] >= asked:
        asked, answered = told[0], answered if told[1] is None else told[1]
    audience = _AUDIENCE.search(text)
    shown = asked or any(True for _ in root.iter("video", "iframe", "embed", "object"))
    return Talk(
        asked,
        answered,
        audience[1] if audience else "",
        day_held(text),
        not shown and bool(_SOON.search(text)),
    )


def tallied(card: str) -> tuple[int, int]:
    """(questions, answers) that the words of a card or a line state: 网友提问：7 嘉宾回复：6."""
    asked, answered = _stated(_CARD_ASKED, card), _stated(_CARD_ANSWERED, card)
    return asked or 0, answered or 0


def _spoken(pieces: Sequence[str]) -> list[str]:
    """The pieces of a page, a speaker's name with the colon or bracket that stands behind it."""
    found: list[str] = []
    for piece in pieces:
        if found and (piece[0] in _BEHIND or found[-1][-1] in _BEFORE):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _guests(lines: Sequence[str]) -> str:
    """What stands behind 嘉宾： where guests are presented; empty without."""
    for place, line in enumerate(lines):
        whole = " ".join((line, *lines[place + 1 : place + 2])) if len(line) <= _LABEL else line
        if (found := _GUESTS.search(whole)) and not re.search("[。？！]", found[1]):
            return found[1]
    return ""


def _answers(line: str, guests: str) -> bool:
    """Whether a line begins with somebody who answers: an office, a body, or a guest by name."""
    if _ANSWERING.match(line):
        return True
    named = _SPEAKER.match(line)
    name = named[1] if named else line
    return len(name) in _PERSON and name in guests


def count_talk(lines: Sequence[str], guests: str = "") -> tuple[int, int]:
    """(questions of the public, those followed by an answer before the next question).

    Questions of the transcript that stand again in a list of questions are no others.
    ``guests``: as the page presents them; who is named there answers.
    """
    asked: list[str] = []  # the questions' words, empty until they are known
    answered: set[int] = set()
    waiting = opened = False  # opened: the line before only said who asks, or that one asks
    for place, told in enumerate(lines):
        line = _NUMBERED.sub("", told)
        if _TALLIED_ASKED.match(" ".join((line, *lines[place + 1 : place + 3]))):
            continue  # how many asked is nobody's question
        public = None if _GREETED.match(line) else _BY_PUBLIC.match(line)
        found = public or _ASKED.match(line) or _NAMED.match(line)
        if found is None:
            opened = False
            if waiting and not asked[-1] and not _answers(line, guests):
                asked[-1] = line
            elif waiting and _answers(line, guests):
                answered.add(len(asked) - 1)
                waiting = False
            continue
        rest = line[found.end() :].strip()
        leads = public is not None and len(rest) <= _NAME_LENGTH and _is_label_next(lines, place)
        if not opened:
            asked.append("")
        asked[-1] = "" if leads else _question(rest, lines, place)
        waiting, opened = True, not rest or leads
    shown = _before_the_same_again([re.sub(r"\W", "", text) for text in asked])
    return shown, sum(place < shown for place in answered)


def _question(rest: str, lines: Sequence[str], place: int) -> str:
    """What tells a question from another: behind a mere name what follows is of it too."""
    if not rest or len(rest) > _NAME_LENGTH or rest[-1] in "?？。":
        return rest
    return " ".join((rest, *lines[place + 1 : place + 3]))


def _before_the_same_again(words: Sequence[str]) -> int:
    """How many questions stand before the same ones stand again: all where they do not."""
    first = next((n for n, text in enumerate(words) if text and text in words[:n]), len(words))
    again = words[first:]
    is_copy = len(set(again)) == len(again) and set(again) <= set(words[:first])
    return first if is_copy else len(words)


def _is_label_next(lines: Sequence[str], place: int) -> bool:
    """Whether the line behind a name is labelled as the question."""
    after = lines[place + 1 : place + 2]
    return bool(after) and bool(_ASKED.match(_NUMBERED.sub("", after[0])))


def _in_tables(root: HtmlElement) -> tuple[int, int]:
    asked = answered = 0
    for table in root.iter("table"):
        lines = grid(table)
        head = lines[0] if lines and max(map(len, lines[0]), default=0) <= _HEAD else []
        ask = next((n for n, cell in enumerate(head) if _QUESTION.search(cell)), None)
        answer = next((n for n, cell in enumerate(head) if _ANSWER.search(cell)), None)
        if ask is None or answer is None or ask == answer:
            continue
        rows = [cells for cells in lines[1:] if len(cells) == len(head) and cells[ask]]
        asked += len(rows)
        answered += sum(bool(c[answer]) and not _PENDING.match(c[answer]) for c in rows)
    return asked, answered


def _in_terms(root: HtmlElement) -> tuple[int, int]:
    """Terms and definitions below a heading that names the public."""
    asked = answered = 0
    for terms in root.iter("dl"):
        if not any(_OF_PUBLIC.search(text) for text in _headings(terms)):
            continue
        waiting = False
        for child in terms.iter("dt", "dd"):
            if child.tag == "dt":
                asked, waiting = asked + 1, True
            elif waiting and not _PENDING.match(visible_text(child)):
                answered, waiting = answered + 1, False
    return asked, answered


def _headings(node: HtmlElement) -> Iterator[str]:
    """Short texts right before a block or before what holds it."""
    for one in (node, node.getparent()):
        before = one.getprevious() if one is not None else None
        while before is not None and before.tag == "dl":
            before = before.getprevious()
        text = visible_text(before) if before is not None else ""
        if 0 < len(text) <= 20:
            yield text


def _is_of_talk(found: re.Match[str]) -> bool:
    """Whether a number is of the interview; guests speak of their year's complaints too."""
    return bool(_OF_TALK.search(_with_before(found))) and _is_own(found)


def _is_own(found: re.Match[str]) -> bool:
    """Whether nothing before a number says that it is of other work."""
    return not _OTHER_WORK.search(_with_before(found))


def _with_before(found: re.Match[str]) -> str:
    before = found.string[max(found.start() - 24, 0) : found.start()]
    return re.split("[。；;]", before)[-1] + found[0]


def _stated(
    shape: re.Pattern[str], text: str, fits: Callable[[re.Match[str]], bool] = bool
) -> int | None:
    found = next(filter(fits, shape.finditer(text)), None)
    told = next((group for group in found.groups() if group), "") if found else ""
    return number(told) if told and number(told) >= 0 else None
