"""Interpretations of policies in the forms of many hands, and what each of them is."""

from collections.abc import Sequence
from datetime import date

from tests.shapes.chrome import YEAR, Draw, Frame, Part, article, listing, paragraphs

Plan = Sequence[tuple[str, str, str]]  # title, body, kind
LINE = "<p><img src='/images/fgx.png'></p>"
CODE = "<p><img src='/images/saoyisao.jpg' alt='扫一扫关注' width='110'></p>"
POSTER = "<p><img src='/files/2025/{}.jpg'></p>"

PLAIN: Plan = (
    ("《澜江市夜市管理办法》政策解读", paragraphs("夜市", 6), "text"),
    ("专家解读：夜市怎么管", LINE + paragraphs("夜市", 7) + LINE + CODE, "text"),
    (
        "夜市管理办法起草说明",
        f"<div class='xxgk-content inside'>{paragraphs('夜市', 5)}</div>",
        "text",
    ),
    ("一图读懂夜市管理办法", POSTER.format("a1"), "product"),
    (
        "夜市管理办法图解来了",
        "<p>点开大图，看懂办法。</p><a href='/files/2025/b1.jpg' target='_blank'><img src='/files/2025/b1.jpg'></a>",
        "product",
    ),
    (
        "漫画说办法",
        "".join(POSTER.format(f"c{n}") for n in range(6)) + "<p>制作：宣传科</p>",
        "product",
    ),
)
PRESS: Plan = (
    ("《澜江市夜市管理办法》政策解读", paragraphs("夜市", 6), "text"),
    (
        "媒体评论：让夜市更有烟火气",
        f"<p>来源：澜江日报</p>{paragraphs('夜市', 5)}",
        "commentary",
    ),
    (
        "澜江日报评论员：夜市管理要有温度",
        f"<p>（原载《澜江日报》）</p>{paragraphs('夜市', 5)}",
        "commentary",
    ),
    ("【媒体解读】夜市新规十问", f"<p>来源：澜江晚报</p>{paragraphs('夜市', 5)}", "commentary"),
)
DOUBTED: Plan = (
    ("夜市管理办法解读一", "<p>全文见附件。</p><a href='/files/jd.pdf'>夜市管理办法解读.pdf</a>", ""),
    ("夜市管理办法解读二", "<img src='/files/2025/head.jpg'><p>解读详见附件。</p><a href='/files/jd.docx'>附件：解读</a>", ""),
    ("夜市管理办法解读三", "<p>为方便市民了解夜市管理办法的主要内容，我局制作了宣传视频，请点击下面的链接观看，也可以扫描二维码收看全部三集内容。</p><a href='http://video.example.org/1'>点击观看</a>", ""),
    ("夜市管理办法解读四", f"<p>据澜江融媒消息</p><p>来源：澜江广播电视台</p>{paragraphs('夜市', 5)}", ""),
)  # fmt: skip


def of_plan(plan: Plan, *, is_told: bool = True) -> Draw:
    """One column of these items; ``is_told``: the pages show what each is."""

    def draw(frame: Frame) -> Part:
        place = (("政策解读", "/zc/jd/"),)
        rows, pages = [], {}
        counts = {"text": 0, "product": 0, "commentary": 0, "": 0}
        for n, (title, body, kind) in enumerate(plan):
            day = date(YEAR, 11 - n, 8)
            rows.append((f"/zc/jd/{n}17.html", title, day))
            pages[rows[-1][0]] = article(frame, title, day, body, place)
            counts[kind] += 1
        pages["/zc/jd/"] = frame.page(listing(rows), "政策解读", place)
        truth = {"interpretation_total": len(plan)}
        if is_told:
            truth |= {
                "interpretation_texts": counts["text"],
                "interpretation_products": counts["product"],
                "interpretation_commentaries": counts["commentary"],
            }
        return Part(pages, place, "政务公开", truth=truth)

    return draw
