"""The Python of an exercise (mistakes, alternatives, stubs, patches) as syntax trees; nothing is run here."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from grader.bank.describing import nearest, shorten
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from grader.bank.references import Source
    from grader.language import Signature


def answer_tree(signature: Signature, code: str, path: str) -> ast.Module:
    """A whole `def`, a function body or one expression -> a module that defines the function.

    Raises:
        ContentError: if it is none of these, or defines another function, or one with other parameters.
    """
    expression = _expression(code)
    body: list[ast.stmt] = [ast.Return(expression)] if expression is not None else _parse(code, path).body
    if _function(body, signature.name) is not None:
        return _compiled(_module_tree(signature, body, path), path)
    defined = [node.name for node in body if isinstance(node, ast.FunctionDef)]
    if defined and all(isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom) for node in body):
        raise ContentError(path, f"`def {defined[-1]}`", f"`def {signature.text}`", nearest(defined[-1], [signature.name]))
    module = _parse(f"def {signature.text}: pass", path)
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = body or function.body
    return _compiled(ast.fix_missing_locations(module), path)


def module_tree(signature: Signature, code: str, path: str) -> ast.Module:
    """A learner's whole file, such as a stub: it must define the function.

    Raises:
        ContentError: if it does not.
    """
    tree = _parse(code, path)
    if _function(tree.body, signature.name) is None:
        defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        found = f"`def {defined[-1]}`" if defined else f"`{shorten(code)}`"
        hint = nearest(defined[-1], [signature.name]) if defined else ""
        raise ContentError(path, found, f"Python that begins with `def {signature.text}:`", hint)
    return _compiled(_module_tree(signature, tree.body, path), path)


def module_of(code: str, path: str) -> ast.Module:
    """A whole file, whatever it defines.

    Raises:
        ContentError: if it is no Python.
    """
    return _compiled(_parse(code, path), path)


def find_once(source: Source, find: str, path: str) -> None:
    """Make sure that a patch has one place to change.

    Raises:
        ContentError: if the text does not stand in the function exactly once.
    """
    times = source.text.count(find) if find else 0
    if times != 1:
        elsewhere = f"it stands outside `{source.name}`" if find and not times and find in source.file_text else ""
        found = f"the text {shorten(find)!r}, {times} times in the source of `{source.name}`"
        raise ContentError(path, found, "a text that stands there once", elsewhere)


def patched(source: Source, find: str, replace: str, path: str) -> ast.Module:
    """The reference, with what it needs of its module, and one place of the function changed.

    Raises:
        ContentError: if nothing changes, or the result is no Python.
    """
    if find == replace:
        raise ContentError(path, "the same text again", "what stands there instead")
    text = source.module_text.replace(source.text, source.text.replace(find, replace, 1), 1)
    return _compiled(_parse(text, path), path)


def _expression(code: str) -> ast.expr | None:
    """The code, where it is one expression."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _parse(code: str, path: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _no_python(error, code, path) from None


def _compiled(tree: ast.Module, path: str) -> ast.Module:
    """The tree, after a look for what only the compiler finds, such as `return` outside a function."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<bank>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _no_python(error, "", path) from None
    return tree


def _no_python(error: Exception, code: str, path: str) -> ContentError:
    if not isinstance(error, SyntaxError):
        return ContentError(path, type(error).__name__, "Python")
    lines = code.split("\n")
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    where = f"line {error.lineno}: `{shorten(line)}` " if line.strip() else ""
    return ContentError(path, f"{where}({error.msg})", "Python")


def _function(body: list[ast.stmt], name: str) -> ast.FunctionDef | None:
    """The last top-level function of that name."""
    found = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[-1] if found else None


def _module_tree(signature: Signature, body: list[ast.stmt], path: str) -> ast.Module:
    """The module, if its function has the parameters of the signature."""
    function = _function(body, signature.name)
    assert function is not None
    arguments = function.args
    names = tuple(argument.arg for argument in (*arguments.posonlyargs, *arguments.args))
    if names != signature.names and not arguments.vararg:
        raise ContentError(path, f"`def {function.name}({ast.unparse(arguments)})`", f"`def {signature.text}`")
    return ast.Module(body=body, type_ignores=[])
