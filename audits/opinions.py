"""How many opinions a page says came in: in prose, beside a label, in Chinese numerals, or none."""

import re

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)) | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|[〇零一二两三四五六七八九十百千]{1,7})"
_OBJECT = r"(?:意见|建议|反馈)"
_VERB = re.compile(
    r"(?:收到|收集到?|征集到?|征求到|征得|接到|接收|收回|回收|汇总|反馈|梳理|形成"
    r"|(?:共|累计|合计|公众|群众|市民|网民|网友|各方|人士)提出)"
)
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_COUNTED = re.compile(
    rf"(?<![第式近约\d.~～—\-〇零一二两三四五六七八九十百千])(?<!第\s)({_NUM})\s*余?\s*(?:条|份|件|项|个(?!单位|部门|科室|县|区|市|街道|乡|镇|社区|工作日|自然日|月))(?!以上|以内|以下)"
)
_NONE = re.compile(
    rf"(?<!如)(?<!若)(?:(?:均|暂|尚)?未|没有?|无)\s*(?:收到|征集到|收集到|接到|征求到)"
    rf"(?:任何|有关|相关|社会|各界|公众|群众|市民|单位|个人|人士|其他|书面|反馈|和|或|及|与|、|的|对.{{1,20}}的)*{_OBJECT}"
    rf"|(?:收到|征集到|收集到)(?:的)?{_OBJECT}(?:建议)?\s*(?:为)?\s*(?:无|零|0\s*条)"
)
_SUPPOSED = re.compile(r"逾期|视为|视同|如未|若未|如无|若无|如果|未按")
_EARLIER = re.compile(
    r"前期|此前|先期|上一?[次轮]|首[次轮]|第一[次轮]|前[一两]?[次轮]|原先"
    r"|去年|上一?年|往年|历年|近年|20\d\d年(?:全年|度?[共累])"
    # of all that ever came in: 自活动开展以来累计, yet not 公告发布以来
    r"|(?<!意见)(?:工作|活动|平台|栏目|自)(?:开展|实施|启动|开通|上线|运行|设立|建立|成立)以来|长期以来|一直以来"
)
_TAKEN = re.compile(r"其中|采纳|吸收|不予|拒绝|解释|说明")
_KEPT = re.compile(
    rf"{_TAKEN.pattern}|确定|评选|[评选]出|选定|筛选|入围|归并|归纳|整[理合]|梳理|形成|汇总"
)
_OTHERS = re.compile(
    r"提案|议案|来信|投诉|举报|咨询|信访|问卷|(?:单位|部门)共?\s*[\d一二两三四五六七八九十]"
)
_EMPTY = re.compile(r"无(?:任何|修改|不同|其他|反馈)*(?:意见|建议)")  # 23 份，均无意见
_PAPER = re.compile(r"《[^《》]*》|征求意见稿")  # its articles are no opinions
_ASKS = re.compile(r"(?<![申邀提聘])请[^。，,]*$")
_CHANNEL = re.compile(r"书面|信函|来信|邮件|邮箱|电话|来电|网上|网络|网站|微信|传真|现场|线[上下]")
_PART = 12  # characters between the numbers of two channels
_FAR = 40  # characters between what was done and how many
_AFTER = r"(?=\s*余?[条份件项个]|[\s，,；;。（(]|$)"  # 意见：1、… is the first one, no number
_LABEL = re.compile(
    rf"(?:收到|征集|反馈|参与)?(?:意见|建议)(?:建议)?(?:总)?(?:数量|条数|数|总数)\s*(?:[(（]条[)）])?\s*[:：]\s*({_NUM}){_AFTER}"
    rf"|(?:收到|征集到?|参与|提交)(?:的)?(?:意见|建议|反馈)(?:建议)?\s*(?:[(（]条[)）])?\s*[:：]\s*({_NUM}){_AFTER}"
    r"|共\s*有?\s*(\d{1,6})\s*条(?:公众|网友|网民)?(?:意见|建议|评论)(?!.{0,4}(?:采纳|吸收))"
    r"|(?:公众|网友|网民|社会)(?:意见|建议|留言|评论)\s*[(（]\s*(\d{1,6})\s*条?\s*[)）]"
    # a cell of a table and its neighbour have no colon between them
    r"|(?:意见|建议)(?:总)?(?:数量|条数|数|总数)\s*(?:[(（]条[)）])?\s+(\d{1,6})(?=\s*[条份件]|\s|$)"
)


def opinions_told(text: str) -> frozenset[int]:
    """All numbers of opinions that a text says came in, 0 where it says that none did.

    What was taken up of them, what came in an earlier round, and proposals of delegates aside.
    """
    found = {number("".join(told)) for told in _LABEL.findall(text)}
    for sentence in _SENTENCE.split(text):
        found |= _of_sentence(sentence)
    return frozenset(n for n in found if n >= 0)


def _of_sentence(sentence: str) -> set[int]:
    none = _NONE.search(sentence)
    if none and not _SUPPOSED.search(sentence) and not _EARLIER.search(sentence[: none.start()]):
        return {0}
    sentence = _PAPER.sub("", sentence)
    unclear = _SUPPOSED.search(sentence) or _EMPTY.search(sentence)
    if unclear or not re.search(_OBJECT, sentence):
        return set()
    told: list[int] = []
    end = 0
    for counted in _COUNTED.finditer(sentence):
        verbs = list(_VERB.finditer(sentence, 0, counted.start()))
        if not verbs or _EARLIER.search(sentence[: verbs[-1].end()]):
            continue
        if told and _KEPT.search(sentence[end : counted.start()]):
            break
        before = sentence[verbs[-1].start() : counted.start()]
        behind = re.sub(r"征[求集].*", "", sentence[counted.end() : counted.end() + 8])
        near = f"{sentence[max(counted.start() - 12, 0) : counted.end()]}{behind}"
        is_near = len(before) <= _FAR and not _TAKEN.search(before)
        is_near = is_near and not _ASKS.search(sentence[: verbs[-1].start()])
        value = number(counted[1])
        between = sentence[end : counted.start()]
        is_more = bool(told) and len(between) <= _PART and bool(_CHANNEL.search(between))
        is_told = is_more or (is_near and bool(re.search(_OBJECT, near)))
        if is_told and value >= 0 and not _OTHERS.search(near):
            told.append(value)
            end = counted.end()
    for whole, parts in ((told[-1:], told[:-1]), (told[:1], told[1:])):
        if len(parts) > 1 and whole == [sum(parts)]:
            return set(whole)  # 3 by mail, 2 by telephone, 5 in all
    # 5 in writing, 7 by mail: nobody says that these are all, so the sum is another answer
    return set(told[:1]) | ({sum(told)} if len(told) > 1 else set())


def number(text: str) -> int:
    """A number in digits or in Chinese up to 9999; -1 for what is none."""
    plain = text.replace(",", "")
    if re.search(r"[一二两三四五六七八九]{2}", plain):
        return -1  # 五六条 are five or six
    if plain.isascii():
        return int(plain) if plain.isdigit() else -1
    if not any(c in _UNITS for c in plain):
        return (
            int("".join(str(_DIGITS[c]) for c in plain)) if all(c in _DIGITS for c in plain) else -1
        )
    total, digit, last = 0, 0, 10_000
    for c in plain:
        if c in _UNITS:
            if _UNITS[c] >= last:
                return -1
            last = _UNITS[c]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
