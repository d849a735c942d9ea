"""Help pages and misuse sentences in Chinese, on top of what Typer knows of the commands."""

import unicodedata
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

_INDENT = "  "


class ChineseCommand(TyperCommand):
    """A command whose ``--help`` is written by us."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # vendored base type
        """Return usage, arguments and options of the command."""
        parameters: list[Any] = self.params  # arguments and options in one list, vendored types
        arguments = [p for p in parameters if p.param_type_name == "argument"]
        options = [p for p in parameters if p.param_type_name == "option"]
        needed = [f"{p.opts[0]} {p.metavar}" for p in options if p.required]
        words = [ctx.command_path, *(str(p.metavar) for p in arguments), *needed, "[选项]"]
        lines = [f"用法：{' '.join(words)}", "", self.help or ""]
        if arguments:
            lines += ["", *_table([(str(p.metavar), str(p.help)) for p in arguments])]
        rows = [(_names(p), _explained(p)) for p in options]
        return "\n".join([*lines, "", "选项：", *_table([*rows, ("--help", "显示本说明")])])


class ChineseGroup(TyperGroup):
    """The list of commands, in the order in which a unit needs them."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # vendored base type
        """Return what the program is for and its commands."""
        rows = [
            (name, (command.help or "").splitlines()[0]) for name, command in self.commands.items()
        ]
        options = [("--help", "显示本说明")]
        if ctx.parent is None:
            options.insert(0, ("--version", "显示版本"))
        return "\n".join(
            [
                f"用法：{ctx.command_path} 命令 [选项]",
                "",
                self.help or "",
                "",
                "命令：",
                *_table(rows),
                "",
                "选项：",
                *_table(options),
                "",
                f"每个命令的用法：{ctx.command_path} 命令 --help",
            ]
        )


def misuse(problem: TyperException) -> str:
    """Turn a wrong command line into one Chinese sentence."""
    kind = type(problem).__name__
    name = _name_of(problem)
    sentences = {
        "NoSuchOption": f"没有选项 {name}。",
        "MissingParameter": f"缺少 {name}。",
        "BadOptionUsage": f"选项 {name} 后面要跟一个值。",
        "BadParameter": f"{name} 的值不对。",
    }
    sentence = sentences.get(kind, "命令写得不对：没有这个命令，或多写了内容。")
    context = getattr(problem, "ctx", None)
    path = context.command_path if context is not None else "nianbao"
    return f"{sentence}用法请看：{path} --help"


def width(text: str) -> int:
    """Columns of a terminal the text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _name_of(problem: TyperException) -> str:
    """Return the option or argument a misuse is about, as the person would type it."""
    option = getattr(problem, "option_name", "")
    if option:
        return str(option)
    parameter: Any = getattr(problem, "param", None)
    if parameter is None:
        return "这个选项"
    is_option = parameter.param_type_name == "option"
    return str(parameter.opts[0] if is_option else parameter.metavar)


def _names(parameter: Any) -> str:
    """Return ``--year YEAR`` of an option."""
    names = ", ".join(parameter.opts)
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _explained(parameter: Any) -> str:
    """Return an option's help, with what happens when it is not given."""
    if parameter.required:
        return f"{parameter.help}（必填）"
    if parameter.is_flag or parameter.default is None:
        return str(parameter.help)
    return f"{parameter.help}（默认 {parameter.default}）"


def _table(rows: list[tuple[str, str]]) -> list[str]:
    """Return two aligned columns, the second never wrapped by us."""
    left = max(width(name) for name, _ in rows) + 2
    return [f"{_INDENT}{name}{' ' * (left - width(name))}{text}" for name, text in rows]
