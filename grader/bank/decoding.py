"""A tree -> the structs of `grader.model.content`, with every fault of structure at once.

msgspec decodes strictly but stops at the first fault, and jsonschema words a failed `anyOf` for machines; so the types that msgspec
inspects are walked here. What cannot be read is replaced by a blank, so that the checks that follow can look at the rest.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec
from msgspec import inspect

from grader.bank.describing import describe, nearest, nearest_word, one_of
from grader.bank.expecting import expectation, pairs_with
from grader.model.forms import CONTENTS

if TYPE_CHECKING:
    from grader.bank.node import Faults, Node, Path
    from grader.model.content import Content

FORMAT: Final = 1
FORMS: Final = {form.value: content for form, content in CONTENTS.items()}
OTHER_WORDS: Final = {
    "id": "the id is the name of the file",
    "track": "the track is the folder that the file lies in",
    "name": "an exercise has a `title`; its id is the name of the file",
    "description": "did you mean `ask`?",
    "question": "did you mean `ask`?",
    "statement": "did you mean `ask`?",
    "prerequisites": "did you mean `needs`?",
    "signature": "did you mean `function`?",
    "solution": "did you mean `reference`?",
    "answer": "did you mean `reference`?",
    "tests": "did you mean `edge_cases` or `properties`?",
    "seeds": "did you mean `sources`?",
}
"""Words that authors of other tools use at the top of a file."""

_TELLING: Final = {"start": "debug", "function": "code", "symbols": "derive", "right": "choice", "answer": "predict"}
"""Keys that tell the form of a file that does not say it."""
_BAD: Final = object()


def decode(root: Node, faults: Faults) -> Content | None:
    """The content of one file. Where `faults` gained entries, the parts that they name are blanks.

    None where the file is of a later format: there, nothing else can be said.
    """
    entries = dict(_entries(root))
    if not _format(entries.pop("format", None), faults):
        return None
    form = _form(entries, faults)
    tree = msgspec.structs.replace(root, value=entries)
    decoder = _Decoder(faults)
    return cast("Content", decoder.struct(tree, _type_of(FORMS[form]), (), {"format": FORMAT}))


def _entries(node: Node) -> dict[str, Node]:
    assert isinstance(node.value, dict)
    return node.value


def _format(node: Node | None, faults: Faults) -> bool:
    """Whether the rest of the file can be looked at."""
    expected = f"the number {FORMAT}"
    if node is None:
        faults.add(("format",), "nothing", f"`format: {FORMAT}`", "it stands in the first line")
        return True
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and value > FORMAT:
        faults.add(("format",), describe(value), expected, "the file is for a later dlprep: pip install --upgrade dlprep")
        return False
    if value != FORMAT or isinstance(value, bool | float):
        faults.add(("format",), describe(value), expected)
    return True


def _form(entries: dict[str, Node], faults: Faults) -> str:
    """The form; where it is none, the one that the other keys speak of."""
    node = entries.pop("form", None)
    if node is not None and isinstance(node.value, str) and node.value in FORMS:
        return node.value
    hint = nearest(node.value, FORMS) if node is not None and isinstance(node.value, str) else ""
    faults.add(("form",), "nothing" if node is None else describe(node.plain), one_of(f"`{form}`" for form in FORMS), hint)
    return next((form for key, form in _TELLING.items() if key in entries), "code")


@functools.cache
def _type_of(struct: type[msgspec.Struct]) -> inspect.StructType:
    kind = inspect.type_info(struct)
    assert isinstance(kind, inspect.StructType)
    return kind


@functools.cache
def _keys(form: str) -> frozenset[str]:
    """The keys of a form."""
    return frozenset(field.encode_name for field in _type_of(FORMS[form]).fields)


class _Decoder:
    """Node and type -> value, or `_BAD` with a fault noted."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def value(self, node: Node, kind: inspect.Type, path: Path) -> Any:
        if isinstance(kind, inspect.AnyType):
            return node.plain
        options = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
        if node.value is None and inspect.NoneType() in options:
            return None
        return self.given(node, kind, options, path)

    def given(self, node: Node, kind: inspect.Type, options: tuple[inspect.Type, ...], path: Path) -> Any:
        """A value that is there: null is none, even for a key that may be absent."""
        for option in options:
            if pairs_with(node.value, option):
                return self.checked(node, option, path)
        self.faults.add(path, describe(node.plain), expectation(kind), _conversion(node.value, options))
        return _BAD

    def checked(self, node: Node, kind: inspect.Type, path: Path) -> Any:
        match kind:
            case inspect.StructType():
                return self.struct(node, kind, path)
            case inspect.DictType():
                return {key: self.item(item, kind.value_type, (*path, key)) for key, item in _entries(node).items()}
            case inspect.VarTupleType() | inspect.TupleType():
                return self.list(node, kind, path)
            case inspect.EnumType() | inspect.LiteralType():
                return self.word(node, kind, path)
            case _:
                return self.scalar(node, kind, path)

    def item(self, node: Node, kind: inspect.Type, path: Path) -> Any:
        """As `value`, with a blank in place of what is bad."""
        value = self.value(node, kind, path)
        return blank(kind) if value is _BAD else value

    def struct(self, node: Node, kind: inspect.StructType, path: Path, given: dict[str, Any] | None = None) -> Any:
        entries, fields = _entries(node), {field.encode_name: field for field in kind.fields if field.name not in (given or {})}
        meant = {self.unknown_key(key, list(fields), path) for key in entries.keys() - fields.keys()}
        values = dict(given or {})
        for key, field in fields.items():
            if key in entries:
                value = self.field(entries[key], field, (*path, key))
                if value is not _BAD:
                    values[field.name] = value
                    continue
            elif field.required and key in meant:
                self.faults.paths.add((*path, key))  # told already, at the key that is misspelt
            elif field.required:
                self.faults.add((*path, key), "nothing", f"`{key}`: {expectation(field.type)}")
            if field.required:
                values[field.name] = blank(field.type)
        return kind.cls(**values)

    def unknown_key(self, key: str, known: list[str], path: Path) -> str:
        """Note a key that the format does not have; returns the one that it nearly is, or an empty text."""
        hint = nearest(key, known)
        others = [] if path or key in OTHER_WORDS else [form for form in FORMS if key in _keys(form)]
        if others:
            hint = f"`{key}` belongs to {one_of(f'`form: {form}`' for form in others)}"
        elif not path:
            hint = OTHER_WORDS.get(key, hint)
        expected = one_of(known) if len(known) <= 12 else "a key of the format (dlprep author format)"
        self.faults.add((*path, key), f"the unknown key `{key}`", expected, hint, key=True)
        return "" if others else nearest_word(key, known, 0.75)

    def field(self, node: Node, field: inspect.Field, path: Path) -> Any:
        """The value of a key. A key without one is unfinished: what is optional is left out."""
        if node.value is None and field.default is None and isinstance(field.type, inspect.UnionType):
            return self.given(node, field.type, field.type.types, path)
        return self.value(node, field.type, path)

    def list(self, node: Node, kind: inspect.VarTupleType | inspect.TupleType, path: Path) -> Any:
        assert isinstance(node.value, list)
        length = len(node.value)
        kinds = [kind.item_type] * length if isinstance(kind, inspect.VarTupleType) else list(kind.item_types)
        limits = (kind.min_length, kind.max_length) if isinstance(kind, inspect.VarTupleType) else (len(kinds), len(kinds))
        values = tuple(self.item(item, one, (*path, i)) for i, (item, one) in enumerate(zip(node.value, kinds, strict=False)))
        low, high = limits[0] or 0, limits[1] if limits[1] is not None else length
        if not low <= length <= high:
            self.faults.add(path, describe(node.plain), expectation(kind))
            return _BAD
        return values

    def word(self, node: Node, kind: inspect.EnumType | inspect.LiteralType, path: Path) -> Any:
        words: list[Any] = list(kind.values) if isinstance(kind, inspect.LiteralType) else [member.value for member in kind.cls]
        if node.value not in words:
            assert isinstance(node.value, str)
            self.faults.add(path, describe(node.value), expectation(kind), nearest(node.value, words))
            return _BAD
        return kind.cls(node.value) if isinstance(kind, inspect.EnumType) else node.value

    def scalar(self, node: Node, kind: inspect.Type, path: Path) -> Any:
        value: Any = node.value
        if isinstance(kind, inspect.StrType):
            long_enough = kind.min_length is None or len(value.strip()) >= kind.min_length
            fits = long_enough and (kind.pattern is None or re.search(kind.pattern, value) is not None)
        elif isinstance(kind, inspect.IntType | inspect.FloatType):
            value = float(value) if isinstance(kind, inspect.FloatType) else value
            fits = _within(value, kind)
        else:
            fits = True
        if fits:
            return value
        self.faults.add(path, describe(node.value), expectation(kind))
        return _BAD


