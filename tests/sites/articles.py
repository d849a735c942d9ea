"""Articles of which a site tells more than one thing: other dates, links beside their own."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from nianbao.demo.model import Article


@dataclass(frozen=True, slots=True)
class Related(Article):
    """An article whose line in a list also holds links to ``related`` ones."""

    related: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Redated(Article):
    """An article with a second date: the PubDate of its page, or the day it was signed."""

    other: date = date.min


Special = TypeVar("Special", bound=Article)


def special(kind: type[Special], article: Article, **more: Any) -> Special:
    """Return ``article`` as one of ``kind``, all else the same."""
    return kind(**{f.name: getattr(article, f.name) for f in fields(article)}, **more)
