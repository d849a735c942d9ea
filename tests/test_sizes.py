"""Small files, small functions, one idea each."""

import ast

import pytest

PACKAGES = ("crawler", "audits", "reportgen", "nianbao")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50


@pytest.fixture(scope="module")
def modules(root):
    return [file for package in PACKAGES for file in sorted((root / package).rglob("*.py"))]


def functions(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def first_line(function):
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


def test_no_module_is_longer_than_three_hundred_lines(modules, root):
    sizes = {
        str(file.relative_to(root)): len(file.read_text(encoding="utf-8").splitlines())
        for file in modules
    }
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_fifty_lines(modules, root):
    sizes = {
        f"{file.relative_to(root)}:{node.name}": (node.end_lineno or 0) - first_line(node) + 1
        for file in modules
        for node in functions(file)
    }
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_every_module_opens_with_a_docstring(modules, root):
    silent = [
        str(file.relative_to(root))
        for file in modules
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []
