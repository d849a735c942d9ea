"""One file from disk to a filled form: converted if need be, parsed behind the wall, placed."""

from pathlib import Path

from reportgen.submitted.office import readable
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.rules import form_rules
from reportgen.submitted.submission import Submission
from reportgen.submitted.wall import Wall


def take_file(
    file: Path, wall: Wall, form_id: str | None = None, name: str | None = None
) -> Submission:
    """Return the filled form of a file with what the form's own rules say of it.

    ``name`` is what the file is called where that is not its name on disk. Raises
    SubmittedFileError; its message begins with the name.
    """
    called = name or file.name
    try:
        with readable(file, wall) as source:
            document = wall.read(source)
        submission = read_document(document, called, form_id)
    except SubmittedFileError as error:
        raise type(error)(f"{called}：{error}") from error
    return submission.with_remarks(form_rules(submission))
