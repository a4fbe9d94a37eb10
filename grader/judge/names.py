"""What an answer may use: read from its source. A rule of the game, not security."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from grader.judge.failure import Failure
from grader.model.enums import Check, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATORS: Final = {"@": ast.MatMult}


def forbidden_uses(source: str, forbid: tuple[str, ...]) -> list[Failure]:
    """Every use of a forbidden name, under whatever name it was imported; none for a source that does not parse.

    A name is dotted (`np.linalg.inv`), a method of anything (`.dot`), or an operator (`@`).
    """
    if not forbid:
        return []
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []  # reported as unreadable
    aliases = dict(_aliases(tree)) | dict(_starred(tree, forbid))
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        name = _used(node, aliases, forbid)
        if name is not None:
            found.setdefault(name, getattr(node, "lineno", 0))
    return [Failure(check=Check.NAMES, fact=Fact.FORBIDDEN_NAME, names=(name,), line=line) for name, line in found.items()]


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Local name -> dotted name, `numpy` always spelled `np`."""
    yield "np", "np"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                yield (
                    item.asname or item.name.partition(".")[0],
                    _spelled(item.name if item.asname else item.name.partition(".")[0]),
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for item in node.names:
                yield item.asname or item.name, _spelled(f"{node.module}.{item.name}")


def _starred(tree: ast.AST, forbid: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What `from numpy.linalg import *` brings in, as far as it is forbidden."""
    modules = {
        _spelled(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*"
    }
    for name in forbid:
        module, _, last = name.rpartition(".")
        if module in modules:
            yield last, name


def _spelled(name: str) -> str:
    return "np" + name[5:] if name == "numpy" or name.startswith("numpy.") else name


def _used(node: ast.AST, aliases: dict[str, str], forbid: tuple[str, ...]) -> str | None:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return next((text for text, kind in _OPERATORS.items() if text in forbid and isinstance(node.op, kind)), None)
    if isinstance(node, ast.Attribute) and f".{node.attr}" in forbid:
        return f".{node.attr}"
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        dotted = [_spelled(f"{node.module}.{item.name}") for item in node.names]
    else:
        dotted = [_dotted(node, aliases)]
    return next((name for name in dotted for banned in forbid if name == banned or name.startswith(banned + ".")), None)


def _dotted(node: ast.AST, aliases: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([aliases.get(node.id, node.id), *reversed(parts)])
