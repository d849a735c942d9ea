"""The forms: which fields, in which order, how they are printed (config/forms/<id>.toml)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import Field as Setting

from crawler.errors import ConfigError
from crawler.resources import config_folder
from reportgen.datafile import Data, read_data
from reportgen.fields import Field, FieldKind, load_fields
from reportgen.layout import Grid, Lines

_YEAR = "report_year"


class Severity(StrEnum):
    """How a broken rule weighs: the form is wrong, a person should look, or should know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Words(Data):
    """The two words of a yes/no field that is written and not ticked (有 and 无)."""

    yes: str
    no: str


class Writing(Data):
    """How values are written on this form; ``words`` lists the yes/no keys that are no ticks.

    ``choice_gap`` stands between the boxes of a choice where ``gap`` would not do.
    """

    none: str
    unit_with_number: bool
    ticked: str
    empty: str
    gap: str
    choice_gap: str | None = None
    yes: str
    no: str
    words: dict[str, Words] = Setting(default_factory=dict)


class Section(Data):
    """A heading of the form with its keys in printed order."""

    title: str
    keys: tuple[str, ...]


class _FormFile(Data):
    """A form file as written."""

    id: str
    name: str
    title: str
    year_line: str
    writing: Writing
    sections: tuple[Section, ...]
    labels: dict[str, str] = Setting(default_factory=dict)
    units: dict[str, str] = Setting(default_factory=dict)
    rules: dict[str, Severity] = Setting(default_factory=dict)  # clauses of config/rules.toml
    lines: Lines
    grid: Grid


class Form(_FormFile):
    """A form with its fields; ``fields`` hold this form's own labels and units, in form order."""

    fields: Mapping[str, Field]


def known_forms(folder: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the forms that ``load_form`` takes, sorted."""
    return tuple(sorted(file.stem for file in (folder or _folder()).glob("*.toml")))


def load_form(form_id: str, folder: Path | None = None) -> Form:
    """Return one form; raises ConfigError for an unknown id or a file that does not fit."""
    known = known_forms(folder)
    file = (folder or _folder()) / f"{form_id}.toml"
    if form_id not in known:
        raise ConfigError(file, "", f"没有“{form_id}”这份报表，现有：{'、'.join(known)}")
    data = read_data(file, _FormFile)
    if data.id != form_id:
        raise ConfigError(file, "id", f"应当与文件名一致，写成 {form_id}")
    all_fields = load_fields()
    for place, key in _mentions(data):
        if key not in all_fields:
            raise ConfigError(file, place, f"没有“{key}”这个填报项")
    own = {key: _own(all_fields[key], data) for section in data.sections for key in section.keys}
    _check_places(file, data, own)
    return Form(fields=own, **{name: getattr(data, name) for name in _FormFile.model_fields})


def _folder() -> Path:
    return config_folder() / "forms"


def _mentions(data: _FormFile) -> Iterator[tuple[str, str]]:
    """Yield every (place in the file, key) at which the form names a field."""
    for section in data.sections:
        yield from ((f"sections.{section.title}", key) for key in section.keys)
    yield from (("labels", key) for key in data.labels)
    yield from (("units", key) for key in data.units)
    yield from (("writing.words", key) for key in data.writing.words)
    yield from _printed(data)


def _printed(data: _FormFile) -> Iterator[tuple[str, str]]:
    """Yield (place, key) for every value that is printed; the title's line may hold the year."""
    listed = {key for section in data.sections for key in section.keys}
    in_line = [key for line in data.lines.head + data.lines.foot for key in (p.key for p in line)]
    if "{year}" in data.year_line and _YEAR in listed and _YEAR not in in_line:
        yield "year_line", _YEAR
    for line in data.lines.head + data.lines.foot:
        yield from (("lines", part.key) for part in line)
    for row, cells in enumerate(data.grid.rows):
        for cell in cells:
            yield from ((f"grid.第{row + 1}行", key) for key in cell.keys)


def _own(field: Field, data: _FormFile) -> Field:
    """Return the field with the wording of this form."""
    return field.model_copy(
        update={
            "label": data.labels.get(field.key, field.label),
            "unit": data.units.get(field.key, field.unit),
        }
    )


def _check_places(file: Path, data: _FormFile, own: Mapping[str, Field]) -> None:
    """Raise ConfigError unless every key is listed once and printed once."""
    listed = Counter(key for section in data.sections for key in section.keys)
    for key, times in listed.items():
        if times > 1:
            raise ConfigError(file, "sections", f"“{key}”写了 {times} 次")
    choices: dict[str, list[str]] = {}
    printed: Counter[str] = Counter(key for _, key in _printed(data))
    for cell in (cell for cells in data.grid.rows for cell in cells):
        if cell.key and cell.choice:
            choices.setdefault(cell.key, []).append(cell.choice)
        for key in cell.ticks:
            if key in own and own[key].kind is not FieldKind.YES_NO:
                raise ConfigError(file, "grid", f"“{key}”不是是否类的填报项，不能打勾")
    for key in [*printed, *listed]:
        if key not in listed:
            raise ConfigError(file, "sections", f"“{key}”印在表上，却没有列出")
        if key in choices:
            if sorted(choices[key]) != sorted(own[key].choices) or printed[key] != len(
                choices[key]
            ):
                raise ConfigError(file, "grid", f"“{key}”的选项没有各印一次")
        elif printed[key] != 1:
            raise ConfigError(file, "grid", f"“{key}”在表上印了 {printed[key]} 次，应当一次")
