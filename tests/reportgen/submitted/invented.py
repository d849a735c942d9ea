"""Forms of regions that do not exist: the same fields under other layouts and habits of writing.

Every entry's value occurs once in its form, so that a value read for another field is noticed.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.form import load_form
from reportgen.submitted.document import Block, Cell, Document, Line, Table
from reportgen.submitted.labels import load_labels

_SUBGROUPS = (
    "解读信息发布", "办件量", "留言办理", "征集调查", "在线访谈", "日常巡检", "微博", "微信",
    "移动客户端",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as a region prints it. ``groups`` are its headings, outermost first."""

    key: str
    groups: tuple[str, ...]
    label: str
    unit: str
    text: str
    value: object


def entries(form_id: str) -> list[Entry]:
    """The fields of a form with values of their own; the sign-off is left to ``signed``."""
    labels, form = load_labels(), load_form(form_id)
    found = []
    for number, (key, field) in enumerate(form.fields.items()):
        if field.section == "report":
            continue
        inner = [n for n in _SUBGROUPS if key in labels.groups[n].keys]
        text, value = _value(number, key, field.kind.value, dict(field.choices))
        found.append(
            Entry(
                key,
                (field.section_title, *inner),
                field.short_label,
                field.unit or "",
                text,
                value,
            )
        )
    return found


def _value(number: int, key: str, kind: str, choices: dict[str, str]) -> tuple[str, object]:
    if kind in ("count", "number"):
        return str(3001 + 7 * number), 3001 + 7 * number
    if kind == "yes_no":
        yes = number % 2 == 0
        return ("☑是　□否" if yes else "□是　☑否"), yes
    if kind == "choice":
        chosen = list(choices)[number % len(choices)]
        return "　".join(("☑" if k == chosen else "□") + w for k, w in choices.items()), chosen
    texts = {
        "home_url": "http://swj.yunling.example/",
        "site_code": "5399000012",
        "icp_number": "滇ICP备00000001号",
        "police_number": "滇公网安备53990002000001号",
        "electronic_mark_code": "CA000000000000000000001",
        "app_download_url": "http://app.yunling.example/",
        "chinese_domain": "云岭市商务局.政务",
        "inspection_cycle": "1周/次",
    }
    text = texts.get(key, f"云岭{number}")
    return text, text


SIGNED = (
    "单位负责人：甲某　审核人：乙某　填报人：丙某　联系电话：0999-0000000　填报日期：2026年1月20日"
)
SIGN_OFF = (
    "reporting_unit", "unit_head", "reviewer", "preparer", "contact_phone", "prepared_on",
)  # fmt: skip
HEAD = ("云岭省政府网站工作年度报表", "（2025年度）", "填报单位：云岭市商务局")


def framed(blocks: Sequence[Block]) -> Document:
    """The form between its title and its sign-off."""
    return Document((*map(Line, HEAD), *blocks, Line(SIGNED)))


def row_of(row: int, *cells: tuple[str, int]) -> list[Cell]:
    """One row of (text, width) cells."""
    made, column = [], 0
    for text, width in cells:
        made.append(Cell(row, column, 1, width, text))
        column += width
    return made


def _label(entry: Entry) -> str:
    return f"{entry.label}（单位：{entry.unit}）" if entry.unit else entry.label


def tall(given: list[Entry], dice: random.Random) -> Document:
    """序号 | 一级指标 | 二级指标 | 指标 | 单位 | 数值 | 备注, headings merged over their rows."""
    cells = row_of(
        0, *((h, 1) for h in ("序号", "一级", "二级", "指标名称", "单位", "数值", "备注"))
    )
    spans: list[tuple[int, int, int, str]] = []
    for number, entry in enumerate(given, 1):
        outer, inner = entry.groups[0], (*entry.groups, "")[1]
        cells.append(Cell(number, 0, 1, 1, str(number)))
        for column, name in ((1, outer), (2, inner)):
            last = next((s for s in reversed(spans) if s[2] == column), None)
            if last and last[3] == name and last[0] + last[1] == number and name:
                spans[spans.index(last)] = (last[0], last[1] + 1, column, name)
            elif not name and column == 2:
                continue
            else:
                spans.append((number, 1, column, name))
        left = 3 if inner else 2
        cells.append(Cell(number, left, 1, 4 - left, entry.label))
        cells.append(Cell(number, 4, 1, 1, entry.unit))
        cells.append(Cell(number, 5, 1, 1, entry.text))
        cells.append(Cell(number, 6, 1, 1, dice.choice(["", "", "系统导出"])))
    cells += [Cell(row, column, rows, 1, name) for row, rows, column, name in spans]
    return framed([Table(tuple(sorted(cells, key=lambda c: (c.row, c.column))))])


