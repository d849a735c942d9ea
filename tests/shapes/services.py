"""Catalogues of service items (政务服务事项目录) in shapes of many hands."""

from collections.abc import Sequence
from datetime import date
from random import Random

from tests.shapes.chrome import YEAR, Draw, Frame, Link, Part, article, listing, paragraphs

MENU = "办事服务"
KINDS = ("行政许可", "行政确认", "公共服务")
Item = tuple[str, str, bool]  # name, kind, wholly online


def items(seed: int, count: int = 23) -> tuple[Item, ...]:
    """Service items in order of their kinds; about half can be done wholly online."""
    random = Random(f"items-{seed}")
    names = ("渣土运输", "临时占道", "户外广告", "绿地占用", "夜间施工", "餐厨收运", "燃气经营")
    found = [
        (f"{names[n % 7]}事项{n + 1}核准", KINDS[n * 3 // count], random.random() < 0.5)
        for n in range(count)
    ]
    return tuple(found)


def _truth(shown: Sequence[Item], *without: str) -> dict[str, int | bool]:
    values: dict[str, int | bool] = {
        "service_catalogue_published": True,
        "service_items": len(shown),
        "service_items_online": sum(online for _, _, online in shown),
    }
    return {key: value for key, value in values.items() if key not in without}


def _deep(online: bool) -> str:
    return "全程网办" if online else "网上预审"


def _code(name: str) -> str:
    """The code of an item, the same wherever it is listed."""
    return "5301" + "".join(c for c in name if c.isdigit()).zfill(6) + "00"


def _table(shown: Sequence[Item], first: int = 1) -> str:
    """Name, code, form and depth; no row has a link."""
    lines = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>{_code(name)}</td><td>{kind}</td>"
        f"<td>窗口办理、网上办理</td><td>{_deep(online)}</td></tr>"
        for n, (name, kind, online) in enumerate(shown, first)
    )
    heads = ("序号", "事项名称", "事项编码", "事项类型", "办理形式", "网上办理深度")
    return f"<table><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr>{lines}</table>"


def plain_table(seed: int) -> Draw:
    """One page with one table, its rows without links."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place = (("政务服务事项目录", "/bsfw/zwfwsx/index.html"),)
        page = frame.page(f"<h1>政务服务事项目录</h1>{_table(shown)}", "政务服务事项目录", place)
        return Part({place[0][1]: page}, place, MENU, truth=_truth(shown))

    return draw


def dated_page(seed: int) -> Draw:
    """The same as an article of its own, with a day of publishing and words before the table."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place = (("服务事项目录", "/bsfw/ml.html"),)
        body = f"<p>现将我局服务事项公布如下。</p>{_table(shown)}"
        page = article(frame, "澜江市城市管理局服务事项目录", date(YEAR, 4, 2), body, place)
        return Part({place[0][1]: page}, place, MENU, truth=_truth(shown))

    return draw


def in_article(seed: int) -> Draw:
    """A column of catalogues: this year's stands in an article of it, beside an older one."""
    shown, old = items(seed), items(seed + 1, 19)

    def draw(frame: Frame) -> Part:
        place = (("政务服务事项清单", "/bsfw/sxqd/"),)
        plan = (("2025", YEAR, shown), ("2023", YEAR - 2, old))
        rows, pages = [], {}
        for slug, year, held in plan:
            title = f"澜江市城市管理局政务服务事项清单（{year}年版）"
            rows.append((f"/bsfw/sxqd/{slug}.html", title, date(year, 3, 9)))
            pages[rows[-1][0]] = article(frame, title, date(year, 3, 9), _table(held), place)
        pages["/bsfw/sxqd/"] = frame.page(listing(rows), "政务服务事项清单", place)
        return Part(pages, place, MENU, truth=_truth(shown))

    return draw


def table_of_kinds(seed: int) -> Draw:
    """One page, one table a kind of item below a heading each."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place = (("事项目录", "/bsfw/sx/"),)
        body = "".join(
            f"<h3>{kind}</h3>{_table([one for one in shown if one[1] == kind])}" for kind in KINDS
        )
        page = frame.page(body, "事项目录", place)
        return Part({"/bsfw/sx/": page}, place, MENU, truth=_truth(shown))

    return draw


def pages_of_table(seed: int) -> Draw:
    """The table goes on over three pages; the names are links to guides."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place, pages = (("政务服务事项目录", "/zwfw/sxml/"),), {}
        for number in range(3):
            part = shown[number * 10 : number * 10 + 10]
            lines = "".join(
                f"<tr><td><a href='/zwfw/sxml/g{number * 10 + n}.html'>{name}</a></td><td>{kind}</td><td>{_deep(online)}</td></tr>"
                for n, (name, kind, online) in enumerate(part, 1)
            )
            head = "<tr><th>事项名称</th><th>类型</th><th>网上办理深度</th></tr>"
            after = f"<a href='/zwfw/sxml/index_{number + 1}.html'>下一页</a>" if number < 2 else ""
            path = "/zwfw/sxml/" + (f"index_{number}.html" if number else "")
            pages[path] = frame.page(
                f"<table>{head}{lines}</table><div class='page'>共3页 {after}</div>",
                "政务服务事项目录",
                place,
            )
        for n, (name, _, _) in enumerate(shown, 1):
            pages[f"/zwfw/sxml/g{n}.html"] = frame.page(f"<h1>{name}</h1>", name, place)
        return Part(pages, place, MENU, truth=_truth(shown))

    return draw


def kinds_and_all(seed: int) -> Draw:
    """Columns of each kind of item and one of all: the same items twice."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        links: list[Link] = [("全部事项目录", "/bsfw/qb/")]
        links += [(f"{kind}事项目录", f"/bsfw/k{n}/") for n, kind in enumerate(KINDS)]
        pages = {"/bsfw/qb/": frame.page(_table(shown), "全部事项目录", links[:1])}
        for n, kind in enumerate(KINDS):
            held = [one for one in shown if one[1] == kind]
            pages[f"/bsfw/k{n}/"] = frame.page(
                _table(held), f"{kind}事项目录", links[n + 1 : n + 2]
            )
        return Part(pages, tuple(links), MENU, truth=_truth(shown))

    return draw


def kinds_only(seed: int) -> Draw:
    """A column of each kind of item; what the unit has is their sum, an item of two kinds once."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        links = [(f"{kind}事项清单", f"/bsfw/k{n}/") for n, kind in enumerate(KINDS)]
        pages = {}
        for n, kind in enumerate(KINDS):
            held = [one for one in shown if one[1] == kind]
            held += [shown[0]] if n else []
            pages[f"/bsfw/k{n}/"] = frame.page(_table(held), links[n][0], links[n : n + 1])
        return Part(pages, tuple(links), MENU, truth=_truth(shown))

    return draw


def spanned(seed: int) -> Draw:
    """The kind stands once over several rows; heads are ordinary cells below a line of title."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place = (("服务事项清单", "/fw/qd.html"),)
        lines = ""
        for kind in KINDS:
            held = [one for one in shown if one[1] == kind]
            for n, (name, _, online) in enumerate(held):
                cell = f"<td rowspan='{len(held)}'>{kind}</td>" if n == 0 else ""
                lines += f"<tr>{cell}<td>{name}</td><td>{'是' if online else '否'}</td><td>市政务大厅</td></tr>"
        head = "<tr><td>类别</td><td>服务事项名称</td><td>是否全程网办</td><td>办理地点</td></tr>"
        title = "<tr><td colspan='4'>澜江市城市管理局服务事项清单</td></tr>"
        page = frame.page(f"<table>{title}{head}{lines}</table>", "服务事项清单", place)
        return Part({"/fw/qd.html": page}, place, MENU, truth=_truth(shown))

    return draw


def tagged_cards(seed: int) -> Draw:
    """A list of linked names; a small tag says what can be done wholly online."""
    shown = items(seed)

    def draw(frame: Frame) -> Part:
        place, pages = (("政务服务事项", "/zwfw/list.html"),), {}
        cards = ""
        for n, (name, kind, online) in enumerate(shown, 1):
            tag = "<i class='tag'>全程网办</i>" if online else ""
            cards += f"<li><a href='/zwfw/item{n}.html'>{name}</a><em>{kind}</em>{tag}</li>"
            pages[f"/zwfw/item{n}.html"] = frame.page(
                f"<h1>{name}</h1>{paragraphs(name, 1)}", name, place
            )
        pages["/zwfw/list.html"] = frame.page(
            f"<ul class='items'>{cards}</ul>", "政务服务事项", place
        )
        return Part(pages, place, MENU, truth=_truth(shown))

    return draw


CATALOGUES = (
    plain_table,
    dated_page,
    in_article,
    table_of_kinds,
    pages_of_table,
    kinds_and_all,
    kinds_only,
    spanned,
    tagged_cards,
)
