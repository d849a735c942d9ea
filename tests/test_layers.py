"""Imports go one way, and nothing is left out of a registry."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

PACKAGES = ("crawler", "audits", "reportgen", "nianbao")
AUDITS_MAY_IMPORT = {
    "crawler.records",
    "crawler.storage.store",
    "crawler.dates",
    "crawler.urls",
    "crawler.errors",
    "crawler.lists.settled",
    "crawler.addressing",
    "crawler.transport.refusals",
    "crawler.pages.dom",
    "crawler.pages.features",
    "crawler.pages.foreigntext",
    "crawler.pages.lexicon",
    "crawler.resources",
    "crawler.yearreports",
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base2"}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def modules_holding(name, package):
    """Every direct module of a package that defines ``name``, imported."""
    folder = importlib.import_module(package).__path__
    modules = [
        importlib.import_module(f"{package}.{module.name}")
        for module in pkgutil.iter_modules(folder)
    ]
    return [module for module in modules if hasattr(module, name)]


def allowed(module):
    return any(module == name or module.startswith(name + ".") for name in AUDITS_MAY_IMPORT)


def test_import_contracts_of_pyproject_are_kept(root):
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def test_audits_import_only_the_reading_side_of_the_crawler(graph):
    seen = {
        (importer, imported)
        for importer in graph.find_descendants("audits") | {"audits"}
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.split(".")[0] == "crawler"
    }
    assert seen
    assert [pair for pair in sorted(seen) if not allowed(pair[1])] == []


def test_what_audits_import_of_the_crawler_never_reaches_scrapy_or_a_socket(root):
    """Held at run time too: importing the audits must not load the network."""
    code = (
        "import sys, audits.runner; "
        "print([m for m in ('scrapy', 'twisted', 'playwright') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_audits_do_not_import_each_other(graph):
    from audits.runner import AUDITS

    names = {f"audits.{audit.id}" for audit in AUDITS}
    assert names
    crossings = [
        (one, other)
        for one in names
        for module in graph.find_descendants(one) | {one}
        for other in graph.find_modules_directly_imported_by(module)
        if other in names - {one}
    ]
    assert crossings == []


def test_every_module_with_an_audit_is_in_the_registry_under_its_own_name():
    from audits.runner import AUDITS

    written = {
        module.__name__.removeprefix("audits.") for module in modules_holding("AUDIT", "audits")
    }
    assert written == {audit.id for audit in AUDITS}


def test_every_module_with_an_export_is_in_the_registry():
    from reportgen.exports import EXPORTS

    written = {module.EXPORT.id for module in modules_holding("EXPORT", "reportgen.exports")}
    assert len(written) >= 4
    assert written == {export.id for export in EXPORTS}
    assert len(EXPORTS) == len(written)


def test_no_two_audits_fill_the_same_field():
    from audits.runner import AUDITS

    fields = [field for audit in AUDITS for field in audit.fields]
    assert len(fields) == len(set(fields))


def test_every_module_has_a_name_that_says_what_it_is_about(graph):
    named = {module for module in graph.modules if set(module.split(".")) & VAGUE_NAMES}
    assert named == set()
