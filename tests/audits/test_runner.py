import sqlite3
from contextlib import closing

import pytest

from audits.audit import Audit
from audits.facts import Evidence, Fact, Outcome
from audits.runner import AUDITS, answers, audit
from audits.sheet import dump
from crawler.errors import StoreError
from crawler.records import SiteProfile
from tests.audits.smallweb import HOME, crawl, days_back, listed, web

SEEN = (Evidence(HOME),)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    site = web(
        listed("/gzdt/", "工作动态", days_back(12)), listed("/tzgg/", "通知公告", days_back(3))
    )
    return crawl(site, tmp_path_factory.mktemp("crawl"))


def test_every_field_of_every_audit_is_answered_exactly_once(sealed):
    fields = [field for each in AUDITS for field in each.fields]
    assert [fact.field for fact in sealed.sheet.facts] == fields
    assert len(set(fields)) == len(fields)


def test_an_audit_that_breaks_fails_its_own_fields_and_no_other(sealed):
    def broken(case):
        yield Fact("surveys_held", 3, Outcome.OBSERVED, SEEN)
        raise KeyError("surveys")

    facts = list(
        answers(Audit("surveys", "征集", ("surveys_held", "survey_opinions"), broken), None)
    )
    assert [(f.field, f.value, f.outcome) for f in facts] == [
        ("surveys_held", None, Outcome.FAILED), ("survey_opinions", None, Outcome.FAILED),
    ]  # fmt: skip
    assert all("KeyError" in f.reason for f in facts)


def test_an_audit_that_says_nothing_of_a_field_fails_it():
    silent = Audit("surveys", "征集", ("surveys_held",), lambda case: iter(()))
    (fact,) = answers(silent, None)
    assert (fact.outcome, fact.value) == (Outcome.FAILED, None)


def test_a_fact_of_a_field_the_audit_does_not_declare_is_dropped():
    def stray(case):
        yield Fact("items_total", 3, Outcome.OBSERVED, SEEN)
        yield Fact("surveys_held", 1, Outcome.OBSERVED, SEEN)

    facts = list(answers(Audit("surveys", "征集", ("surveys_held",), stray), None))
    assert [(f.field, f.value) for f in facts] == [("surveys_held", 1)]


def test_facts_are_a_function_of_crawl_and_profile_byte_for_byte(sealed):
    before = sealed.file.read_bytes()
    assert dump(sealed.again()) == dump(sealed.again()) == dump(sealed.sheet)
    assert sealed.file.read_bytes() == before


def test_judging_leaves_no_file_behind(sealed):
    before = sorted(p.name for p in sealed.folder.iterdir())
    sealed.again()
    assert sorted(p.name for p in sealed.folder.iterdir()) == before


def test_a_missing_crawl_is_refused(tmp_path):
    with pytest.raises(StoreError, match="nianbao prefill"):
        audit(tmp_path / "none.sqlite", SiteProfile(HOME))


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 100])
def test_a_file_that_is_no_crawl_is_refused(tmp_path, content):
    (tmp_path / "crawl.sqlite").write_bytes(content)
    with pytest.raises(StoreError):
        audit(tmp_path / "crawl.sqlite", SiteProfile(HOME))


def test_a_damaged_crawl_is_refused_or_failed_never_counted(sealed, tmp_path):
    copy = tmp_path / "crawl.sqlite"
    copy.write_bytes(sealed.file.read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        db.execute("DROP TABLE entry")
        db.commit()
    try:
        sheet = audit(copy, sealed.profile())
    except (StoreError, sqlite3.Error):
        return
    assert {f.outcome for f in sheet.facts if f.field.startswith("items")} == {Outcome.FAILED}


@pytest.mark.parametrize("each", [a for a in AUDITS if not a.by_columns], ids=lambda a: a.id)
def test_an_audit_that_says_so_is_moved_by_no_choice_for_a_column(sealed, each):
    with sealed.case() as case:
        case.__dict__["ledger"] = None  # whoever looks at it breaks
        assert Outcome.FAILED not in {fact.outcome for fact in answers(each, case)}
        tuple(each.remarks(case))