def repeated(given: list[Entry], dice: random.Random) -> Document:
    """The headings printed again in every row, as database exports do."""
    rows = [row_of(0, ("类别", 1), ("子类", 1), ("指标", 1), ("数值", 1))]
    for number, entry in enumerate(given, 1):
        outer, inner = entry.groups[0], (*entry.groups, "")[1]
        rows.append(row_of(number, (outer, 1), (inner, 1), (_label(entry), 1), (entry.text, 1)))
    return framed([Table(tuple(cell for row in rows for cell in row))])


def paired(given: list[Entry], dice: random.Random) -> Document:
    """标签 | 值 | 标签 | 值, each group under a heading over the whole width."""
    cells: list[Cell] = []
    row, column, groups = 0, 0, ()
    for entry in given:
        if entry.groups != groups:
            row += column > 0
            column = 0
            for name in entry.groups if entry.groups[0] != (*groups, "")[0] else entry.groups[1:]:
                cells.append(Cell(row, 0, 1, 4, name))
                row += 1
            if len(entry.groups) < len(groups) and entry.groups[0] == groups[0]:
                cells.append(Cell(row, 0, 1, 4, entry.groups[0]))
                row += 1
            groups = entry.groups
        cells.append(Cell(row, column, 1, 1, _label(entry)))
        cells.append(Cell(row, column + 1, 1, 1, entry.text))
        column += 2
        if column == 4:
            row, column = row + 1, 0
    return framed([Table(tuple(cells))])


def apart(given: list[Entry], dice: random.Random) -> Document:
    """One small table a group, its heading a line above it, numbered."""
    blocks: list[Block] = []
    order: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given:
        order.setdefault(entry.groups, []).append(entry)
    before = ""
    for groups, members in order.items():
        if groups[0] != before:
            blocks.append(Line(f"{'一二三四五六七八九十'[len(blocks) % 10]}、{groups[0]}"))
            before = groups[0]
        if len(groups) > 1:
            blocks.append(Line(f"（一）{groups[1]}"))
        cells = [c for n, e in enumerate(members) for c in row_of(n, (_label(e), 1), (e.text, 1))]
        blocks.append(Table(tuple(cells)))
    return framed(blocks)


def crossed(given: list[Entry], dice: random.Random) -> Document:
    """Each group a row of labels over a row of values, its name on the left over both."""
    cells: list[Cell] = []
    order: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given:
        order.setdefault(entry.groups, []).append(entry)
    row = 0
    for groups, members in order.items():
        cells.append(Cell(row, 0, 2, 1, groups[-1]))
        for number, entry in enumerate(members):
            cells.append(Cell(row, 1 + number, 1, 1, _label(entry)))
            cells.append(Cell(row + 1, 1 + number, 1, 1, entry.text))
        row += 2
    return framed([Table(tuple(cells))])


