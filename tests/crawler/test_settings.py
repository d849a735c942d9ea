import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler.transport.settings import FetchOptions, scrapy_settings

OPTIONS = FetchOptions("http://SWJ.example.test:81/a", "nianbao/0.1")
SETTINGS = scrapy_settings(OPTIONS)


def test_every_setting_is_known_to_this_scrapy_or_ours():
    known = set(dir(default_settings))
    assert {name for name in SETTINGS if name not in known and not name.startswith("NIANBAO_")} == (
        set()
    )


@pytest.mark.parametrize(
    "name",
    [
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "REDIRECT_ENABLED",
        "RETRY_ENABLED",
        "COOKIES_ENABLED",
        "HTTPPROXY_ENABLED",
    ],
)
def test_what_could_act_behind_our_back_is_off(name):
    assert SETTINGS[name] is False


def test_only_web_addresses_can_be_fetched():
    handlers = SETTINGS["DOWNLOAD_HANDLERS"]
    assert {scheme for scheme, path in handlers.items() if path} == {"http", "https"}
    assert set(default_settings.DOWNLOAD_HANDLERS_BASE) <= set(handlers)


def test_every_named_class_exists():
    paths = [
        SETTINGS["TWISTED_DNS_RESOLVER"],
        SETTINGS["DUPEFILTER_CLASS"],
        *SETTINGS["DOWNLOADER_MIDDLEWARES"],
        *SETTINGS["SPIDER_MIDDLEWARES_BASE"],
        *[path for path in SETTINGS["DOWNLOAD_HANDLERS"].values() if path],
    ]
    assert all(load_object(path) for path in paths)


def test_the_start_host_is_handed_to_the_resolver_without_its_port():
    assert SETTINGS["NIANBAO_HOME_HOST"] == "swj.example.test"


@pytest.mark.parametrize(
    ("rate", "delay", "scale"), [(None, 1.0, 1.0), (0, 0.0, 0.02), (2, 0.5, 1.0)]
)
def test_the_rate_sets_delay_and_pauses(rate, delay, scale):
    options = FetchOptions("http://x/", "nianbao/0.1", rate=rate)
    assert (options.delay_seconds, options.pause_scale) == (delay, scale)
