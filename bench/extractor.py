"""A public list extractor with htmldate, as somebody would put the two together.

``PYTHONPATH=FOLDER python -m bench.extractor ADDRESS YEAR`` reads column paths from stdin, one a
line, and prints ``{path: [addresses counted]}``. The list's rows are GerapyAutoExtractor's; a row
counts when htmldate reads a day of the year out of its page. Paging is the hasty reader's (下一页,
else index_1, index_2 …), because neither package turns pages. Runs in a process of its own: the
packages are none of ours and lie in a folder that may be thrown away (bench/outside.py).
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.sites.naive import LIMIT, Session

_UNUSED = (
    # Distance has no wheel, and the list extractor never calls it; the classifiers want a model
    # of another scikit-learn, and no list is classified here.
    ("distance", ()),
    ("gerapy_auto_extractor.classifiers", ()),
    ("gerapy_auto_extractor.classifiers.list", ("is_list", "probability_of_list")),
    ("gerapy_auto_extractor.classifiers.detail", ("is_detail", "probability_of_detail")),
)


def main() -> None:
    """Count every column named on stdin."""
    address, year = sys.argv[1], int(sys.argv[2])
    rows, day = _rows_reader(), _day_reader()
    session = Session(address)
    counted = {
        path: _count(session, path, year, rows, day) for path in sys.stdin.read().splitlines()
    }
    session.close()
    sys.stdout.write(json.dumps(counted) + "\n")


def _rows_reader() -> Callable[..., list[dict[str, str]] | None]:
    for name, functions in _UNUSED:
        module = ModuleType(name)
        for function in functions:
            setattr(module, function, None)
        sys.modules[name] = module
    from gerapy_auto_extractor.extractors.list import (  # type: ignore[import-not-found] # not a dependency
        extract_list,
    )

    found: Callable[..., list[dict[str, str]] | None] = extract_list
    return found


def _day_reader() -> Callable[..., str | None]:
    from htmldate import find_date  # type: ignore[import-not-found] # not a dependency

    for name in ("htmldate", "loguru"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found: Callable[..., str | None] = find_date
    return found


def _count(session: Session, path: str, year: int, rows: Any, day: Any) -> list[str]:
    """Own rows of every page of a list whose target is dated in the year."""
    counted = []
    for target in _targets(session, path, rows):
        if not target.startswith("/"):
            continue  # other hosts are never asked; a reader on the internet would be free to
        status, text = session.get(target)
        shown = _read(day, text, original_date=True) if status == 200 and text.strip() else None
        if shown and shown.startswith(str(year)):
            counted.append(target)
    return counted


def _targets(session: Session, path: str, rows: Any) -> Iterator[str]:
    at, number = path, 0
    while number < LIMIT:
        status, text = session.get(at)
        if status != 200 or not text.strip():
            return
        for row in _read(rows, text) or ():
            target = urljoin(at, row["url"])
            yield target if not urlsplit(target).netloc else _own(session, target)
        following = _next(at, text)
        number += 1
        if following:
            at = following
        elif "createPageHTML" in text:
            at = f"{path}index_{number}.html"
        else:
            return


def _own(session: Session, target: str) -> str:
    parts = urlsplit(target)
    return parts.path if parts.netloc == urlsplit(session.address).netloc else target


def _next(at: str, text: str) -> str:
    from lxml import html

    found = html.fromstring(text).xpath("//a[text()='下一页']/@href")
    return urljoin(at, str(found[0])) if found else ""


def _read(reader: Any, *what: str, **how: Any) -> Any:
    """A reader's answer, None where it fails: what strangers' code raises is not ours to name."""
    try:
        return reader(*what, **how)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None


if __name__ == "__main__":
    main()
