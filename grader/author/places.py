"""Source text and its syntax tree together: where a node stands, and what the text is with another in its place."""

from __future__ import annotations

import ast
import re
import warnings

import msgspec

_COMPOUND = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Await, ast.Starred)
"""Expressions that need parentheses inside others."""


class Edit(msgspec.Struct, frozen=True):
    """Bytes of a text, and what stands there instead."""

    start: int
    end: int
    text: str


class Text:
    """A module's source, addressed by its syntax tree, whose columns count bytes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.data = source.encode()
        self.tree = ast.parse(source)
        self._starts = [0]
        for line in self.data.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def start(self, node: ast.AST) -> int:
        """Where a statement or expression begins."""
        assert isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword)
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.AST) -> int:
        """Where it ends."""
        assert isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: ast.AST) -> str:
        """The text of a node, without parentheses around it."""
        return self.data[self.start(node) : self.end(node)].decode()

    def operand(self, node: ast.AST) -> str:
        """The text of a node as it can stand beside any operator."""
        text = self.of(node)
        bare = isinstance(node, _COMPOUND) or (isinstance(node, ast.Tuple) and not text.startswith("("))
        return f"({text})" if bare else text

    def enclosed(self, node: ast.AST) -> bool:
        """Whether a node stands alone between parentheses."""
        before, after = self.data[: self.start(node)].rstrip(), self.data[self.end(node) :].lstrip()
        return before.endswith(b"(") and after.startswith(b")")

    def replace(self, node: ast.AST, text: str) -> Edit:
        """Something else in the place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def operator(self, left: int, right: int, symbol: str, other: str) -> Edit | None:
        """Another operator in the place of `symbol`, which stands between two offsets beside parentheses and comments only."""
        between = re.sub(rb"#[^\n]*", lambda match: b" " * len(match[0]), self.data[left:right])
        words = re.search(rb"\s+".join(re.escape(word.encode()) for word in symbol.split()), between)
        return None if words is None else Edit(left + words.start(), left + words.end(), other)

    def argument(self, call: ast.Call, argument: ast.expr | ast.keyword) -> Edit | None:
        """A call without one of its arguments, and without the comma before it; None for the only one of an unusual call."""
        others = [*call.args, *call.keywords]
        before = [self.end(other) for other in others if self.end(other) < self.start(argument)]
        if before:
            return Edit(max(before), self.end(argument), "")
        return None if len(others) > 1 else Edit(self.start(argument), self.end(argument), "")

    def line(self, offset: int) -> int:
        """The number of the line in which an offset lies, from 1."""
        return self.data.count(b"\n", 0, offset) + 1

    def lines(self, edit: Edit) -> tuple[str, str]:
        """The lines that an edit touches, before and after it; what is indentation or a line break counts as one space."""
        first = self.data.rfind(b"\n", 0, edit.start) + 1
        last = self.data.find(b"\n", edit.end)
        last = len(self.data) if last < 0 else last
        head, tail = self.data[first : edit.start].decode(), self.data[edit.end : last].decode()
        return one_line(self.data[first:last].decode()), one_line(head + edit.text + tail)

    def edited(self, edit: Edit) -> str:
        """The whole source after an edit."""
        return self.data[: edit.start].decode() + edit.text + self.data[edit.end :].decode()


def one_line(text: str) -> str:
    """The text as an author writes it down: without indentation, and every run of white space as one space."""
    return " ".join(text.split())


def parsed(source: str) -> ast.Module | None:
    """The module, if the source is one that compiles."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            compile(tree, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree
