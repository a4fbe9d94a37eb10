"""What was read and found sound before, kept in the cache, so that an unchanged bank needs no YAML.

One entry a file for exercises and one list of summaries for the bank. An entry holds for as long as every file it was made from
has the size and time it had then, and dlprep is the same. What is missing, damaged or of another version counts as absent.
"""

from __future__ import annotations

import functools
import os
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader import __version__, cache
from grader.model.enums import Form
from grader.model.exercise import Exercise, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER: Final = "banks"
_SETTLED: Final = 50_000_000
"""Nanoseconds: a file written so shortly ago may change again within one tick of the file system's clock."""


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """How a file of the bank looked."""

    name: str
    """Relative to the bank."""
    mtime_ns: int
    size: int


class Listed(msgspec.Struct, frozen=True):
    """One exercise in the list of a bank; its summary without the bank's name."""

    stamps: tuple[Stamp, ...]
    summary: Summary


class _Kept(msgspec.Struct, frozen=True):
    """One exercise in full."""

    made_by: str
    stamps: tuple[Stamp, ...]
    form: Form
    content: msgspec.Raw
    """Decoded once the form is known, so that code is checked without the structs of the other forms."""
    digest: str
    depends: str


class _List(msgspec.Struct, frozen=True):
    made_by: str
    listed: tuple[Listed, ...]


class Index:
    """The entries of the bank at `root`."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._key = cache.fingerprint(os.fsencode(os.path.abspath(root)))

    def stamps(self, names: Iterable[str]) -> tuple[Stamp, ...] | None:
        """How these files look now; None if one is gone, or too young to be told from its next version."""
        stamps = []
        for name in names:
            try:
                status = os.stat(os.path.join(self.root, name))
            except OSError:
                return None
            if abs(time.time_ns() - status.st_mtime_ns) < _SETTLED:
                return None
            stamps.append(Stamp(name, status.st_mtime_ns, status.st_size))
        return tuple(stamps)

    def fresh(self, stamps: tuple[Stamp, ...]) -> bool:
        """Whether the files look as they did."""
        return self.stamps(stamp.name for stamp in stamps) == stamps

    def listed(self) -> dict[str, Listed]:
        """Summaries that still hold, by file name."""
        kept = _decode(cache.read(_FOLDER, self._key, "list"), _List)
        if kept is None or kept.made_by != _maker():
            return {}
        return {one.stamps[0].name: one for one in kept.listed if one.stamps and self.fresh(one.stamps)}

    def keep_list(self, listed: Iterable[Listed]) -> None:
        """Replace the summaries."""
        cache.write(msgspec.msgpack.encode(_List(_maker(), tuple(listed))), _FOLDER, self._key, "list")

    def exercise(self, name: str, bank: str) -> Exercise | None:
        """The exercise of the file `name`, if it was sound and nothing has changed."""
        kept = _decode(cache.read(_FOLDER, self._key, _entry(name)), _Kept)
        if (
            kept is None
            or kept.made_by != _maker()
            or not kept.stamps
            or kept.stamps[0].name != name
            or not self.fresh(kept.stamps)
        ):
            return None
        id, track = id_and_track(name)  # noqa: A001  the word of the format
        content = _decode(kept.content, _content_of(kept.form))
        return None if content is None else Exercise(id, track, bank, self.root, content, kept.digest, kept.depends)

    def keep_exercise(self, exercise: Exercise, stamps: tuple[Stamp, ...]) -> None:
        """Keep one exercise that is sound."""
        content = msgspec.Raw(msgspec.msgpack.encode(exercise.content))
        kept = _Kept(_maker(), stamps, exercise.form, content, exercise.digest, exercise.depends)
        cache.write(msgspec.msgpack.encode(kept), _FOLDER, self._key, _entry(stamps[0].name))


def id_and_track(name: str) -> tuple[str, str]:
    """`exercises/numerics/stable-softmax.yaml` -> `stable-softmax`, `numerics`."""
    folder, _, base = name.rpartition("/")
    return base.rpartition(".")[0], folder.rpartition("/")[2]


def _entry(name: str) -> str:
    """Name of the cache entry of a file."""
    return cache.fingerprint(name)


def _content_of(form: Form) -> Any:
    """The struct of a form."""
    if form in (Form.CODE, Form.DEBUG):
        from grader.model.content import CodeContent, DebugContent

        return CodeContent if form is Form.CODE else DebugContent
    from grader.model.forms import CONTENTS

    return CONTENTS[form]


def _decode(data: bytes | msgspec.Raw | None, kind: Any) -> Any:
    """The entry, or None if it is absent or was written by another version."""
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except msgspec.DecodeError:
        return None


@functools.cache
def _maker() -> str:
    """What an entry depends on besides the bank: the version, and in a checkout our code."""
    return f"{__version__} {cache.our_code()}"
