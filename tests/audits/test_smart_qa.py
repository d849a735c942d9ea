import pytest

from audits import smart_qa
from audits.facts import Outcome
from tests.audits.homepage import answers
from tests.audits.smallweb import page, row

ENTRY = "<a href='/znwd/'>智能问答</a>"
COLUMN = page("<ul>" + row("/znwd/1.html", "如何办理备案", "2024-05-06") + "</ul>")
DIALOGUE = page("<div id='chat'></div><textarea></textarea><button>发送</button>")


@pytest.fixture
def fact(tmp_path):
    def read(body, **more):
        home = page(body) if body is not None else ""
        return answers(smart_qa.AUDIT, home, tmp_path, **more)["smart_qa_offered"]

    return read


def tried(result):
    told = {"action": "点开智能问答", "result": result, "detail": "", "markup": [ENTRY]}
    return [("smart_qa", told)]


def test_a_static_column_of_answers_is_no_smart_qa(fact):
    found = fact(ENTRY, features={"/znwd/": COLUMN})
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)
    assert "普通栏目" in found.evidence[0].quote


@pytest.mark.parametrize("result", ["", "failed", "column"])
def test_a_page_whose_scripts_may_make_the_dialogue_is_no_observed_no(fact, result):
    """The browser that looked at another page than the entry's says nothing of it."""
    app = page("<div id='app'></div><script src='/znwd/app.js'></script>")
    found = fact(ENTRY, features={"/znwd/": app}, probes=tried(result) if result else ())
    assert (found.value, found.outcome) == (False, Outcome.ESTIMATE)


def test_a_page_with_a_place_to_ask_is_proposed_as_yes(fact):
    found = fact(ENTRY, features={"/znwd/": DIALOGUE})
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


def test_a_search_box_on_the_page_makes_no_dialogue(fact):
    search = "<form action='/search/'><input name='searchWord' placeholder='请输入您的问题'></form>"
    found = fact(ENTRY, features={"/znwd/": page(search + "<ul><li>常见问题</li></ul>")})
    assert found.value is False


@pytest.mark.parametrize(
    ("result", "value", "outcome"),
    [
        ("answered", True, Outcome.OBSERVED),
        ("dialogue", True, Outcome.ESTIMATE),
        ("outside", True, Outcome.ESTIMATE),
        ("form", False, Outcome.ESTIMATE),
        ("nothing", False, Outcome.ESTIMATE),
    ],
)
def test_what_the_browser_saw_decides(fact, result, value, outcome):
    found = fact(ENTRY, features={"/znwd/": DIALOGUE}, probes=tried(result))
    assert (found.value, found.outcome) == (value, outcome)


@pytest.mark.parametrize(
    "entry",
    [
        "<script src='https://robot.other.example/chatbot.js'></script>",
        "<iframe src='https://robot.other.example/robot/index.html'></iframe>",
        "<a href='javascript:openRobot()'>小助手</a>",
    ],
)
def test_an_entry_that_cannot_be_opened_here_is_proposed_as_yes(fact, entry):
    found = fact(entry)
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    "other", ["<p>欢迎</p>", "<a href='/a/t1.html'>工业机器人产业发展座谈会召开</a>"]
)
def test_no_entry_is_no(fact, other):
    found = fact(other)
    assert (found.value, found.outcome) == (False, Outcome.OBSERVED)


def test_a_dead_entry_is_no_smart_qa(fact):
    assert fact(ENTRY, features={"/znwd/": None}).value is False


def test_without_a_home_page_nobody_knows(fact):
    assert fact(None).outcome is Outcome.UNKNOWN
