"""One file from disk to a filled form: converted if need be, parsed behind the wall, placed."""

from pathlib import Path

from reportgen.submitted.office import readable
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.rules import form_rules
from reportgen.submitted.submission import Submission
from reportgen.submitted.wall import Wall


def take_file(file: Path, wall: Wall, form_id: str | None = None) -> Submission:
    """Return the filled form of a file with what the form's own rules say of it.

    Raises SubmittedFileError; its message begins with the file's name.
    """
    try:
        with readable(file) as source:
            document = wall.read(source)
        submission = read_document(document, file.name, form_id)
    except SubmittedFileError as error:
        raise SubmittedFileError(f"{file.name}：{error}") from error
    return submission.with_remarks(form_rules(submission))
