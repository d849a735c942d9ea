"""Templates of pages: everything escaped, and every text cleaned on its way in."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reportgen.plaintext import clean_text


def page_templates(folder: Path) -> Environment:
    """Return the templates of a folder, with the filter ``lines``; a missing name raises."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    environment.filters["lines"] = str.splitlines
    return environment


def _cleaned(value: object) -> object:
    """Clean a text; markup is already safe."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
