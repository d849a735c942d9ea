"""Finds what a sheet tells: fields across the top or down the side, and the rows of figures.

A sheet with the fields down its side is turned, so that the rest knows one layout only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.imports.labels import RowKind, RowName, bare, field_of, load_words, row_name
from reportgen.imports.numbers import heading_scale, read_number
from reportgen.imports.periods import years_of
from reportgen.imports.tables import Grid

Cells = tuple[tuple[str, ...], ...]
_LEVELS = 3
_ORDER = (
    RowKind.SUBTOTAL, RowKind.TOTAL, RowKind.PRIOR, RowKind.NOTE, RowKind.DAY, RowKind.MONTH,
    RowKind.QUARTER, RowKind.YEAR, RowKind.VALUE, RowKind.NAME,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A field and where it stands; ``scale`` 10000 where its figures are in 万.

    ``keyed``: the sheet is ours and names the field by its key.
    """

    field: str
    column: int
    text: str
    scale: int = 1
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of figures; ``mixed`` when it has both a name and a period."""

    name: RowName
    cells: tuple[str, ...]
    place: int
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and the rows below them; ``years`` are the years its title names.

    ``titles`` are the words above it that are neither fields nor periods.
    """

    sheet: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    years: frozenset[int]
    turned: bool
    unused: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def where(self, row: Row, column: int) -> str:
        """Return the address of a cell as a spreadsheet writes it."""
        line, place = (column, row.place) if self.turned else (row.place, column)
        letters = ""
        place += 1
        while place:
            place, rest = divmod(place - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.sheet + '!' if self.sheet else ''}{letters}{line + 1}"


def find_tables(grid: Grid) -> tuple[Table, ...]:
    """Return the tables of a sheet, in its better orientation; none if no field is named."""
    upright, turned = grid.rows, tuple(zip(*grid.rows, strict=True))
    if not _best(upright) and not _best(turned):
        return ()
    below, right = _leading(turned), _leading(upright)
    use_turned = right > below if right != below else _best(turned) > _best(upright)
    return tuple(_tables(grid.name, turned if use_turned else upright, use_turned))


def _best(rows: Cells) -> int:
    """Return how many fields the best row names."""
    return max((len(_recognised(rows, place)) for place in range(len(rows))), default=0)


def _leading(rows: Cells) -> int:
    """Return how many names of fields are followed, in their row, by a figure of their own."""
    found = 0
    for place, row in enumerate(rows):
        named = set(_recognised(rows, place))
        for column in named:
            for after in range(column + 1, len(row)):
                if after in named:
                    break
                if any(letter.isdigit() for letter in row[after][:20]) and not _is_day(row[after]):
                    found += 1
                    break
    return found


def _is_day(cell: str) -> bool:
    """Say whether a cell is a date on its own, as below a table, and no figure."""
    figure = read_number(cell, decimals=True).value is not None
    return row_name(cell).kind is RowKind.DAY and not figure


def _tables(sheet: str, rows: Cells, turned: bool) -> Iterator[Table]:
    """Cut a sheet at its rows of headings; everything below belongs to the headings above it."""
    starts = [place for place in range(len(rows)) if _recognised(rows, place)]
    blocks: list[int] = []  # last row of every run of heading rows
    for place in starts:
        if blocks and place - blocks[-1] <= 1:
            blocks[-1] = place
        else:
            blocks.append(place)
    ends = [place - 1 for place in blocks[1:]] + [len(rows) - 1]
    for head, end in zip(blocks, ends, strict=True):
        headings = tuple(_headings(rows, head))
        columns = {heading.column for heading in headings}
        names = _name_columns(rows, head, columns)
        body = tuple(
            _row(rows[place], names, place)
            for place in range(head + 1, end + 1)
            if any(rows[place])
        )
        years = years_of(cell for row in rows[: head + 1] for cell in row if not _is_day(cell))
        titles = tuple(_titles(rows, head))
        ignored = tuple(
            rows[head][column]
            for column in range(len(rows[head]))
            if rows[head][column] and column not in columns and column not in names
        )
        yield Table(sheet, headings, body, years, turned, ignored, titles)


def _titles(rows: Cells, head: int) -> Iterator[str]:
    """Yield the words above a table: no fields, no periods, and nothing above other figures."""
    for place in range(head, -1, -1):
        if place < head and any(_is_figure(cell) for cell in rows[place]):
            return
        for cell in rows[place]:
            plain = row_name(cell).kind in (RowKind.NAME, RowKind.YEAR, RowKind.PRIOR)
            if plain and not field_of((cell,)) and not _is_figure(cell):
                yield cell


def _recognised(rows: Cells, place: int) -> tuple[int, ...]:
    """Return the columns of a row that name a field by their own cell."""
    return tuple(
        column
        for column, cell in enumerate(rows[place])
        if bare(cell)  # a stroke below a heading is no heading
        and len(cell) <= 60
        and not _is_figure(cell)
        and field_of(_levels(rows, place, column))
    )


def _levels(rows: Cells, place: int, column: int) -> tuple[str, ...]:
    """Return the heading of a column from the top down; groups reach to the right."""
    levels = []
    for line in range(max(0, place - _LEVELS + 1), place + 1):
        cell = rows[line][column]
        if not cell and line < place:
            left = [text for text in rows[line][:column] if text]
            cell = left[-1] if left else ""
        if cell and not _is_figure(cell):
            levels.append(cell)
    return tuple(levels)


def _is_figure(cell: str) -> bool:
    return read_number(cell).value is not None


def _headings(rows: Cells, head: int) -> Iterator[Heading]:
    """Yield the fields of a heading row; a cell may stand a row or two higher (merged down)."""
    for column in range(len(rows[head])):
        for place in range(head, max(-1, head - _LEVELS), -1):
            cell = rows[place][column]
            if not bare(cell) or _is_figure(cell):
                continue
            levels = _levels(rows, place, column)
            if key := field_of(levels):
                yield Heading(key, column, cell, max(map(heading_scale, levels)), key in levels)
            break


def _name_columns(rows: Cells, head: int, taken: set[int]) -> tuple[int, ...]:
    """Return the columns that name rows: left of the last field, no field, no note, no figures."""
    notes = load_words().rows.notes
    found = []
    for column in range(max(taken)):
        if column in taken or bare(rows[head][column]) in notes:
            continue
        texts = [row[column] for row in rows[head + 1 :] if row[column]]
        named = [text for text in texts if _is_name(text)]
        if texts and len(named) * 2 >= len(texts):
            found.append(column)
    return tuple(found)


def _is_name(text: str) -> bool:
    kind = row_name(text).kind
    figure = read_number(text, decimals=True).value is not None
    return not figure or kind not in (RowKind.NAME, RowKind.BLANK)


def _row(cells: tuple[str, ...], names: tuple[int, ...], place: int) -> Row:
    """Return a row with the most telling of its names."""
    said = [row_name(cells[column]) for column in names if cells[column]]
    kinds = {name.kind for name in said}
    text = " ".join(dict.fromkeys(name.text for name in said))
    kind = next((kind for kind in _ORDER if kind in kinds), RowKind.BLANK)
    chosen = next((name for name in said if name.kind is kind), RowName(kind, text))
    years = [name.year for name in said if name.year is not None]
    periods = {RowKind.DAY, RowKind.MONTH, RowKind.QUARTER}
    mixed = RowKind.NAME in kinds and bool(periods & kinds)
    name = RowName(chosen.kind, text, years[0] if years else None, chosen.place)
    return Row(name, cells, place, mixed)
