"""The made-up sites with consultations, interviews, services and widgets: pages and truth agree."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from audits.facts import Outcome
from nianbao.demo.page import Page
from nianbao.demo.truth import FieldTruth
from tests.sites import FAMILIES, Site, build, family
from tests.sites.interaction import Catalogue, Consultation, Mail, Talk
from tests.sites.interaction_growth import without_surveys
from tests.sites.routes import Asked
from tests.whole.trial import Trial, false_claims, right, shown

NAMES = [family.id for family in FAMILIES]


@cache
def site_of(name: str, seed: int) -> Site:
    return build(name, seed=seed, interaction=True)


def text_of(page: Page) -> str:
    try:
        return page.body.decode()
    except UnicodeDecodeError:
        return page.body.decode("gbk")


def texts(site: Site) -> list[str]:
    """The pages that are files and show a title of an article."""
    return [text_of(p) for p in site.pages.values() if p.content_type.startswith("text/html")]


@pytest.mark.parametrize("name", NAMES)
def test_interaction_leaves_the_truth_of_all_other_columns_as_it_was(name: str) -> None:
    plain, more = build(name), site_of(name, 1)
    assert {p: more.truth.columns[p] for p in plain.truth.columns} == plain.truth.columns
    for key, truth in plain.truth.fields.items():
        if key != "new_media_run" and not key.startswith("messages_"):
            assert more.truth.fields[key].value == truth.value, key
            assert more.truth.fields[key].outcomes == truth.outcomes, key


@pytest.mark.parametrize("name", NAMES)
def test_no_two_columns_share_an_address(name: str) -> None:
    planned = without_surveys(family(name).plan).columns
    names = {column.names for column in planned}
    for seed in (1, 2):
        added = [c for c in site_of(name, seed).model.columns if c.names not in names]
        assert len(added) >= 2
        paths = [column.path for column in (*planned, *added)]
        assert sorted(set(paths)) == sorted(paths)


@pytest.mark.parametrize("name", NAMES)
def test_every_consultation_and_interview_has_a_page_that_shows_it(name: str) -> None:
    site = site_of(name, 1)
    pages = texts(site)
    told = [a for a in site.model.articles() if isinstance(a, Consultation | Talk)]
    assert len(told) >= 9
    for article in told:
        mine = [text for text in pages if f">{article.title}</h1>" in text]
        assert mine, article.title
        if isinstance(article, Consultation):
            end = article.end
            days = (str(end), f"{end.year}年{end.month}月{end.day}日")
            assert any(day in mine[0] for day in days)
        elif article.held:
            assert "访谈时间" in mine[0]


@pytest.mark.parametrize("name", NAMES)
def test_columns_of_interaction_are_answered_and_linked_from_the_home_page(name: str) -> None:
    site = site_of(name, 1)
    added = [c for c in site.model.columns if c.rows and isinstance(c.rows[0].article, Talk)]
    added += [c for c in site.model.columns if isinstance(c, Catalogue)]
    home = text_of(site.pages["/"])
    for column in added:
        path, _, query = column.path.partition("?")
        assert site.routes(Asked("GET", path, query)) or path in site.pages
        assert f">{column.name}</a>" in home


def test_truth_of_a_site_is_what_its_model_says() -> None:
    site = site_of("f1", 1)
    asked = [a for a in site.model.articles() if isinstance(a, Consultation)]
    assert sorted(a.start.year for a in asked) == [2024, 2025, 2025, 2025, 2025, 2026]
    assert [a.result for a in asked if a.result and a.result.year == 2025 and a.start.year == 2024]
    values = {key: truth.value for key, truth in site.truth.fields.items()}
    assert (values["surveys_held"], values["survey_results_published"]) == (4, 3)
    assert values["interviews_held"] == 3
    talks = [a for a in site.model.articles() if isinstance(a, Talk)]
    assert [a.held for a in talks].count(False) == 1
    held = [a for a in talks if a.held and date(2025, 1, 1) <= a.published <= date(2025, 12, 31)]
    assert values["interview_messages"] == sum(a.questions for a in held)
    assert values["interview_replies"] == values["interview_messages"] - 1


def test_a_letter_that_waits_for_its_reply_is_none_of_those_answered() -> None:
    site = site_of("f1", 2)
    letters = [a for a in site.model.articles() if isinstance(a, Mail)]
    of_year = [a for a in letters if a.published.year == 2025]
    assert [a.replied is None for a in of_year].count(True) == 1
    assert site.truth.fields["messages_published_replies"].value == len(of_year) - 1
    pages = texts(site)
    waiting = next(a for a in of_year if a.replied is None)
    page = next(text for text in pages if f"<h1>{waiting.title}</h1>" in text)
    assert "正在办理" in page
    assert "答复时间" not in page


def test_over_its_seeds_a_family_shows_every_trap() -> None:
    sites = [site_of("f3", seed) for seed in range(1, 9)]
    homes = [text_of(site.pages["/"]) for site in sites]
    assert any("convert('t')" in home for home in homes)
    assert any("人民政府微博" in home for home in homes)
    assert any("/znwd/index.html" in site.pages for site in sites)
    dead = [h for s, h in zip(sites, homes, strict=True)
            if "barrierfree.js" in h and "/static/wza/barrierfree.js" not in s.pages]  # fmt: skip
    assert dead
    for key in ("accessibility_offered", "smart_qa_offered", "search_as_service"):
        assert {site.truth.fields[key].value for site in sites} == {True, False}, key


def test_search_and_robot_of_a_site_answer() -> None:
    found = [site_of("f3", seed) for seed in range(1, 9)]
    clever = next(s for s in found if s.truth.fields["search_as_service"].value)
    answer = clever.routes(Asked("GET", "/ss/list", "keyword=zhengfuxinxigongkai"))
    assert answer is not None
    assert "您是不是要找：" in text_of(answer)
    said = clever.routes(Asked("GET", "/ibot/ask", "question=a"))
    assert said is not None
    assert "申请" in text_of(said)


# The judge


def judged(field: dict[str, object], truth: FieldTruth, browser: bool = False) -> Trial:
    """A run that says ``field`` of surveys_held."""
    site = build("f1", quirks="none")
    told = {"surveys_held": truth}
    report = {"fields": {"surveys_held": field}, "columns": []}
    return Trial(
        0, report, "http://h.test/", replace(site.truth, fields=told, columns={}), "", (), browser
    )


SAID = (Outcome.OBSERVED, Outcome.PARTIAL)


@pytest.mark.parametrize(
    ("field", "truth", "false"),
    [
        ({"outcome": "observed", "value": 4}, FieldTruth(4, SAID), False),
        ({"outcome": "observed", "value": 3}, FieldTruth(4, SAID), True),
        ({"outcome": "observed", "value": 0}, FieldTruth(None, (), shown=False), True),
        (
            {"outcome": "observed", "value": 4},
            FieldTruth(4, (Outcome.PARTIAL,), shown=False),
            True,
        ),
        ({"outcome": "partial", "value": 5}, FieldTruth(4, SAID), True),
        ({"outcome": "partial", "value": 3}, FieldTruth(4, SAID), False),
        ({"outcome": "partial", "value": 1}, FieldTruth(None, (), shown=False), True),
        ({"outcome": "estimate", "value": 9}, FieldTruth(4, SAID), False),
        ({"outcome": "unknown", "value": None}, FieldTruth(4, SAID), False),
    ],
)
def test_a_claim_is_false_when_it_is_wrong_or_the_site_does_not_show_it(
    field: dict[str, object], truth: FieldTruth, false: bool
) -> None:
    assert bool(false_claims(judged(field, truth))) is false


def test_only_the_true_value_of_a_shown_field_is_right() -> None:
    truth = FieldTruth(4, SAID)
    for outcome, value, counted in (
        ("observed", 4, True),
        ("estimate", 4, True),
        ("partial", 4, True),
        ("partial", 3, False),
        ("unknown", None, False),
    ):
        trial = judged({"outcome": outcome, "value": value}, truth)
        assert shown(trial) == ("surveys_held",)
        assert bool(right(trial)) is counted
    assert shown(judged({"outcome": "unknown", "value": None}, FieldTruth(4, SAID, False))) == ()
