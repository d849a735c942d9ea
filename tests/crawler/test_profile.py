import pytest

from crawler import profile
from crawler.errors import ConfigError, StoreError
from crawler.records import ColumnChoice, HostChoice, Kind

HOME = "http://yunling.example/"
NEWS = ColumnChoice(
    f"{HOME}gzdt/", "工作动态", Kind.LIST, ("items_affairs",), True, "栏目名在词表中"
)
MIXED = ColumnChoice(f"{HOME}x/", "解读回应", Kind.LIST, (), True, "可归入两类", False,
                     ("interpretation", "concern_responses"))  # fmt: skip
HOST = HostChoice("yunling.example", "own", "/", "采集的起始网址")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "site.toml"


def write(path, *columns, hosts=(HOST,)):
    profile.write(path, HOME, hosts, [(column, ("首页",)) for column in columns])


def column(path, url=NEWS.url):
    return next(c for c in profile.load(path).columns if c.url == url)


def test_a_missing_file_is_an_empty_profile(path):
    loaded = profile.load(path)
    assert (loaded.home_url, loaded.columns, loaded.unit, loaded.options) == ("", (), {}, {})


def test_what_was_proposed_is_read_back(path):
    write(path, NEWS, MIXED)
    loaded = profile.load(path)
    assert (loaded.home_url, loaded.hosts) == (HOME, (HOST,))
    assert loaded.columns == (NEWS, MIXED)


def test_a_later_proposal_replaces_an_unedited_one_and_the_file_stays_the_same_for_the_same(path):
    write(path, NEWS)
    before = path.read_bytes()
    write(path, NEWS)
    assert path.read_bytes() == before
    later = ColumnChoice(NEWS.url, NEWS.name, Kind.LIST, ("items_disclosure",), True, "另一理由")
    write(path, later)
    assert column(path) == later


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('boxes = ["items_affairs"]', 'boxes = ["items_disclosure"]'),
        ('boxes = ["items_affairs"]', "boxes = []"),
        ("in_total = true", "in_total = false"),
        ('kind = "list"', 'kind = "single"'),
    ],
)
def test_a_person_s_edit_wins_for_good(path, old, new):
    write(path, NEWS)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    edited = column(path)
    assert edited.by_person
    write(path, NEWS)
    assert column(path) == edited


def test_comments_and_order_survive_a_later_proposal(path):
    write(path, NEWS)
    text = path.read_text("utf-8").replace(
        'name = "工作动态"', '# 局办 3 月定\nname = "工作动态" # 是'
    )
    path.write_text(text, "utf-8")
    write(path, NEWS, MIXED)
    after = path.read_text("utf-8")
    assert "# 局办 3 月定" in after
    assert "# 是" in after
    assert after.index("gzdt") < after.index("/x/")


def test_a_person_s_box_settles_what_the_program_could_not_decide(path):
    write(path, MIXED)
    text = path.read_text("utf-8").replace("boxes = []", 'boxes = ["interpretation"]')
    path.write_text(text, "utf-8")
    settled = column(path, MIXED.url)
    assert (settled.boxes, settled.maybe, settled.by_person) == (("interpretation",), (), True)


def test_a_column_a_person_wrote_by_hand_is_a_person_s(path):
    path.write_text(f'[[columns]]\nurl = "{NEWS.url}"\nkind = "list"\nin_total = false\n', "utf-8")
    assert column(path).by_person
    write(path, NEWS)
    assert not column(path).in_total


def test_a_host_a_person_decided_stays_decided(path):
    write(path, NEWS, hosts=(HostChoice("zt.example", "undecided"),))
    path.write_text(path.read_text("utf-8").replace('"undecided"', '"own"'), "utf-8")
    write(path, NEWS, hosts=(HostChoice("zt.example", "undecided"), HOST))
    roles = {host.name: host.role for host in profile.load(path).hosts}
    assert roles == {"zt.example": "own", "yunling.example": "own"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[columns]]\nurl = 'x'\nkind = 'list'\n", "in_total"),
        ("[[columns]]\nurl = 'x'\nkind = 'blog'\nin_total = true\n", "kind"),
        ("[[columns]]\nurl = 'x'\nkind = 'list'\nin_total = true\nboxes = ['news']\n", "boxes"),
        ("[[columns]]\nurl = 'x'\nkind = 'list'\nin_total = true\nbox = []\n", "box"),
        ("[[hosts]]\nname = 'x'\nrole = 'mine'\n", "role"),
        ("[site]\nhome = 'x'\n", "home"),
        ("[unit]\nreviewer = 3\n", "reviewer"),
        ("[[columns]\n", "文件"),
    ],
)
def test_a_line_that_is_not_understood_is_named(path, text, key):
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=key) as caught:
        profile.load(path)
    assert "site.toml" in str(caught.value)


@pytest.mark.parametrize("day", ["01-20", "3-1", "02-28"])
def test_a_deadline_of_the_site_is_an_option(path, day):
    path.write_text(f'[site]\ndeadline = "{day}"\n', "utf-8")
    assert profile.load(path).options == {"deadline": day}


@pytest.mark.parametrize("day", ["02-29", "13-01", "1月20日", "2026-01-20", "01-20 ", "0-1"])
def test_a_deadline_that_is_no_day_of_every_year_is_named(path, day):
    path.write_text(f'[site]\ndeadline = "{day}"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"site\.deadline.*01-20"):
        profile.load(path)


def test_bytes_that_are_no_text_are_a_config_error(path):
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        profile.load(path)


def test_the_unit_s_fixed_texts_are_handed_on(path):
    path.write_text('[unit]\nreporting_unit = "云岭市商务局"\n[site]\ncontact = "a@b"\n', "utf-8")
    loaded = profile.load(path)
    assert (loaded.unit, loaded.options) == ({"reporting_unit": "云岭市商务局"}, {"contact": "a@b"})


def test_a_folder_that_cannot_be_written_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        write(tmp_path / "file" / "site.toml", NEWS)


def test_a_file_written_is_whole_and_leaves_no_other_behind(path):
    write(path, NEWS)
    assert [p.name for p in path.parent.iterdir()] == ["site.toml"]
