"""Special columns, interpretations and services in shapes of many hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.shapes.chrome import YEAR, Draw, Frame, Part, article, listing, paragraphs

TOPICS_MENU = "专题专栏"


@dataclass(frozen=True)
class Topic:
    """A topic and the days of its items, newest first."""

    slug: str
    name: str
    days: tuple[date, ...]

    @property
    def kept(self) -> bool:
        return any(day.year == YEAR for day in self.days)

    @property
    def opened(self) -> bool:
        return min(self.days).year == YEAR


def topics(seed: int) -> tuple[Topic, ...]:
    """Five topics: old and still kept up, old and left, opened in the year (two), opened after."""
    random = Random(f"topics-{seed}")
    spans = (
        ("wmcj", "文明创建", date(2023, 3, 6), date(YEAR, 11, 20)),
        ("aqsc", "安全生产月", date(2022, 6, 1), date(2023, 9, 1)),
        ("ljfl", "垃圾分类进万家", date(YEAR, 2, 10), date(YEAR, 12, 9)),
        ("xlzl", "学习教育", date(YEAR, 4, 2), date(YEAR + 1, 3, 1)),
        ("xnhd", "新年新气象", date(YEAR + 1, 1, 20), date(YEAR + 1, 5, 8)),
    )
    found = []
    for slug, name, first, last in spans:
        count = random.randint(5, 9)
        step = (last - first).days // count
        days = [first + timedelta(days=n * step) for n in range(count)]
        found.append(Topic(slug, name, tuple(reversed(days))))
    return tuple(found)


def topic_truth(held: Sequence[Topic]) -> dict[str, int]:
    return {
        "special_columns_maintained": sum(t.kept for t in held),
        "special_columns_opened": sum(t.opened for t in held),
    }


def _items(frame: Frame, topic: Topic, folder: str, place, days=None):  # type: ignore[no-untyped-def]
    rows, pages = [], {}
    for n, day in enumerate(days if days is not None else topic.days):
        href = f"{folder}t{day:%Y%m%d}_{n + 4001 + len(topic.name) * 31}.html"
        title = f"{topic.name}活动第{len(topic.days) - n}期在澜江{folder.count('/')}路举行"
        rows.append((href, title, day))
        pages[href] = article(frame, title, day, paragraphs(topic.name, 2), place)
    return rows, pages


def wall(held: Sequence[Topic]) -> Draw:
    """A wall of pictures: links without a word, names in alt; two topics lie elsewhere or nowhere."""

    def draw(frame: Frame) -> Part:
        home = ((TOPICS_MENU, "/ztzl/"),)
        pages, pictures = {}, ""
        for t in held:
            place = (*home, (t.name, f"/ztzl/{t.slug}/"))
            rows, more = _items(frame, t, f"/ztzl/{t.slug}/", place)
            pages |= more
            pages[f"/ztzl/{t.slug}/"] = frame.page(listing(rows), t.name, place)
            pictures += f"<li><a href='/ztzl/{t.slug}/'><img src='/images/picture.png' alt='{t.name}'></a></li>"
        pictures += "<li><a href='http://topics.example.org/2025/lh/'><img src='/images/focus.png' alt='两会专题'></a></li>"
        pages["/ztzl/"] = frame.page(f"<ul class='wall'>{pictures}</ul>", TOPICS_MENU, home)
        return Part(pages, home, TOPICS_MENU, truth=topic_truth(held))

    return draw


def sub_sites(held: Sequence[Topic]) -> Draw:
    """Every topic is a small site of its own: a front page with two columns."""

    def draw(frame: Frame) -> Part:
        home = ((TOPICS_MENU, "/zt/index.html"),)
        pages, lines = {}, ""
        for t in held:
            root = f"/zt/{t.slug}/"
            front = (*home, (t.name, root))
            blocks = ""
            for n, (slug, name) in enumerate((("dt", "专题动态"), ("wj", "专题文件"))):
                place = (*front, (name, f"{root}{slug}/"))
                rows, more = _items(frame, t, f"{root}{slug}/", place, t.days[n::2])
                pages |= more
                pages[f"{root}{slug}/"] = frame.page(listing(rows), name, place)
                blocks += f"<div class='block'><h2><a href='{root}{slug}/'>{name}</a><a class='more' href='{root}{slug}/'>更多</a></h2>{listing(rows[:3])}</div>"
            pages[root] = frame.page(f"<h1>{t.name}</h1>{blocks}", t.name, front)
            lines += f"<li><a href='{root}'>{t.name}</a></li>"
        pages["/zt/index.html"] = frame.page(f"<ul class='zt'>{lines}</ul>", TOPICS_MENU, home)
        return Part(pages, home, TOPICS_MENU, truth=topic_truth(held))

    return draw


def dated(held: Sequence[Topic]) -> Draw:
    """A list of topics with the day each was opened; one went off line."""

    def draw(frame: Frame) -> Part:
        home = (("热点专题", "/rdzt/"),)
        rows, pages = [], {}
        for t in held:
            place = (*home, (t.name, f"/rdzt/{t.slug}/"))
            lines, more = _items(frame, t, f"/rdzt/{t.slug}/", place)
            pages |= more
            pages[f"/rdzt/{t.slug}/"] = frame.page(listing(lines), t.name, place)
            rows.append((f"/rdzt/{t.slug}/", t.name, min(t.days)))
        rows.append(("/rdzt/gone/", "往年抗旱专题", date(2021, 5, 6)))
        rows.sort(key=lambda r: r[2], reverse=True)
        pages["/rdzt/"] = frame.page(listing(rows), "热点专题", home)
        return Part(pages, home, "热点专题", truth=topic_truth(held))

    return draw


TOPICS = (wall, sub_sites, dated)


# ---- interpretations -----------------------------------------------------------------------


def interpretations(seed: int) -> Draw:
    """One column: texts, 一图读懂, a film, an H5, with one outside the year of each kind."""
    random = Random(f"interpretations-{seed}")
    kinds = ("text", "text", "text", "picture", "film", "h5", "text", "picture")

    def draw(frame: Frame) -> Part:
        place = (("政策解读", "/zwgk/zcjd/"),)
        rows, pages, counts = [], {}, {"text": 0, "product": 0}
        for n, kind in enumerate(kinds):
            day = date(YEAR - 1, 12, 3) + timedelta(days=n * 52 + random.randint(0, 8))
            paper = f"《澜江市城市管理第{n + 3}号办法》"
            href = f"/zwgk/zcjd/t{day:%Y%m%d}_{880 + n}.html"
            title = {
                "text": f"{paper}政策解读",
                "picture": f"一图读懂{paper}",
                "film": f"视频解读：{paper}",
                "h5": f"H5丨{paper}来了",
            }[kind]
            body = {
                "text": paragraphs(paper, 6),
                "picture": f"<p><img src='/files/tj{n}.png' width='900'></p>",
                "film": f"<video controls src='/files/jd{n}.mp4'></video>",
                "h5": f"<p><img src='/files/h5{n}.jpg' width='640'></p><p>长按识别，打开H5。</p>",
            }[kind]
            rows.append((href, title, day))
            pages[href] = article(frame, title, day, body, place)
            if day.year == YEAR:
                counts["text" if kind == "text" else "product"] += 1
        rows.sort(key=lambda r: r[2], reverse=True)
        pages["/zwgk/zcjd/"] = frame.page(listing(rows), "政策解读", place)
        truth = {
            "interpretation_total": sum(counts.values()),
            "interpretation_texts": counts["text"],
            "interpretation_products": counts["product"],
            "interpretation_commentaries": 0,
        }
        return Part(pages, place, "政务公开", truth=truth)

    return draw


def columns_by_form(seed: int) -> Draw:
    """部门解读, 图解, 媒体评论 and 回应关切 as columns of their own."""
    random = Random(f"forms-{seed}")

    def draw(frame: Frame) -> Part:
        pages, links, counts = {}, [], {}
        plan = (
            ("bmjd", "部门解读", "texts", 4),
            ("tujie", "图解政策", "products", 3),
            ("mtpl", "媒体评论", "commentaries", 2),
        )
        for slug, name, kind, count in plan:
            place = ((name, f"/jd/{slug}/"),)
            rows = []
            counts[kind] = 0
            for n in range(count + 2):
                day = date(YEAR - 1, 11, 20) + timedelta(
                    days=n * 390 // (count + 1) + random.randint(0, 4)
                )
                counts[kind] += day.year == YEAR
                href = f"/jd/{slug}/{day:%Y%m}/{slug}{n}.html"
                title = f"{name}{n + 1}：《澜江市市容管理第{n + 1}条》"
                body = (
                    "<p><img src='/files/a.png' width='800'></p>"
                    if kind == "products"
                    else paragraphs(title, 6)
                )
                rows.append((href, title, day))
                pages[href] = article(frame, title, day, body, place)
            rows.sort(key=lambda r: r[2], reverse=True)
            pages[f"/jd/{slug}/"] = frame.page(listing(rows), name, place)
            links.append((name, f"/jd/{slug}/"))
        place = (("回应关切", "/jd/hygq/"),)
        rows, hot = [], ("窨井盖破损", "共享单车乱停", "夜市油烟扰民")
        for n, matter in enumerate(hot):
            day = date(YEAR, 2 + n * 3, 14)
            href = f"/jd/hygq/{day:%Y%m}/h{n}.html"
            rows.append((href, f"关于{matter}问题的回应", day))
            pages[href] = article(
                frame, f"关于{matter}问题的回应", day, paragraphs(matter, 3), place
            )
        pages["/jd/hygq/"] = frame.page(listing(reversed(rows)), "回应关切", place)
        truth = {f"interpretation_{kind}": count for kind, count in counts.items()}
        truth["interpretation_total"] = sum(counts.values())
        truth["concern_responses"] = len(hot)
        return Part(pages, (*links, *place), "政务公开", truth=truth)

    return draw


# ---- services ------------------------------------------------------------------------------


def own_catalogue(seed: int) -> Draw:
    """A table of service items on the site, each marked whether it can be done wholly online."""
    random = Random(f"services-{seed}")
    online = [random.random() < 0.6 for _ in range(17)]

    def draw(frame: Frame) -> Part:
        place = (("服务事项目录", "/bsfw/sxml/"),)
        lines = "".join(
            f"<tr><td>{n + 1}</td><td><a href='/bsfw/sxml/s{n + 1}.html'>第{n + 1}类城市管理许可</a></td><td>行政许可</td><td>{'是' if ok else '否'}</td></tr>"
            for n, ok in enumerate(online)
        )
        head = "<tr><th>序号</th><th>事项名称</th><th>事项类型</th><th>是否全程网办</th></tr>"
        pages = {"/bsfw/sxml/": frame.page(f"<table>{head}{lines}</table>", "服务事项目录", place)}
        for n in range(len(online)):
            pages[f"/bsfw/sxml/s{n + 1}.html"] = frame.page(
                f"<h1>第{n + 1}类城市管理许可</h1><p>实施主体：澜江市城市管理局</p>",
                "办事指南",
                place,
            )
        truth = {
            "service_catalogue_published": True,
            "service_items": len(online),
            "service_items_online": sum(online),
        }
        return Part(pages, place, "办事服务", truth=truth)

    return draw


def provincial(seed: int) -> Draw:
    """The provincial platform with the unit's own code, and a number in words."""
    count = 20 + seed

    def draw(frame: Frame) -> Part:
        place = (("办事指南", "/bsfw/bszn/"),)
        rows = [
            (f"/bsfw/bszn/{n}.html", f"城市管理第{n}项许可办事指南", date(YEAR, n, 9))
            for n in range(8, 0, -1)
        ]
        pages = {
            href: article(frame, title, day, paragraphs(title, 2), place)
            for href, title, day in rows
        }
        told = (
            f"<p>本单位在政务服务平台共发布政务服务事项{count}项，其中可全程网办{count - 6}项。</p>"
        )
        link = "<p><a href='http://zwfw.dianjing.example.org/portal/dept?deptCode=5301990021'>政务服务事项目录</a></p>"
        pages["/bsfw/bszn/"] = frame.page(told + link + listing(rows), "办事指南", place)
        truth = {
            "service_catalogue_published": True,
            "service_items": count,
            "service_items_online": count - 6,
        }
        return Part(pages, place, "办事服务", truth=truth)

    return draw


SERVICES = (own_catalogue, provincial)
