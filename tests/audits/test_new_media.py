import pytest

from audits import new_media
from audits.facts import Outcome
from tests.audits.homepage import answers
from tests.audits.smallweb import Web, crawl, page

QR = "<span class='qr'><img src='/i/wx.png' alt='云岭商务微信公众号'><br>云岭商务微信公众号</span>"


@pytest.fixture
def facts(tmp_path):
    def read(body):
        return answers(new_media.AUDIT, page(body) if body is not None else "", tmp_path)

    return read


@pytest.mark.parametrize(
    ("shown", "field", "name"),
    [
        (QR, "wechat_name", "云岭商务"),
        ("<img src='/i/1.png' alt='“云岭商务”微信'>", "wechat_name", "云岭商务"),
        ("<p>云岭商务 官方微信<img src='/i/weixin.jpg'></p>", "wechat_name", "云岭商务"),
        (
            "<a href='https://weibo.com/u/123' title='云岭市商务局微博'>微博</a>",
            "weibo_name",
            "云岭市商务局",
        ),
        ("<a href='https://weibo.com/ylsw'>云岭商务发布</a>", "weibo_name", "云岭商务发布"),
        (
            "<p>地址：云岭路1号　电话：0871-0000000<br>"
            "欢迎关注官方微信公众号：云岭商务　您是第<b>9</b>位</p>",
            "wechat_name",
            "云岭商务",
        ),
        ("<p><img src='/i/q.png'>商务云岭（公众号）</p>", "wechat_name", "商务云岭"),
        (
            "<div><img alt='云岭商务'><i>政务微信</i><img alt='云岭商务发布'><i>政务微博</i></div>",
            "weibo_name",
            "云岭商务发布",
        ),
    ],
)
def test_the_unit_s_own_account_is_seen_and_its_name_proposed(facts, shown, field, name):
    found = facts(shown)
    assert (found["new_media_run"].value, found["new_media_run"].outcome) == (
        True,
        Outcome.OBSERVED,
    )
    assert (found[field].value, found[field].outcome) == (name, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("<script src='/js/foot.js'></script>", "document.writeln('<p>{}</p>');"),
        ("<div id='f'></div><script>$('#f').load('/inc/foot.html')</script>", "<p>{}</p>"),
    ],
    ids=["written", "loaded"],
)
def test_an_account_in_a_footer_that_a_script_writes_or_loads_is_read(tmp_path, code, part):
    told = "主办单位：云岭市商务局</p><p><img src=/i/q.png>“云岭商务”公众号"
    home = page(code, title="云岭市商务局", footer="")
    parts = {"/js/foot.js": part.format(told), "/inc/foot.html": part.format(told)}
    sealed = crawl(Web({"/": home, **parts}), tmp_path)
    assert sealed.fact("wechat_name").value == "云岭商务"


@pytest.mark.parametrize(
    "shown",
    [
        "<a href='https://weibo.com/u/9'>云岭发布</a>",
        "<a href='https://weibo.com/u/9'>澜江市商务局微博</a>",
        "<img src='/i/1.png' alt='平安云岭微信公众号'>",
    ],
)
def test_an_account_of_another_unit_is_not_ours(facts, shown):
    found = facts(shown)
    assert found["new_media_run"].outcome is Outcome.UNKNOWN
    assert "别的单位" in found["new_media_run"].reason
    assert [found[key].value for key in ("weibo_name", "wechat_name")] == [None, None]


@pytest.mark.parametrize(
    "shown",
    [
        "<p>欢迎</p>",
        "<div class='share'><a href='#' title='分享到微信'><img alt='微信'></a></div>",
        "<a href='http://service.weibo.com/share/share.php?url=x'>微博</a>",
        "<a href='/gzdt/t1.html'>云岭商务微信公众号上线</a>",
        "<!--" + QR + "-->",
    ],
)
def test_nothing_found_is_unknown_and_never_no(facts, shown):
    found = facts(shown)
    assert {fact.outcome for fact in found.values()} == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    "shown",
    [
        "<div><img src='/i/logo.png' alt='云岭市商务局'><span>微信</span></div>",
        "<ul><li><a href='/gzdt/1.html'>“云岭商务”微信公众号上线</a></li></ul>",
        "<div class='share'><span>分享到</span><a href='#'><img src='/i/wx.png'></a></div>",
    ],
)
def test_a_logo_a_headline_and_a_share_button_are_no_accounts(facts, shown):
    assert facts(shown)["new_media_run"].value is None


def test_an_account_on_another_platform_is_new_media_too(facts):
    found = facts("<a href='https://www.douyin.com/user/MS4x'>抖音号：云岭商务</a>")
    assert found["new_media_run"].outcome is Outcome.OBSERVED


def test_the_caption_of_another_kind_of_account_beside_a_picture_names_it_not(facts):
    weibo = "<a href='https://weibo.com/u/7'>云岭商务微博</a>"
    found = facts(f"<p><img src='/i/w.png' alt='微信'>{weibo}</p>")
    assert (found["wechat_name"].value, found["weibo_name"].value) == (None, "云岭商务")


