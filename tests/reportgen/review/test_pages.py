import hashlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

import reportgen.review.app
from audits.facts import Outcome, Remark
from reportgen.decisions.proposal import digest
from reportgen.decisions.record import SIGNED
from reportgen.fill import fill
from reportgen.form import load_form
from tests.reportgen.decisions.conftest import decide_all
from tests.reportgen.review.conftest import CASE, Bench, approve, decide, inputs

STATIC = Path(reportgen.review.app.__file__).with_name("static")


def test_the_cases_lead_to_the_form_as_it_will_be_printed(person):
    assert f'href="{CASE}/"' in person.get("/").text
    page = person.get(f"{CASE}/").text
    assert "政府网站工作年度报表" in page
    assert "至少36" in page


def test_the_days_left_are_those_to_the_sites_own_deadline(bench, person):
    assert "公开期限 2026年1月31日 还有 20 天" in person.get(f"{CASE}/").text
    bench.deadline = "01-20"
    assert "公开期限 2026年1月20日 还有 9 天" in person.get(f"{CASE}/").text


def test_every_field_of_the_form_stands_in_exactly_one_section(person, report):
    sections = [
        person.get(f"{CASE}/part/{number}").text
        for number in range(1, len(report.form.sections) + 1)
    ]
    for key in report.fields:
        assert sum(f'id="f-{key}"' in text for text in sections) == 1, key


def test_the_guangxi_form_goes_the_whole_way_too(sheet, tmp_path):
    form = fill(sheet, load_form("guangxi_2020"), "2026-01-10T18:06:00+08:00", {})
    bench = Bench(tmp_path, form)
    person = bench.person()
    for path in ("/", *(f"/part/{n}" for n in range(1, len(form.form.sections) + 1))):
        assert person.get(f"{CASE}{path}").status_code == 200, path
    assert decide(
        person, "security_level", "change", value="level_2", reason="备案"
    ).status_code == (200)
    approve(bench)
    page = person.get(f"{CASE}/").text
    assert "签名：单位负责人 丙" in page
    given = inputs(person.get(f"{CASE}/"), f"{CASE}/form/publish")
    sent = given | {"date": "2026-01-20", "address": "http://swj.yunling.gov.cn/nb.html"}
    person.post(f"{CASE}/form/publish", data=sent)
    published = bench.file.confirmed().report.fields
    assert published["published_on"].value == "2026-01-20"
    assert published["published_url"].value == "http://swj.yunling.gov.cn/nb.html"


def test_a_card_shows_what_the_figure_is_and_where_it_comes_from(bench, person):
    bench.report = replace(bench.report, last_year={"items_total": 30})
    bench.submitted = {"items_total": 40}
    bench.version += 1
    page = person.get(f"{CASE}/field/items_total").text
    for text in (
        "至少36 条",
        "未采全",
        "待确认",
        "网站采集",
        "外链不计",
        "第3页打不开",
        "30 条",
        "40 条（与现在的数不同）",
        "本年度网站发布的信息条数",
    ):
        assert text in page, text


def test_accepting_shows_the_field_as_confirmed_with_who_and_undo(person):
    page = decide(person, "items_affairs", "accept", at="field")
    assert page.status_code == 200
    assert "已确认" in page.text
    assert "本机使用者" in page.text
    undone = decide(person, "items_affairs", "undo")
    assert undone.status_code == 200
    assert person.get(f"{CASE}/field/items_affairs").text.count("待确认") >= 1


def test_names_and_dates_of_signing_are_not_asked_for_on_their_own_page(person):
    page = person.get(f"{CASE}/field/unit_head").text
    assert "审定签名时填写" in page
    assert "/field/unit_head/" not in page


def test_a_change_wants_a_value_and_a_reason_and_keeps_what_was_typed(person):
    for typed, said in (
        ({"value": "约5", "reason": "漏了"}, "不是一个确定的数"),
        ({"value": "5", "reason": " "}, "为什么改"),
        ({"value": "", "reason": "x"}, "请填写"),
    ):
        page = decide(person, "items_affairs", "change", **typed)
        assert page.status_code == 409
        assert said in page.text
        assert not typed["value"] or f'value="{typed["value"]}"' in page.text
    page = decide(person, "items_affairs", "change", value="1,005", reason="漏了")
    assert "1005" in page.text


def test_a_lower_bound_is_accepted_with_a_reason_only(person):
    assert decide(person, "items_total", "accept").status_code == 409
    assert decide(person, "items_total", "accept", reason="第3页看过了").status_code == 200


