"""Sums of numbers that a script writes for the records of a page: ``(page - 1) * 15 + 1``."""

import ast
import re
from collections.abc import Mapping

_PLAIN = re.compile(r"[\w\s.+*/()-]{3,80}")


def first_value(code: str, known: Mapping[str, str]) -> str:
    """What an expression in brackets is on page one; empty where it is no such sum.

    The one name without a known number stands for the page.
    """
    if not code.startswith("(") or not _PLAIN.fullmatch(code):
        return ""
    try:
        tree = ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return ""
    numbers = {n: int(v) for n, v in known.items() if v.isdigit()}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    pages = names - numbers.keys()
    if len(pages) > 1:
        return ""
    value = _value(tree, numbers | dict.fromkeys(pages, 1))
    return "" if value is None or value < 0 else str(value)


def _value(node: ast.expr, numbers: Mapping[str, int]) -> int | None:
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    if isinstance(node, ast.Name):
        return numbers.get(node.id)
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _value(node.left, numbers), _value(node.right, numbers)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Mult):
        return left * right
    if isinstance(node.op, ast.Add):
        return left + right
    return left - right if isinstance(node.op, ast.Sub) else None
