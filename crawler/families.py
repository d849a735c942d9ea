"""Systems that publish many sites, as hints: what is tried first when their signs are seen.

One file a family in ``config/families``. A family only puts attempts into another order: page 2 is
proved all the same, and which of two files of one rule is asked first stays as it was, because a
higher number that answers would hide the lower one. What decides figures (dates, identities,
verdicts) is no family's business, so a run with ``--no-families`` counts the same.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.errors import ConfigError
from crawler.paging.plan import Plan
from crawler.resources import config_folder

Source = Literal["下一页", "页码", "翻页脚本", "网址页码", "接口", "试探", "浏览器所见接口"]
_ENOUGH = 2
_REACH = 300_000  # characters of a page that are searched for signs
_MOST = 0.5  # the share of a list's rows whose addresses must have a family's shape


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Shape(_Strict):
    shape: str
    example: str
    says: str = ""


class _File(_Strict):
    name: str
    page: tuple[_Shape, ...] = ()
    item: tuple[_Shape, ...] = ()
    column: tuple[_Shape, ...] = ()
    interface: tuple[_Shape, ...] = ()
    paging: tuple[Source, ...] = ()
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One pattern with the example it was written for; ``says`` is a sign in a clerk's words."""

    pattern: re.Pattern[str]
    example: str
    says: str

    def fits(self, text: str) -> bool:
        """Whether the pattern is found in a text."""
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of one publishing system.

    ``page`` is looked for in a page's source, ``item`` in the addresses of rows, ``column`` in
    the list's own address, ``interface`` in the path of a request for a list. ``paging`` are the
    sources of plans (``Plan.source``) in the order to try; ``extensions`` those of its files.
    """

    id: str
    name: str
    page: tuple[Shape, ...]
    item: tuple[Shape, ...]
    column: tuple[Shape, ...]
    interface: tuple[Shape, ...]
    paging: tuple[str, ...]
    extensions: tuple[str, ...]

    def ordered(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        """The same plans, those of the family's own sources and interfaces first."""
        rank = {source: place for place, source in enumerate(self.paging)}

        def place(plan: Plan) -> tuple[int, bool]:
            return rank.get(plan.source, len(rank)), not self.is_interface(plan.template)

        return tuple(sorted(plans, key=place))

    def endings(self, extensions: Sequence[str]) -> tuple[str, ...]:
        """File endings seen on the site, the family's own first."""
        return tuple(sorted(extensions, key=lambda ending: ending not in self.extensions))

    def is_interface(self, url: str) -> bool:
        """Whether an address is one of the family's known requests for a list."""
        path = urlsplit(url).path if self.interface else ""
        return any(shape.fits(path) for shape in self.interface)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A family recognised on one list, and the signs in a clerk's words."""

    family: Family
    signs: tuple[str, ...]


def recognise(
    families: Iterable[Family], url: str, text: str, rows: Sequence[str]
) -> Sighting | None:
    """The family whose signs a list shows most of, None when none shows enough.

    ``text`` is the source of page one, ``rows`` the addresses of its rows. A sign in the page or
    in most rows is enough; the list's own address only adds to it.
    """
    best: Sighting | None = None
    highest = _ENOUGH - 1
    source = text[:_REACH]
    for family in families:
        inside = [s for s in family.page if s.fits(source)]
        shown = [s for s in family.item if rows and _share(s, rows) >= _MOST]
        own = [s for s in family.column if s.fits(urlsplit(url).path)]
        points = 2 * (len(inside) + len(shown)) + len(own)
        if points > highest:
            highest = points
            best = Sighting(family, tuple(s.says for s in (*inside, *shown, *own)))
    return best


def _share(shape: Shape, rows: Sequence[str]) -> float:
    return sum(shape.fits(urlsplit(row).path) for row in rows) / len(rows)


@cache
def load_families(folder: Path | None = None) -> tuple[Family, ...]:
    """Every family, by id. ConfigError naming file and key for anything not understood."""
    where = folder or config_folder() / "families"
    return tuple(_family(file) for file in sorted(where.glob("*.toml")))


def _family(file: Path) -> Family:
    try:
        data = _File.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, "", "读不出这个文件") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(file, "", f"不是合法的 TOML：{error}") from error
    except ValidationError as error:
        raise _not_understood(file, error) from error
    found = {
        key: tuple(_shape(file, f"{key}.{n}", one) for n, one in enumerate(getattr(data, key)))
        for key in ("page", "item", "column", "interface")
    }
    if not found["page"] and not found["item"]:
        raise ConfigError(file, "page", "page、item 至少要有一个特征，否则认不出这个系统")
    for number, ending in enumerate(data.extensions):
        if not re.fullmatch(r"\.[a-z]{3,5}", ending):
            raise ConfigError(file, f"extensions.{number}", "应为 .html 这样的扩展名")
    return Family(file.stem, data.name, paging=data.paging, extensions=data.extensions, **found)


def _shape(file: Path, key: str, one: _Shape) -> Shape:
    try:
        pattern = re.compile(one.shape, re.ASCII if key.startswith("item") else 0)
    except re.error as error:
        raise ConfigError(file, f"{key}.shape", f"不是正确的正则表达式：{error}") from error
    shape = Shape(pattern, one.example, one.says)
    if not shape.fits(one.example):
        raise ConfigError(file, f"{key}.example", "与 shape 不符")
    if not one.says and not key.startswith("interface"):
        raise ConfigError(file, f"{key}.says", "要写明这个特征是什么，给人看")
    return shape


def _not_understood(file: Path, error: ValidationError) -> ConfigError:
    first: Any = error.errors()[0]
    known = {"extra_forbidden": "不认识的键", "missing": "缺少这一项"}
    key = ".".join(str(part) for part in first["loc"])
    return ConfigError(file, key, known.get(first["type"], "值不对"))
