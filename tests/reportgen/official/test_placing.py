"""A set of files is placed whole or not at all, and a signed one is never replaced."""

import os
import subprocess
import sys
import time

import pytest

from crawler.errors import ExportError
from reportgen.official.interface import FormFile
from reportgen.official.placing import place, put

OLD, NEW = FormFile(".docx", b"old"), FormFile(".docx", b"new")
OTHER = FormFile("-x.html", b"page")


def test_signed_set_takes_a_new_number_when_one_of_its_names_is_taken(tmp_path):
    place([OLD], tmp_path, "r", replace=False)
    done = place([NEW, OTHER], tmp_path, "r", replace=False)
    assert [path.name for path in done] == ["r-2.docx", "r-2-x.html"]
    assert (tmp_path / "r.docx").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r-2-x.html", "r-2.docx", "r.docx"]


def test_name_that_is_taken_at_the_last_moment_is_not_replaced(tmp_path):
    (tmp_path / "part").write_bytes(b"new")
    (tmp_path / "r.docx").write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        put(tmp_path / "part", tmp_path / "r.docx")
    assert (tmp_path / "r.docx").read_bytes() == b"somebody's"


def test_draft_replaces_the_draft_before_it(tmp_path):
    place([OLD], tmp_path, "r-草稿", replace=True)
    place([NEW], tmp_path, "r-草稿", replace=True)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_file_that_fails_while_it_is_written_leaves_nothing_of_the_set(tmp_path):
    def broken(target):
        target.write_bytes(b"half")
        raise ExportError("核对不符")

    with pytest.raises(ExportError):
        place([NEW, FormFile(".zip", b"", write=broken)], tmp_path, "r", replace=False)
    assert list(tmp_path.iterdir()) == []


def test_place_that_a_folder_occupies_is_told_and_nothing_is_written(tmp_path):
    (tmp_path / "r-草稿.docx").mkdir()
    with pytest.raises(ExportError, match="占住"):
        place([NEW], tmp_path, "r-草稿", replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["r-草稿.docx"]


@pytest.mark.skipif(os.name != "posix", reason="asks whether a process lives")
def test_leavings_of_a_dead_export_go_and_those_of_a_living_one_stay(tmp_path):
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    gone = tmp_path / f".nianbao-export-{int(dead.stdout)}-abc"
    stays = tmp_path / f".nianbao-export-{os.getpid()}-abc"
    for folder in (gone, stays):
        folder.mkdir()
        (folder / "0").write_bytes(b"half")
    place([NEW], tmp_path, "r", replace=False)
    assert not gone.exists()
    assert stays.exists()


KILLED = """
import sys
from pathlib import Path
from reportgen.official.interface import FormFile
from reportgen.official.placing import place, put
text = sys.argv[2].encode() * 200_000
files = [FormFile(f".{n}", text) for n in range(40)]
print("ready", flush=True)
place(files, Path(sys.argv[1]), "r", replace=sys.argv[3] == "draft")
"""


def run_time(folder, root, kind):
    """How long one undisturbed run takes to place its files, in seconds."""
    line = [sys.executable, "-c", KILLED, str(folder), "Z", kind]
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=root) as child:
        assert child.stdout is not None
        child.stdout.readline()
        start = time.monotonic()
        child.wait()
        return time.monotonic() - start


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["draft", "signed"])
def test_killed_thirty_times_no_file_is_ever_half_written_or_of_two_runs(tmp_path, root, kind):
    seen = set()
    whole = run_time(tmp_path / "first", root, kind)
    for number in range(30):
        letter = chr(ord("A") + number % 26)
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), letter, kind],
            stdout=subprocess.PIPE,
            cwd=root,
        )
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(whole * number / 27)
        except subprocess.TimeoutExpired:
            child.kill()
        child.wait()
        child.stdout.close()
        sets = {}
        for path in tmp_path.glob("r*"):
            content = path.read_bytes()
            assert len(content) == 200_000
            assert len(set(content)) == 1
            sets.setdefault(path.name.partition(".")[0], set()).add(content[:1])
            seen.add(path.name)
        assert all(len(letters) == 1 for letters in sets.values())
    place([FormFile(".0", b"whole")], tmp_path, "other", replace=False)
    assert not list(tmp_path.glob(".nianbao-export-*"))
    assert seen
