"""What the checks of one file work on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, TypeVar

from grader.bank.node import Faults, Path, render
from grader.language import parse_expression
from grader.model.enums import Kind
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.bank.references import References, Source
    from grader.language import Expression, Program, Signature
    from grader.model.content import CodeContent, Content
    from grader.model.errors import Fault

T = TypeVar("T")

NO_VALUES: Final = (Kind.FUNCTION, Kind.RNG)
"""Kinds of input that are called, not computed with."""


class Draft:
    """The content of one file under check, and its faults so far."""

    content: Content

    def __init__(self, content: Content, faults: Faults, references: References) -> None:
        self.content, self.faults, self.references = content, faults, references
        self.add, self.sound = faults.add, faults.sound
        self.reference_files: set[str] = set()
        """Files of the bank that this one depends on."""
        self.reached: dict[str, str] = {}
        """The Python that it depends on, by `track.name`."""

    @property
    def reference_faults(self) -> list[Fault]:
        """Faults of the reference files that this draft names."""
        return [fault for fault in self.references.faults if fault.file in self.reference_files]

    def find(self, path: Path, dotted: str) -> Source | None:
        """The function of `reference/` named at `path`; None with a fault noted where there is none."""
        source = self.attempt(path, self.references.find, dotted)
        if source is not None or self.sound(*path):
            self.reference_files.add(f"reference/{dotted.partition('.')[0]}.py")
        if source is not None:
            self.reached[dotted] = source.module_text
        return source

    def attempt(self, path: Path, parse: Callable[..., T], *args: Any, **options: Any) -> T | None:
        """What `parse(*args, path=..., **options)` makes of the part at `path`; None with a fault noted where it cannot."""
        try:
            return parse(*args, path=render(path), **options)
        except ContentError as error:
            self.add(path, error.found, error.expected, error.hint, within=error.line)
            return None

    def one_number(self, path: Path, expression: Expression | None) -> None:
        """Note a fault if the expression is a pair, a text or a comparison by its very form."""
        if expression is None:
            return
        if isinstance(expression.node, ast.Tuple | ast.List):
            self.add(path, f"`{expression.source}`, which is several", "one number", "the decimal point is a `.`")
        elif isinstance(expression.node, ast.Compare | ast.BoolOp) or _is_word(expression.node):
            self.add(path, f"`{expression.source}`", "a number, or an expression that gives one")

    def expression(self, path: Path, text: str, names: Iterable[str], **options: Any) -> Expression | None:
        """The expression at `path`, if nothing was wrong with it before."""
        return self.attempt(path, parse_expression, text, names=names, **options) if self.sound(*path) else None


class CodeDraft(Draft):
    """One whose answer is code, and what the checks before found out."""

    content: CodeContent

    def __init__(self, content: CodeContent, faults: Faults, references: References) -> None:
        super().__init__(content, faults, references)
        self.signature: Signature | None = None
        self.program: Program | None = None
        self.functions = frozenset(name for name, spec in content.inputs.items() if spec.kind is Kind.FUNCTION or spec.takes)
        """Inputs that are called."""
        self.names = frozenset(content.dims) | frozenset(content.inputs)
        """What an expression may name."""


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (isinstance(node.value, bool | str) or node.value in (None, ...))
