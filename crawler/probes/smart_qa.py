"""Does something answer when the entry of smart Q&A is opened and a question is asked.

Only a machine is asked: where the page wants a name or a telephone number, or says that people
answer, nothing is sent.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.pages.dom import PageDom
from crawler.pages.features import Entry, unseen_parts
from crawler.probes.pressing import press
from crawler.probes.sight import look, mark, script, scripts, shown_frames, shown_words

if TYPE_CHECKING:
    from playwright.async_api import Frame, Page

QUESTION = "如何申请政府信息公开"
_ASKING = re.compile(r"提问|问题|疑问|想问|问一?问|咨询|有什么可以帮|消息")
_SENDING = re.compile(r"发送|提问|send|问一问", re.I)
_ROBOT = re.compile(r"机器人|智能|小助手|数字人|AI|我是|您好|你好|有什么可以帮", re.I)
_PEOPLE = re.compile(
    r"工作人员|工作日|姓名|电话|手机|邮箱|身份证|验证码|留言|来信|信件|转人工办理|标题"
)
_STARTS = re.compile(r"开始|咨询|提问|对话|客服|机器人|问一问|我要问")
_TURNS, _PAUSE = 8, 700  # looks after a press or a question, milliseconds between them
_LONG = 8  # Han characters of an answer beyond the question
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FAULT = re.compile(r"异常|失败|出错|错误|稍后再试|繁忙|登录")
_LATER = re.compile(  # what a form says when a person will answer, or nobody has yet
    r"提交成功|成功提交|(?:已|成功)(?:提交|收到|受理)|(?:将|会)(?:尽快|及时|在.{1,12}内)|审核|排队|(?:转接|连接|接入).{0,4}(?:人工|客服)|请?耐?心?等待|请稍[候等后]"
    r"|正在(?:思考|输入|查询|为您|努力|生成|连接)"
)

# A place to type that is not the site's search: its words, what stands around it, the fields there.
_PLACES = """() => places().map((node, number) => {
  let around = node, up = node;
  for (let n = 0; n < 6 && up.parentElement && up.parentElement.parentElement; n++) {
    up = up.parentElement;
    if (plain(up.innerText).length > 300) break;
    around = up;
  }
  const fields = places().filter(one => around.contains(one) && !seeks(one)).length;
  return {number, said: plain(node.placeholder || node.title), around: plain(around.innerText),
    fields, large: node.tagName !== 'INPUT', seeks: seeks(node)};
}).filter(told => !told.seeks)"""
_TYPE = """number => {
  const node = places()[number];
  node.style.outline = '3px solid #e00000';
  return node;
}"""
_SEND = """number => {
  let around = places()[number];
  for (let n = 0; n < 6 && around.parentElement; n++) {
    around = around.parentElement;
    for (const node of around.querySelectorAll('button,input,a,span,div,i,img')) {
      if (!shows(node) || node.childElementCount > 1 || leads(node)) continue;
      if (said(node).some(s => s.length <= 6 && /^(发送|提问|send|提交|咨询|问一问)/i.test(s))) {
        node.click();
        return true;
      }
    }
  }
  return false;
}"""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place to type: the frame, its number there, what it and its surroundings say."""

    frame: "Frame"
    number: int
    said: str
    around: str
    fields: int
    large: bool
    seeks: bool

    @property
    def asks(self) -> bool:
        """Whether a question is wanted here."""
        robot = bool(_ROBOT.search(self.around))
        if _ASKING.search(self.said):
            return robot or bool(_SENDING.search(self.around))
        return bool(_SENDING.search(self.around)) and (robot or self.large)

    @property
    def is_of_people(self) -> bool:
        """Whether a person reads what is sent, or wants to know who asks."""
        return self.fields > 1 or bool(_PEOPLE.search(f"{self.said} {self.around}"))


