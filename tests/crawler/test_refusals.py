import pytest

from crawler.transport.refusals import RefusalSign, advice, recognise, recognise_body, word

LIST = "".join(f'<li><a href="/{n}.html">云岭市商务局通知第{n}号</a></li>' for n in range(20))
ORDINARY = f"<html><title>通知公告</title><body><ul>{LIST}</ul></body></html>"
RUISHU = '<html><head><script>$_ts=window["$_ts"];</script></head><body></body></html>'
BOUNCE = '<script>document.cookie="C3=1";location.reload()</script>'


@pytest.mark.parametrize(
    ("status", "headers", "text", "signature"),
    [
        (412, (), RUISHU, "ruishu"),
        (202, (), RUISHU, "ruishu"),
        (200, (), RUISHU, "ruishu"),
        (412, (), "", "unnamed"),
        (521, (("Set-Cookie", "__jsl_clearance_s=1; path=/"),), "<script>x</script>", "jiasule"),
        (521, (), "", "unnamed"),
        (200, (), '<script>var s="WZWSRELw==";</script>', "wzws"),
        (200, (), '<script>var c="C3VK=abc";document.cookie=c;</script>', "c3vk"),
        (405, (), '<a href="https://errors.aliyun.com/x">405</a>', "aliyun"),
        (200, (), "<script>var arg1='x';setCookie('acw_sc__v2',1)</script>", "aliyun"),
        (418, (), "<html>418</html>", "huawei"),
        (403, (("Server", "yunjiasu-nginx"),), "<html>403</html>", "baidu"),
        (403, (), "<p>您的请求已被网站管理员设置拦截</p>", "soft_block"),
        (403, (("cf-mitigated", "challenge"),), "<title>Just a moment...</title>", "cloudflare"),
        (200, (), "<html><title>访问异常页面</title><div>请稍后再试</div></html>", "soft_block"),
        (200, (), "<html><body>为保障安全，请完成安全验证后继续访问</body></html>", "soft_block"),
        (200, (), "<title>Access Denied</title><p>Reference 1</p>", "soft_block"),
        (200, (), BOUNCE, "script_challenge"),
    ],
)
def test_a_challenge_is_recognised(status, headers, text, signature):
    assert recognise(status, headers, text) == RefusalSign("waf", signature)


@pytest.mark.parametrize(
    ("status", "headers", "text"),
    [
        (200, (), ORDINARY),
        (200, (("Set-Cookie", "__jsluid_s=1"), ("Server", "yunjiasu-nginx")), ORDINARY),
        (200, (), ORDINARY.replace("</body>", '<script src="/acw_sc__v2.js"></script></body>')),
        (200, (), ORDINARY.replace("通知第3号", "开展网络安全验证工作的通知")),
        (
            200,
            (),
            "<html><body>短页面，只有一句话，但确实是正文内容，有二十个字以上。</body></html>",
        ),
        (200, (), ""),
        (404, (), "<html><title>没有找到</title></html>"),
        (403, (), "<html><h1>403 Forbidden</h1></html>"),
        (500, (), "<html>Internal Server Error</html>"),
        (503, (), "<html>系统维护中</html>"),
    ],
)
def test_an_ordinary_answer_is_not_taken_for_a_challenge(status, headers, text):
    assert recognise(status, headers, text) is None


@pytest.mark.parametrize(
    "text",
    [
        '<html><body><div id="app"></div><script src="/js/app.js"></script></body></html>',
        '<noscript>请启用JavaScript后继续</noscript><script src="/a.js"></script>',
        '<script>window.location.href="/index.html"</script>',
    ],
)
def test_a_page_made_by_script_only_is_a_shell_not_a_refusal(text):
    assert recognise(200, (), text) == RefusalSign("shell", "script_only")


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_refusal_is_read_in_either_charset(charset):
    body = "<html><title>安全验证</title>请拖动滑块</html>".encode(charset)
    assert recognise_body(200, (), "text/html", body) == RefusalSign("waf", "soft_block")


def test_a_refusing_title_counts_even_in_a_full_frame():
    text = ORDINARY.replace("通知公告", "访问被拒绝").replace("<ul>", "<ul>" + LIST * 5)
    assert recognise_body(200, (), "text/html", text.encode()) == RefusalSign("waf", "soft_block")


def test_a_full_page_that_mentions_a_sign_is_ordinary():
    text = ORDINARY.replace("<ul>", "<ul>" + LIST * 5 + "安全验证 $_ts")
    assert recognise_body(200, (), "text/html", text.encode()) is None


def test_data_is_not_searched_for_signs():
    assert recognise_body(200, (), "application/json", '{"a":"安全验证"}'.encode()) is None


@pytest.mark.timeout(10)
def test_a_page_of_unclosed_tags_is_read_in_bounded_time():
    assert recognise(200, (), "<script>" * 9000) == RefusalSign("shell", "script_only")
    assert recognise(200, (), "<title" * 9000) is None


@pytest.mark.parametrize(
    ("kind", "signature", "status", "part"),
    [
        ("waf", "ruishu", 412, "瑞数"),
        ("waf", "soft_block", 200, "白名单"),
        ("waf", "nobody", 200, "防护系统"),
        ("robots", "disallowed", None, "robots.txt"),
        ("robots", "unreachable_503", 503, "404"),
        ("http", "500", 500, "500"),
        ("http", "403", 403, "内网"),
        ("network", "dns", None, "域名"),
        ("network", "failed", None, "连不上"),
        ("tls", "expired", None, "过期"),
        ("timeout", "timeout", None, "没有响应"),
        ("foreign", "redirect", 302, "site.toml"),
        ("size", "bomb", 200, "过大"),
        ("truncated", "data_loss", None, "没有传完整"),
    ],
)
def test_advice_names_what_to_do(kind, signature, status, part):
    sentence = advice(kind, signature, status)
    assert part in sentence
    assert "{" not in sentence
    assert "爬虫" not in sentence


@pytest.mark.parametrize(
    "kind",
    ["waf", "robots", "http", "network", "timeout", "tls", "foreign", "size", "truncated"],
)
def test_every_kind_has_a_word_for_the_list(kind):
    assert word(kind)
