"""Importing the answer: compile its text, run it, find the function."""

from __future__ import annotations

import builtins
import linecache
import os
import sys
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, Final

from .facts import error_facts
from .frames import MAX_TEXT
from .trees import tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from .facts import Shown

UNREADABLE: Final = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)
"""What `compile` raises for text that is no Python: bad syntax, NUL bytes, lone surrogates, nesting without end."""
_MAX_NAMES: Final = 10


class InputRequested(EOFError):  # noqa: N818 - the name is what the grader looks for
    """The answer called `input()`: nobody is there to answer."""


class BreakpointHit(RuntimeError):  # noqa: N818
    """The answer called `breakpoint()`: nobody is there to debug."""


class ForbiddenName(RuntimeError):  # noqa: N818
    """The answer used a name that the exercise forbids."""


def refuse_questions() -> None:
    """Let `input()` and `breakpoint()` raise."""

    def no_input(prompt: object = "") -> str:
        sys.stdout.write(str(prompt))
        raise InputRequested("input() was called, but no one is there to answer")

    def no_breakpoint(*_: object, **__: object) -> None:
        raise BreakpointHit("breakpoint() was called, but no one is there to debug")

    vars(builtins)["input"] = no_input
    sys.breakpointhook = no_breakpoint


def lend_builtins() -> None:
    """Let `import builtins` find a copy from now on: an answer that replaces `all` or `bool` does so for itself alone."""
    lent = ModuleType("builtins", builtins.__doc__)
    vars(lent).update(vars(builtins))
    sys.modules["builtins"] = lent


def forbid(names: list[str]) -> None:
    """Let calls of `np.linalg.inv` and the like raise. A rule of the game: whoever wants to can get around it."""
    for dotted in names:
        head, *path = dotted.split(".")
        place: Any = sys.modules.get({"np": "numpy"}.get(head, head))
        for part in path[:-1]:
            place = _held(place, part)
        if path and callable(_held(place, path[-1])):
            setattr(place, path[-1], _stand_in(dotted))


def _held(place: Any, name: str) -> Any:
    """An attribute that is there; to ask a package for a module would import it (`np.ma`)."""
    return getattr(place, "__dict__", {}).get(name)


def _stand_in(dotted: str) -> Callable[..., Any]:
    def refused(*_: object, **__: object) -> None:
        raise ForbiddenName(dotted)

    return refused


def namer(file: str, folder: str | None) -> Shown:
    """How the learner's files are called in a traceback: the answer as the job names it, its neighbours beside it."""

    def shown(filename: str) -> str | None:
        if filename == file:
            return file
        if folder is None or not filename.startswith(folder + os.sep):
            return None
        return os.path.join(os.path.dirname(file), filename[len(folder) + 1 :])

    return shown


def load(job: dict[str, Any], shown: Shown) -> tuple[dict[str, Any], Any]:
    """What the grader is told, and the function when there is one."""
    file, source = job["file"], job["source"]
    try:
        code = compile(source, file, "exec", dont_inherit=True)
    except UNREADABLE as error:
        return {"outcome": "unreadable", "error": error_facts(error, shown)}, None
    # So that tools which show source find the text that was run.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    module = _module(file)
    try:
        exec(code, vars(module))  # noqa: S102 - this is what the process is for
    except BaseException as error:  # noqa: BLE001 - SystemExit too
        return {"outcome": "raised", "error": error_facts(error, shown)}, None
    function = vars(module).get(job["function"])
    if not callable(function):
        return {"outcome": "missing", "detail": _functions(module)}, None
    return {"outcome": "loaded"}, function


def _module(file: str) -> ModuleType:
    """An empty module under the answer's own name, so that answers that import each other meet the same one."""
    name = os.path.basename(file).partition(".")[0]
    if not name.isidentifier() or name in sys.modules or name in sys.stdlib_module_names:
        name = "answer"
    module = ModuleType(name)
    module.__file__ = file
    module.__builtins__ = sys.modules["builtins"]  # type: ignore[attr-defined] # the interpreter reads it
    sys.modules[name] = module
    return module


def _functions(module: ModuleType) -> str:
    """The public functions that the answer defines: one of them may be the one that was meant."""
    own = [name for name, value in vars(module).items() if type(value) is FunctionType and value.__module__ == module.__name__]
    return tidy(", ".join([name for name in own if not name.startswith("_")][:_MAX_NAMES]))[:MAX_TEXT]
