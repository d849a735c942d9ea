"""Characters that a browser prints by the shape of their radical: 网 comes back as ⽹."""

import unicodedata

_RADICALS = (
    "⺁⺅⺇⺈⺊⺌⺍⺕⺗⺟⺠⺣⺤⺥⺩⺪⺫⺬⺭⺮⺯⺰⺳⺴⺵⺶⺷⺸⺻⺼"
    "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜"
    "⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻱⻲⻳⼾"
)
_PLAIN = (
    "厂亻几刀卜小小彐心母民火爪爪王疋目示礻竹糸纟网网网羊羊羊聿月"
    "艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅长长长门阝雨青韦页风飞"
    "食食饣首马骨鬼鱼鸟卤麦黄黾齐齿齿竜龙龟龟龟户"
)
_KANGXI = range(0x2F00, 0x2FD6)
_TABLE = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI} | {
    ord(radical): plain for radical, plain in zip(_RADICALS, _PLAIN, strict=True)
}


def plain_characters(text: str) -> str:
    """Return the text with characters in place of radicals; these are never meant in a form."""
    return text.translate(_TABLE)
