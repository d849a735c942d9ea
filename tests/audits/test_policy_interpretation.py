from datetime import date

import pytest

from audits.facts import Outcome
from audits.policy_interpretation import grouped
from tests.audits.smallweb import YEAR, article, crawl, list_page, page, row, web
from tests.shapes.quick import judged
from tests.shapes.readings import DOUBTED, PLAIN, PRESS, of_plan

LINKS = "<div class='nav'><a href='/zcjd/'>政策解读</a><a href='/rdhy/'>热点回应</a></div>"
TEXT = "<p>" + "为便于各县区理解办法的适用范围和主要条款，现就有关内容说明如下。" * 9 + "</p>"
POSTER = "<p><img src='/upload/poster.png' width='800' height='2400'></p>"
LONG_TITLE = "云岭市商务局关于《云岭市会议展览业发展专项资金补贴办法（试行）》的政策解读"
FILM = "<video src='/upload/jd.mp4' controls></video>"
FORMS = ("texts", "products", "commentaries")


def column(*items):
    """An interpretation column of (title, body); further rows lie before the year."""
    days = [date(YEAR, 11 - n, 3) for n in range(len(items))]
    pages, rows = {}, []
    for number, ((title, body), day) in enumerate(zip(items, days, strict=True)):
        href = f"/zcjd/t{day:%Y%m%d}_{number}77.html"
        rows.append(row(href, title, day))
        pages[href] = article(title, day, body)
    rows += [row(f"/zcjd/t2022010{n}_9.html", f"往年解读{n}", f"2022-01-0{n}") for n in (3, 2)]
    return {"/zcjd/": list_page("政策解读", rows), **pages}


@pytest.fixture
def facts(tmp_path):
    def read(*parts, home=LINKS):
        sealed = crawl(web(*parts, home=home), tmp_path)
        keys = ("total", *FORMS)
        found = {key: sealed.fact(f"interpretation_{key}") for key in keys}
        return found | {"responses": sealed.fact("concern_responses")}

    return read


def test_forms_are_decided_from_the_pages_with_the_reason(facts):
    found = facts(
        column(
            ("《云岭市展会补贴办法》政策解读", TEXT),
            ("一图读懂《云岭市展会补贴办法》", POSTER),
            ("展会补贴办法视频解读", FILM),
        )
    )
    assert [found[key].value for key in ("total", *FORMS)] == [3, 1, 2, 0]
    assert {found[key].outcome for key in ("total", *FORMS)} == {Outcome.OBSERVED}
    assert "图 1 张" in found["products"].evidence[0].quote
    assert "《云岭市展会补贴办法》" in found["texts"].evidence[0].quote


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("图解展会补贴办法", TEXT),
        ("展会补贴办法解读", FILM + TEXT.replace("说明如下。", "说明如下，并附政策要点。" * 2)),
        ("局长就展会补贴办法答记者问", TEXT),
        ("时评：展会补贴要落到实处", TEXT),
        ("展会补贴办法解读", ""),
        ("展会补贴办法解读", TEXT[:200] + POSTER),
        ("展会补贴办法解读", "<embed src='/upload/jd.pdf' type='application/pdf'>"),
        ("展会补贴办法解读", "<script>play('/upload/jd.mp4')</script><p>点击观看。</p>"),
        ("展会补贴办法解读", "<p>来源：云岭日报</p>" + TEXT),
        ("经济日报：展会补贴要落到实处", TEXT),
        (
            "展会补贴办法解读",
            TEXT
            + TEXT.replace("现就", "兹就")
            + "".join(POSTER.replace("er.", f"er{n}.") for n in range(3)),
        ),
        (
            LONG_TITLE,
            f"<div>{LONG_TITLE}</div><p>来源：云岭市商务局　浏览次数：23　字体：大中小</p>",
        ),
    ],
)
def test_an_item_in_between_makes_proposals_of_the_forms_but_not_of_the_total(facts, title, body):
    found = facts(column((title, body), ("《办法》政策解读", TEXT)))
    assert (found["total"].value, found["total"].outcome) == (2, Outcome.OBSERVED)
    assert found["texts"].outcome is Outcome.ESTIMATE
    assert sum(found[key].value for key in FORMS) == 2


READ = "<p>来源：{}</p>" + TEXT


