"""facts.json used a second time, only where counting again could give nothing else.

``facts.key`` beside it says of what it was made: the crawl byte for byte, the profile, the
program with its data files and its libraries, and the bytes of facts.json itself. Anything else,
or anything missing, and the facts are counted anew; both files may be deleted at any time.
"""

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import audits
import crawler
from audits.facts import FactSheet
from audits.sheet import load
from crawler.errors import StoreError
from crawler.records import SiteProfile
from crawler.resources import config_folder
from nianbao.workspace import Place

_UNFINISHED = ("-wal", "-journal")  # beside a crawl that is being written, or was cut off


def made_of(place: Place, profile: SiteProfile) -> str:
    """Name what facts of a sealed crawl are made of.

    Empty while somebody writes to the crawl, and where the program was changed since it started:
    what runs is then not what stands on the disk. Raises StoreError when the crawl cannot be read.
    """
    beside = (place.crawl_file.with_name(place.crawl_file.name + end) for end in _UNFINISHED)
    program = program_mark()
    if program != _STARTED or any(file.exists() for file in beside):
        return ""
    try:
        crawl = _digest(place.crawl_file)
    except OSError as error:
        raise StoreError(f"{place.crawl_file} 不能读取（{error.strerror}）") from error
    told = repr((crawl, profile, program))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def kept_facts(place: Place, made: str) -> FactSheet | None:
    """Return the facts that were counted of the same before; None when there are none."""
    with contextlib.suppress(OSError, ValueError, StoreError):
        key = json.loads(_key_file(place).read_text("utf-8"))
        if made and key == {"facts": _digest(place.facts_file), "made_of": made}:
            return load(place.facts_file)
    return None


def keep_facts(place: Place, sheet: FactSheet, made: str) -> None:
    """Note of what facts.json, just written, was made; only where it reads back as the same."""
    file = _key_file(place)
    part = file.with_suffix(".key.part")
    with contextlib.suppress(OSError, StoreError):
        file.unlink(missing_ok=True)
        if not made or load(place.facts_file) != sheet:
            return
        key = {"facts": _digest(place.facts_file), "made_of": made}
        part.write_text(json.dumps(key, sort_keys=True) + "\n", "utf-8")
        part.replace(file)


def program_mark() -> str:
    """Name the program that counts: its modules, its data files, Python and every library."""
    mark = hashlib.sha256(sys.version.encode())
    for name, version in sorted(_libraries()):
        mark.update(f"{name} {version}\n".encode())
    packages = (Path(str(path)) for path in (*audits.__path__, *crawler.__path__))
    for folder in (*packages, config_folder()):
        for file in sorted(folder.rglob("*")):
            if file.suffix != ".pyc" and file.is_file():
                mark.update(f"{file.relative_to(folder)} {_digest(file)}\n".encode())
    return mark.hexdigest()


def _libraries() -> Iterator[tuple[str, str]]:
    for found in distributions():
        yield found.name, found.version


def _key_file(place: Place) -> Path:
    return place.facts_file.with_suffix(".key")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


_STARTED = program_mark()  # of the modules as they were loaded
