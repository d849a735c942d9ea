"""What is kept of a try where the page showed letters."""

from crawler.probes.hiding import without_texts


def test_a_text_loses_what_letters_say_also_where_it_was_cut():
    told = ["请输入您的问题，如：反映幸福小区停水三天", "咨询幸福路养老保险补缴"]
    text = "输入框（请输入您的问题，如：反映幸福小），另有咨询幸福路养老保险补缴一条"
    assert without_texts(text, told) == "输入框（〔来信〕），另有〔来信〕一条"


def test_a_text_without_letters_stays():
    assert without_texts("输入框（请输入）", ["咨询幸福路养老保险补缴"]) == "输入框（请输入）"
