"""The functions of `reference/`, read and never run."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

import msgspec

from grader.bank.describing import nearest, one_of, shorten
from grader.bank.reaching import reached
from grader.model.errors import ContentError, Fault

if TYPE_CHECKING:
    from pathlib import Path


class Source(msgspec.Struct, frozen=True):
    """One top-level function of a reference file."""

    name: str
    parameters: tuple[str, ...]
    defaults: dict[str, str]
    """Source text of each default, by parameter."""
    text: str
    """The function's own source."""
    file_text: str
    """The whole file."""
    module_text: str
    """The part of the file that the function needs: a module by itself."""


class References:
    """Reads each file once. `faults` are those of the files themselves."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "reference"
        self.faults: list[Fault] = []
        self._files: dict[str, dict[str, Source] | None] = {}

    def find(self, dotted: str, path: str) -> Source | None:
        """The function named `track.name`; None where its file has a fault of its own, already noted.

        Raises:
            ContentError: if there is no such file or function.
        """
        track, dot, name = dotted.partition(".")
        if not dot or not track.isidentifier() or not name.isidentifier():
            raise ContentError(path, f"`{shorten(dotted)}`", "a name such as `numerics.softmax`")
        functions = self._functions(track, path)
        if functions is None:
            return None
        if name not in functions:
            public = [known for known in functions if not known.startswith("_")]
            raise ContentError(
                path,
                f"`{dotted}`, and reference/{track}.py has no function `{name}`",
                f"one of {one_of(f'`{known}`' for known in public)}",
                nearest(name, functions, f"did you mean `{track}.{{}}`?"),
            )
        return functions[name]

    def _functions(self, track: str, path: str) -> dict[str, Source] | None:
        file = self.folder / f"{track}.py"
        if track not in self._files:
            if not file.is_file():
                known = sorted(other.stem for other in self.folder.glob("*.py"))
                raise ContentError(
                    path,
                    f"`{track}`, and there is no file reference/{track}.py",
                    f"a file of reference/: {one_of(f'`{name}`' for name in known)}",
                    nearest(track, known),
                )
            self._files[track] = self._parse(file)
        return self._files[track]

    def _parse(self, file: Path) -> dict[str, Source] | None:
        try:
            text = file.read_text(encoding="utf-8")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, OSError) as error:
            line, column = (error.lineno or 0, error.offset or 0) if isinstance(error, SyntaxError) else (0, 0)
            reason = error.msg if isinstance(error, SyntaxError) else str(error)
            name = f"reference/{file.name}"
            self.faults.append(Fault(file=name, line=line, column=column, found=shorten(reason), expected="a Python file"))
            return None
        return {node.name: _source(node, tree, text) for node in tree.body if isinstance(node, ast.FunctionDef)}


def _source(node: ast.FunctionDef, tree: ast.Module, file_text: str) -> Source:
    text = ast.get_source_segment(file_text, node) or ""
    arguments = node.args
    names = tuple(argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
    defaults = dict(zip(reversed([a.arg for a in arguments.args]), map(ast.unparse, reversed(arguments.defaults)), strict=False))
    return Source(node.name, names, defaults, text, file_text, reached(tree, file_text, node.name))
