"""Addresses that count visitors: the browser never asks for them."""

import tomllib
from functools import cache

from crawler.resources import config_folder


def is_beacon(url: str) -> bool:
    """Whether an address counts visitors."""
    return any(mark in url.lower() for mark in _beacons())


@cache
def _beacons() -> tuple[str, ...]:
    data = tomllib.loads((config_folder() / "beacons.toml").read_text(encoding="utf-8"))
    return tuple(data["marks"])
