"""Letters that no label tells: how they are written, and what is written alike but is none."""

import pytest

from crawler.letters.spoken import answers_in_person, titles_ask
from crawler.pages.dom import PageDom


def answers(body):
    return answers_in_person(
        PageDom("http://a.example/1.html", f"<html><body>{body}</body></html>")
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>网民留言：小区停水</p><p>张女士：您好！您反映的停水问题已经转办。</p>",
        "<p>小区停水怎么办</p><p>您好，您在网上提出的咨询已收悉，现答复如下。</p>",
        "<p>网友您好。来信收悉，我局已派人核实。</p>",
        "<p>我叫赵某，家住幸福路，电话13900001111，停水三天。</p><p>经核实，已抢修。</p>",
        "<p>问：我家停水三天了，怎么办？</p><p>答：已派人抢修。</p>",
    ],
)
def test_an_answer_that_addresses_its_writer_is_that_to_a_letter(body):
    assert answers(body) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>您好，欢迎访问本网站。</p><p>会议指出，要认真办理群众来信。</p>",
        "<p>问：补贴标准是多少？</p><p>答：每人每月一百元。</p>",
        "<p>问：我市补贴标准是多少？</p><p>答：每人每月一百元。</p>",
        "<p>问：我怎么报名？</p><p>答：在网上。</p><p>问：我要带什么？</p><p>答：身份证。</p>",
        "<p>主持人：观众朋友您好，您提出的问题请局长回答。</p>",
        "<p>请本人持身份证到窗口办理，联系电话13900001111。</p>",
        "<p>李代表：您好！您提出的建议（第12号提案）收悉。</p>",
    ],
)
def test_what_addresses_no_writer_is_no_letter(body):
    assert answers(body) == 0


def test_several_answers_on_one_page_are_all_counted():
    one = "<dl><dt>路灯不亮</dt><dd>您好！您反映的问题已解决。</dd></dl>"
    assert answers(one * 3) == 3


def test_a_list_whose_titles_ask_is_told_from_one_of_news():
    asking = ["咨询养老保险补缴", "关于路灯不亮的投诉", "户口怎么办理", "市场管理"]
    news = ["召开工作会议", "咨询活动走进社区", "开展专项检查", "部署冬季工作"]
    assert titles_ask(asking)
    assert not titles_ask(news)
    assert not titles_ask(asking[:2])  # too few to tell