@pytest.mark.parametrize(
    ("title", "body", "sure"),
    [
        ("图解展会补贴办法", TEXT, ["commentaries"]),
        ("时评：展会补贴要落到实处", TEXT, ["products"]),
        ("展会补贴办法解读", READ.format("云岭广播电视台"), ["products"]),
        ("展会补贴要落到实处", READ.format("云岭财经"), ["products"]),
        ("展会补贴办法解读", READ.format("云岭市商务局"), ["texts", "products", "commentaries"]),
        ("局长就展会补贴办法答记者问", TEXT, ["products", "commentaries"]),
        ("展会补贴办法解读", TEXT[:200] + POSTER + "<p>来源：云岭日报</p>", []),
        ("展会补贴办法解读", "", []),
    ],
)
def test_a_doubtful_item_leaves_in_doubt_only_what_it_may_be(facts, title, body, sure):
    found = facts(column((title, body), ("《办法》政策解读", TEXT)))
    assert [key for key in FORMS if found[key].outcome is Outcome.OBSERVED] == sure


def test_an_item_whose_page_did_not_open_is_in_no_form_for_sure(facts):
    pages = column(("《办法》政策解读", TEXT), ("《细则》政策解读", TEXT))
    gone = next(key for key in pages if key.endswith("177.html"))
    del pages[gone]
    found = facts(pages)
    assert found["total"].outcome is Outcome.PARTIAL
    assert Outcome.OBSERVED not in {found[key].outcome for key in FORMS}


def test_a_picture_that_stands_on_every_page_is_no_product(facts):
    banner = "<img src='/i/banner.png' width='1200' height='300'>"
    pages = column(("《办法》政策解读", TEXT + banner))
    pages["/zcjd/"] = pages["/zcjd/"].replace("</body>", f"{banner}</body>")
    assert facts(pages)["texts"].outcome is Outcome.OBSERVED


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (TEXT[:120] + "</p><audio id='read-aloud'></audio>", "texts"),
        (
            TEXT[:80] + "</p><p><img src='/ueditor/attachment/fileTypeImages/icon_doc.gif'>"
            "<a href='/upload/1.doc'>附件</a></p>",
            "texts",
        ),
        ("<p><img src='/i/loading.gif' data-original='/upload/poster.png'></p>", "products"),
    ],
)
def test_what_a_template_brings_is_no_product_and_a_late_picture_is_one(facts, body, form):
    found = facts(column(("展会补贴办法政策解读", body)))
    assert (found[form].value, found[form].outcome) == (1, Outcome.OBSERVED)


def test_an_item_that_a_column_of_comments_lists_too_is_a_comment(facts):
    pages = column(("展会补贴要落到实处", TEXT))
    rows = [row(f"/zcjd/t{YEAR}1103_077.html", "展会补贴要落到实处", f"{YEAR}-11-03")]
    rows.append(row("/mtpl/t20220105_9.html", "往年的评论", "2022-01-05"))
    more = {"/mtpl/": list_page("媒体评论", rows), "/gzdt/": list_page("工作动态", [])}
    home = LINKS.replace("</div>", "<a href='/mtpl/'>媒体评论</a></div>")
    found = facts(pages, more, home=home)
    assert [found[key].value for key in ("total", *FORMS)] == [1, 0, 0, 1]


def test_items_of_no_column_on_the_home_page_make_a_lower_bound(facts):
    """They betray a column that nobody found, which may be one of interpretations."""
    rows = [
        row(f"/jd2/t{YEAR}0{n}02_{n}88.html", f"某办法{n}解读", f"{YEAR}-0{n}-02") for n in (3, 2)
    ]
    found = facts(
        column(("《办法》政策解读", TEXT)), home=f"{LINKS}<ul class='list'>{''.join(rows)}</ul>"
    )
    assert (found["total"].value, found["total"].outcome) == (1, Outcome.PARTIAL)


def test_without_a_column_nobody_knows(facts):
    found = facts({"/a/": page("x")})
    assert {fact.outcome for fact in found.values()} == {Outcome.UNKNOWN}


def responses(*titles):
    rows = [
        row(f"/rdhy/t{YEAR}0{n + 1}05_{n}41.html", title, f"{YEAR}-0{n + 1}-05")
        for n, title in reversed(list(enumerate(titles)))
    ]
    rows.append(row("/rdhy/t20220105_9.html", "往年的回应", "2022-01-05"))
    return {"/rdhy/": list_page("热点回应", rows)} | {
        f"/rdhy/t{YEAR}0{n + 1}05_{n}41.html": article(title, f"{YEAR}-0{n + 1}-05")
        for n, title in enumerate(titles)
    }


