"""Forms as units publish them: pages of content systems, office files people worked on, lists."""

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reportgen.fields import load_fields
from reportgen.form import load_form
from reportgen.submitted.document import Cell, Document, Line, Table, table_of
from reportgen.submitted.labels import load_labels
from reportgen.submitted.opening import open_document
from reportgen.submitted.reading import harvest_document, read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.submission import Submission
from reportgen.submitted.values import read_value
from tests.reportgen.submitted import filled

NATIONAL = load_form("national_2018")
SHEET = filled.sheet(NATIONAL, filled.national(items_total="71644"))
WHOLE = filled.as_docx(SHEET)


def read(content: bytes) -> Submission:
    return read_document(open_document(content), "报表")


def asked(found: Submission) -> set[str]:
    return {question.field for question in found.questions}


def rewritten(content: bytes, old: str, new: str) -> bytes:
    """A Word document with its XML changed in one place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                text = data.decode("utf-8")
                assert old in text
                data = text.replace(old, new, 1).encode("utf-8")
            target.writestr(part, data)
    return out.getvalue()


def test_figure_in_a_text_box_with_a_copy_for_older_programs_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>71644</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    found = read(rewritten(WHOLE, "<w:t>71644</w:t>", drawn))
    assert found.values["items_total"] == 71644


@pytest.mark.parametrize("mark", ["¹", "①", "[1]", "*"])
def test_mark_of_a_note_behind_a_number_of_the_site_is_left_out_and_asked(mark: str) -> None:
    reading = read_value(load_fields()["site_code"], f"5399000012{mark}")
    assert reading.value == "5399000012"
    assert "注释记号" in reading.doubt


@pytest.mark.parametrize("text", ["1644（条）", "1644(条)", "１６４４（条）", "0.1644万（条）"])
def test_unit_in_parentheses_behind_a_figure_is_no_other_thing(text: str) -> None:
    assert read_value(load_fields()["items_total"], text).value == 1644


def test_box_behind_other_is_not_what_was_written_there() -> None:
    boxes = "搜索即服务☑　多语言版本□　无障碍浏览□　千人千网□　其他□________"
    row = next(b.text for b in SHEET.boxes if "搜索即服务" in b.text)
    found = read(filled.as_docx(filled.changed(SHEET, row, boxes)))
    assert found.values["search_as_service"] is True
    assert found.values["innovation_other"] is None


FOOTER = "<div><p>主办单位：云岭市人民政府办公室　联系电话：0999-1111111</p></div>"


def page(form: str) -> bytes:
    nav = "<ul><li>信息公开</li><li>互动交流</li></ul>"
    return f"<html><body>{nav}<div class='a'>{form}</div>{FOOTER}</body></html>".encode()


def as_list(fields: str) -> str:
    """The national form without any table; ``fields`` is what one entry looks like."""
    parts, section = ["<p>政府网站工作年度报表（2025年度）</p>"], ""
    values = filled.national(items_total="71644")
    for key, field in NATIONAL.fields.items():
        if field.section == "report":
            continue
        if field.section_title != section:
            section = field.section_title
            parts.append(f"<h3>{section}</h3>")
        heading = field.label.partition(" › ")[0] if " › " in field.label else ""
        parts += [f"<h4>{heading}</h4>"] if heading not in ("", section) else []
        parts.append(fields.format(label=field.short_label, value=values[key]))
    return "".join([*parts, "<p>填报人：丙某　填报日期：2026年1月20日</p>"])


def test_footer_of_a_page_without_tables_gives_no_host_unit() -> None:
    entry = "<div><div>{label}</div><div>{value}</div></div>"
    whole = as_list(entry)
    assert read(page(whole)).values["host_unit"] == "云岭市商务局"
    assert read(page(whole)).values["prepared_on"] == "2026-01-20"
    without = whole.replace("<div><div>主办单位</div><div>云岭市商务局</div></div>", "")
    assert len(without) < len(whole)
    found = read(page(without))
    assert "host_unit" not in found.fields
    assert "host_unit" in asked(found)


def test_label_and_value_in_elements_of_two_kinds_are_told_apart() -> None:
    found = read(page(as_list("<p><span>{label}</span><em>{value}</em></p>")))
    assert found.values["items_total"] == 71644
    assert found.values["site_name"] == "云岭市商务局网站"


@pytest.mark.parametrize("between", ["-", "—", "/", "：", " › ", ""])
def test_label_with_its_headings_before_it_is_the_field_under_them(between: str) -> None:
    rows = [
        ("信息发布", "总数"), ("解读回应", "解读信息发布", "总数"), ("办事服务", "办件量", "总数"),
        ("移动新媒体", "微博", "名称"), ("移动新媒体", "微信", "名称"), ("微信", "信息发布量"),
        ("抖音", "信息发布量"), ("互动交流", "留言办理", "收到留言数量"),
        ("安全防护", "发现问题数量"),
    ]  # fmt: skip
    cells = [
        Cell(row, column, 1, 1, text)
        for row, path in enumerate(rows)
        for column, text in enumerate((between.join(path), str(3001 + row)))
    ]
    values = read_document(Document((Table(tuple(cells)),)), "报表").values
    assert {key: values.get(key) for key in ("items_total", "interpretation_total")} == {
        "items_total": 3001,
        "interpretation_total": 3002,
    }
    assert (values["cases_total"], values["wechat_posts"]) == (3003, 3006)
    assert (values["weibo_name"], values["wechat_name"]) == ("3004", "3005")
    assert "weibo_posts" not in values
    assert values["messages_received"] == 3008


def test_headings_printed_before_a_label_in_a_line_count_more_than_those_above() -> None:
    lines = [
        "信息发布",
        "总数：3001",
        "办件量-总数：3002",
        "解读信息发布／总数：3003",
        *(f"{label}：{3010 + n}" for n, label in enumerate(("维护数量", "新开设数量"))),
        *(f"{label}：{3020 + n}" for n, label in enumerate(("收到留言数量", "办结留言数量"))),
        *(f"{label}：{3030 + n}" for n, label in enumerate(("注册用户数", "政务服务事项数量"))),
    ]
    values = read_document(Document(tuple(map(Line, lines))), "报表").values
    assert (values["items_total"], values["cases_total"]) == (3001, 3002)
    assert values["interpretation_total"] == 3003


def test_name_that_ends_in_a_heading_keeps_its_end_before_the_next_label() -> None:
    rows = [
        "基本信息\t网站名称：云岭市商务局网站\t首页网址：http://swj.yunling.example/",
        "微博\t名称：云岭商务微博\t信息发布量（单位：条）：3001",
        "留言办理\t平均办理时间（单位：天）：1\t公开答复数量（单位：条）：3002",
        "信息发布\t总数：3003\t概况类信息更新量：3004",
        "安全防护\t发现问题数量：3005\t问题整改数量：3006",
    ]
    values = read("\n".join(rows).encode()).values
    assert (values["site_name"], values["weibo_name"]) == ("云岭市商务局网站", "云岭商务微博")
    assert (values["messages_average_days"], values["weibo_posts"]) == (1, 3001)


def rows_of(whole: filled.Sheet) -> list[list[str]]:
    rows, columns = whole.size
    grid = [[""] * columns for _ in range(rows)]
    for box in whole.boxes:
        grid[box.row][box.column] = " ".join(box.text.split("\n"))
    return grid


@pytest.mark.parametrize(("sign", "encoding"), [("\t", "utf-8"), (",", "gb18030")])
def test_columns_of_a_text_file_with_merged_cells_left_blank_are_read_or_asked(
    sign: str, encoding: str
) -> None:
    lines = [sign.join(row) for row in rows_of(SHEET)]
    pad = sign * (SHEET.size[1] - 1) if sign == "," else ""
    text = "\r\n".join([f"{line}{pad}" for line in SHEET.head] + lines)
    found = read(text.encode(encoding))
    wanted = read(WHOLE).values
    wrong = {
        key: field.value
        for key, field in found.fields.items()
        if key not in asked(found) and field.value != wanted[key]
    }
    assert wrong == {}
    assert found.values["items_total"] == 71644
    assert len([key for key in found.fields if key not in asked(found)]) > 50


def test_value_beyond_blanks_is_not_taken_where_other_rows_fill_them() -> None:
    labels = ("收到留言数量", "办结留言数量", "公开答复数量", "注册用户数", "政务服务事项数量")
    rows = [
        [label, "" if n == 1 else str(3001 + n), str(4001 + n)] for n, label in enumerate(labels)
    ]
    rows += [[label, str(5001), ""] for label in ("维护数量", "新开设数量", "发现问题数量")]
    cells = [Cell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    found = read_document(Document((Table(tuple(cells)),)), "报表")
    assert found.values["messages_closed"] is None
    assert "messages_closed" in asked(found)


def book(sheets: dict[str, list[list[object]]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LABELS = (
    "注册用户数", "政务服务事项数量", "维护数量", "新开设数量", "收到留言数量", "办结留言数量",
    "公开答复数量", "发现问题数量", "问题整改数量",
)  # fmt: skip


def test_hidden_rows_and_columns_of_a_sheet_are_not_read() -> None:
    made = book({"表": [[label, 9, 3001 + n] for n, label in enumerate(LABELS)]})
    page = made["表"]
    page.column_dimensions["B"].hidden = True
    page.append(["收到留言数量", 9, 8888])
    page.row_dimensions[len(LABELS) + 1].hidden = True
    found = read(saved(made))
    assert found.values["messages_received"] == 3005
    assert not asked(found) & {"messages_received", "registered_users"}


@pytest.mark.parametrize("order", [("2024年", "2025年"), ("2025年", "2024年")])
def test_forms_of_two_years_in_a_workbook_give_the_later_one_and_say_so(
    order: tuple[str, str],
) -> None:
    sheets = {
        name: [[label, int(name[:4]) * 100 + n] for n, label in enumerate(LABELS)] for name in order
    }
    found = read(saved(book(sheets)))
    assert found.year == 2025
    assert found.values["messages_received"] == 202504
    assert "messages_received" not in asked(found)
    assert any("只读了2025年度的" in question.message for question in found.questions)


def test_form_nobody_recognises_is_said_and_what_is_missing_is_asked() -> None:
    rows = [[label, 3001 + n] for n, label in enumerate(LABELS)]
    found = read(saved(book({"表": rows})))
    assert found.form is None
    assert any("认不出是哪一种表式" in question.message for question in found.questions)
    assert "items_total" in asked(found)


def test_guangxi_title_names_the_form_though_few_of_its_fields_are_there() -> None:
    rows: list[list[object]] = [["广西政府网站工作年度报表（2025年度）"]]
    rows += [[label, 3001 + n] for n, label in enumerate(LABELS)]
    assert read(saved(book({"表": rows}))).form == "guangxi_2020"


def test_numbering_in_parentheses_left_of_a_label_is_no_heading() -> None:
    cells = [
        Cell(row, column, 1, 1, text)
        for row, label in enumerate(LABELS)
        for column, text in enumerate((f"（{row + 1}）", label, str(3001 + row)))
    ]
    found = read_document(Document((Table(tuple(cells)),)), "报表")
    assert found.values["messages_received"] == 3005
    assert "messages_received" not in asked(found)


def test_part_of_a_table_without_heads_has_the_columns_of_the_part_before() -> None:
    heads = ["指标", "单位", "上年数", "本年数"]
    rows = [[label, "个", str(900 + n), str(3001 + n)] for n, label in enumerate(LABELS)]
    parts = [[heads, *rows[:3]], rows[3:]]
    tables = [
        Table(tuple(Cell(r, c, 1, 1, t) for r, row in enumerate(part) for c, t in enumerate(row)))
        for part in parts
    ]
    found = read_document(Document(tuple(tables)), "报表")
    assert [found.values[key] for key in ("registered_users", "messages_received")] == [3001, 3005]
    assert not asked(found) & {"registered_users", "messages_received"}


def unruled(rows: list[tuple[str, str]]) -> bytes:
    """A PDF whose table has no lines: label and value side by side."""
    boxes = tuple(
        filled.Box(row, column, 1, 1, text)
        for row, pair in enumerate(rows)
        for column, text in enumerate(pair)
    )
    ruled = filled.as_pdf(filled.Sheet(("政府网站工作年度报表（2025年度）",), boxes, ()))
    return re.sub(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ re S", lambda m: b" " * len(m.group()), ruled)


def test_value_in_a_pdf_table_without_lines_is_given_to_be_confirmed() -> None:
    content = unruled([(label, str(3001 + n)) for n, label in enumerate(LABELS)])
    assert not any(isinstance(block, Table) for block in open_document(content).blocks)
    found = read(content)
    assert found.values["messages_received"] == 3005
    said = {q.message for q in found.questions if q.field == "messages_received"}
    assert any("没有框线" in message for message in said)


def test_answer_broken_over_two_lines_is_read_with_both_its_boxes() -> None:
    lines = ["是否开展应急演练　　是", "√否", "是否使用统一平台", "☑是", "□否"]
    lines += [f"{label}：{3001 + n}" for n, label in enumerate(LABELS)]
    values = read_document(Document(tuple(map(Line, lines))), "报表").values
    assert values["emergency_drill_held"] is not True
    assert values["unified_platform_used"] is True


def test_other_left_blank_does_not_take_the_next_heading_with_its_boxes() -> None:
    lines = [f"{label}：{3001 + n}" for n, label in enumerate(LABELS)]
    lines += ["移动新媒体", "其他", "创新发展　　　☑搜索即服务　□多语言版本　□无障碍浏览"]
    found = read_document(Document(tuple(map(Line, lines))), "报表")
    assert found.values["new_media_other"] is None


def test_figures_told_in_prose_are_refused_with_what_to_hand_in() -> None:
    text = "2025年，本站" + "，".join(f"{label}{3001 + n}个" for n, label in enumerate(LABELS))
    with pytest.raises(SubmittedFileError, match=r"写成了文章.*不取用.*请交填好的报表原件"):
        read(f"{text}。".encode())


def test_form_in_a_long_file_is_read_and_the_other_pages_named() -> None:
    lines = [f"{label}：{3001 + n}" for n, label in enumerate(LABELS)]
    pages = [[f"第{number}篇通知的正文" for _ in range(3)] for number in range(70)]
    pages[4] = lines
    found = open_document(filled.lines_as_pdf(pages))
    assert [block.text for block in found.blocks if isinstance(block, Line)] == lines
    assert any("第 1、2、3、4、6" in remark for remark in found.remarks)
    assert any("共 70 页，只读了前 60 页" in remark for remark in found.remarks)
    assert not found.has_pictures
    with pytest.raises(SubmittedFileError, match="不像一份填好的"):
        read_document(open_document(filled.lines_as_pdf([*pages[:4], *pages[5:20]])), "报表")


def struck_forms() -> dict[str, bytes]:
    """The form with 55 struck through before the right figure, as each kind of file shows it."""
    figure = "<w:t>71644</w:t>"
    gone = "</w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>55</w:t></w:r><w:r>"
    whole = filled.as_html(SHEET).decode().replace("71644", "<s>55</s>71644")
    styled = whole.replace("<s>55</s>", "<span style='text-decoration: line-through'>55</span>")
    made = openpyxl.load_workbook(io.BytesIO(filled.as_xlsx(SHEET)))
    cell = next(c for row in made.active.iter_rows() for c in row if c.value == 71644)
    cell.value = CellRichText(TextBlock(InlineFont(strike=True), "55"), "71644")
    return {
        "docx": rewritten(WHOLE, figure, f"{gone}{figure}"),
        "html": whole.encode(),
        "style": styled.encode(),
        "xlsx": saved(made),
    }


@pytest.mark.parametrize("kind", ["docx", "html", "style", "xlsx"])
def test_figure_struck_through_is_no_part_of_the_one_beside_it(kind: str) -> None:
    found = read(struck_forms()[kind])
    assert found.values["items_total"] == 71644
    said = [q.message for q in found.questions if q.field == "items_total"]
    assert any("划掉的“55”" in message for message in said)


def test_figure_struck_through_in_a_pdf_is_no_part_of_the_one_beside_it() -> None:
    content = filled.as_pdf(filled.changed(SHEET, "71644", "5571644"))
    place = re.search(
        rb"Tf ([\d.]+) ([\d.]+) Td <%s>" % "5571644".encode("utf-16-be").hex().encode(), content
    )
    assert place is not None
    x, y = float(place.group(1)), float(place.group(2))
    # the two figures are 7 points wide each in this font; the line takes the room of blanks
    line = f"{x:.1f} {y + 2.5:.1f} m {x + 13:.1f} {y + 2.5:.1f} l S".encode()
    at = content.rindex(b"BT", 0, place.start())
    drawn = content[:at] + line + b"\n" + content[at:]
    drawn = re.sub(
        rb"<</Length (\d+)>>(?=\nstream\n(?:(?!endstream).)*%s)" % re.escape(line),
        lambda m: b"<</Length %d>>" % (int(m.group(1)) + len(line) + 1),
        drawn,
        flags=re.DOTALL,
    )
    found = read(drawn)
    assert found.values["items_total"] == 71644
    assert "items_total" in asked(found)


def test_number_and_date_of_the_sign_off_broken_over_lines_are_whole() -> None:
    lines = [f"{label}：{3001 + n}" for n, label in enumerate(LABELS)]
    lines += ["填报人：丙某　联系电话：0999-", "7654321　填报日期：", "2026年1月20日"]
    values = read_document(Document(tuple(map(Line, lines))), "报表").values
    assert (values["contact_phone"], values["prepared_on"]) == ("0999-7654321", "2026-01-20")


def test_number_that_ends_in_a_stroke_is_asked() -> None:
    assert "没有写全" in read_value(load_fields()["contact_phone"], "0999-").doubt


def test_link_to_the_report_before_is_no_title() -> None:
    lines = [f"{label}：{3001 + n}" for n, label in enumerate(LABELS)]
    lines += ["填报日期：2026年1月20日", "上一篇：2023年政府网站工作年度报表"]
    assert read_document(Document(tuple(map(Line, lines))), "报表").year == 2025


def test_unit_named_below_the_tables_is_asked_about() -> None:
    cells = [
        Cell(row, column, 1, 1, text)
        for row, label in enumerate(LABELS)
        for column, text in enumerate((label, str(3001 + row)))
    ]
    blocks = (Table(tuple(cells)), Line("填报人：丙某"), Line("主办单位：云岭市人民政府办公室"))
    found = read_document(Document(blocks), "报表")
    assert found.values["host_unit"] is None
    assert "host_unit" in asked(found)
    assert found.values["preparer"] == "丙某"


def test_commas_that_divide_thousands_do_not_make_a_file_comma_separated() -> None:
    labels = ("信息发布总数", "概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量")
    lines = [f"{label}：{number},234" for number, label in enumerate(labels, 1)]
    found = open_document("\n".join([*lines, "网站总访问量：9,234"]).encode())
    assert any("1,234" in text for text in found.texts())


@pytest.mark.parametrize("head", ["去年数", "对比", "参考值"])
def test_value_beyond_a_column_with_a_head_of_its_own_is_asked_about(head: str) -> None:
    labels = ("信息发布总数", "概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量")
    rows = [["项目", "填报", head], *([label, "", "12"] for label in labels)]
    harvest = harvest_document(Document((table_of(rows, exact=True),)), load_labels())
    assert all(each.doubt for each in harvest.found)
