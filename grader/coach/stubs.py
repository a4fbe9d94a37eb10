"""What an answer starts as: the author's text, or one written from the signature and the inputs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from grader.coach.annotations import annotate, result_annotation
from grader.coach.shapes import truth_shapes
from grader.language import parse_signature
from grader.model.content import DebugContent
from grader.words.learner import hint_command, plain_check, show_command
from grader.words.learner.typing import typed_stub
from grader.words.stub import WIDTH, explained, heading

if TYPE_CHECKING:
    from grader.coach.shapes import Extents, Shapes
    from grader.model.content import CodeContent
    from grader.model.exercise import Exercise


def stub(exercise: Exercise) -> str:
    """The text of a new answer; valid Python that ends with a line end."""
    if exercise.form.typed:
        return _typed(exercise)
    content = exercise.code
    if content.stub is not None:
        return content.stub.rstrip() + "\n"
    if isinstance(content, DebugContent):
        return content.start.rstrip() + "\n"
    ways = truth_shapes(content)
    signature = _signature(content, result_annotation(content, ways))
    told = explained(content, parse_signature(content.function).names, _results(content.returns, ways))
    imports = "from collections.abc import Callable\n\nimport numpy as np" if "Callable" in signature else "import numpy as np"
    return (
        f"{_docstring(heading(exercise) + chr(10))}\n\n{imports}\n\n\n"
        f"{signature}\n    {_docstring(told)}\n    raise NotImplementedError\n"
    )


def _typed(exercise: Exercise) -> str:
    """Comments that say what to write, and no answer."""
    content, key = exercise.content, exercise.key
    title = f"{content.title} ({content.difficulty}, about {content.minutes} minutes)."
    return typed_stub(title, show_command(key), plain_check(key), hint_command(key), content)


def _signature(content: CodeContent, result: str) -> str:
    """`def` with annotations; on as few lines as it fits on. Defaults stand as the author wrote them."""
    signature = parse_signature(content.function)
    written = _defaults(signature.text)
    parts = []
    for parameter in signature.parameters:
        kind = annotate(content, parameter)
        default = written.get(parameter.name)
        part = f"{parameter.name}: {kind}" if kind else parameter.name
        parts.append(part if default is None else f"{part}{' = ' if kind else '='}{default}")
    end = f") -> {result}:" if result else "):"
    together = ", ".join(parts)
    if len(line := f"def {signature.name}({together}{end}") <= WIDTH:
        return line
    inside = [f"    {together}"] if len(together) + 4 <= WIDTH else [f"    {part}," for part in parts]
    return "\n".join([f"def {signature.name}(", *inside, end])


def _results(returns: Any, ways: list[Shapes]) -> dict[str, list[Extents]]:
    """The shapes of each truth line that is returned, where all of its alternatives are known."""
    if isinstance(returns, list | tuple):
        return {name: shapes for part in returns for name, shapes in _results(part, ways).items()}
    if not isinstance(returns, str):
        return {}
    found = [way.get(returns) for way in ways]
    known = [shape for shape in dict.fromkeys(found) if shape is not None and None not in shape]
    return {returns: known} if None not in found and known and len(known) == len(dict.fromkeys(found)) else {}


def _defaults(signature: str) -> dict[str, str]:
    """The source of each default: `np.e` is not to become 2.718..."""
    source = f"def {signature}: pass"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    arguments = function.args.args[len(function.args.args) - len(function.args.defaults) :]
    pairs = zip(arguments, function.args.defaults, strict=True)
    return {argument.arg: ast.get_source_segment(source, default) or ast.unparse(default) for argument, default in pairs}


def _docstring(text: str) -> str:
    """As a literal: an author's title may hold quotes and backslashes."""
    safe = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{safe[:-1]}\\""""' if safe.endswith('"') else f'"""{safe}"""'
