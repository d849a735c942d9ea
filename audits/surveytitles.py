"""Titles in survey columns: which ask, which tell what came of it, which only go with another."""

import re

_RESULT = re.compile(
    r"结果|反馈|采纳|情况(?:的?(?:通报|公告|说明|公示|汇总))?$|汇总表?$|意见的?(?:回复|处理)"
    r"|(?:调查|征集|问卷|测评|评议|听证会?)(?:活动)?的?(?:分析|统计|汇总|总结)*(?:报告|总结|分析|统计|小结|笔录|纪要)书?$"
    r"|(?:未|没有|无)(?:收到|征集到|收集到|征求到)?.{0,8}(?:意见|建议)(?:建议)?的?(?:公告|公示|通告|通报|说明|函|情况)?$"
    r"|(?:获奖|入围|中选|入选|当选).{0,6}(?:名单|公示|公告|揭晓|通报)"
)
_NO_RESULT = re.compile(r"(?:起草|编制|制定|修订)的?(?:有关|相关)?情况|反馈(?:意见)?表")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
_ASKED_FOR = re.compile(r"意见|建议|线索|问题")
ASKING = re.compile(r"征[求集]|调查问卷|问卷调查|网上调查|听证|献策")
_FILLER = re.compile(
    r"关于|公开|征[求集]|意见|建议|的|公告|通知|通告|结果|反馈|情况|采纳|公示|社会|公众|启事|稿|说明|通报|汇总|[\W_]"
)
_POLLING = re.compile(r"调查|问卷|公布|发布")
_AMENDS = re.compile(
    r"延长.{0,40}(?:征[求集]|意见).{0,8}(?:时间|期限|日期)|征[求集].{0,8}(?:时间|期限|活动|公告|启事)的?延[长期]|更正|补充(?:公告|通知|说明)"
    r"|(?:终止|取消|撤[回销]|暂停).{0,40}征[求集]"
    r"|(?:起草|编制|制定|修[订改])的?(?:有关|相关|工作)?(?:情况)?的?说明$|反馈(?:意见)?表$|解读(?:材料|稿)?$"
    r"|^\W*附件|(?:操作|使用|系统|填写)(?:说明|指南|手册)$|须知$"
)
# what a column of surveys says of itself, or of a meeting: 召开征求意见座谈会
_NEWS = re.compile(
    r"(?:座谈|研讨|论证|推进|部署|工作)会(?:召开|举行)?$|圆满|(?:工作|活动|会)(?:顺利|正式|胜利)?(?:完成|结束|举行|召开)"
    r"|^(?!关于)[^《》]{0,16}(?:召开|举行)"
)
_ANNOUNCED = re.compile(r"(?:公告|通知|通告|启事|公示|函|问卷)\W*$")
_BODY = re.compile(r"调查(?:总|支|大)?队")
_TOLD = re.compile(r"征[求集]|调查|问卷|投票|评议|测评|听证|献策")
_SURVEY = re.compile(r"征[求集]|调查|问卷|投票|评议|意见|建议|测评|听证|献策")
_OF_ITS_OUTCOME = re.compile(
    r"结果|采纳|报告|总结|小结|笔录|纪要|名单|揭晓|(?:意见|建议|征[求集]|调查|问卷|测评|评议|投票|听证)(?:公开|活动)?的?"
    r"(?:征[求集]|收集)?的?(?:反馈|情况|回复|处理|汇总|统计|分析|公示|公告|通报)"
)
_NAME = re.compile(r"《[^《》]*》")


def key_of(title: str) -> str:
    """What a title shares with that of its result; the words of polls go where others are left."""
    key = _FILLER.sub("", title)
    return _POLLING.sub("", key) or key


def is_result(title: str) -> bool:
    """Whether a title announces what came of a survey.

    Names of papers aside, which may speak of results themselves, as may what stands before the
    asking: 考核结果管理办法征求意见 asks, 征求意见结果 tells.
    """
    bare = _NO_RESULT.sub("", _QUOTED.sub("", title))
    found = [match.start() for match in _RESULT.finditer(bare)]
    asked = max((match.start() for match in ASKING.finditer(bare)), default=-1)
    return bool(found) and (asked <= found[-1])


def may_ask(title: str) -> bool:
    """Whether a title of a result may ask for it instead: 征求考核结果意见 asks for opinions."""
    bare = _QUOTED.sub("", title)
    ends = [match.end() for match in _RESULT.finditer(bare)]
    return bool(ends) and bool(_ASKED_FOR.search(bare, ends[-1]))


def amends(title: str) -> bool:
    """Whether a title only prolongs, corrects, ends or explains a survey: it is none of its own."""
    return bool(_AMENDS.search(_QUOTED.sub("《》", title)))


def is_vague(title: str) -> bool:
    """Whether nobody can tell a title of a result from one that asks."""
    return not (_TOLD.search(title) and _OF_ITS_OUTCOME.search(title)) or may_ask(title)


def asks(title: str) -> bool:
    """Whether a title asks for something; a decree may be called 意见 itself, news tell of it."""
    title = _BODY.sub("", title)
    bare = _NAME.sub("", title)
    if _NEWS.search(bare) and not _ANNOUNCED.search(bare):
        return False
    return bool(_TOLD.search(title)) or (bool(_SURVEY.search(bare)) and "印发" not in bare)
