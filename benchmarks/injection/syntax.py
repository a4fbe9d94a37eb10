"""Faults of the text itself: broken YAML, encodings, duplicate keys. Each gives text, paths and the line of the fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

Damage = tuple[bytes, list[str], int] | None

_TOP_KEY = re.compile(r"^([a-z_]+):( |$)", re.MULTILINE)


def _top_key(text: str, rng: random.Random) -> tuple[str, int, int] | None:
    """A key of the top level of a file in blocks: its name, where it begins, and its line."""
    keys = list(_TOP_KEY.finditer(text))
    if not keys:
        return None
    match = rng.choice(keys)
    return match[1], match.start(), text.count("\n", 0, match.start()) + 1


def duplicate_key(text: str, rng: random.Random) -> Damage:
    found = _top_key(text, rng)
    if found is None:
        return None
    key, _, _ = found
    added = text.rstrip("\n") + f"\n{key}: {rng.choice(['1', 'text', '[]', '{}'])}\n"
    return added.encode(), [key], 0


def tab(text: str, rng: random.Random) -> Damage:
    lines = [number for number, line in enumerate(text.split("\n")) if re.match(r" +[a-z_]+:( |$)", line)]
    if not lines:
        return None
    number = rng.choice(lines)
    changed = text.split("\n")
    changed[number] = "\t" + changed[number].lstrip()
    return "\n".join(changed).encode(), [], number + 1


def open_bracket(text: str, rng: random.Random) -> Damage:
    return _line_before(text, rng, rng.choice(["needs_more: [a, b", "extra: {a: 1", 'extra: "unclosed', "extra: 'unclosed"]))


def colon(text: str, rng: random.Random) -> Damage:
    return _line_before(text, rng, rng.choice(["extra: some: text", "extra words without a colon", "extra: @text", "extra: %text"]))


def _line_before(text: str, rng: random.Random, line: str) -> Damage:
    found = _top_key(text, rng)
    if found is None:
        return None
    _, start, number = found
    return (text[:start] + line + "\n" + text[start:]).encode(), ["extra", "needs_more"], number


def alias(text: str, rng: random.Random) -> Damage:
    found = _top_key(text, rng)
    if found is None:
        return None
    _, start, number = found
    line = rng.choice(["extra: *nothing", "<<: {a: 1}", "extra: !!python/object:os.system x", "extra: &a [*a]"])
    return (text[:start] + line + "\n" + text[start:]).encode(), ["extra", "extra[0]", "<<"], number


def encoding(text: str, rng: random.Random) -> Damage:
    data = text.encode()
    line = rng.randrange(text.count("\n")) + 1
    start = len("\n".join(text.split("\n")[:line]).encode())
    kind = rng.randrange(4)
    if kind == 0:
        return b"\xef\xbb\xbf" + data, [], 1
    if kind == 1:
        return text.encode("utf-16"), [], 1
    return data[:start] + (b"\xff" if kind == 2 else b"\x07") + data[start:], [], line


def no_exercise(text: str, rng: random.Random) -> Damage:
    whole = rng.choice(["", "\n\n# nothing\n", "- a\n- b\n", "42\n", "null\n", "text\n"])
    if rng.random() < 0.5:
        return whole.encode(), [], 1
    return (text + "---\nformat: 1\n").encode(), [], text.count("\n") + 1


SYNTAX = {
    "duplicate key": duplicate_key,
    "tab": tab,
    "unclosed": open_bracket,
    "colon or indicator": colon,
    "alias, tag or merge": alias,
    "encoding": encoding,
    "no exercise": no_exercise,
}
