"""Last year's form: found on the site by the crawl, or confirmed here a year ago."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from audits.facts import FactSheet, Value
from crawler.addressing import is_own_check
from crawler.records import Entry, SiteProfile
from crawler.storage.store import Store, connect_sealed
from crawler.yearreports import MOST_READ, year_reports
from nianbao.workspace import Place
from reportgen.brought import Brought, brought
from reportgen.decisions.log import DamagedLogError, DecisionLog
from reportgen.decisions.rulings import settled_values
from reportgen.imports.found_form import KIND, FoundPage, record_found
from reportgen.imports.journal import append, latest, read_journal
from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.wall import Wall


def material(place: Place) -> Brought:
    """Return what stands beside the crawl: imports, last year's values, attachments."""
    return brought(read_journal(place.imports_file), place.attachments, _confirmed(place))


def keep_found_form(place: Place, facts: FactSheet, profile: SiteProfile, at: str) -> None:
    """Read last year's report from the stored crawl into imports.jsonl, once for each version.

    Strangers' pages are parsed behind the wall like a file that somebody sent.
    """
    own = is_own_check(replace(profile, home_url=facts.home_url))
    connection = connect_sealed(place.crawl_file)
    try:
        store = Store(connection, place.crawl_file)
        stored = [_stored(store, entry) for entry in year_reports(store, place.year - 1, own)]
    finally:
        connection.close()
    pages = [page for page in stored[:MOST_READ] if page is not None]
    before = latest(read_journal(place.imports_file), KIND)
    seen = [(url, digest) for url, digest, _ in pages]
    if not pages or (before and seen == [(file.name, file.sha256) for file in before.files]):
        return
    with Wall() as wall:
        found = [_read(url, digest, text, wall) for url, digest, text in pages]
    record = record_found(found, place.year - 1, _site_code(facts, profile), own, at)
    append(place.imports_file, record)


def _stored(store: Store, entry: Entry) -> tuple[str, str, str] | None:
    """Return address, hash and text of a page the crawl opened."""
    page, _ = store.answer(entry.url)
    return (entry.url, page.body_hash, page.text) if page and page.text else None


def _read(url: str, digest: str, text: str, wall: Wall) -> FoundPage:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(text, encoding="utf-8-sig")  # the mark wins over what the page declares
        try:
            return FoundPage(url, digest, take_file(file, wall))
        except SubmittedFileError:
            return FoundPage(url, digest, None)


def _site_code(facts: FactSheet, profile: SiteProfile) -> str:
    """Return the site's own code: as a person wrote it, else as the site shows it."""
    shown = next((fact.value for fact in facts.facts if fact.field == "site_code"), None)
    return str(profile.unit.get("site_code", "") or shown or "").strip()


def _confirmed(place: Place) -> Mapping[str, Value]:
    """Return what people decided a year ago; a damaged log gives nothing here, but to its year."""
    before = replace(place, year=place.year - 1)
    try:
        return settled_values(DecisionLog(before.decisions_file).read().decisions)
    except DamagedLogError:
        return {}
