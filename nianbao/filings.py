"""Commands about forms already submitted; only light modules are imported here."""

from pathlib import Path
from typing import Annotated

import typer

from nianbao import workspace
from nianbao.parameters import AsJson, Workspace
from nianbao.wording import ChineseCommand

FilledForm = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="填好的报表（docx、doc、xlsx、xls、pdf、html、txt）"),
]
FormName = Annotated[
    str | None, typer.Option("--form", metavar="NAME", help="按这种报表认；不写则自动辨认")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command(cls=ChineseCommand, help="读取填好的报表，按报表自身的规则核对")(submitted)


def submitted(
    file: FilledForm,
    form: FormName = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Read a filled form and show what its own rules say."""
    from nianbao import submissions

    path = submissions.existing(file)
    return submissions.read_one(path, submissions.checked_form(form), as_json)
