"""bench/RESULTS.md: one part a measurement, each written anew by its own command."""

from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).resolve().parent / "RESULTS.md"


def put(text: str, file: Path = FILE) -> None:
    """Put a part (it begins with ``# heading``) in the place of the one with its heading."""
    heading = text.partition("\n")[0]
    parts = _parts(file.read_text("utf-8")) if file.is_file() else []
    fresh = text.rstrip() + "\n"
    place = next((n for n, part in enumerate(parts) if part.startswith(f"{heading}\n")), None)
    if place is None:
        parts.append(fresh)
    else:
        parts[place] = fresh
    file.write_text("\n".join(parts), "utf-8")


def today() -> str:
    """Return the day of the measurement, for the heading of its part."""
    return datetime.now(UTC).date().isoformat()


def _parts(text: str) -> list[str]:
    """Split at first-level headings."""
    parts: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("# ") or not parts:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(lines).rstrip() + "\n" for lines in parts]
