"""The examples of a statement, computed: what a learner types first must come out as it is written.

A paragraph of `ask` that begins with `Example:` holds calls of the function and what comes of them, both as inline code:
"`f(2.0)` is `4.0`", "`f(3.0)` gives, rounded, `0.333`", "`f(0.0)` raises `ValueError`".
"""

from __future__ import annotations

import ast
import math
import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.build import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.exercise import Exercise

_CODE: Final = re.compile(r"`([^`]+)`")
_WORD: Final = re.compile(r"\s*(is|gives|raises)\b(,? ?rounded,?)?\s*")
_CLOSE: Final = 1e-9
"""As far, relatively, may a number be that is written in full."""
_KNOWN: Final = ("np", "inf", "nan", "array")
_SYNTAX: Final = (
    *(ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Tuple, ast.List, ast.Dict, ast.Call, ast.keyword, ast.Attribute),
    *(ast.UnaryOp, ast.BinOp, ast.Compare, ast.IfExp, ast.Lambda, ast.arguments, ast.arg, ast.Subscript, ast.Slice),
    *(ast.operator, ast.unaryop, ast.cmpop),
)


class Example(msgspec.Struct, frozen=True):
    """A call of the function in the statement, and what is written to come of it."""

    call: str
    word: str
    """`is`, `gives` or `raises`; empty where nothing is said of the call."""
    rounded: bool
    result: str


class Wrong(msgspec.Struct, frozen=True):
    """An example that does not come out."""

    example: Example
    got: str
    """What comes of the call, or why it cannot be compared."""


def examples(exercise: Exercise) -> tuple[Example, ...]:
    """Every call of the function in the paragraphs of the statement that begin with `Example:`."""
    paragraphs = re.split(r"\n\s*\n", exercise.content.ask)
    found: list[Example] = []
    for paragraph in paragraphs:
        if paragraph.lstrip().startswith("Example:"):
            found += _pairs(" ".join(paragraph.split()), exercise.function_name)
    return tuple(found)


def wrong_examples(exercise: Exercise, found: tuple[Example, ...]) -> tuple[Wrong, ...]:
    """Those examples on which the reference comes to something else.

    Numbers are compared to the digits that are written where it says "rounded", else to nine digits; arrays may be lists.
    """
    import numpy as np

    known = {"np": np, "array": np.array, "inf": np.inf, "nan": np.nan, "__builtins__": {}}
    known[exercise.function_name] = prepare(exercise).reference_function
    return tuple(Wrong(example, got) for example in found for got in _difference(example, exercise.function_name, known))


def _pairs(text: str, function: str) -> Iterator[Example]:
    """Each call with the code that follows it, if nothing but the words of a pair stands between them."""
    codes = list(_CODE.finditer(text))
    for position, code in enumerate(codes):
        if not re.match(rf"{re.escape(function)}\s*\(", code[1]):
            continue
        after = codes[position + 1] if position + 1 < len(codes) else None
        between = _WORD.fullmatch(text[code.end() : after.start()]) if after is not None else None
        if after is None or between is None:
            yield Example(code[1], "", rounded=False, result="")
        else:
            yield Example(code[1], between[1], rounded=bool(between[2]), result=after[1])


def _difference(example: Example, function: str, known: dict[str, Any]) -> Iterator[str]:
    """What comes of the call, if it is not what is written."""
    import numpy as np

    if not example.word:
        yield "nothing is said of it"
        return
    try:
        call = _parsed(example.call, {*_KNOWN, function})
        result = None if example.word == "raises" else _parsed(example.result, set(_KNOWN))
        with np.errstate(all="ignore"):
            got = eval(compile(call, "<example>", "eval"), dict(known))  # noqa: S307  of the names above, in the bank's own text
    except Exception as error:  # noqa: BLE001 - whatever the call raises is what comes of it
        if example.word != "raises" or example.result not in [kind.__name__ for kind in type(error).__mro__]:
            yield f"{type(error).__name__}: {error}"
        return
    if result is None or not _same(result.body, got, example):
        yield repr(got)


def _parsed(text: str, names: set[str]) -> ast.Expression:
    """The expression, of literals and these names.

    Raises:
        ValueError: it holds anything else.
    """
    tree = ast.parse(text.strip(), mode="eval")
    own = {argument.arg for argument in ast.walk(tree) if isinstance(argument, ast.arg)}
    for node in ast.walk(tree):
        foreign = isinstance(node, ast.Name) and node.id not in names | own
        if foreign or not isinstance(node, _SYNTAX) or (isinstance(node, ast.Attribute) and node.attr.startswith("_")):
            raise ValueError(f"{ast.unparse(node)!r} is no literal, and not np or the function")
    return tree


def _same(written: ast.expr, got: Any, example: Example) -> bool:
    """Whether what is written stands for what came."""
    import numpy as np

    if isinstance(written, ast.Call) and _called(written) == "array" and written.args:
        return isinstance(got, np.ndarray) and _same(written.args[0], got, example)
    if isinstance(written, ast.Tuple | ast.List):
        items = list(got) if isinstance(got, tuple | list) or (isinstance(got, np.ndarray) and got.ndim) else None
        same_length = items is not None and len(items) == len(written.elts)
        return same_length and all(_same(one, item, example) for one, item in zip(written.elts, items or (), strict=True))
    if isinstance(written, ast.Dict):
        keys = [ast.literal_eval(key) for key in written.keys if key is not None]
        whole = isinstance(got, dict) and sorted(map(str, got)) == sorted(map(str, keys))
        return whole and all(_same(value, got[key], example) for key, value in zip(keys, written.values, strict=True))
    if isinstance(got, tuple | list | dict) or np.ndim(got):
        return False
    return _same_number(written, got, example)


def _same_number(written: ast.expr, got: Any, example: Example) -> bool:
    """Whether a number, a text, None or a truth value is the one written."""
    import numpy as np

    if isinstance(written, ast.Constant) and not isinstance(written.value, int | float):
        return bool(got is None if written.value is None else got == written.value)
    known = {"__builtins__": {}, "np": np, "inf": np.inf, "nan": np.nan}
    value = eval(compile(ast.Expression(written), "<example>", "eval"), known)  # noqa: S307  as above
    if isinstance(value, bool) or isinstance(got, bool | np.bool_):
        return isinstance(value, bool) and isinstance(got, bool | np.bool_) and bool(got) is value
    try:
        number = float(got)
    except (TypeError, ValueError):
        return False
    if math.isnan(value) or not math.isfinite(value):
        return bool(number == value) or (math.isnan(number) and math.isnan(value))
    unit = _last_digit(example.result, written) / 2 if example.rounded else 1e-12
    return bool(abs(number - value) <= unit * (1 + 1e-6) + _CLOSE * abs(value))


def _last_digit(text: str, written: ast.expr) -> float:
    """What the last digit of a number counts, as it stands in the text: 0.01 of `3.14`, 1e-9 of `2.5e-8`."""
    digits = ast.get_source_segment(text.strip(), written) or ""
    mantissa, _, exponent = digits.lower().partition("e")
    decimals = len(mantissa.partition(".")[2].replace("_", ""))
    return float(10.0 ** (int(exponent or 0) - decimals))


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).removeprefix("np.")
