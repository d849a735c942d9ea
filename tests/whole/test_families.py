"""Families are hints: with them and without them a site has the same figures."""

import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.sites import FAMILIES, build
from tests.whole.trial import ROOT, SURE, false_claims, run

NAMES = [family.id for family in FAMILIES]


def figures(trial):
    """Sure columns by path, with their counts."""
    return {
        path: line["in_year"] for path, line in trial.columns.items() if line["verdict"] in SURE
    }


def assert_same(kit, folder):
    site = build(kit, seed=4)
    hinted = run(site, folder / "with")
    plain = run(site, folder / "without", "--no-families")
    first, second = figures(hinted), figures(plain)
    both = first.keys() & second.keys()
    assert len(both) >= 5
    assert {path: first[path] for path in both} == {path: second[path] for path in both}
    assert false_claims(plain) == []
    assert len(second) >= 0.9 * len(first)
    return hinted, plain


def listing(trial, folder, *options):
    """What ``nianbao columns`` prints of a run."""
    site = urlsplit(trial.address).netloc
    line = [*(sys.executable, "-m", "nianbao", "columns", "--site", site), "--year", "2025"]
    done = subprocess.run(
        [*line, "--workspace", str(folder), *options],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    return done.stdout


def test_a_site_of_a_described_family_counts_the_same_without_hints(tmp_path):
    hinted, plain = assert_same("f3", tmp_path)
    told = json.loads(listing(hinted, tmp_path / "with", "--json"))["families"]
    assert told[0]["name"] == "大汉 JCMS（jpage）"
    assert told[0]["signs"]
    assert "建站系统：大汉 JCMS（jpage）" in listing(hinted, tmp_path / "with")
    assert "--no-families" in listing(plain, tmp_path / "without")


@pytest.mark.slow
@pytest.mark.parametrize("kit", [name for name in NAMES if name != "f3"])
def test_every_kit_site_counts_the_same_without_hints(kit, tmp_path):
    assert_same(kit, tmp_path)
