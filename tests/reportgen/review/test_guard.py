"""Who is let in and what is refused: hosts, secrets, other sites, guessing, wrong roles, paths."""

from datetime import timedelta

import pytest

from crawler.errors import UsageError
from reportgen.decisions.record import Role
from reportgen.review.accounts import Accounts
from tests.reportgen.review.conftest import CASE, HOST, Bench, decide, inputs

ACCEPT = f"{CASE}/field/items_affairs/accept"
PASSWORD = "correct horse 电池"


def given(person, action="accept", key="items_affairs"):
    path = f"{CASE}/field/{key}"
    return inputs(person.get(path), f"{path}/{action}")


def routes(app):
    """Every (path, methods) of the application, with an example of each parameter."""
    example = {"folder": "swj.yunling.gov.cn", "year": "2025", "key": "items_affairs",
               "action": "accept", "number": "1", "name": "review.css"}  # fmt: skip
    for route in app.routes:
        children = getattr(route, "routes", None) or [route]
        for child in children:
            path = (route.path + child.path) if child is not route else route.path
            for name, value in example.items():
                path = path.replace(f"{{{name}:int}}", value).replace(f"{{{name}}}", value)
            yield path, child.methods


def test_without_a_session_every_page_is_closed_and_nothing_is_done(bench, person):
    wanted = given(person)
    stranger = bench.client()
    open_paths = ("/enter", "/away", "/login", "/static/review.css")
    seen = 0
    for path, methods in routes(bench.app.app):
        if path in open_paths:
            continue
        for method in methods:
            seen += 1
            data = wanted if method == "POST" else None
            answer = stranger.request(method, path, data=data, follow_redirects=False)
            assert answer.status_code == 401, (method, path)
            assert "政务动态" not in answer.text
    assert seen >= 10
    assert bench.file.confirmed().decisions == ()


def test_no_page_asked_for_by_get_decides_anything(bench, person):
    for path, _ in routes(bench.app.app):
        person.get(path, params=given(person))
    assert bench.file.confirmed().decisions == ()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("localhost:8020", 200),
        ("LOCALHOST:8020", 200),
        ("evil.test", 400),
        ("evil.test:8020", 400),
        ("127.0.0.1", 400),
        ("127.0.0.1:80", 400),
        ("127.0.0.1:8020.", 400),
        ("127.0.0.1.:8020", 400),
        ("localhost.evil.test:8020", 400),
        ("[::1]:8020", 400),
        ("[::ffff:127.0.0.1]:8020", 400),
        ("127.1:8020", 400),
        ("2130706433:8020", 400),
        ("user@127.0.0.1:8020", 400),
        ("127.0.0.1:8020@evil.test", 400),
        ("127.0.0.1:8020, evil.test", 400),
        ("127.0.0.1:8020 ", 400),
        ("", 400),
        ("①②⑦.⓪.⓪.①:8020".encode(), 400),
    ],
)
def test_only_the_exact_names_of_this_page_are_answered(bench, host, status):
    answer = bench.client().get("/away", headers={"host": host})
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_two_host_headers_are_none(bench):
    request = bench.client().build_request("GET", "/away")
    request.headers = type(request.headers)([*request.headers.raw, (b"host", HOST.encode())])
    assert bench.client().send(request).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.test"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"http://{HOST}.evil.test"},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused_even_with_cookie_and_secret(bench, person, headers):
    answer = person.post(ACCEPT, data=given(person), headers=headers)
    assert answer.status_code == 403
    assert bench.file.confirmed().decisions == ()


@pytest.mark.parametrize("spoil", [{"csrf": ""}, {"csrf": "x" * 43}, {"csrf": "密"}, None])
def test_a_form_without_its_secret_is_refused(bench, person, spoil):
    data = given(person)
    data = data | spoil if spoil else {k: v for k, v in data.items() if k != "csrf"}
    assert person.post(ACCEPT, data=data).status_code == 403
    assert bench.file.confirmed().decisions == ()


def test_the_secret_of_another_session_is_no_good(bench, person):
    other = bench.person()
    assert person.post(ACCEPT, data=given(person) | {"csrf": given(other)["csrf"]}).status_code == (
        403
    )


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_a_body_that_no_form_of_ours_sends_is_refused(bench, person, kind):
    answer = person.post(ACCEPT, content=b"csrf=x", headers={"content-type": kind})
    assert answer.status_code == 415


def test_a_body_that_is_too_large_is_not_read(bench, person):
    assert person.post(ACCEPT, data=given(person) | {"reason": "很" * 400_000}).status_code == 413

    def endless():
        for _ in range(20):
            yield b"a" * 100_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert person.post(ACCEPT, content=endless(), headers=kind).status_code in (400, 413)
    assert bench.file.confirmed().decisions == ()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_known(person, method):
    assert person.request(method, ACCEPT).status_code == 405


