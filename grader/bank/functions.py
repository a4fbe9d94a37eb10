"""The bank's Python, run: references, and the mistakes and alternatives of an exercise as functions.

Entering here runs the code of the bank. Imports numpy.
"""

from __future__ import annotations

import functools
import linecache
import math
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader import cache
from grader.bank.code import answer_tree, module_of, patched
from grader.bank.guarding import LONGEST, bank_code, guarded
from grader.bank.references import References
from grader.bank.refusing import refused
from grader.language import parse_signature
from grader.model.content import Alternative, Mistake
from grader.model.errors import BankError, ContentError, Fault

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from grader.model.exercise import Exercise


def load_function(exercise: Exercise, dotted: str) -> Callable[..., Any]:
    """The function `track.name` of `reference/track.py` in the exercise's bank. This runs the file, once while it stays as it is.

    The function raises TimeoutError where it takes too long, and what it prints goes to stderr.

    Raises:
        BankError: if there is no such file or function, or running the file raises.
    """
    track, _, name = dotted.partition(".")
    file = Path(exercise.root) / "reference" / f"{track}.py"
    try:
        status = file.stat()
        module = _module(file, status.st_mtime_ns, status.st_size)
        function = getattr(module, name)
    except (OSError, AttributeError):
        raise refused(exercise, dotted, "no such function", f"`def {name}` in reference/{track}.py") from None
    if not callable(function):
        raise refused(exercise, dotted, f"`{name}`, which is no function", "a function")
    return _guarded(function)


def compile_answer(exercise: Exercise, answer: str | Mistake | Alternative) -> Callable[..., Any]:
    """Code of the exercise as the function that a learner would hand in, with `np` and `math` in scope.

    Args:
        exercise: gives the signature and, for a patch, the reference.
        answer: a whole `def`, a function body or one expression; or the mistake or alternative that holds it, patches included.

    Raises:
        BankError: if the code does not compile, or running it defines no function.
    """
    name = "answer" if isinstance(answer, str) else answer.name
    path = f"<{exercise.id}: {name}>"
    try:
        signature = parse_signature(exercise.code.function)
        if isinstance(answer, Mistake) and answer.patch is not None:
            source = References(Path(exercise.root)).find(exercise.code.reference, "reference")
            if source is None:
                raise refused(exercise, name, "a reference that is no Python", "the patch on its source")
            tree, text = patched(source, *answer.patch, path), ""
        else:
            text = answer if isinstance(answer, str) else answer.code or ""
            tree = answer_tree(signature, text, path)
    except ContentError as error:
        raise refused(exercise, name, error.found, error.expected, error.hint) from None
    module = _run(exercise, name, tree, path, text)
    function: Callable[..., Any] = module.__dict__[signature.name]
    return function


def compile_file(exercise: Exercise, source: str, name: str) -> Callable[..., Any]:
    """The function that the exercise asks for out of a whole file that a learner could hand in; `name` stands in tracebacks.

    Raises:
        BankError: if running the file raises, or defines no such function.
    """
    path = f"<{exercise.id}: {name}>"
    try:
        tree = module_of(source, path)
    except ContentError as error:
        raise refused(exercise, name, error.found, error.expected, error.hint) from None
    function = _run(exercise, name, tree, path, source).__dict__.get(exercise.function_name)
    if not callable(function):
        raise refused(exercise, name, "no such function", f"code that defines `{exercise.function_name}`")
    found: Callable[..., Any] = function
    return found


def _run(exercise: Exercise, name: str, tree: ast.Module, path: str, text: str) -> types.ModuleType:
    """A module of its own for the tree, whose source a traceback can show."""
    module = types.ModuleType(f"dlprep_answer_{cache.fingerprint(path)[:12]}")
    module.__dict__.update(np=np, math=math)
    if text:
        linecache.cache[path] = (len(text), None, text.splitlines(keepends=True), path)
    try:
        with bank_code(LONGEST):
            exec(compile(tree, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  running the bank's code is what this is for
    except Exception as error:  # whatever the bank's code raises is a fault of the bank
        raise refused(exercise, name, f"{type(error).__name__}: {error}", "code that defines the function") from error
    return module


_guarded = functools.lru_cache(maxsize=256)(guarded)
"""The same function each time, as without a guard: what is kept by function must find it again."""


@functools.lru_cache(maxsize=64)
def _module(file: Path, mtime_ns: int, size: int) -> types.ModuleType:
    """The file, run under a name that no other module has; again when it has changed."""
    key = cache.fingerprint(f"{file} {mtime_ns} {size}")[:12]
    name = f"dlprep_reference_{file.stem}_{key}"
    module = types.ModuleType(name)
    module.__file__ = str(file)
    sys.modules[name] = module
    try:
        with bank_code(LONGEST):
            exec(compile(file.read_bytes(), str(file), "exec", dont_inherit=True), module.__dict__)  # noqa: S102  as above
    except Exception as error:
        del sys.modules[name]
        line = error.lineno or 0 if isinstance(error, SyntaxError) else _line(error, str(file))
        found = f"{type(error).__name__}: {error}"
        fault = Fault(file=f"reference/{file.name}", line=line, found=found, expected="a file that can be imported")
        raise BankError([fault]) from error
    return module


def _line(error: BaseException, file: str) -> int:
    """The line of `file` in which the error was raised."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
