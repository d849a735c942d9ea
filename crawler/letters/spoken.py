"""What a citizen's letter sounds like where no label tells: it asks, and is answered in person."""

import re
from collections.abc import Sequence

from crawler.pages.dom import PageDom, visible_text

_WRITES = r"(?:反映|咨询|询问|提出|提到|投诉|举报|来信|留言|诉求|求助|关心)"
_GREETED = re.compile(
    r"[您你]好\s*[，,！!：:。]\s*[^？?]{0,40}?"
    rf"(?:[您你](?:所|在[^，。]{{1,16}})?(?:的)?{_WRITES}|(?:来信|留言|信件|诉求|咨询|问题)(?:已|现已)?(?:收悉|收到))"
    r"|(?:[您你]的|(?<=[，。！\s]))(?:来信|留言|信件|邮件)(?:已|我局|我们)*(?:收悉|收到)"
)
_QUESTION = re.compile(
    r"(?:^|\s)[【\[]?\s*(?:问|问题|提问|网友提问|网民留言|网友留言|来信|留言内容)\s*[】\]]?\s*[:：]"
)
_ANSWER = re.compile(
    r"(?:^|\s)[【\[]?\s*(?:答|回答|答复|回复|官方回复|部门回复|解答)\s*[】\]]?\s*[:：]"
)
# 需要本人到场, 本人身份证, 领导干部, 自我声明: words of rules
_SPEAKS = re.compile(
    r"(?<!自)我(?![国省市县区州镇局厅院校部委们])|(?<![要须由非])本人(?!身份(?!证号)|有效|签|亲自|到场|持|携带)"
    r"|[您你]好|领导(?!干部|小组|班子|人员|机构|责任|成员|职)|尊敬的"
)
# One who says who he is and gives his number writes to an office, not to readers.
_SAYS_WHO = re.compile(
    r"(?:我(?:叫|家|住|是)|本人(?:叫|系|姓)).{0,120}?(?<!\d)(?:1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{9}[\dXx])(?!\d)"
)
_PUBLIC = re.compile(r"主持人|嘉宾|访谈|提案|议案|代表建议|委员建议|政协|人大代表|新闻发布会")
# Delegates write and are answered as well; what they write is published content.
OF_DELEGATES = re.compile(r"提案|议案|代表建议|委员建议|建议提案|依申请")
_ASKS = re.compile(
    r"^\W*(?:咨询|反映|投诉|举报|请问|求助|请求|希望|建议(?!使用)|感谢|想问|想了解)(?!电话|热线|邮箱|方式|须知)"
    r"|的(?:咨询|投诉|建议|诉求|举报|疑问|求助|问题)$|[？?]$|怎么办|(?:怎么|如何)(?:办|处理|解决|迁移|申请)"
    r"|[吗呢]$|我[家是想叫住]|本人[叫系是姓]"
)
_SHARE = 0.6
_FEW = 3  # titles that tell what a list is of


def answers_in_person(page: PageDom) -> int:
    """How many answers to citizens a page shows: by their greeting, else one question and answer.

    A page on which somebody says who he is, with his number, is one too.
    Interviews and replies to delegates are none.
    """
    text = visible_text(page.root)
    if _PUBLIC.search(text):
        return 0
    greeted = len(_GREETED.findall(text))
    if greeted:
        return greeted
    if _SAYS_WHO.search(text):
        return 1
    asked, answered = list(_QUESTION.finditer(text)), list(_ANSWER.finditer(text))
    if len(asked) != 1 or len(answered) != 1 or answered[0].start() < asked[0].end():
        return 0
    return int(bool(_SPEAKS.search(text[asked[0].end() : answered[0].start()])))


def titles_ask(titles: Sequence[str]) -> bool:
    """Whether most titles of a list are those of people who ask for something."""
    return len(titles) >= _FEW and sum(map(asks, titles)) >= _SHARE * len(titles)


def asks(title: str) -> bool:
    """Whether a title is that of a person who asks for something."""
    return bool(_ASKS.search(title))