def in_one_cell(given: list[Entry], dice: random.Random) -> Document:
    """标签：值 in one cell, two a row, the group on the left over its rows."""
    cells: list[Cell] = []
    order: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given:
        order.setdefault(entry.groups, []).append(entry)
    row = 0
    colon = dice.choice(["：", ":", " : "])
    for groups, members in order.items():
        rows = (len(members) + 1) // 2
        cells.append(Cell(row, 0, rows, 1, groups[-1]))
        for number, entry in enumerate(members):
            text = f"{_label(entry)}{colon}{entry.text}"
            cells.append(Cell(row + number // 2, 1 + number % 2, 1, 1, text))
        row += rows
    return framed([Table(tuple(cells))])


def listed(given: list[Entry], dice: random.Random) -> Document:
    """Lines without any table: headings, then numbered 标签：值."""
    lines: list[str] = []
    groups: tuple[str, ...] = ()
    for number, entry in enumerate(given, 1):
        if entry.groups != groups:
            if entry.groups[0] != (*groups, "")[0]:
                lines.append(f"一、{entry.groups[0]}")
            elif len(entry.groups) < len(groups):
                lines.append(entry.groups[0])
            lines += [f"（二）{name}" for name in entry.groups[1:]]
            groups = entry.groups
        lines.append(f"{number}.{_label(entry)}：{entry.text}")
    return framed([Line(text) for text in lines])


def _older(entry: Entry) -> str:
    is_figure = isinstance(entry.value, int) and not isinstance(entry.value, bool)
    return str(entry.value + 90001) if is_figure else entry.text  # type: ignore[operator]


def two_years(given: list[Entry], dice: random.Random) -> Document:
    """指标 | 2024年 | 2025年: the year of the form is not the first column."""
    rows = [row_of(0, ("类别", 1), ("指标", 1), ("2024年", 1), ("2025年", 1))]
    for number, entry in enumerate(given, 1):
        old = _older(entry)
        name = entry.groups[-1]
        rows.append(row_of(number, (name, 1), (_label(entry), 1), (old, 1), (entry.text, 1)))
    return framed([Table(tuple(cell for row in rows for cell in row))])


def two_years_named(given: list[Entry], dice: random.Random) -> Document:
    """指标 | 本年数 | 上年数."""
    rows = [row_of(0, ("类别", 1), ("指标", 1), ("本年数", 1), ("上年数", 1))]
    for number, entry in enumerate(given, 1):
        old = _older(entry)
        name = entry.groups[-1]
        rows.append(row_of(number, (name, 1), (_label(entry), 1), (entry.text, 1), (old, 1)))
    return framed([Table(tuple(cell for row in rows for cell in row))])


def mirrored(given: list[Entry], dice: random.Random) -> Document:
    """The value on the left of its label, two pairs a row."""
    cells: list[Cell] = []
    for number, entry in enumerate(given):
        row, column = number // 2, 2 * (number % 2)
        cells.append(Cell(row, column, 1, 1, entry.text))
        cells.append(Cell(row, column + 1, 1, 1, _label(entry)))
    return framed([Table(tuple(cells))])


LAYOUTS: tuple[Callable[[list[Entry], random.Random], Document], ...] = (
    tall, repeated, paired, apart, crossed, in_one_cell, listed, two_years, two_years_named,
    mirrored,
)  # fmt: skip


# ── habits: how people write labels and values ──

_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def _each(share: float, change: Callable[[Entry, random.Random], Entry]) -> "Habit":
    def habit(given: list[Entry], dice: random.Random) -> list[Entry]:
        return [change(entry, dice) if dice.random() < share else entry for entry in given]

    habit.__name__ = change.__name__
    return habit


Habit = Callable[[list[Entry], random.Random], list[Entry]]


def _number_of(entry: Entry) -> bool:
    return entry.text.isascii() and entry.text.isdigit() and len(entry.text) < 8


def wide_digits(entry: Entry, dice: random.Random) -> Entry:
    """１６４４"""
    return replace(entry, text=entry.text.translate(_WIDE)) if _number_of(entry) else entry


def spaced_digits(entry: Entry, dice: random.Random) -> Entry:
    """1 644, 16 44, 1 6 4 4: right or asked."""
    if not _number_of(entry):
        return entry
    at = dice.randrange(1, len(entry.text))
    cut = f"{entry.text[:at]} {entry.text[at:]}"
    return replace(entry, text=dice.choice([cut, " ".join(entry.text), f" {entry.text}\u3000"]))


def footnoted(entry: Entry, dice: random.Random) -> Entry:
    """Marks of notes behind the label or the value."""
    mark = dice.choice(["*", "＊", "①", "[1]", "注1", "（注2）", "※", "¹", "#"])
    if dice.random() < 0.5:
        return replace(entry, label=entry.label + mark)
    return replace(entry, text=entry.text + mark) if _number_of(entry) else entry


def numbered(entry: Entry, dice: random.Random) -> Entry:
    """1. （一） 1.1 ① before the label."""
    mark = dice.choice(
        [
            "1.",
            "12．",
            "3、",
            "（一）",
            "(2)",
            "（3）",
            "①",
            "1.1 ",
            "2-3 ",
            "一、",
            "A.",
            "第一项 ",
        ]
    )
    return replace(entry, label=mark + entry.label)


def among(entry: Entry, dice: random.Random) -> Entry:
    """其中： before the label."""
    return replace(
        entry, label=dice.choice(["其中：", "其中:", "其中", "　　其中："]) + entry.label
    )


def with_unit(entry: Entry, dice: random.Random) -> Entry:
    """The unit behind the figure."""
    if not _number_of(entry) or not entry.unit:
        return entry
    return replace(entry, text=entry.text + dice.choice(["", " ", "（"]) + entry.unit)


def broken(entry: Entry, dice: random.Random) -> Entry:
    """A label over two lines."""
    at = dice.randrange(1, len(entry.label))
    return replace(
        entry, label=entry.label[:at] + dice.choice(["\n", " ", "　"]) + entry.label[at:]
    )


def renamed(entry: Entry, dice: random.Random) -> Entry:
    """A name that nobody else uses."""
    name = dice.choice(
        [f"全年{entry.label}", f"{entry.label}合计数", f"网站{entry.label}", "某项数"]
    )
    return replace(entry, label=name)


def thousands(entry: Entry, dice: random.Random) -> Entry:
    """1,644"""
    return replace(entry, text=f"{int(entry.text):,}") if _number_of(entry) else entry


def about(entry: Entry, dice: random.Random) -> Entry:
    """约1600余: nobody's figure."""
    if not _number_of(entry):
        return entry
    text = dice.choice([f"约{entry.text}", f"{entry.text}余", f"{entry.text}+", f"≈{entry.text}"])
    return replace(entry, text=text)


def emptied(entry: Entry, dice: random.Random) -> Entry:
    """Not filled in."""
    return replace(entry, text="", value=None)


def unmarked(entry: Entry, dice: random.Random) -> Entry:
    """The ticked box lost."""
    return replace(entry, text=entry.text.replace("☑", dice.choice(["", "√", "■", "R"])))


def reordered(given: list[Entry], dice: random.Random) -> list[Entry]:
    """Groups and their rows in another order."""
    order: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given:
        order.setdefault(entry.groups, []).append(entry)
    names = sorted(dict.fromkeys(g[0] for g in order), key=lambda _: dice.random())
    found = []
    for name in names:
        for groups, members in sorted(order.items(), key=lambda i: (len(i[0]), dice.random())):
            if groups[0] == name:
                found += dice.sample(members, len(members))
    return found


def left_out(given: list[Entry], dice: random.Random) -> list[Entry]:
    """Rows the region does not ask for."""
    return [entry for entry in given if dice.random() < 0.85]


def own_rows(given: list[Entry], dice: random.Random) -> list[Entry]:
    """Rows of the region's own, some with names close to ours."""
    found = list(given)
    names = [
        "网站群数量",
        "信息发布总字数",
        "视频发布数量",
        "留言转办数量",
        "抖音号",
        "解读视频数量",
        "总点击数",
    ]
    for number, name in enumerate(dice.sample(names, 3)):
        at = dice.randrange(len(found))
        found.insert(at, Entry("", found[at].groups, name, "", str(88001 + number), 0))
    return found


HABITS: tuple[Habit, ...] = (
    _each(0.7, wide_digits), _each(0.5, spaced_digits), _each(0.5, footnoted),
    _each(0.7, numbered), _each(0.3, among), _each(0.7, with_unit), _each(0.6, broken),
    _each(0.2, renamed), _each(0.7, thousands), _each(0.3, about), _each(0.3, emptied),
    _each(0.8, unmarked), reordered, left_out, own_rows,
)  # fmt: skip
