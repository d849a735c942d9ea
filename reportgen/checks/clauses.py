"""The clauses of the form rules (config/rules.toml): what is compared, and what is said."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import RootModel

from crawler.errors import ConfigError
from crawler.resources import config_folder
from reportgen.datafile import Data, read_data
from reportgen.fields import load_fields


class ClauseKind(StrEnum):
    """How a clause compares; docs/forms.md explains each."""

    NOT_MORE = "not_more"
    EQUALS = "equals"
    REMAINDER = "remainder"
    NEEDS = "needs"
    NONE_IF_NOT = "none_if_not"
    ALL_NONE = "all_none"
    ABOVE = "above"
    ZERO = "zero"
    RATE = "rate"
    DUE = "due"
    PATTERN = "pattern"
    EXAMPLE = "example"
    PROVINCE = "province"
    SAME_ADDRESS = "same_address"
    STATED_YEAR = "stated_year"
    UNIT_WRITTEN = "unit_written"
    NONE_WRITTEN = "none_written"
    TICKED = "ticked"
    CLAIMED = "claimed"
    NOTICE = "notice"
    STOCK_FELL = "stock_fell"
    CHANGED = "changed"
    JUMPED = "jumped"
    SAME_AGAIN = "same_again"
    COUNTED = "counted"


class _ClauseData(Data):
    kind: ClauseKind
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    factor: float = 1
    limit: float = 0
    pattern: str = ""
    examples: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # clauses that say the same already
    say: str


class Clause(_ClauseData):
    """One clause with its id; ``rule`` is the id without the letter, as remarks carry it."""

    id: str

    @property
    def rule(self) -> str:
        """C3 of C3a."""
        return self.id.rstrip("abcdefgh")


class _RulesFile(RootModel[dict[str, _ClauseData]]):
    pass


@cache
def load_clauses(file: Path | None = None) -> Mapping[str, Clause]:
    """Return all clauses by id, in file order; raises ConfigError naming file and key."""
    source = file or config_folder() / "rules.toml"
    fields = load_fields()
    clauses = {}
    read = read_data(source, _RulesFile).root
    for name, data in read.items():
        for other in data.unless:
            if other not in read:
                raise ConfigError(source, f"{name}.unless", f"没有“{other}”这条规则")
        for key in (*data.left, *data.right):
            if key not in fields:
                raise ConfigError(source, name, f"没有“{key}”这个填报项")
        clauses[name] = Clause(id=name, **data.model_dump())
    return MappingProxyType(clauses)
