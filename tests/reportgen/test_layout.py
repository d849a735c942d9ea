import pytest
from pydantic import ValidationError

from reportgen.layout import Cell, Grid


def test_grid_places_cells_beside_what_reaches_down_from_above() -> None:
    grid = Grid(
        widths=(10, 10, 10),
        rows=(
            (Cell(text="甲", rows=2), Cell(text="乙", columns=2)),
            (Cell(text="丙"), Cell(text="丁")),
        ),
    )
    placed = [(place.row, place.column, place.cell.text) for place in grid.places()]
    assert placed == [(0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙"), (1, 2, "丁")]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            ((Cell(text="甲"), Cell(text="乙", rows=2)), (Cell(text="丙", columns=2),)),
            "第 2 行.*重叠",
        ),
        (((Cell(text="甲", columns=3),),), "第 1 行.*越界"),
        (((Cell(text="甲", columns=2, rows=2),),), "第 1 行.*越界"),
        (((Cell(text="甲"),),), "第 1 行没有排满"),
        (((Cell(text="甲", columns=2), Cell(text="乙")),), "第 1 行的格子多了"),
    ],
)
def test_grid_that_does_not_fit_names_the_row(
    rows: tuple[tuple[Cell, ...], ...], problem: str
) -> None:
    with pytest.raises(ValidationError, match=problem):
        Grid(widths=(10, 10), rows=rows)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": "甲", "key": "site_name"},
        {"text": "甲", "choice": "portal"},
        {"key": "site_name", "other": "innovation_other"},
        {"text": "甲", "rows": 0},
    ],
)
def test_cell_that_holds_not_exactly_one_thing_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Cell.model_validate(given)
