"""The 83 fields: what each means, who fills it and whom to ask (config/fields.toml)."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import Field as Setting
from pydantic import model_validator

from crawler.errors import ConfigError
from crawler.resources import config_folder
from reportgen.datafile import Data, read_data


class FieldKind(StrEnum):
    """What the value of a field is: counts are whole numbers, numbers may have one decimal."""

    TEXT = "text"
    DATE = "date"
    URL = "url"
    YEAR = "year"
    COUNT = "count"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"


class FilledBy(StrEnum):
    """Who fills a field first; people may always correct it."""

    AUDIT = "audit"
    SITE_FILE = "site_file"
    IMPORT = "import"
    PERSON = "person"
    DERIVED = "derived"


class _FieldData(Data):
    """One ``[fields.<key>]`` table as written."""

    label: str
    unit: str | None = None
    kind: FieldKind
    section: str
    definition: str
    filled_by: FilledBy
    audit: str | None = None
    keeper: str
    ask: str
    choices: dict[str, str] = Setting(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.kind is FieldKind.CHOICE) != bool(self.choices):
            raise ValueError("choices 只能且必须写在 kind 为 choice 的填报项上")
        if (self.filled_by is FilledBy.AUDIT) != (self.audit is not None):
            raise ValueError("audit 只能且必须写在 filled_by 为 audit 的填报项上")
        return self


class Field(_FieldData):
    """A field with its key; ``keeper`` is the name of who can know it, ``ask`` a whole sentence.

    ``label`` may name its group before `` › ``; ``choices`` maps the English key to its word.
    """

    key: str
    section_title: str

    @property
    def short_label(self) -> str:
        """The label without its group, as it stands in a cell."""
        return self.label.rsplit(" › ", 1)[-1]


class _FieldsFile(Data):
    """config/fields.toml as a whole."""

    sections: dict[str, str]
    keepers: dict[str, str]
    fields: dict[str, _FieldData]


def load_fields(file: Path | None = None) -> Mapping[str, Field]:
    """Return all fields by key, in file order; raises ConfigError naming file and key."""
    source = file or config_folder() / "fields.toml"
    data = read_data(source, _FieldsFile)
    fields: dict[str, Field] = {}
    for key, field in data.fields.items():
        if field.section not in data.sections:
            raise ConfigError(source, f"fields.{key}.section", f"没有“{field.section}”这一部分")
        if field.keeper not in data.keepers:
            raise ConfigError(source, f"fields.{key}.keeper", f"没有“{field.keeper}”这一条")
        written = field.model_dump() | {"keeper": data.keepers[field.keeper]}
        fields[key] = Field(key=key, section_title=data.sections[field.section], **written)
    return MappingProxyType(fields)
