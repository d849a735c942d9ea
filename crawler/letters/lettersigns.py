"""What a letter's page says beside its dates: who answers, and by what a copy is known again.

Of the text only a hash leaves this module, and of the labels only the name of an authority.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from crawler.records import WORDS

_UNITS = tuple(
    f"{what}{who}"
    for what in ("答复", "回复", "办理", "处理", "受理", "承办", "责任")
    for who in ("单位", "部门")
)
_HOST = re.compile(r"主办")  # beside it 承办单位 speaks of the website
_NUMBERS = (
    *(f"{what}编号" for what in ("信件", "办件", "来信", "留言", "受理", "工单", "诉求")),
    "信件号",
    "编号",
    "流水号",
    "查询码",
)
_TEXTS = (
    "来信内容",
    "信件内容",
    "留言内容",
    "咨询内容",
    "投诉内容",
    "诉求内容",
    "问题描述",
    "内容",
)
_AUTHORITY = re.compile(
    r"[\u4e00-\u9fff（）()·、]{1,24}(?:局|厅|署|委|委员会|办|办公室|政府|中心|公司|院|站|所|处|科|股|室|组|队|部|街道|办事处|镇|乡"
    r"|社区|村委会|集团|协会|学校|热线)"
)
# What stands below an empty label may be the title of the letter (反映幸福路的小学).
_SAYS = re.compile(r"的|反映|咨询|关于|请问|希望|求助|诉求|我|^(?:投诉|举报|建议)")
# Some put who answers behind the label; 登科 ends like the name of a section, a town's is one.
_PERSON = re.compile(
    r"(?:欧阳|司马|[王李张刘陈杨赵黄周吴徐孙胡朱郭何罗宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    r"田任姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟段钱汤尹黎武贺赖龚])[\u4e00-\u9fff]?科"
)
_NUMBER = re.compile(r"[A-Za-z0-9〔〕\[\]()（）_-]{3,40}号?")
_TEXT = 12  # characters that tell one letter from another


def unit_of(lines: Sequence[str]) -> str:
    """The authority that a label names as answering; empty without one."""
    for label in _UNITS:
        for place, told in _told(lines, label):
            near = lines[max(0, place - 2) : place + 1]
            if "承办" in label and any(_HOST.search(line) for line in near):
                continue
            name = re.split(r"[\s\d:：;；,，]", told, maxsplit=1)[0].strip("【】[]")
            if len(name) < 3 or _SAYS.search(name) or _PERSON.fullmatch(name):
                continue
            if _AUTHORITY.fullmatch(name):
                return name
    return ""


def mark_of(lines: Sequence[str]) -> str:
    """A hash of the letter's number, else of its text; empty without either.

    Of a page without labels it begins with WORDS: it says only whether two pages differ.
    """
    for label in _NUMBERS:
        for _, told in _told(lines, label):
            if _NUMBER.fullmatch(told) and any(c.isdigit() for c in told):
                return _hash(f"n{told}")
    for label in _TEXTS:
        for _, told in _told(lines, label):
            text = "".join(told.split())
            if len(text) >= _TEXT:
                return _hash(f"t{text}")
    words = "".join(line for line in lines if len(line) >= _TEXT)
    return f"{WORDS}{_hash(words)}" if words else ""


def _told(lines: Sequence[str], label: str) -> Iterator[tuple[int, str]]:
    """Where lines begin with a label, and what stands behind it or in the next line."""
    spaced = r"\s*".join(label)
    shape = re.compile(rf"[【\[]?\s*{spaced}\s*(?:[】\]]\s*[:：]?|[:：]|$)\s*")
    for place, line in enumerate(lines):
        found = shape.match(line)
        if found:
            behind = line[found.end() :].strip()
            yield place, behind or (lines[place + 1].strip() if place + 1 < len(lines) else "")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
