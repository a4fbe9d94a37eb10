"""Types of the format in words: what was expected where something else stood."""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from grader.bank.describing import number, one_of


def expectation(kind: inspect.Type) -> str:
    """`a whole number from 1 to 240`, `easy, medium or hard`, `a list of 2, each a number or a text`."""
    match kind:
        case inspect.UnionType():
            return _alternatives([expectation(part) for part in kind.types if not isinstance(part, inspect.NoneType)])
        case inspect.EnumType():
            return one_of(f"`{member.value}`" for member in kind.cls)
        case inspect.LiteralType():
            return one_of(f"`{value}`" for value in kind.values)
        case inspect.IntType() | inspect.FloatType():
            return _number(kind)
        case inspect.StrType():
            return "a name such as `numerics.softmax`" if kind.pattern else "a text"
        case inspect.BoolType():
            return "true or false"
        case _:
            return _container(kind)


def _container(kind: inspect.Type) -> str:
    match kind:
        case inspect.VarTupleType():
            return "a list" if kind.max_length is None else f"a list of at most {kind.max_length}"
        case inspect.TupleType():
            return f"a list of {len(kind.item_types)}, each {expectation(kind.item_types[0])}"
        case inspect.DictType():
            return "a mapping (`name: value`)"
        case inspect.StructType():
            required = [field.encode_name for field in kind.fields if field.required]
            if required:
                return f"a mapping with the keys {one_of(required)}".replace(" or ", " and ")
            return f"a mapping with keys such as {one_of([field.encode_name for field in kind.fields][:6])}"
        case _:
            return "a value"


def pairs_with(value: Any, kind: inspect.Type) -> bool:
    """Whether a value is of the sort that the type reads, its bounds and members aside."""
    match kind:
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.VarTupleType() | inspect.TupleType():
            return isinstance(value, list)
        case inspect.StrType() | inspect.EnumType() | inspect.LiteralType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return False


def _number(kind: inspect.IntType | inspect.FloatType) -> str:
    noun = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
    if kind.ge is not None and kind.le is not None:
        return f"{noun} from {number(kind.ge)} to {number(kind.le)}"
    limits = [
        f"{word} {number(limit)}"
        for word, limit in (("above", kind.gt), ("of at least", kind.ge), ("below", kind.lt), ("at most", kind.le))
        if limit is not None
    ]
    return " ".join([noun, " and ".join(limits)]).strip()


def _alternatives(parts: list[str]) -> str:
    """One phrase of several; whole numbers are numbers."""
    if "a number" in parts and "a whole number" in parts:
        parts.remove("a whole number")
    return " or ".join(parts)