def _within(value: float, kind: inspect.IntType | inspect.FloatType) -> bool:
    """Whether the number keeps the bounds; nan keeps none."""
    return (
        (kind.ge is None or value >= kind.ge)
        and (kind.gt is None or value > kind.gt)
        and (kind.le is None or value <= kind.le)
        and (kind.lt is None or value < kind.lt)
    )


def _conversion(value: Any, options: tuple[inspect.Type, ...]) -> str:
    """What to do about a value of the wrong type."""
    takes = tuple(type(option) for option in options)
    if value is None:
        return "give a value, or remove the key"
    if isinstance(value, bool | int | float) and inspect.StrType in takes:
        return "put it between quotes"
    if isinstance(value, str) and (inspect.VarTupleType in takes or inspect.TupleType in takes):
        return "put it between brackets: `[...]`, or on a line of its own behind `- `"
    return ""


def blank(kind: inspect.Type) -> Any:
    """Some value of a type, to stand where the file has none."""
    match kind:
        case inspect.StructType():
            return kind.cls(**{field.name: blank(field.type) for field in kind.fields if field.required})
        case inspect.UnionType():
            return blank(kind.types[0])
        case inspect.EnumType():
            return next(iter(kind.cls))
        case inspect.LiteralType():
            return kind.values[0]
        case inspect.TupleType():
            return tuple(blank(item) for item in kind.item_types)
        case inspect.VarTupleType():
            return ()
        case inspect.DictType():
            return {}
        case inspect.StrType():
            return ""
        case inspect.AnyType():
            return None
        case _:
            return 0
