"""The registry of traps is whole, and every line of it leads somewhere."""

import re

import pytest

from tests.traps.registry import TRAPS

EXPECTED = {
    *(f"T{n:02d}" for n in range(1, 23)),
    *(f"S{n:02d}" for n in range(1, 11)),
    *(f"M{n}" for n in range(1, 6)),
}


def test_every_known_trap_has_a_test():
    assert {trap.id[:3].rstrip("b") for trap in TRAPS} == EXPECTED
    assert len({trap.id for trap in TRAPS}) == len(TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.id)
def test_a_trap_names_a_test_and_a_defence_that_exist(trap, root):
    file, _, name = trap.test.partition("::")
    assert f"def {name}(" in (root / "tests" / file).read_text("utf-8")
    file, _, name = trap.defence.partition(":")
    defined = re.compile(rf"^\s*(async )?def _?{name.lstrip('_')}\(", re.M)
    modules = sorted((root / file.partition("/")[0]).rglob("*.py"))  # code moves within its package
    assert any(defined.search(module.read_text("utf-8")) for module in modules)
