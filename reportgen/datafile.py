"""Reads one TOML data file into a frozen model; every fault names the file and the key."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.errors import ConfigError

_PROBLEMS = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项，请检查拼写",
    "enum": "不是允许的值",
    "string_type": "应当是文字，请加引号",
    "int_type": "应当是整数",
    "bool_type": "应当是 true 或 false",
}


class Data(BaseModel):
    """Base of everything read from a data file: frozen, strict, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def read_data(file: Path, model: type[Model]) -> Model:
    """Return ``file`` as ``model``.

    Raises ConfigError when the file is missing, is not TOML, or does not fit the model.
    """
    try:
        with file.open("rb") as opened:
            raw = tomllib.load(opened)
    except FileNotFoundError as error:
        raise ConfigError(file, "", "没有这个文件") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(file, "", f"读不懂：{error}") from error
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            file, _path(first["loc"]), _problem(first["type"], first["msg"])
        ) from None


def _path(location: tuple[int | str, ...]) -> str:
    """Return a readable key: list positions count from 1."""
    return ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in location)


def _problem(kind: str, message: str) -> str:
    """Return a Chinese sentence; our own validators already speak Chinese."""
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return _PROBLEMS.get(kind, f"值不对（{message}）")
