"""The command that opens the review page; only light modules are imported here."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import UsageError
from nianbao import workspace
from nianbao.parameters import AsJson, Workspace
from nianbao.wording import ChineseCommand

Host = Annotated[
    str,
    typer.Option("--host", metavar="HOST", help="在哪个地址上打开；不是本机地址时要先有账号"),
]
Port = Annotated[int, typer.Option("--port", metavar="N", help="端口")]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="NAME", help="别人用什么域名打开本页，有端口的带端口"),
]
Certificate = Annotated[
    Path | None, typer.Option("--cert", metavar="FILE", help="HTTPS 证书文件（PEM）")
]
Key = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="HTTPS 私钥文件（PEM）")]
NewAccount = Annotated[
    str | None, typer.Option("--add-account", metavar="LOGIN", help="添加或更换一个登录账号")
]

OldAccount = Annotated[
    str | None, typer.Option("--remove-account", metavar="LOGIN", help="删去一个登录账号")
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(cls=ChineseCommand, help="打开确认页面：逐项确认、审核、审定、签名")(review)


def review(
    host: Host = "127.0.0.1",
    port: Port = 8020,
    name: Names = None,
    cert: Certificate = None,
    key: Key = None,
    new_account: NewAccount = None,
    old_account: OldAccount = None,
    workspace_folder: Workspace = workspace.DEFAULT,
    as_json: AsJson = False,
) -> int:
    """Open the page, or add or remove an account for it."""
    if not 1 <= port <= 65535:
        raise UsageError(f"--port 不对：{port}。请写 1 到 65535 之间的数")
    if (cert is None) != (key is None):
        raise UsageError("--cert 和 --key 要一起写。")
    for file in (cert, key):
        if file is not None and not file.is_file():
            raise UsageError(f"没有这个文件：{file}")

    from nianbao import people

    if new_account is not None:
        return people.add_account(workspace_folder, new_account)
    if old_account is not None:
        return people.remove_account(workspace_folder, old_account)
    from nianbao import reviewing
    from nianbao.listening import Address

    address = Address(host, port, tuple(name or ()), cert, key)
    return reviewing.serve(workspace_folder, address, as_json)
