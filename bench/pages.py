"""A static site of 2,100 pages: a home page, columns of ten list pages, details of 10-20 KB."""

from datetime import date, timedelta

YEAR = 2025
COLUMNS = ("工作动态", "通知公告", "部门文件", "政策解读", "财政预决算",
           "人事信息", "行政执法", "规划计划", "统计信息", "建议提案办理")  # fmt: skip
LISTS_A_COLUMN = 10
ROWS_A_LIST = 20
UNIT = "云岭市商务局"
_SENTENCES = (
    "为进一步优化营商环境，全市商务系统坚持问题导向，逐项对照年度重点任务清单，扎实推进各项工作落地见效。",
    "会议要求，各科室要压实责任、细化措施、明确时限，切实把服务企业的各项举措落到实处。",
    "下一步，将持续完善县域商业体系，支持老字号创新发展，促进消费提质扩容，推动外贸稳中提质。",
)


def build() -> dict[str, bytes]:
    """Return every page by path; always the same bytes."""
    pages = {"/": _page("", _blocks())}
    number = 0
    for index, name in enumerate(COLUMNS, start=1):
        rows = [_row(index, position) for position in range(LISTS_A_COLUMN * ROWS_A_LIST)]
        for sheet in range(LISTS_A_COLUMN):
            shown = rows[sheet * ROWS_A_LIST : (sheet + 1) * ROWS_A_LIST]
            path = f"/c{index}/" if sheet == 0 else f"/c{index}/index_{sheet}.html"
            pages[path] = _page(name, _list(index, sheet, shown))
        for path, title, day in rows:
            number += 1
            pages[path] = _page(title, _article(title, day, 10 + number % 11), name, day)
    return pages


def _row(index: int, position: int) -> tuple[str, str, date]:
    """Return path, title and day of a row, newest first, one a day, all of one year."""
    day = date(YEAR, 12, 28) - timedelta(days=position)
    return (
        f"/c{index}/{day:%Y%m}/t{day:%Y%m%d}_{index * 1000 + position}.html",
        f"{UNIT}关于做好第{position + 1}项{COLUMNS[index - 1]}的通知",
        day,
    )


def _blocks() -> str:
    parts = []
    for index, name in enumerate(COLUMNS, start=1):
        rows = "".join(_line(*_row(index, position)) for position in range(6))
        parts.append(f'<div class="block"><h2><a href="/c{index}/">{name}</a></h2><ul>{rows}</ul>'
                     f'<a class="more" href="/c{index}/">更多</a></div>')  # fmt: skip
    return "\n".join(parts)


def _line(path: str, title: str, day: date) -> str:
    return f'<li><a href="{path}" title="{title}">{title}</a><span>{day}</span></li>\n'


def _list(index: int, sheet: int, rows: list[tuple[str, str, date]]) -> str:
    lines = "".join(_line(*row) for row in rows)
    pager = "".join(
        f'<a href="/c{index}/{f"index_{n}.html" if n else ""}">{n + 1}</a>'
        for n in range(LISTS_A_COLUMN)
    )
    return (f'<div class="path">当前位置：<a href="/">首页</a> &gt; '
            f'<a href="/c{index}/">{COLUMNS[index - 1]}</a></div>'
            f'<ul class="list">{lines}</ul><div class="pages">{pager} 共{LISTS_A_COLUMN}页</div>'
            f'<!-- {sheet} -->')  # fmt: skip


def _article(title: str, day: date, kilobytes: int) -> str:
    text: list[str] = []
    size = 0
    while size < kilobytes * 1024 - 4200:
        sentence = _SENTENCES[len(text) % len(_SENTENCES)] * 2
        text.append(f'<p style="text-indent:2em"><span>{sentence}</span></p>')
        size += len(text[-1].encode())
    return (f'<h1>{title}</h1><div class="source">发布时间：{day} 09:30　来源：{UNIT}</div>'
            f'<div class="text">{"".join(text)}</div>')  # fmt: skip


def _page(title: str, body: str, column: str = "", day: date | None = None) -> bytes:
    menu = "".join(
        f'<li class="item item-{n}"><a href="/c{n}/" target="_self">{name}</a></li>\n'
        for n, name in enumerate(COLUMNS, start=1)
    )
    metas = f'<meta name="SiteName" content="{UNIT}"><meta name="SiteIDCode" content="5301000012">'
    if day:
        metas += (f'<meta name="ArticleTitle" content="{title}">'
                  f'<meta name="PubDate" content="{day} 09:30">'
                  f'<meta name="ColumnName" content="{column}">')  # fmt: skip
    elif title:
        metas += f'<meta name="ColumnName" content="{title}">'
    style = "".join(f".b{n} li{{margin:{n}px 0;line-height:2em;color:#333}}\n" for n in range(40))
    return (f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>{title or UNIT}</title>{metas}<style>{style}</style></head>"
            f'<body><div id="head"><ul class="menu"><li><a href="/">首页</a></li>{menu}</ul></div>'
            f'<div id="main">{body}</div><div id="foot"><p>主办单位：{UNIT}</p>'
            f"<p>网站标识码：5301000012　滇ICP备05000099号-1　滇公网安备53010202000999号</p></div>"
            f"</body></html>").encode()  # fmt: skip
