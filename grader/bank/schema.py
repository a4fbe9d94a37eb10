"""The format as JSON Schema, for editors and for checks by other tools; written by the structs themselves."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any, Final

import msgspec

from grader.model import content, forms, typed

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of one file: every key with its type, its closed words, its default and what it means.

    It says what each key may hold; what keys mean together (names that must exist, expressions that must parse) only loading tells.
    """
    schema = msgspec.json.schema(forms.AnyContent)
    described = _descriptions()
    for name, struct in schema["$defs"].items():
        struct.setdefault("description", inspect.getdoc(_struct(name)) or "")
        for key, field in struct.get("properties", {}).items():
            _without_null(field)
            text = next((described[owner, key] for owner in _owners(name) if (owner, key) in described), "")
            if text:
                field["description"] = text
    about = {"$schema": DIALECT, "title": "An exercise of dlprep", "description": "One file of exercises/<track>/<id>.yaml."}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({**about, **schema}))  # defaults are tuples in the structs
    return plain


def _without_null(field: dict[str, Any]) -> None:
    """A key without a value is refused: what is optional is left out."""
    options = [option for option in field.get("anyOf", ()) if option != {"type": "null"}]
    if not options:
        return
    if len(options) == 1:
        del field["anyOf"]
        field.update(options[0])
    else:
        field["anyOf"] = options
    if field.get("default", 0) is None:
        del field["default"]


def _owners(name: str) -> list[str]:
    """The struct and those it inherits fields from."""
    struct = _struct(name)
    return [owner.__name__ for owner in struct.__mro__] if isinstance(struct, type) else []


def _struct(name: str) -> Any:
    """The struct of that name."""
    return getattr(content, name, None) or getattr(typed, name, None)


def _descriptions() -> dict[tuple[str, str], str]:
    """What stands below each field in the source of the model, by struct and field."""
    trees = [ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8")) for module in (content, typed)]
    found = {}
    for struct in (struct for tree in trees for struct in tree.body):
        if not isinstance(struct, ast.ClassDef):
            continue
        for field, text in zip(struct.body, struct.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
            ):  # fmt: skip
                found[struct.name, field.target.id] = inspect.cleandoc(str(text.value.value))
    return found
