"""site.toml, the site's own file: hosts, columns and their boxes, the unit's fixed texts.

The crawl proposes; a person's edit wins for good and every comment survives. Each column carries
a ``mark``, the fingerprint of what the program wrote: a column whose values no longer fit its mark
was edited by a person and is never rewritten.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from crawler import urls
from crawler.errors import ConfigError, StoreError
from crawler.pages.lexicon import BOXES
from crawler.records import ColumnChoice, HostChoice, Kind, SiteProfile

_HEAD = (
    "网站档案：由采集程序生成，可以直接修改；改过的栏目和写下的注释以后都会保留。",
    "boxes 为归类，可填：items_overview 概况、items_affairs 动态、items_disclosure 目录、",
    "interpretation 解读、concern_responses 回应、special_columns 专题、messages 留言、",
    "surveys 征集、interviews 访谈、services 办事；in_total 为是否计入信息发布总数。",
    "hosts 中 role 填 own（本网站）、foreign（外网站）或 undecided（待指定）。",
    '公开期限不是次年 1 月 31 日的，在 [site] 下写一行 deadline = "01-20"（次年的月-日）。',
)

_COMMON_YEAR = 2001  # 29 February is in no deadline

_PROBLEMS = {
    "extra_forbidden": "没有这一项",
    "missing": "缺少这一项",
    "string_pattern_mismatch": "填写的内容不在可选范围内（own、foreign、undecided）",
    "enum": "填写的内容不在可选范围内（list、aggregate、single、topic、app、external）",
    "string_type": "应为加引号的文字",
    "list_type": "应为方括号括起的一组文字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Host(_Model):
    name: str
    role: str = Field(pattern="^(own|foreign|undecided)$")
    path: str = "/"
    reason: str = ""


class _Column(_Model):
    url: str
    name: str = ""
    path: list[str] = []
    kind: Kind
    boxes: list[str] = []
    undecided: list[str] = []
    in_total: bool
    reason: str = ""
    mark: str = ""

    @field_validator("boxes", "undecided")
    @classmethod
    def _known(cls, boxes: list[str]) -> list[str]:
        for box in boxes:
            if box not in BOXES:
                raise ValueError(f"没有“{box}”这一归类")
        return boxes


class _Site(_Model):
    home_url: str = ""
    contact: str = ""
    tls_exceptions: list[str] = []
    deadline: str = ""

    @field_validator("deadline")
    @classmethod
    def _is_day(cls, written: str) -> str:
        try:
            found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", written)
            if written:
                date(_COMMON_YEAR, *map(int, found.groups() if found else ()))
        except (TypeError, ValueError) as error:
            raise ValueError('应为次年的“月-日”，例如 "01-20"') from error
        return written


class _File(_Model):
    site: _Site = _Site()
    unit: dict[str, str] = {}
    hosts: list[_Host] = []
    columns: list[_Column] = []


def load(path: Path) -> SiteProfile:
    """Read site.toml; a missing file is an empty profile.

    Raises ConfigError naming file and key for anything that is not understood.
    """
    if not path.is_file():
        return SiteProfile(home_url="")
    document = _parse(path)
    try:
        data = _File.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        problem = _PROBLEMS.get(first["type"], str(first["msg"]).removeprefix("Value error, "))
        raise ConfigError(path, key, problem) from error
    options = {
        "contact": data.site.contact,
        "tls_exceptions": " ".join(data.site.tls_exceptions),
        "deadline": data.site.deadline,
    }
    return SiteProfile(
        home_url=data.site.home_url,
        hosts=tuple(HostChoice(h.name, h.role, h.path, h.reason) for h in data.hosts),
        columns=tuple(_choice(column) for column in data.columns),
        unit=dict(data.unit),
        options={k: v for k, v in options.items() if v},
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomlkit.parse(path.read_text("utf-8")).unwrap()
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise ConfigError(path, "", f"不是正确的 TOML 文件（{error}）") from error
    except OSError as error:
        raise ConfigError(path, "", "不能读取") from error


def _choice(column: _Column) -> ColumnChoice:
    edited = bool(column.mark) and column.mark != _mark(
        column.kind, column.boxes, column.undecided, column.in_total
    )
    return ColumnChoice(
        url=column.url,
        name=column.name,
        kind=column.kind,
        boxes=tuple(column.boxes),
        in_total=column.in_total,
        reason=column.reason,
        by_person=edited or not column.mark,
        maybe=() if edited and column.boxes else tuple(column.undecided),
    )


def _mark(kind: Kind, boxes: Iterable[str], undecided: Iterable[str], in_total: bool) -> str:
    said = f"{kind.value}|{','.join(boxes)}|{','.join(undecided)}|{in_total}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def write(
    path: Path,
    home_url: str,
    hosts: Iterable[HostChoice],
    columns: Iterable[tuple[ColumnChoice, tuple[str, ...]]],
) -> None:
    """Merge proposals into site.toml; ``columns`` are choices with the names above them.

    Raises StoreError when the file cannot be written.
    """
    document = tomlkit.parse(path.read_text("utf-8")) if path.is_file() else _new()
    site = document.setdefault("site", tomlkit.table())
    site.setdefault("home_url", home_url)
    document.setdefault("unit", tomlkit.table())
    _merge_hosts(document, hosts)
    _merge_columns(document, columns)
    temporary = path.with_suffix(".toml.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(tomlkit.dumps(document), "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"网站档案不能写入：{path}（{error.strerror}）") from error


def _new() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    return document


def _tables(document: tomlkit.TOMLDocument, key: str) -> AoT:
    if key not in document:
        document[key] = tomlkit.aot()
    found = document[key]
    assert isinstance(found, AoT)
    return found


def _merge_hosts(document: tomlkit.TOMLDocument, hosts: Iterable[HostChoice]) -> None:
    known = {(str(t["name"]), str(t.get("path", "/"))) for t in document.get("hosts", [])}
    for host in hosts:
        if (host.name, host.path) not in known:
            table = tomlkit.table()
            table.update(
                {"name": host.name, "role": host.role, "path": host.path, "reason": host.reason}
            )
            _tables(document, "hosts").append(table)


def _merge_columns(
    document: tomlkit.TOMLDocument, columns: Iterable[tuple[ColumnChoice, tuple[str, ...]]]
) -> None:
    known: dict[str, Table] = {
        urls.canonical(str(t["url"]), fragment=True): t for t in document.get("columns", [])
    }
    for choice, path in columns:
        values: dict[str, Any] = {
            "url": choice.url,
            "name": choice.name,
            "path": list(path),
            "kind": choice.kind.value,
            "boxes": list(choice.boxes),
            "undecided": list(choice.maybe),
            "in_total": choice.in_total,
            "reason": choice.reason,
            "mark": _mark(choice.kind, choice.boxes, choice.maybe, choice.in_total),
        }
        table = known.get(urls.canonical(choice.url, fragment=True))
        if table is None:
            table = tomlkit.table()
            table.update(values)
            _tables(document, "columns").append(table)
        elif not _is_edited(table):
            for key, value in values.items():
                if table.get(key) != value:
                    table[key] = value


def _is_edited(table: Table) -> bool:
    try:
        column = _Column.model_validate(table.unwrap())
    except ValidationError:
        return True
    return _choice(column).by_person
