import pytest

from audits.facts import Outcome
from audits.talks import count_talk, read_talk
from crawler.pages.dom import PageDom
from tests.audits.smallweb import article, crawl, list_page, page, row, web
from tests.shapes.interviews import interviews
from tests.shapes.quick import judged
from tests.shapes.talks import BODIES, fields, on_other_hosts, talks, twice, undated

LINK = "<div class='nav'><a href='/hdjl/zxft/'>在线访谈</a></div>"
TALK = (
    "<p>主持人：欢迎各位网友。</p><p>网友“小满”：展会什么时候开？</p><p>王局长：六月开幕。</p>"
    "<p>网友：如何报名？</p><p>答：在网站报名。</p><p>网民提问：停车方便吗？</p>"
    "<p>观看人次：1530</p>"
)


@pytest.fixture
def facts(tmp_path):
    def read(*items, **more):
        path = "/hdjl/zxft/"
        rows = [row(f"{path}{n}41.html", title, day) for n, (title, day, _) in enumerate(items)]
        pages = {f"{path}{n}41.html": article(t, d, body) for n, (t, d, body) in enumerate(items)}
        pages[path] = list_page("在线访谈", rows)
        sealed = crawl(web(pages, home=LINK, **more), tmp_path)
        keys = ("interviews_held", "interview_messages", "interview_replies")
        return [sealed.fact(key) for key in keys]

    return read


def test_interviews_and_their_questions_are_counted_from_the_pages(facts):
    held, asked, answered = facts(
        ("商务局局长做客在线访谈", "2024-06-03", TALK),
        ("市场科谈菜市场改造", "2024-03-04", "<p>文字实录略。</p>"),
        ("往年访谈", "2022-03-04", TALK),
    )
    assert (held.value, held.outcome) == (2, Outcome.OBSERVED)
    assert (asked.value, asked.outcome) == (3, Outcome.PARTIAL)
    assert (answered.value, answered.outcome) == (2, Outcome.PARTIAL)
    assert "1530 人次" in held.evidence[0].quote


def test_announcements_are_no_interviews(facts):
    held, _, _ = facts(("在线访谈预告：谈展会", "2024-06-01", ""), ("谈展会", "2024-06-03", TALK))
    assert held.value == 1


@pytest.mark.parametrize(
    "title",
    [
        "关于征集2024年在线访谈选题的公告",
        "2024年在线访谈计划",
        "在线访谈问题征集：局长谈展会",
        "关于停播一期访谈的通知",
    ],
)
def test_a_plan_of_interviews_is_none(title, facts):
    held, _, _ = facts((title, "2024-06-01", "附件。"), ("谈展会", "2024-06-03", TALK))
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)


def test_what_a_guest_says_of_a_year_s_work_is_no_number_of_the_interview(facts):
    work = "<p>今年以来，热线共收到群众问题22个，答复20个。</p>"
    _, asked, answered = facts(("谈展会", "2024-06-03", work + TALK))
    assert (asked.value, answered.value) == (3, 2)


def test_a_press_conference_is_left_to_a_person(facts):
    held, _, _ = facts(("促消费新闻发布会", "2024-06-01", ""), ("谈展会", "2024-05-03", TALK))
    assert (held.value, held.outcome) == (1, Outcome.ESTIMATE)


def test_without_question_blocks_the_numbers_are_unknown(facts):
    held, asked, answered = facts(("谈展会", "2024-06-03", "<p>现场气氛热烈。</p>"))
    assert held.value == 1
    assert (asked.outcome, answered.outcome) == (Outcome.UNKNOWN, Outcome.UNKNOWN)


def test_a_blocked_column_is_unknown(facts):
    assert {f.outcome for f in facts(refused={"/hdjl/zxft/": "waf"})} == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        (["网友：甲？", "答：乙。", "答：又答。"], (1, 1)),
        (["网友：甲？", "网友：乙？", "嘉宾：丙。"], (2, 1)),
        (["主持人：甲？", "嘉宾：乙。"], (0, 0)),
        (["网友们热情很高", "答复情况良好"], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_only_questions_of_the_public_and_their_first_answers_count(lines, counted):
    assert count_talk(lines) == counted


def test_an_answer_by_the_bare_office_of_a_guest_counts():
    talk = [
        "网友：何时开放？",
        "局长：下月。",
        "网友：收费吗？",
        "主持人：时间到了。",
        "访谈时间：上午",
    ]
    assert count_talk(talk) == (2, 1)


def test_speakers_in_brackets_need_no_colon():
    talk = [
        "[主持人]大家好",
        "[网友 过客]有变化吗？",
        "[李副局长]有三个方面。",
        "【网友】还有呢",
        "（网友掌声）",
    ]
    assert count_talk(talk)[0] >= 2
    assert count_talk(talk[:4]) == (2, 1)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("【转载】省厅访谈：谈消费", ""),
        ("省厅厅长谈消费", "<p>信息来源：省商务厅网站</p>"),
        ("吹风会谈消费", "<p>来源：中国政府网</p>"),
    ],
)
def test_an_interview_of_another_unit_is_left_to_a_person_and_adds_no_questions(
    facts, title, source
):
    held, asked, answered = facts(
        (title, "2024-06-01", source + TALK), ("谈展会", "2024-05-03", TALK)
    )
    assert (held.value, held.outcome) == (1, Outcome.ESTIMATE)
    assert "转载" in held.reason
    assert (asked.value, answered.value) == (3, 2)