def test_a_nameless_qr_picture_is_a_proposal(facts):
    found = facts("<img src='/i/wx.png' alt='微信公众号'>")["new_media_run"]
    assert (found.value, found.outcome) == (True, Outcome.ESTIMATE)


def test_several_accounts_are_named_in_the_reason(facts):
    shown = QR + "<img src='/i/2.png' alt='云岭市商务局政务微信'>"
    assert "云岭市商务局" in facts(shown)["wechat_name"].reason


def test_an_app_is_proposed_with_its_download_address(facts):
    found = facts("<a href='/app/ylsw.apk'>云岭商务客户端下载</a>")
    assert found["app_download_url"].value == "http://yunling.example/app/ylsw.apk"
    assert found["app_name"].value == "云岭商务"


def test_without_a_home_page_nobody_knows(facts):
    assert {fact.outcome for fact in facts(None).values()} == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    ("shown", "field", "name"),
    [
        (
            "<li><img src='/i/1.png'><p>微信公众号：云岭市商务局</p></li>",
            "wechat_name",
            "云岭市商务局",
        ),
        ("<a href='https://weibo.com/u/5'>新浪微博：云岭商务</a>", "weibo_name", "云岭商务"),
        ("<img src='/i/weixin.png' alt='“云岭商务”官方微博二维码'>", "weibo_name", "云岭商务"),
        ("<a href='/files/ylsw.apk'>“云岭商务通”手机客户端</a>", "app_name", "云岭商务通"),
        ("<p><img src='/i/1.png'><em>云岭商务（微信）</em></p>", "wechat_name", "云岭商务"),
        ("<p><img src='/i/1.png'>微信公众号“云岭商务”</p>", "wechat_name", "云岭商务"),
        ("<p><img src='/i/1.png'>扫码关注“云岭商务”公众号</p>", "wechat_name", "云岭商务"),
        ("<p><img src='/i/1.png'>微信公众号（云岭商务）</p>", "wechat_name", "云岭商务"),
        ("<p><img src='/i/1.png'>云岭商务微信（扫一扫）</p>", "wechat_name", "云岭商务"),
        (
            "<div class='weixin'><i></i><div><img src='/1.png'><b>云岭商务</b></div></div>",
            "wechat_name",
            "云岭商务",
        ),
        (
            "<li>微信<div><img src='/1.png'><p>云岭商务</p></div></li>",
            "wechat_name",
            "云岭商务",
        ),
        ("<p>微信公众号：云岭商务</p>", "wechat_name", "云岭商务"),
        (
            "<div><a href='https://weibo.com/yl'>微博</a><b>@云岭商务</b></div>",
            "weibo_name",
            "云岭商务",
        ),
        (
            "<li><a href='https://weibo.com/u/7'><img src='/wb.png'></a><p>云岭商务</p></li>",
            "weibo_name",
            "云岭商务",
        ),
        (
            "<ul class='share'><img src='/i/w.png' alt='云岭商务微信'>云岭商务（政务微信）</ul>",
            "wechat_name",
            "云岭商务",
        ),
    ],
)
def test_names_in_captions_and_what_is_said_of_a_picture_come_before_its_file(
    facts, shown, field, name
):
    assert facts(shown)[field].value == name


@pytest.mark.parametrize(
    ("name", "unit", "ours"),
    [
        ("岭南环保", "海晏市生态环境局岭南分局", True),
        ("淮陵普法", "淮陵县司法局", True),
        ("淮陵发布", "淮陵县司法局", False),
        ("临河普法", "淮陵县司法局", False),
        ("淮陵环保", "淮陵县司法局", False),
    ],
)
def test_a_trade_may_be_called_by_another_word_than_the_unit_s(name, unit, ours):
    assert new_media.is_ours(name, [unit]) is ours


@pytest.mark.parametrize(
    ("name", "unit", "ours"),
    [
        ("云岭商务", "云岭省南川市商务局", False),
        ("云岭普法", "云岭省南川市司法局", False),
        ("云岭商务", "云岭市东湖区商务局", False),
        ("南川商务", "云岭省南川市商务局", True),
        ("东湖商务", "云岭市东湖区商务局", True),
        ("国家税务总局", "国家税务总局云岭市税务局", False),
        ("云岭税务", "国家税务总局云岭市税务局", True),
        ("国家税务总局云岭市税务局", "国家税务总局云岭市税务局", True),
        ("云岭城管", "云岭市城市管理局", True),
        ("云岭市场监管", "云岭市市场监督管理局", True),
        ("云岭住建", "云岭市住房和城市建设局", True),
    ],
)
def test_the_account_of_the_body_above_is_no_account_of_ours(name, unit, ours):
    assert new_media.is_ours(name, [unit]) is ours


def test_another_unit_s_account_in_a_caption_is_no_name_of_ours(facts):
    found = facts("<p>新浪微博：<a href='https://weibo.com/u/9'>新浪微博：云岭发布</a></p>")
    assert found["weibo_name"].value is None
