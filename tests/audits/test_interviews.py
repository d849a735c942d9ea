import pytest

from audits.facts import Outcome
from audits.interviews import count_talk
from tests.audits.smallweb import article, crawl, list_page, row, web

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
