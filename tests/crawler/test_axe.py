"""The files of the automatic accessibility check; what it finds stands in test_probes."""

import hashlib

from crawler.probes.axe import FOLDER


def test_the_vendored_files_are_those_of_the_package():
    sums = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {name: digest for digest, name in (line.split() for line in sums)}
    assert set(told) == {"axe.min.js", "zh_CN.json", "LICENSE", "LICENSE-3RD-PARTY.txt"}
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in told}
    assert found == told
    assert told["axe.min.js"].startswith("29348999450cdf28")
