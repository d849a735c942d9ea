"""Whether an account of new media is a unit's own, by its name alone."""

import re
from collections.abc import Sequence

from crawler.pages.features import trade_words

_PLACE = re.compile(r"^.{1,8}?(?:省|自治区|自治州|市|州|盟|县|区|旗)")
_INNER = re.compile(r"[\u4e00-\u9fff]{2,6}?(?=市|州|盟|县|区|旗)")  # a place in the place
_ABOVE = re.compile(r"^国家[\u4e00-\u9fff]{2,10}?局(?=[\u4e00-\u9fff]{3})")  # whose branch it is
_PLACE_LETTERS = 2


def is_ours(name: str, units: Sequence[str]) -> bool:
    """Whether an account's name is made of the unit's: all its characters, in their order.

    More than the place must be left: 昆明发布 is the city's, not a bureau's; of 五华区 in 昆明市
    no account of 昆明 alone is.
    """
    core = re.sub(r"微信|微博|公众号|公众平台|发布|官微|政务|官方|在线|服务|通$|宝$", "", name)
    core = _ABOVE.sub("", core)
    for unit in (_ABOVE.sub("", one) for one in units):
        outer = _PLACE.match(unit)
        inner = _INNER.match(unit, outer.end()) if outer else None
        if inner and not any(letter in core for letter in inner[0]):
            continue
        if any(_is_of_trade(core, unit, word, told) for word, told in trade_words().items()):
            return True
        place = _PLACE.match(unit)
        rest = unit[place.end() :] if place else unit
        named = place[0][:-1] if place else ""
        if len(named) >= _PLACE_LETTERS and core.endswith(named):
            core = named + core.removesuffix(named)  # 文旅云岭
        letters = iter(unit)
        if len(core) >= 2 and all(c in letters for c in core) and any(c in rest for c in core):
            return True
    return False


def _is_of_trade(core: str, unit: str, word: str, told: Sequence[str]) -> bool:
    """Whether a name is a place in the unit's name and what its trade is called (岭南环保)."""
    if word not in unit:
        return False
    places = (core.removesuffix(one) for one in told if core.endswith(one))
    return any(len(place) >= _PLACE_LETTERS and place in unit for place in places)
