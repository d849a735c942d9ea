"""Bars drawn on the server as SVG: rows by month, rows by column. A table says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 150, 22, 18
_LINE, _NAME, _MOST_NAME = 24, 190, 14
MOST_COLUMNS = 15


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, and how long it is."""

    name: str
    n: int


def months_of(counted: Mapping[str, int], year: int) -> tuple[Bar, ...]:
    """The twelve months of the year, then what lies outside it and what has no date."""
    inside = {f"{year}-{month:02d}": 0 for month in range(1, 13)}
    outside = sum(n for month, n in counted.items() if month and month not in inside)
    bars = [Bar(f"{int(month[5:])}月", counted.get(month, 0)) for month in inside]
    bars += [Bar("其他年", outside)] if outside else []
    bars += [Bar("无日期", counted[""])] if counted.get("") else []
    return tuple(bars)


def columns_of(counted: Mapping[tuple[str, str], int]) -> tuple[Bar, ...]:
    """The columns with the most rows; the others together."""
    bars = [Bar(name or "（未标栏目）", n) for (_, name), n in counted.items()]
    rest = sum(bar.n for bar in bars[MOST_COLUMNS:])
    return (*bars[:MOST_COLUMNS], *([Bar("其余栏目", rest)] if rest else []))


def upright(bars: Sequence[Bar], title: str) -> Markup:
    """Return upright bars as SVG; ``title`` says what they are for who can't see them."""
    most = max((bar.n for bar in bars), default=0) or 1
    step = _WIDTH / max(1, len(bars))
    room = _HEIGHT - _FOOT - _HEAD
    parts = []
    for place, bar in enumerate(bars):
        tall = room * bar.n / most
        left, middle = step * place + step * 0.18, step * (place + 0.5)
        parts.append(
            f'<rect x="{left:.1f}" y="{_HEAD + room - tall:.1f}" width="{step * 0.64:.1f}"'
            f' height="{tall:.1f}" fill="#1d4e89"/>'
            f'<text x="{middle:.1f}" y="{_HEAD + room - tall - 4:.1f}" font-size="11"'
            f' text-anchor="middle" fill="#1c2430">{bar.n}</text>'
            f'<text x="{middle:.1f}" y="{_HEIGHT - 6}" font-size="12" text-anchor="middle"'
            f' fill="#566070">{escape(bar.name)}</text>'
        )
    return _drawn(_WIDTH, _HEIGHT, title, parts)


def lying(bars: Sequence[Bar], title: str) -> Markup:
    """Return lying bars as SVG, a line each, names before them."""
    most = max((bar.n for bar in bars), default=0) or 1
    room = _WIDTH - _NAME - 60
    parts = []
    for place, bar in enumerate(bars):
        top, wide = place * _LINE, room * bar.n / most
        short = bar.name if len(bar.name) <= _MOST_NAME else f"{bar.name[: _MOST_NAME - 1]}…"
        parts.append(
            f'<text x="{_NAME - 8}" y="{top + 16}" font-size="12.5" text-anchor="end"'
            f' fill="#1c2430">{escape(short)}</text>'
            f'<rect x="{_NAME}" y="{top + 4}" width="{wide:.1f}" height="{_LINE - 8}"'
            ' fill="#1d4e89"/>'
            f'<text x="{_NAME + wide + 6:.1f}" y="{top + 16}" font-size="12"'
            f' fill="#1c2430">{bar.n}</text>'
        )
    return _drawn(_WIDTH, max(1, len(bars)) * _LINE, title, parts)


def _drawn(wide: int, tall: int, title: str, parts: Sequence[str]) -> Markup:
    return Markup(  # every text above is escaped
        f'<svg class="chart" viewBox="0 0 {wide} {tall}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