def test_the_token_lets_one_person_in_once(bench):
    bench.app.review.token.renew(bench.now)
    (token,) = bench.tokens
    stranger = bench.client()
    assert stranger.head(f"/enter?token={token}").status_code == 401
    assert stranger.get(f"/enter?token={token[:-1]}").status_code == 401
    assert stranger.get("/enter").status_code == 401
    assert bench.client().get(f"/enter?token={token}").status_code == 200
    assert bench.client().get(f"/enter?token={token}").status_code == 401
    assert len(token) >= 40


def test_a_new_address_is_shown_when_somebody_without_session_asks_once_a_minute(bench, person):
    shown = len(bench.tokens)
    for _ in range(5):
        bench.client().get("/")
    assert len(bench.tokens) == shown + 1
    bench.now += timedelta(minutes=1, seconds=1)
    bench.client().get("/")
    assert bench.tokens[-1] == bench.tokens[-2]  # still good: nobody used it
    assert bench.client().get(f"/enter?token={bench.tokens[-1]}").status_code == 200


def test_guessing_the_token_is_slowed_down(bench):
    bench.app.review.token.renew(bench.now)
    stranger = bench.client()
    answers = [stranger.get(f"/enter?token={number}").status_code for number in range(12)]
    assert answers[:5] == [401] * 5
    assert set(answers[5:]) == {429}
    assert stranger.get(f"/enter?token={bench.tokens[0]}").status_code == 429
    bench.now += timedelta(minutes=2)
    assert stranger.get(f"/enter?token={bench.tokens[0]}").status_code == 200


def test_the_cookie_is_for_this_page_and_no_script(bench):
    bench.app.review.token.renew(bench.now)
    answer = bench.client().get(f"/enter?token={bench.tokens[0]}", follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("nianbao_8020=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(("rest", "status"), [(3.9, 200), (4.1, 401)])
def test_a_session_ends_when_nobody_uses_it(bench, person, rest, status):
    bench.now += timedelta(hours=rest)
    assert person.get("/").status_code == status


def test_a_session_ends_after_half_a_day_however_busy(bench, person):
    for _ in range(3):
        bench.now += timedelta(hours=3.9)
        assert person.get("/").status_code == 200
    bench.now += timedelta(hours=0.5)
    assert person.get("/").status_code == 401


def test_who_goes_out_is_out_also_with_the_old_cookie(bench, person):
    cookies = dict(person.cookies)
    csrf = given(person)["csrf"]
    assert person.post("/logout", data={"csrf": csrf}).status_code == 200
    again = bench.client()
    again.cookies.update(cookies)
    assert again.get("/").status_code == 401


PATHS = (
    "/static/..%2f..%2fapp.py",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/htmx-LICENSE",
    "/static/..%5c..%5capp.py",
    "/s/..%2f..%2fetc/2025/",
    "/s/../../etc/passwd",
    "/s/swj.yunling.gov.cn/2024/",
    "/s/swj.yunling.gov.cn/9999999999999999999999/",
    "/s/swj.yunling.gov.cn%00/2025/",
    "/s/%ff/2025/",
    f"{CASE}/field/..%2f..%2fdecisions.jsonl",
    f"{CASE}/field/no_such_field",
    f"{CASE}/part/0",
    f"{CASE}/part/99",
    "/etc/passwd",
)


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_lead_elsewhere_lead_nowhere(person, path):
    answer = person.get(path)
    assert answer.status_code == 404, path
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        (ACCEPT, {"version": "x"}),
        (ACCEPT, {"version": "-1"}),
        (ACCEPT, {"version": "９"}),
        (ACCEPT, {"version": "99999999999999999999"}),
        (f"{CASE}/field/items_affairs/undo", {"undoes": "1; drop"}),
        (f"{CASE}/form/pass", {"version": ""}),
        (f"{CASE}/accept-certain", {"version": "a"}),
    ],
)
def test_numbers_that_no_page_of_ours_had_sent_are_refused(bench, person, path, spoil):
    answer = person.post(path, data=given(person) | spoil)
    assert answer.status_code in (400, 409)
    assert bench.file.confirmed().decisions == ()


def test_a_version_of_the_future_is_refused_without_a_trace(bench, person):
    answer = person.post(ACCEPT, data=given(person) | {"version": "77"})
    assert answer.status_code in (400, 409)
    assert bench.file.confirmed().decisions == ()


@pytest.mark.parametrize("path", ["/", "/away", "/nowhere", "/static/review.css", f"{CASE}/"])
def test_every_answer_carries_the_strict_headers(person, path):
    headers = person.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"]


