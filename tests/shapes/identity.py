"""Footers and accounts of new media in shapes of many hands."""

from tests.shapes.chrome import UNIT, Draw, Frame, Part

CODE, ICP, POLICE = "5399000031", "滇ICP备99000031号-1", "滇公网安备53990202000131号"
MARK = "CA250000000699900310002"
DOMAIN = "澜江市城市管理局.政务"
SCRIPT = f"//dcs.conac.cn/js/{MARK[2:4]}/{MARK[4:7]}/{MARK[7:11]}/{MARK[11:19]}/{MARK}.js"
TRUTH = {
    "host_unit": UNIT,
    "operator_unit": "澜江市城市管理信息中心",
    "site_code": CODE,
    "icp_number": ICP,
    "police_number": POLICE,
    "electronic_mark_code": MARK,
    "chinese_domain": DOMAIN,
}


def plain(seed: int) -> Draw:
    """Everything in the source of the footer."""
    footer = (
        f"<p>主办单位：{UNIT}　承办单位：澜江市城市管理信息中心</p><p>网站标识码：{CODE}　"
        f"<a href='https://beian.miit.gov.cn/'>{ICP}</a>　<a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=53990202000131'>{POLICE}</a></p>"
        f"<p>中文域名：{DOMAIN}</p><script src='{SCRIPT}'></script>"
        f"<script id='_jiucuo_' sitecode='{CODE}' src='http://zfwzgl.example.org/exposure/jiucuo.js'></script>"
    )
    return lambda frame: Part(footer=footer, truth=TRUTH)


def written(seed: int) -> Draw:
    """Written by a script of the site, the mark by unescape."""

    def draw(frame: Frame) -> Part:
        lines = (
            f"<p>主办：{UNIT} &nbsp; 承办：澜江市城市管理信息中心</p>",
            f"<p>政府网站标识码：{CODE} {ICP} {POLICE} 中文域名：{DOMAIN}</p>",
        )
        wrote = "".join(f'document.writeln("{line}");\n' for line in lines)
        mark = f"<script>document.write(unescape(\"%3Cscript src='{SCRIPT}' type='text/javascript'%3E%3C/script%3E\"));</script>"
        fault = f"<a href='http://pucha.example.org/exposure/jiucuo.html?site_code={CODE}&url='>我为政府网站找错</a>"
        return Part(footer=f"<script>{wrote}</script>{mark}{fault}", truth=TRUTH)

    return draw


def from_file(seed: int) -> Draw:
    """Written by a script that lies in a file of the site."""

    def draw(frame: Frame) -> Part:
        text = (
            f"document.writeln('<p>主办单位：{UNIT}　承办单位：澜江市城市管理信息中心</p>');"
            f"document.writeln('<p>网站标识码：{CODE}　{ICP}　{POLICE}　中文域名：{DOMAIN}</p>');"
            f"document.writeln('<script src=\"{SCRIPT}\"><\\/script>');"
        )
        footer = "<script src='/js/footer.js'></script>"
        return Part({"/js/footer.js": text}, footer=footer, truth=TRUTH)

    return draw


FOOTERS = (plain, written, from_file)


def accounts_by_alt(seed: int) -> Draw:
    """QR pictures with alt texts; a foreign unit's weibo among the links."""
    home = (
        "<div class='qr'><img src='/images/weixin.png' alt='澜江城管微信公众号二维码'>"
        "<img src='/images/weixin.png' alt='“澜江城管”官方微博二维码'></div>"
        "<div class='links'><a href='https://weibo.com/dianjingfabu'>滇境发布</a></div>"
    )
    truth = {"new_media_run": True, "wechat_name": "澜江城管", "weibo_name": "澜江城管"}
    return lambda frame: Part(home=home, truth=truth)


def accounts_by_caption(seed: int) -> Draw:
    """Captions below pictures; an app with its address."""
    home = (
        "<ul class='mp'><li><img src='/images/weixin.png'><p>微信公众号：澜江市城市管理局</p></li>"
        "<li><a href='https://weibo.com/u/5550001'>新浪微博：澜江城市管理</a></li>"
        "<li><a href='/files/ljcg.apk'>“澜江城管通”手机客户端下载</a></li></ul>"
    )
    truth = {
        "new_media_run": True,
        "wechat_name": "澜江市城市管理局",
        "weibo_name": "澜江城市管理",
        "app_name": "澜江城管通",
    }
    return lambda frame: Part(home=home, truth=truth)


def foreign_account(seed: int) -> Draw:
    """Only the city's own weibo: our unit's cannot be told."""
    home = "<div><a href='https://weibo.com/lanjiangfabu' title='澜江发布官方微博'><img src='/images/weixin.png'></a></div>"
    return lambda frame: Part(home=home)


ACCOUNTS = (accounts_by_alt, accounts_by_caption, foreign_account)