def test_what_was_read_to_the_end_is_accepted_in_one_step(bench, person):
    page = person.get(f"{CASE}/")
    form = page.text.split(f'action="{CASE}/accept-certain"', 1)[1].split("</form>", 1)[0]
    data: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form):
        data.setdefault(name, []).append(value)
    assert person.post(f"{CASE}/accept-certain", data=data).status_code == 200
    confirmed = bench.file.confirmed()
    assert {key for key, each in confirmed.standings.items() if each.is_settled} == {
        "site_name", "home_url", "site_code", "icp_number", "items_disclosure",
    }  # fmt: skip
    assert all(
        each.proposed.outcome is Outcome.OBSERVED
        for each in confirmed.standings.values()
        if each.is_settled
    )
    again = person.post(f"{CASE}/accept-certain", data=data)
    assert again.status_code == 409


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_figures_that_ask_something_are_left_out_of_the_one_step_and_named(bench, person, severity):
    asks = (
        Remark("C9", severity, "比上年少了一半。", ("items_affairs", "icp_number")),
        Remark("C1", severity, "备案号的省份不同。", ("icp_number",)),
        Remark("A-佐证材料", "info", "附有材料。", ("items_disclosure",)),
    )
    bench.report = replace(bench.report, remarks=asks)
    bench.submitted = {"site_name": "别的名称", "home_url": bench.report.fields["home_url"].value}
    page = person.get(f"{CASE}/")
    assert "一并确认 3 项" in page.text
    said = page.text.split("另有 3 项也已采全", 1)[1].split("</details>", 1)[0]
    for told in (
        f'{CASE}/field/items_affairs">', "比上年少了一半。</li>", "（另有 1 条提示）",
        "与已报数不同。</li>",
    ):  # fmt: skip
        assert told in said
    given = inputs(page, f"{CASE}/accept-certain")
    keys = list(bench.report.fields)  # also what the page did not offer
    seen = [digest(bench.report.fields[key]) for key in keys]
    person.post(f"{CASE}/accept-certain", data={**given, "key": keys, "seen": seen})
    settled = {key for key, each in bench.file.confirmed().standings.items() if each.is_settled}
    assert settled == {"home_url", "site_code", "items_disclosure"}
    page = person.get(f"{CASE}/")
    assert "一并确认" not in page.text.split("另有 3 项也已采全", 1)[0]
    decide(person, "icp_number", "accept")
    assert "另有 2 项也已采全" in person.get(f"{CASE}/").text


def test_two_browsers_on_the_same_figure_the_second_sees_what_the_first_did(bench, person):
    other = bench.person()
    path = f"{CASE}/field/items_affairs"
    given = inputs(other.get(path), f"{path}/change")
    decide(person, "items_affairs", "accept")
    page = other.post(f"{path}/change", data={**given, "value": "9", "reason": "漏了七条"})
    assert page.status_code == 409
    assert re.search(r"刚刚改动过这里（\d{4}-\d\d-\d\d \d\d:\d\d）", page.text)
    assert 'value="9"' in page.text  # what was typed is not lost
    assert bench.file.confirmed().standings["items_affairs"].item.value == 2


def test_a_proposal_that_changed_since_the_page_was_shown_is_not_accepted_unseen(bench, person):
    path = f"{CASE}/field/items_affairs"
    given = inputs(person.get(path), f"{path}/accept")
    item = bench.report.fields["items_affairs"]
    changed = {**bench.report.fields, "items_affairs": replace(item, value=3)}
    bench.report = replace(bench.report, fields=changed)
    bench.version += 1
    page = person.post(f"{path}/accept", data=given)
    assert page.status_code == 409
    assert "刚刚变了" in page.text
    assert bench.file.confirmed().decisions == ()


def test_the_way_from_draft_to_published_goes_through_three_steps(bench, person):
    decide_all(bench.report, bench.file.log)

    def step(action, **typed):
        given = inputs(person.get(f"{CASE}/"), f"{CASE}/form/{action}")
        return person.post(f"{CASE}/form/{action}", data={**given, **typed})

    assert step("pass").status_code == 200
    names = {"preparer": "甲", "reviewer": "乙", "unit_head": "丙"}
    assert step("approve", **names | {"reviewer": ""}, prepared_on="2026-01-11").status_code == 409
    page = step("approve", **names, prepared_on="2026-01-11")
    assert "签名：单位负责人 丙" in page.text
    assert step("publish", date="2026-01-20", address="nb.html").status_code == 409
    page = step("publish", date="2026-01-20", address="http://swj.yunling.gov.cn/nb.html")
    assert page.status_code == 200
    assert bench.file.confirmed().publication.date == "2026-01-20"
    assert "重新打开" in page.text
    assert 'class="next"' not in page.text


