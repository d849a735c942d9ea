"""Changes single elements of an XML file and leaves every other byte as it is.

A parser and a writer would rewrite quotes, entities and prefixes all over the file; here elements
are found by the parser and replaced in the bytes.
"""

from xml.parsers import expat

from lxml import etree

_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)


class Source:
    """One XML file: its tree, where each element lies in the bytes, and what is to change.

    Raises ValueError for a file with its own entities, or in another encoding than UTF-8.
    """

    def __init__(self, content: bytes) -> None:
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ValueError("entities of its own")
        head = content[:400].lower()
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        if is_wide or (b"encoding=" in head and b"utf-8" not in head):
            raise ValueError("another encoding")
        self.content = content
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        self.root = etree.fromstring(content.replace(*_STRICT), parser)
        self._spans = _spans(content)
        elements = [each for each in self.root.iter() if isinstance(each.tag, str)]
        if len(elements) != len(self._spans):
            raise ValueError("two parsers disagree")
        self._numbers = {element: number for number, element in enumerate(elements)}
        self._edits: list[tuple[int, int, bytes]] = []

    def raw(self, element: etree._Element) -> bytes:
        """Return the bytes of an element, from its start tag to its end tag."""
        start, end = self._spans[self._numbers[element]]
        return self.content[start:end]

    def prefix(self, element: etree._Element) -> str:
        """Return the prefix with which an element is written, with its colon; empty if none."""
        name = self.raw(element)[1:60].split(b">")[0].split(b"/")[0].split()[0].decode()
        return name.rpartition(":")[0] + ":" if ":" in name else ""

    def replace(self, element: etree._Element, new: bytes) -> None:
        """Put other bytes in the place of an element."""
        start, end = self._spans[self._numbers[element]]
        self._edits.append((start, end, new))

    def insert_before(self, element: etree._Element, new: bytes) -> None:
        """Put bytes in front of an element."""
        start, _ = self._spans[self._numbers[element]]
        self._edits.append((start, start, new))

    def insert_after(self, element: etree._Element, new: bytes) -> None:
        """Put bytes behind an element."""
        _, end = self._spans[self._numbers[element]]
        self._edits.append((end, end, new))

    def append(self, element: etree._Element, new: bytes) -> None:
        """Put bytes in front of an element's end tag; an empty element is opened for them."""
        start, end = self._spans[self._numbers[element]]
        raw = self.content[start:end]
        if raw.endswith(b"/>"):
            name = raw[1:].split(b"/")[0].split()[0]
            self._edits.append((start, end, raw[:-2].rstrip() + b">" + new + b"</" + name + b">"))
        else:
            at = start + raw.rindex(b"</")
            self._edits.append((at, at, new))

    def result(self) -> bytes:
        """Return the file with all changes; raises ValueError when two overlap."""
        parts: list[bytes] = []
        at = 0
        for start, end, new in sorted(self._edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                raise ValueError("two changes of one place")
            parts += [self.content[at:start], new]
            at = end
        return b"".join([*parts, self.content[at:]])


def _spans(content: bytes) -> list[tuple[int, int]]:
    """Return (start, end) in bytes of every element, in the order in which they begin."""
    spans: list[tuple[int, int]] = []
    open_ones: list[int] = []
    parser = expat.ParserCreate()

    def begin(_name: str, _attributes: object) -> None:
        open_ones.append(len(spans))
        spans.append((parser.CurrentByteIndex, 0))

    def end(_name: str) -> None:
        number = open_ones.pop()
        start = spans[number][0]
        tag_end = _tag_end(content, start)
        is_empty = content[tag_end - 2 : tag_end] == b"/>"
        at = tag_end if is_empty else content.index(b">", parser.CurrentByteIndex) + 1
        spans[number] = (start, at)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return spans


def _tag_end(content: bytes, start: int) -> int:
    """Return the place behind a start tag; a > inside an attribute does not end it."""
    quote = b""
    for at in range(start, len(content)):
        mark = content[at : at + 1]
        if quote:
            quote = b"" if mark == quote else quote
        elif mark in (b'"', b"'"):
            quote = mark
        elif mark == b">":
            return at + 1
    raise ValueError("a tag without an end")