def test_an_unexpected_error_shows_a_number_and_nothing_of_the_inside(bench, person):
    def broken(_ruled):
        raise RuntimeError("secret path /var/x")

    bench.file.sources = type(bench.file.sources)(bench.file.folder, broken, lambda: "new", dict)
    answer = person.get(f"{CASE}/")
    assert answer.status_code == 500
    assert "编号" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory):
    accounts = Accounts(tmp_path_factory.mktemp("office") / "accounts.json")
    accounts.put("tian", "填报甲", [Role.PREPARER], PASSWORD)
    accounts.put("shen", "审核乙", [Role.REVIEWER], PASSWORD)
    return accounts


class TestAccounts:
    """Listening elsewhere: people log in with a password and act in their role."""

    @pytest.fixture
    def office(self, report, tmp_path, accounts):
        return Bench(tmp_path, report, accounts=accounts)

    def login(self, office, login, password=PASSWORD):
        client = office.client()
        answer = client.post("/login", data={"login": login, "password": password})
        return client, answer

    def test_a_right_password_lets_in_under_the_accounts_own_name(self, office):
        client, answer = self.login(office, "tian")
        assert answer.status_code == 200
        assert "填报甲（填报人）" in answer.text
        assert decide(client, "items_affairs", "accept").status_code == 200
        assert office.file.confirmed().decisions[0].who == "填报甲"

    def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(self, office):
        _, wrong = self.login(office, "tian", "x")
        _, unknown = self.login(office, "nobody", "x")
        assert (wrong.status_code, unknown.status_code) == (401, 401)
        assert wrong.text.replace("tian", "") == unknown.text.replace("nobody", "")

    def test_brute_force_is_stopped_after_five_tries_a_minute(self, office):
        answers = [self.login(office, "tian", str(n))[1].status_code for n in range(8)]
        assert answers == [401] * 5 + [429] * 3
        assert self.login(office, "tian")[1].status_code == 429
        office.now += timedelta(minutes=2)
        assert self.login(office, "tian")[1].status_code == 200

    def test_the_token_opens_nothing_where_there_are_accounts(self, office):
        office.app.review.token.renew(office.now)
        answer = office.client().get(f"/enter?token={office.tokens[0]}", follow_redirects=False)
        assert answer.headers["location"] == "/login"

    def test_a_session_rests_half_an_hour_at_most(self, office):
        client, _ = self.login(office, "tian")
        office.now += timedelta(minutes=31)
        answer = client.get("/", follow_redirects=False)
        assert answer.headers["location"] == "/login"

    def test_nobody_acts_in_a_role_they_do_not_hold(self, office):
        refused = {
            "tian": ("form/pass", "form/approve", "form/reopen", "field/items_affairs/return"),
            "shen": (
                "field/items_affairs/accept",
                "field/items_affairs/delegate",
                "form/approve",
                "form/publish",
            ),
        }
        for login, paths in refused.items():
            client, answer = self.login(office, login)
            csrf = answer.text.split('name="csrf" value="', 1)[1].split('"', 1)[0]
            data = {"csrf": csrf, "version": "0", "reason": "x", "department": "x", "seen": "x"}
            answers = {path: client.post(f"{CASE}/{path}", data=data).status_code for path in paths}
            assert answers == dict.fromkeys(paths, 403), login
        assert office.file.confirmed().decisions == ()

    def test_the_file_of_accounts_holds_no_password_and_is_for_its_owner_only(self, office):
        file = office.accounts.file
        assert PASSWORD not in file.read_text(encoding="utf-8")
        assert "$argon2id$" in file.read_text(encoding="utf-8")
        assert file.stat().st_mode & 0o077 == 0

    def test_whose_account_is_gone_or_has_other_roles_is_out_at_once(self, report, tmp_path):
        accounts = Accounts(tmp_path / "own.json")
        accounts.put("tian", "填报甲", [Role.PREPARER], PASSWORD)
        accounts.put("shen", "审核乙", [Role.REVIEWER], PASSWORD)
        office = Bench(tmp_path, report, accounts=accounts)
        people = [self.login(office, login)[0] for login in ("tian", "shen")]
        accounts.remove("tian")
        accounts.put("shen", "审核乙", [Role.PREPARER], PASSWORD)
        for person in people:
            answer = person.get("/", follow_redirects=False)
            assert answer.headers["location"] == "/login"

    def test_two_people_of_one_name_cannot_be_told_apart_and_are_refused(self, office):
        with pytest.raises(UsageError, match="分得清人"):
            office.accounts.put("other", "填报甲", [Role.PREPARER], PASSWORD)
