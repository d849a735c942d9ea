"""Statistics of publishing systems as they are exported: each column once, or a question."""

# ruff: noqa: E501  # a case a line

import pytest

from reportgen.imports.figures import read_figures

MONTHS = ",".join(f"{month}月" for month in range(1, 13))
TWO = [("通知公告", 34), ("工作动态", 120)]
CASES = {
    "states beside": ("序号,栏目名称,新稿,已发,已撤\n1,通知公告,2,34,0\n2,工作动态,1,120,3\n,合计,3,154,3", TWO, ""),
    "site in front": ("站点名称,栏目名称,发布信息数,点击量\n商务局,通知公告,34,900\n商务局,工作动态,120,3400", TWO, ""),
    "whole path": ("栏目路径,信息数量\n首页>政务公开>通知公告,34\n首页>政务公开>工作动态,120", [("首页/政务公开/通知公告", 34), ("首页/政务公开/工作动态", 120)], ""),
    "drawn tree": ("栏目名称,发布数\n├─通知公告,34\n└─工作动态,120", TWO, ""),
    "parents hold children": ("栏目名称,发布数\n政务公开,154\n　　通知公告,34\n　　工作动态,120\n合计,154", [("政务公开", 154), *TWO], "上级栏目可能含下级"),
    "levels": ("一级栏目,二级栏目,条数\n政务公开,通知公告,34\n,工作动态,120\n专题,,7", [("政务公开/通知公告", 34), ("政务公开/工作动态", 120), ("专题", 7)], ""),
    "months and sum": (f"栏目名称,{MONTHS},合计\n通知公告,{'2,' * 12}24", [("通知公告", 24)], ""),
    "months alone": (f"栏目名称,{MONTHS}\n通知公告{',2' * 12}", [("通知公告", 24)], ""),
    "some months": ("栏目名称,1月,2月\n通知公告,2,3", None, ""),
    "departments are added": ("部门,栏目,发布量\n办公室,通知公告,10\n法规科,通知公告,24", [("通知公告", 34)], ""),
    "twice without a reason": ("栏目,发布量\n通知公告,10\n通知公告,24", [], "相加还是重复"),
    "two counts": ("栏目,发布量,条数\n通知公告,10,24", [], "只留一列"),
    "another year": ("2024年度信息发布统计\n栏目名称,发布总数\n通知公告,34", [], "2024 年"),
    "half a year": ("2025年上半年信息发布统计\n栏目名称,发布总数\n通知公告,34", [], "上半年"),
    "in wan": ("栏目名称,发布总数\n通知公告,0.5万", [], "四舍五入"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_export_of_a_publishing_system_gives_each_column_once_or_asks(name, tmp_path):
    text, columns, asked = CASES[name]
    file = tmp_path / "栏目.csv"
    file.write_text(text + "\n收到留言数量,15\n" if columns is None else text, encoding="utf-8")
    result = read_figures(file, 2025)
    assert [("/".join(each.path), each.count) for each in result.columns] == (columns or [])
    said = " ".join(question.message for question in result.questions)
    assert asked in said if asked else not said or columns is None
    assert not [each for each in result.figures if each.field.startswith("items")]
