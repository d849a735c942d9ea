"""The log file holds no word of a letter, also where an address has some."""

import logging
from urllib.parse import quote

import pytest

from nianbao.logfile import open_log


@pytest.fixture
def file(tmp_path):
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield tmp_path / "nianbao.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_an_address_in_a_line_of_the_log_loses_its_words(file):
    open_log(file, "prefill http://yunling.example/")
    told = f"http://yunling.example/hd/{quote('路灯不亮')}.html?tel=13900001111"
    logging.getLogger("nianbao").info("核对条目 %s", told)
    text = file.read_text("utf-8")
    assert "prefill http://yunling.example/" in text
    assert "核对条目 http://yunling.example/hd/letter-" in text
    assert "13900001111" not in text
    assert quote("路灯不亮") not in text