async def open_entry(
    page: "Page",
    entries: Sequence[Entry] | None,
    own: Callable[[str], bool],
    everywhere: Collection[str] = (),
) -> tuple[str, str]:
    """(answered, dialogue, form, outside, column or nothing; what was seen).

    ``entries`` are pressed on the page; None when the page is what lies behind the entry. Of that,
    hosts that have parts ``everywhere`` on the site tell nothing.
    """
    before = await _places(page)
    words = await shown_words(page)
    url, pressed = page.url, True
    if entries is not None:
        pressed = await press(page, entries)
        known = {(place.frame, place.said, place.around) for place in before}
    else:
        known = set()
    places: list[_Place] = []
    waits = "<script" in (await page.content()).lower() or len(page.frames) > 1
    for _ in range(_TURNS if waits else 1):
        moved = page.url.split("#")[0] != url.split("#")[0]
        found = await _places(page)
        places = [p for p in found if moved or (p.frame, p.said, p.around) not in known]
        if any(place.asks for place in places) or not pressed:
            break
        await page.wait_for_timeout(_PAUSE)
    asking = [place for place in places if place.asks]
    machine = [place for place in asking if not place.is_of_people]
    if machine:
        return await _ask(page, machine[0])
    letters = [place for place in places if place.large and place.is_of_people]
    if asking or letters:
        await mark(page, [(asking or letters)[0].said])
        return "form", "打开后是填写姓名、电话等的表单，或由工作人员答复，没有试问"
    kept_away = await _unread(page, own, everywhere if entries is None else ())
    if kept_away is not None:
        return kept_away
    buttons = sorted(label for label in (await look(page)).tools if _STARTS.search(label))
    if buttons and entries is None:
        await mark(page, buttons)
        return "nothing", f"打开的页面没有输入框，有“{buttons[0]}”的按钮，没有点"
    if entries is None or page.url.split("#")[0] != url.split("#")[0]:
        return "column", "打开的页面没有可以提问的输入框"
    changed = "有变化但没有输入框" if await shown_words(page) != words else "没有变化"
    return "nothing", f"{'点开后' if pressed else '没有可以点的入口，'}{changed}"


async def _unread(
    page: "Page", own: Callable[[str], bool], everywhere: Collection[str]
) -> tuple[str, str] | None:
    """Why a page without a place to type may have one all the same; None: it was seen whole."""
    parts = unseen_parts(PageDom(page.url, await page.content()), own)
    parts = tuple(host for host in parts if host not in everywhere)
    if parts:
        return "outside", f"打开的页面用到别的网站（{'、'.join(parts)}）的脚本或嵌入页，没有请求"
    _, silent = await scripts(page, own)
    if silent:
        return "nothing", f"打开的页面没有输入框，网页的脚本没有全部读到（{min(silent)}）"
    return None


async def _places(page: "Page") -> list[_Place]:
    from playwright.async_api import Error

    found = []
    for frame in await shown_frames(page):
        try:
            found += [_Place(frame, **told) for told in await frame.evaluate(script(_PLACES), None)]
        except Error:
            continue
    return found


async def _ask(page: "Page", place: _Place) -> tuple[str, str]:
    """Ask one question as a reader would, and wait for words that were not there before."""
    from playwright.async_api import Error

    seen = f"有提问的输入框（“{(place.said or place.around)[:24]}”）"
    before = set(_lines(await shown_words(page)))
    try:
        handle = await place.frame.evaluate_handle(script(_TYPE), place.number)
        field = handle.as_element()
        if field is None:
            return "dialogue", f"{seen}，没有试问"
        await field.fill(QUESTION)
        if not await place.frame.evaluate(script(_SEND), place.number):
            await field.press("Enter")
    except Error:
        return "dialogue", f"{seen}，输入不了问题"
    for _ in range(_TURNS):
        await page.wait_for_timeout(_PAUSE)
        new = [line for line in _lines(await shown_words(page)) if line not in before]
        answer = [line for line in new if is_answer(line)]
        if answer:
            await mark(page, [answer[0][:20]])
            return "answered", f"{seen}，试问“{QUESTION}”，答：{answer[0][:80]}"
    return "dialogue", f"{seen}，试问“{QUESTION}”，没有等到回答"


def is_answer(line: str) -> bool:
    """Whether a line that came after the question may answer it."""
    said = line.replace(QUESTION, "")
    return len(_HAN.findall(said)) >= _LONG and not (_FAULT.search(said) or _LATER.search(said))


def _lines(words: str) -> list[str]:
    return [line for line in (re.sub(r"\s", "", one) for one in words.splitlines()) if line]
