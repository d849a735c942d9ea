"""What was found where in a file, before anyone asks whether it makes sense."""

from dataclasses import dataclass, field, replace

from reportgen.submitted.document import Cell, Columns
from reportgen.submitted.labels import Group, Labels


@dataclass(frozen=True, slots=True)
class Found:
    """A label with the text that stands as its value; ``text`` None where no cell holds one.

    ``unit`` is the one printed with the label; ``doubt`` why the value may be another's.
    ``decided`` is the answer of a box that stands among others in one cell. ``cells`` are those
    that hold the text, or the label's own where none does; none for a line outside tables.
    ``block`` is the table's number in the document. ``loose``: a value by its place alone.
    """

    key: str
    label: str
    text: str | None
    unit: str = ""
    doubt: str = ""
    decided: bool | None = None
    cells: tuple[Cell, ...] = ()
    block: int = -1
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A label that means several fields where it stands, or stands under a foreign heading."""

    label: str
    text: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class Harvest:
    """Everything taken out of a document, in reading order."""

    found: list[Found] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)

    def place(self, first: int, cells: tuple[Cell, ...]) -> None:
        """Note in which cells the things found from number ``first`` on stand."""
        self.found[first:] = [replace(each, cells=cells) for each in self.found[first:]]

    def loosen(self, first: int) -> None:
        """Note that the things found from number ``first`` on are known by their place alone."""
        self.found[first:] = [replace(each, loose=True) for each in self.found[first:]]

    def number(self, first: int, block: int) -> None:
        """Note in which block of the document the things found from number ``first`` on stand."""
        self.found[first:] = [replace(each, block=block) for each in self.found[first:]]


@dataclass(slots=True)
class Context:
    """The headings that stand above what is being read.

    ``in_tables`` says that the form is in tables: then a label alone on a line is only a word.
    ``year`` is the one that the form's title prints. ``loose`` as in Document. ``columns`` are
    those that the heads of the last table named.
    """

    labels: Labels
    headings: tuple[Group, ...] = ()
    in_tables: bool = False
    year: int | None = None
    loose: bool = False
    columns: Columns = field(default_factory=Columns)

    def enter(self, group: Group) -> None:
        """Take a heading; one that lies within the present ones goes under them."""
        kept = [g for g in self.headings if g is not group and group.keys < g.keys]
        self.headings = (*kept, group)

    def leave(self) -> None:
        """Forget the headings: a line of another kind has come between."""
        self.headings = ()


def fitting(labels: Labels, label: str, headings: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the headings without the inner ones that do not hold a label: their part is over."""
    while len(headings) > 1 and not labels.resolve(label, headings):
        headings = headings[:-1]
    return headings


def take(
    harvest: Harvest,
    labels: Labels,
    label: str,
    text: str | None,
    headings: tuple[Group, ...],
    unit: str = "",
    doubt: str = "",
    cells: tuple[Cell, ...] = (),
) -> None:
    """Add a label with its value under its headings: certain, or unclear."""
    keys = labels.resolve(label, headings)
    path = " › ".join([*(group.name for group in headings[-1:]), label.rstrip("：: ")])
    if len(keys) == 1:
        harvest.found.append(Found(keys[0], path, text, unit, doubt, cells=cells))
    else:
        harvest.unclear.append(Unclear(path, text or "", keys))
