"""Faults of structure: keys, types, bounds and closed words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import inspect

from injection.writing import Data, Path, at, content_type, places, put, structs

if TYPE_CHECKING:
    import random

WRONG_VALUES: tuple[Any, ...] = (7, 0.5, True, None, "some text", [], {}, ["a", "b"], {"a": 1}, [[1]])


def unknown_key(data: Data, rng: random.Random) -> list[Path]:
    path, _ = rng.choice(structs(data))
    key = rng.choice(["colour", "tolerance", "rtol", "weight", "tags", "author_note"])
    at(data, path)[key] = rng.choice(WRONG_VALUES)
    return [(*path, key)]


def misspelt_key(data: Data, rng: random.Random) -> list[Path]:
    path, kind = rng.choice(structs(data))
    known = [field.encode_name for field in kind.fields]
    present = [key for key in at(data, path) if key in known and len(key) > 3]
    if not present:
        return []
    key = rng.choice(present)
    wrong = misspell(key, rng)
    if wrong in known or wrong in at(data, path):
        return []
    mapping = at(data, path)
    renamed = {wrong if name == key else name: value for name, value in mapping.items()}
    mapping.clear()
    mapping.update(renamed)
    return [(*path, wrong)]


def misspell(word: str, rng: random.Random) -> str:
    """Two letters swapped, one doubled, one left out, or one changed."""
    i = rng.randrange(len(word) - 1)
    return rng.choice(
        [
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[: i + 1] + word[i:],
            word[:i] + word[i + 1 :],
            word[:i] + rng.choice("aeioutrn") + word[i + 1 :],
        ]
    )


def missing_key(data: Data, rng: random.Random) -> list[Path]:
    path, kind = rng.choice(structs(data))
    required = [field.encode_name for field in kind.fields if field.required and field.encode_name in at(data, path)]
    if path == ():
        required += ["form"]
    if not required:
        return []
    key = rng.choice(required)
    del at(data, path)[key]
    return [(*path, key)]


def wrong_type(data: Data, rng: random.Random) -> list[Path]:
    path, kind = rng.choice([(path, kind) for path, kind in places(data, content_type(data)) if path])
    accepted = _sorts(kind)
    wrong = [value for value in WRONG_VALUES if not _sort(value) & accepted]
    if not accepted or not wrong:
        return []
    put(data, path, rng.choice(wrong))
    return [path]


def _sort(value: Any) -> set[str]:
    """What a value can pass for."""
    if isinstance(value, bool):
        return {"bool"}
    if isinstance(value, int):
        return {"int", "number"}
    return {{float: "number", str: "text", list: "list", dict: "map", type(None): "null"}[type(value)]}


def _sorts(kind: inspect.Type) -> set[str]:
    """What a type takes; empty where it takes anything."""
    if isinstance(kind, inspect.UnionType):
        parts = [_sorts(one) for one in kind.types if not isinstance(one, inspect.NoneType)]
        return set().union(*parts) if all(parts) else set()
    return {
        inspect.StrType: {"text"}, inspect.EnumType: {"text"}, inspect.LiteralType: {"text"}, inspect.IntType: {"int"},
        inspect.FloatType: {"number"}, inspect.BoolType: {"bool"}, inspect.VarTupleType: {"list"}, inspect.TupleType: {"list"},
        inspect.DictType: {"map"}, inspect.StructType: {"map"},
    }.get(type(kind), set())  # fmt: skip


def bad_word(data: Data, rng: random.Random) -> list[Path]:
    words = [
        path
        for path, kind in places(data, content_type(data))
        if isinstance(kind, inspect.EnumType | inspect.LiteralType) and isinstance(at(data, path), str)
    ]
    path = rng.choice([*words, ("form",)])
    put(data, path, rng.choice([misspell(at(data, path), rng) + "x", "none of these", ""]))
    return [path]


def out_of_bounds(data: Data, rng: random.Random) -> list[Path]:
    path, value = rng.choice(
        [
            (("minutes",), 0),
            (("minutes",), 1000),
            (("minutes",), 10.5),
            (("title",), ""),
            (("title",), "   "),
            (("limits",), {"seconds": -1}),
            (("limits",), {"call_seconds": 1.0e9}),
            (("limits",), {"memory_mb": 1}),
            (("limits",), {"seconds": float("nan")}),
            (("hints",), ["one", "two", "three", "four"]),
            (("speed",), {"dims": dict.fromkeys(data.get("dims", {}), 2), "at_most": 0.5}),
        ]
    )
    data[path[0]] = value
    inner = [key for key in value if key != "dims"] if isinstance(value, dict) else []
    return [(*path, *inner)]


def wrong_format(data: Data, rng: random.Random) -> list[Path]:
    data["format"] = rng.choice([2, 99, 0, "1", 1.5, None, True, [1]])
    return [("format",)]


def wrong_length(data: Data, rng: random.Random) -> list[Path]:
    pairs = [
        path
        for path, kind in places(data, content_type(data))
        for option in (kind.types if isinstance(kind, inspect.UnionType) else (kind,))
        if isinstance(option, inspect.TupleType) and isinstance(at(data, path), list)
    ]
    if not pairs:
        return []
    path = rng.choice(pairs)
    value = at(data, path)
    put(data, path, rng.choice([value[:1], [*value, value[-1]], []]))
    return [path]


STRUCTURE = {
    "unknown key": unknown_key,
    "misspelt key": misspelt_key,
    "missing key": missing_key,
    "wrong type": wrong_type,
    "bad word": bad_word,
    "out of bounds": out_of_bounds,
    "wrong format": wrong_format,
    "wrong length": wrong_length,
}