def test_signing_again_offers_the_names_of_the_void_signature_and_the_day_of_today(bench, person):
    approve(bench)
    for action, typed in (("reopen", {"reason": "再看看"}), ("pass", {})):
        given = inputs(person.get(f"{CASE}/"), f"{CASE}/form/{action}")
        person.post(f"{CASE}/form/{action}", data={**given, **typed})
    page = person.get(f"{CASE}/").text
    offered = {key: re.search(rf'name="{key}"[^>]* value="([^"]*)"', page)[1] for key in SIGNED}
    assert (offered["unit_head"], offered["preparer"]) == ("丙", "甲")
    assert offered["prepared_on"] == bench.now.date().isoformat() != "2026-01-12"


def test_when_the_site_has_changed_the_new_and_the_old_value_are_offered(bench, person):
    decide(person, "items_affairs", "accept")
    item = bench.report.fields["items_affairs"]
    changed = {**bench.report.fields, "items_affairs": replace(item, value=4)}
    bench.report = replace(bench.report, fields=changed)
    bench.version += 1
    page = person.get(f"{CASE}/field/items_affairs").text
    assert "网站有变化，请复核" in page
    assert "改用 4 条" in page
    assert "仍用 2 条" in page
    answer = decide(person, "items_affairs", "change", value="2", reason="两条是重复的")
    assert answer.status_code == 200
    standing = bench.file.confirmed().standings["items_affairs"]
    assert (standing.is_settled, standing.item.value) == (True, 2)


def test_a_reviewer_sees_first_what_differs_from_the_proposals(bench, person):
    decide(person, "items_affairs", "change", value="9", reason="漏了七条")
    decide(person, "items_disclosure", "accept")
    decide(person, "registered_users", "delegate", department="信息科")
    page = person.get(f"{CASE}/").text
    table = page.split('id="altered"', 1)[1].split("</section>", 1)[0]
    assert "漏了七条" in table
    assert "目录" not in table
    assert "信息科" in page.split('id="errands"', 1)[1].split("</section>", 1)[0]


def test_the_form_can_be_taken_along_as_a_marked_draft_and_once_signed_as_the_form(bench, person):
    draft = person.get(f"{CASE}/file/docx")
    assert "attachment" in draft.headers["content-disposition"]
    assert quote("草稿") in draft.headers["content-disposition"]
    assert "sandbox" in draft.headers["content-security-policy"]
    assert draft.content.startswith(b"PK")
    approve(bench)
    signed = person.get(f"{CASE}/file/docx")
    assert quote("草稿") not in signed.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(signed.content)) as package:
        assert "丙" in package.read("word/document.xml").decode()
    assert person.get(f"{CASE}/file/exe").status_code == 404


def test_a_damaged_log_is_named_and_nothing_can_be_decided(bench, person):
    decide(person, "items_affairs", "accept")
    file = bench.file.log.file
    file.write_bytes(file.read_bytes().replace(b'"value":2', b'"value":3'))
    page = person.get(f"{CASE}/")
    assert page.status_code == 500
    assert "第 1 行有问题" in page.text


def test_awkward_texts_of_a_site_are_shown_as_text(bench, person):
    item = replace(bench.report.fields["site_name"], value="<script>x</script>\x00\ud800")
    bench.report = replace(bench.report, fields={**bench.report.fields, "site_name": item})
    page = person.get(f"{CASE}/field/site_name").text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


@pytest.mark.parametrize("name", ["htmx.min.js", "htmx-LICENSE"])
def test_vendored_files_are_those_their_hashes_name(name):
    sums = dict(reversed(line.split()) for line in (STATIC / "SHA256SUMS").read_text().splitlines())
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == sums[name]


def test_the_whole_log_is_shown_in_pages_the_latest_first(bench, person):
    for number in range(3):
        decide(person, "items_affairs", "change", value=str(number + 3), reason=f"第{number}次")
    page = person.get(f"{CASE}/log?page=x").text
    assert page.index("第2次") < page.index("第1次") < page.index("第0次")
    assert bench.file.confirmed().decisions[-1].hash in page
