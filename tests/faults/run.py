"""Starts a crawl in a process of its own (the reactor starts once) and reads its results."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def crawl(
    home: str,
    targets: Iterable[str | dict[str, Any]],
    own: Iterable[str],
    environment: dict[str, str] | None = None,
    **options: Any,
) -> list[dict[str, Any]]:
    """Fetch the targets in order; a target is an address or the fields of Target."""
    order = {
        "home": home,
        "own": list(own),
        "options": {"rate": 0, "timeout_seconds": 1.0, **options},
        "targets": [{"url": one} if isinstance(one, str) else one for one in targets],
    }
    run = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-m", "tests.faults.crawl"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )
    results = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(results) == len(order["targets"]), run.stderr
    return results