def test_responses_to_one_topic_are_one_proposal(facts):
    told = ("关于成品油质量问题的回应", "成品油质量问题情况说明", "关于展会停车难的回应")
    found = facts(responses(*told))["responses"]
    assert (found.value, found.outcome) == (2, Outcome.ESTIMATE)


def test_a_column_without_a_response_in_the_year_is_a_true_zero(facts):
    found = facts(responses())["responses"]
    assert (found.value, found.outcome) == (0, Outcome.OBSERVED)


@pytest.mark.parametrize(
    ("titles", "groups"),
    [
        (["甲市场停业的说明", "甲市场停业情况通报", "乙大桥封闭公告"], [0, 0, 1]),
        (["回应", "回应"], [0, 0]),
        (["网传“东岭某园区爆炸”的情况说明", "关于园区爆炸传言的再次回应"], [0, 0]),
        (["关于网传“毒豆芽”事件的说明", "“毒豆芽”事件调查处理结果通报"], [0, 0]),
        (["校园食品安全问题", "食品摊点占道经营", "大桥封闭"], [0, 1, 2]),
        ([], []),
    ],
)
def test_titles_of_one_matter_share_a_group(titles, groups):
    assert grouped(titles) == groups


@pytest.mark.parametrize("plan", [PLAIN, PRESS])
def test_forms_are_proposed_as_what_the_pages_are(plan, tmp_path):
    told = judged(tmp_path, of_plan(plan))
    assert (told.wrong, told.missed) == ((), ())


def test_short_pages_that_lead_on_are_of_no_form_for_sure(facts):
    found = facts(column(*((title, body) for title, body, _ in DOUBTED)))
    assert {found[key].outcome for key in FORMS} == {Outcome.ESTIMATE}


def test_a_picture_in_a_column_of_the_press_is_no_comment_for_sure(facts):
    pages = {
        path: text.replace("政策解读", "媒体评论") for path, text in column(("图", POSTER)).items()
    }
    found = facts(pages, home=LINKS.replace("政策解读", "媒体评论"))
    assert found["commentaries"].outcome is Outcome.ESTIMATE


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云岭网评：让老街焕新", "commentaries"),
        ("让老街焕新", "commentaries"),
        ("《办法》解读", "texts"),
    ],
)
def test_a_text_of_the_press_is_proposed_by_what_its_title_says(facts, title, kind):
    found = facts(column((title, "<p>来源：云岭日报</p>" + TEXT), (LONG_TITLE, TEXT)))
    assert found["total"].value == 2
    assert found[kind].value == (2 if kind == "texts" else 1)
    assert found[kind].outcome is Outcome.ESTIMATE


@pytest.mark.parametrize("source", ["云岭农业报", "云岭之窗客户端", "岭上人家"])
def test_a_source_that_may_be_the_press_leaves_no_certain_commentaries(facts, source):
    body = f"<p>来源：{source}</p>{TEXT}"
    web_page = column(("《展会办法》怎么读", TEXT), (LONG_TITLE, body))
    named = {
        path: text.replace("<head>", f"<head><meta name='ContentSource' content='{source}'>")
        for path, text in web_page.items()
        if LONG_TITLE in text and path != "/zcjd/"
    }
    found = facts(web_page | named)
    assert found["commentaries"].outcome is Outcome.ESTIMATE
    assert found["texts"].value == 2


@pytest.mark.parametrize("source", ["市商务局", "局办公室", "本站", "规划科", "云岭市人民政府网"])
def test_a_source_that_is_an_office_says_nothing_of_the_press(facts, source):
    web_page = column((LONG_TITLE, TEXT))
    named = {
        path: text.replace("<head>", f"<head><meta name='ContentSource' content='{source}'>")
        for path, text in web_page.items()
        if path != "/zcjd/"
    }
    found = facts(web_page | named)
    assert found["commentaries"].outcome is Outcome.OBSERVED


def test_a_paper_of_any_trade_in_a_title_is_proposed_as_a_commentary(facts):
    found = facts(column(("云岭环境报：噪声治理要靠共治", TEXT), (LONG_TITLE, TEXT)))
    assert (found["commentaries"].value, found["commentaries"].outcome) == (1, Outcome.ESTIMATE)
