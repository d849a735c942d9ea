"""All formats of the official form, in the order people read them; a new one is one line here."""

from reportgen.official import book, copysheet, printing, tables, webpage, word
from reportgen.official.interface import Format

FORMATS: tuple[Format, ...] = (
    word.FORMAT,
    printing.FORMAT,
    book.FORMAT,
    webpage.FORMAT,
    tables.CSV,
    tables.JSON,
    copysheet.FORMAT,
)
