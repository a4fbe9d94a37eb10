"""A YAML file -> a tree that knows the place of every part.

Built from the parser's events, so that tags, aliases, duplicate keys and further documents are ours to refuse, each with its place.
Imports yaml: enter through functions that have a file to read.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from grader.bank.describing import describe
from grader.bank.node import Node, Path, Place, render
from grader.bank.scalars import resolve
from grader.bank.syntax import explain
from grader.model.errors import BankError, Fault

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 40
MAX_NODES: Final = 100_000
"""With every alias written out: a page of aliases can stand for more than memory holds."""

_BOMS: Final = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TOP: Final = Place(1, 1)


class _UnreadableError(Exception):
    """There is no tree to look at."""

    def __init__(self, place: Place, found: str, expected: str, hint: str = "", path: Path = ()) -> None:
        super().__init__(found)
        self.place, self.found, self.expected, self.hint, self.path = place, found, expected, hint, path


def read_tree(data: bytes, file: str, loader: Any = None) -> tuple[Node, list[Fault]]:
    """The tree of one file, and its duplicate keys, merge keys and tags; of two equal keys the tree holds the first.

    Args:
        data: the file's bytes.
        file: its name, for the faults.
        loader: a class of yaml that yields events; libyaml's where it is there.

    Raises:
        BankError: with one fault, where there is no tree to look at: broken syntax or encoding, or no mapping at the top.
    """
    builder = None
    try:
        text = _text(data)
        builder = _Builder(text, file, loader or (yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader))
        return builder.document(), builder.faults
    except _UnreadableError as error:
        fault = _fault(file, error.place, error.path, error.found, error.expected, error.hint)
    except yaml.MarkedYAMLError as error:
        assert builder is not None
        line, column, found, expected, hint = explain(error, text)
        fault = _fault(file, Place(line, column), builder.near(line), found, expected, hint)
    raise BankError([fault]) from None


def _fault(file: str, place: Place, path: Path, found: str, expected: str, hint: str = "") -> Fault:
    return Fault(file=file, line=place.line, column=place.column, path=render(path), found=found, expected=expected, hint=hint)


def _text(data: bytes) -> str:
    """The file's text; refuses what an editor may have put there unseen."""
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            raise _UnreadableError(_TOP, f"a byte order mark ({name})", "plain UTF-8", "save the file as UTF-8 without BOM")
    if len(data) > MAX_BYTES:
        raise _UnreadableError(_TOP, f"{len(data)} bytes", f"at most {MAX_BYTES}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _after(data[: error.start].decode("utf-8"))
        raise _UnreadableError(place, f"the byte 0x{data[error.start]:02x}", "UTF-8", "save the file as UTF-8") from None
    if match := _CONTROL.search(text):
        found = f"the control character U+{ord(match[0]):04X}"
        raise _UnreadableError(_after(text[: match.start()]), found, "text that can be printed")
    return text


def _after(text: str) -> Place:
    """The place that follows `text`."""
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _plain(event: Any) -> bool:
    """Whether a scalar stands without quotes and not in a block."""
    return event.style in (None, "")


class _Builder:
    """Events -> nodes. `path` is where the builder stands, so that a syntax error can say it."""

    def __init__(self, text: str, file: str, loader: Any) -> None:
        self.file = file
        self.events = iter(yaml.parse(text, Loader=loader))
        self.path: list[str | int] = []
        self.faults: list[Fault] = []
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.count = 0
        self.last: tuple[int, Path] = (0, ())
        """Line in which the last scalar ended, and its path."""

    def near(self, line: int) -> Path:
        """The path that a syntax error in `line` is about: where the builder stands, or the value that has just ended there."""
        return self.last[1] if self.last[0] == line and len(self.last[1]) > len(self.path) else tuple(self.path)

    def fault(self, event: Any, path: Path, found: str, expected: str, hint: str = "") -> None:
        self.faults.append(_fault(self.file, _place(event), path, found, expected, hint))

    def fail(self, event: Any, found: str, expected: str, hint: str = "") -> _UnreadableError:
        return _UnreadableError(_place(event), found, expected, hint, tuple(self.path))

    def document(self) -> Node:
        """The only document of the file: a mapping."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise _UnreadableError(_TOP, "an empty file", "an exercise", "begin with `format: 1`")
        node = self.node(next(self.events))
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.fail(event, "a second document", "one exercise in a file", "remove the line `---`")
        if not isinstance(node.value, dict):
            raise _UnreadableError(node.place, describe(node.plain), "a mapping (`key: value`) at the top of the file")
        return node

    def node(self, event: Any) -> Node:
        """The value that begins with `event`."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if event.tag is not None:
            self.fault(event, tuple(self.path), f"the tag `{_short_tag(event.tag)}`", "a value without a tag")
        self.spend(1, event)
        if isinstance(event, yaml.ScalarEvent):
            return self.named(event.anchor, self.scalar(event), 1)
        if len(self.path) >= MAX_DEPTH:
            raise self.fail(event, f"more than {MAX_DEPTH} levels", "fewer brackets or less indentation")
        if event.anchor:
            self.anchors[event.anchor] = None
        before = self.count
        node = self.sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(event)
        return self.named(event.anchor, node, self.count - before + 1)

    def scalar(self, event: Any) -> Node:
        self.last = (event.end_mark.line + 1, tuple(self.path))
        return Node(resolve(event.value) if _plain(event) else event.value, _place(event), block=event.style == "|")

    def named(self, anchor: str | None, node: Node, size: int) -> Node:
        if anchor:
            self.anchors[anchor] = (node, size)
        return node

    def alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            raise self.fail(event, f"the alias `*{event.anchor}`", f"an earlier value marked `&{event.anchor}`")
        known = self.anchors[event.anchor]
        if known is None:
            raise self.fail(event, f"the alias `*{event.anchor}` inside the value that it names", "a value that ends")
        node, size = known
        self.spend(size, event)
        return node

    def spend(self, size: int, event: Any) -> None:
        self.count += size
        if self.count > MAX_NODES:
            raise self.fail(event, f"more than {MAX_NODES} values, aliases written out", "a file that a person can read")

    def sequence(self, event: Any) -> Node:
        items: list[Node] = []
        self.path.append(0)
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(item))
            self.path[-1] = len(items)
        self.path.pop()
        return Node(items, _place(event))

    def mapping(self, event: Any) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(item := next(self.events), yaml.MappingEndEvent):
            key = self.key(item)
            self.path.append(key)
            node = self.node(next(self.events))
            path = tuple(self.path)
            self.path.pop()
            if key in entries:
                line = keys[key].line
                self.fault(item, path, f"the key `{key}` a second time", "each key once", f"it stands in line {line} already")
            elif key == "<<" and _plain(item):
                self.fault(item, path, "the merge key `<<`", "the keys themselves", "write them out, or alias a whole value")
            else:
                entries[key], keys[key] = node, _place(item)
        return Node(entries, _place(event), keys)

    def key(self, event: Any) -> str:
        """The text of a key. Keys are texts as they stand: `1`, `no` and `null` are no numbers or words here."""
        if not isinstance(event, yaml.ScalarEvent):
            raise self.fail(event, "a key that is not a text", "`key: value`", "quote texts that begin with [, { or *")
        if event.tag is not None:
            self.fault(event, (*self.path, event.value), f"the tag `{_short_tag(event.tag)}`", "a key without a tag")
        text: str = event.value
        return text


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