@pytest.mark.parametrize("source", ["市商务局", "云岭市商务局网站", "云岭日报", "市场科"])
def test_an_interview_out_of_the_own_house_or_a_paper_counts(facts, source):
    held, _, _ = facts(("谈展会", "2024-05-03", f"<p>来源：{source}</p>{TALK}"))
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)


def test_an_office_with_a_name_and_an_answer_in_brackets_are_answers():
    assert count_talk(["网友：甲？", "局长 王某某：乙。", "【网友提问】丙？", "【回答】丁。"]) == (
        2,
        2,
    )


def test_a_greeting_and_a_heading_are_no_questions():
    talk = ["观众朋友们：大家好", "网友们：欢迎", "网友提问：", "网友小王：问题甲", "局长：答甲"]
    assert count_talk(talk) == (1, 1)
    assert count_talk(["网友：", "问题甲", "网友：", "问题乙"]) == (2, 0)


@pytest.mark.parametrize(
    "body", [pytest.param(b, marks=[] if b is fields else pytest.mark.slow) for b in BODIES]
)
def test_questions_and_answers_are_counted_in_any_markup(body, tmp_path):
    told = judged(tmp_path, talks(body)(interviews(4)))
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.parametrize("draw", [twice, on_other_hosts, undated])
def test_interviews_are_counted_once_wherever_they_are_watched(draw, tmp_path):
    told = judged(tmp_path, draw(interviews(4)))
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.parametrize(
    ("markup", "counted"),
    [
        (
            "<h3>网友提问</h3><dl><dt>收费吗？</dt><dd>不收。</dd><dt>几点？</dt><dd>待回复</dd></dl>",
            (2, 1),
        ),
        ("<h3>访谈信息</h3><dl><dt>时间</dt><dd>上午</dd></dl>", (0, 0)),
        (
            "<table><tr><th>提问</th><th>回复</th></tr><tr><td>甲？</td><td></td></tr></table>",
            (1, 0),
        ),
        (
            "<table><tr><th>时间</th><th>问题</th></tr><tr><td>九点</td><td>甲？</td></tr></table>",
            (0, 0),
        ),
        ("<p>共收到网友提问30条，现场答复12条。</p><p>网友：甲？</p><p>答：乙。</p>", (30, 12)),
        (
            "<p>网友：小满</p><p>提问：甲？</p><p>回复：乙。</p><p>网友：晨光</p><p>提问：丙？</p>",
            (2, 1),
        ),
        ("<p>网友：收费吗</p><p>网友：几点</p>", (2, 0)),
        ("<p>网友提问：3 条　嘉宾回复：2 条</p>", (3, 2)),
        ("<p>网友：甲？</p><p>局长：去年我们共收到群众投诉问题120件，办结118件。</p>", (1, 1)),
        ("<p>12345热线共收到问题1200件，答复1100件。</p>", (0, 0)),
        ("<p>市民热线：12345</p><p>市民服务中心：人民路1号</p>", (0, 0)),
        ("<p>网民提问 12 条，答复 9 条</p>", (12, 9)),
        ("<p>网友留言数：<b>12</b>　回复数：<b>10</b></p>", (12, 10)),
        ("<p>网友提问：<b>0</b> 条　嘉宾回复：<b>0</b> 条</p>", (0, 0)),
        ("<p>网友提问：3条公交线路何时开通？</p><p>答：明年。</p>", (1, 1)),
        ("<p>网友：甲？</p><p>答：乙。</p><p>网友：丙？</p><div>留言数：0</div>", (2, 1)),
        ("<b>网友 小满</b><p>甲？</p><b>嘉宾 李某</b><p>乙。</p>", (1, 1)),
        (
            "<div><p>网友“小满”：几点开？</p><p>答：九点。</p></div><h3>网友提问</h3><p>问：几点开？</p>",
            (1, 1),
        ),
        (
            "<table><tr><td>咨询提问</td><td>王局长回复了网友的很多问题，欢迎收看</td></tr>"
            "<tr><td>甲</td><td>乙</td></tr></table>",
            (0, 0),
        ),
        ("<h4>网友互动</h4><h4>网民留言</h4><p>市民代表</p>", (0, 0)),
        (
            "<div><b>网友1</b>：甲？</div><div><b>嘉宾回复</b>：乙。</div>"
            "<div><b>网友2</b>：丙？</div>",
            (2, 1),
        ),
        ("<p>网友“小满”问：甲？</p><p>县商务局答：乙。</p>", (1, 1)),
        ("<p>网友：甲？</p><p>市商务局：乙。</p>", (1, 1)),
        ("<p>网友：甲？</p><div>主办：市商务局</div><div>信息中心：技术支持</div>", (1, 0)),
        ("<h4>网友留言（2条）</h4><p><b>云岭网友：</b>甲？</p><p><b>回复：</b>乙。</p>", (2, 1)),
        ("<p>感谢网友：</p><p>回复：乙。</p>", (0, 0)),
        ("<p>听众张先生：甲？</p><p>答：乙。</p>", (1, 1)),
        ("<p>网友1问：甲？</p><p>局长答：乙。</p>", (1, 1)),
        ("<h5>网友“劳动者0” 提问</h5><p>甲？</p><div>回复：乙。</div>", (1, 1)),
        ("<em>网友1</em><p>请问甲？</p><em>嘉宾回复</em><p>乙。</p>", (1, 1)),
        (
            "<p>访谈嘉宾：市商务局局长李小山</p><p>【网友】甲？</p><p>【李小山】乙。</p>"
            "<p>网友：丙？</p><p>李小山：丁。</p><p>网友：戊？</p><p>陈主持：时间到了。</p>",
            (3, 2),
        ),
        (
            "<p>网友：匿名</p><p>甲可以吗</p><p>答：可以。</p><p>网友：匿名</p><p>乙可以吗</p>",
            (2, 1),
        ),
    ],
)
def test_a_page_shows_at_least_so_many_questions_and_answers(markup, counted):
    talk = read_talk(PageDom("http://a.example/", f"<body>{markup}</body>").root)
    assert (talk.asked, talk.answered) == counted


