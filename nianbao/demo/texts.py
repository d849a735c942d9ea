"""Titles and running text for made-up articles, put together from words.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random

from nianbao.demo.model import Article, Unit


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns by voice (notice, news …) and by part of a text (opening, middle, closing)."""

    titles: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """Return the bundled words.toml."""
    source = files("nianbao.demo").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(source)
    return Words(
        titles={voice: tuple(patterns) for voice, patterns in tables["titles"].items()},
        texts={part: tuple(patterns) for part, patterns in tables["texts"].items()},
    )


def title(voice: str, unit: Unit, published: date, random: Random) -> str:
    """Return one title in ``voice``; not unique."""
    return random.choice(words().titles[voice]).format_map(_slots(unit, published, random))


def paragraphs(article: Article, unit: Unit) -> list[str]:
    """Return the article's text, always the same; at least 200 characters where it is made up."""
    if article.body:
        return list(article.body)
    random = Random(f"text-{article.id}")
    slots = _slots(unit, article.published, random)
    parts = words().texts
    middle = random.sample(parts["middle"], 3)
    chosen = [random.choice(parts["opening"]), *middle, random.choice(parts["closing"])]
    lines = [line.format_map(slots) for line in chosen]
    while sum(map(len, lines)) < 200:
        lines.insert(-1, random.choice(parts["middle"]).format_map(slots))
    return lines


def _slots(unit: Unit, published: date, random: Random) -> dict[str, str]:
    return {
        "unit": unit.name,
        "place": unit.place,
        "district": random.choice(unit.districts),
        "matter": random.choice(unit.matters),
        "batch": str(random.randint(1, 30)),
        "year": str(published.year),
        "previous": str(published.year - 1),
        "month": str(published.month),
    }