@pytest.mark.parametrize("words", ["在线人数：1530", "访问量: 1530", "围观人次：1530"])
def test_the_audience_is_quoted_as_printed(words):
    assert read_talk(PageDom("http://a.example/", f"<p>{words}</p>").root).audience == "1530"


def test_a_source_that_says_our_own_is_no_repost(facts):
    held, asked, _ = facts(("县商务局局长谈展会", "2024-06-01", f"<p>来源：本局</p>{TALK}"))
    assert (held.value, held.outcome, asked.value) == (1, Outcome.OBSERVED, 3)


def test_a_page_that_only_says_an_interview_will_be_is_asked_about(facts):
    soon = "<p>局长将于6月3日做客直播间，敬请关注。</p>"
    held, _, _ = facts(("局长谈展会", "2024-06-01", soon), ("谈夜市", "2024-05-03", TALK))
    assert (held.value, held.outcome) == (1, Outcome.ESTIMATE)
    assert "将要举行" in held.reason


def test_an_interview_held_in_another_year_is_asked_about(facts):
    held, asked, _ = facts(("谈展会", "2024-01-03", f"<p>访谈时间：2023-12-28</p>{TALK}"))
    assert (held.value, held.outcome, asked.value) == (0, Outcome.ESTIMATE, None)


def test_numbers_on_an_interview_s_card_in_the_list_are_read(tmp_path):
    cards = "".join(
        f"<div class='ft'><h4><a href='/hdjl/zxft/{n}.html'>谈展会之{n}</a></h4>"
        f"<p>访谈时间：2024-05-{n + 10}</p><p>网友提问：{asked}　嘉宾回复：{asked - 1}</p></div>"
        for n, asked in enumerate((7, 3))
    )
    place = "<div class='position'>当前位置：<a href='/'>首页</a> &gt; 在线访谈</div>"
    pages = {f"/hdjl/zxft/{n}.html": page(f"<h1>谈展会之{n}</h1><p>视频。</p>") for n in range(2)}
    sealed = crawl(web({"/hdjl/zxft/": page(place + cards), **pages}, home=LINK), tmp_path)
    told = [sealed.fact(key) for key in ("interview_messages", "interview_replies")]
    assert [fact.value for fact in told] == [10, 8]
    assert {fact.outcome for fact in told} == {Outcome.PARTIAL}


def test_where_no_interview_was_held_nobody_asked(facts):
    told = facts(("往年访谈", "2022-03-04", TALK), ("往年又谈", "2021-03-04", TALK))
    assert [(fact.value, fact.outcome) for fact in told] == [(0, Outcome.OBSERVED)] * 3
