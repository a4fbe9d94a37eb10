"""What is kept of an exercise: the certificate, and by seed cases with their expected values, and the script of a check.

The key of an exercise's folder holds everything that the values depend on: its YAML, what it needs of the references, and our code.
"""

from __future__ import annotations

import os
from functools import cache as remember
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader import __version__, cache

if TYPE_CHECKING:
    from grader.build.packing import Block
    from grader.model.exercise import Exercise

_LIBRARIES: Final = ("numpy", "mpmath", "sympy")
_BLOCK: Final = "seed-"
_SCRIPT: Final = "script-"
_ASKED: Final = "asked-"
"""A seed that somebody named is kept too, and is not one of the pool: it would be drawn again and again."""


@remember
def _engine() -> str:
    """What computed: our own code, which may be an edited checkout, and the libraries under it."""
    stamps = [__version__, cache.our_code()]
    for library in _LIBRARIES:
        spec = find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        stamps.append(f"{library}:{os.stat(spec.origin).st_mtime_ns}")
    return "\n".join(stamps)


class Record:
    """The cache entries of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.key = ("truth", f"{exercise.id}-{cache.fingerprint(_engine(), exercise.digest, exercise.depends)}")

    def certificate(self) -> dict[str, Any] | None:
        """The certificate as plain data, if the exercise was certified."""
        data = cache.read(*self.key, "certificate")
        try:
            return None if data is None else msgspec.msgpack.decode(data, type=dict[str, Any])
        except msgspec.DecodeError:
            return None

    def keep_certificate(self, certificate: dict[str, Any]) -> None:
        cache.write(msgspec.msgpack.encode(certificate), *self.key, "certificate")

    def seeds(self) -> list[int]:
        """The seeds whose expected values are kept: the pool."""
        entries = cache.names(*self.key)
        numbers = [entry.removeprefix(_BLOCK) for entry in entries if entry.startswith(_BLOCK)]
        return [int(number) for number in numbers if number.isascii() and number.isdigit()]

    def block(self, seed: int) -> Block | None:
        """What was computed for the cases of `seed`, or None if it is not there."""
        data = cache.read(*self.key, f"{_BLOCK}{seed}") or cache.read(*self.key, f"{_ASKED}{seed}")
        if data is None:
            return None
        from grader.build.packing import unpack

        try:
            return unpack(data)
        except ValueError:
            return None

    def keep_block(self, seed: int, block: Block, *, pool: bool = True) -> None:
        """Keep what was computed for the cases of `seed`, as one of the pool or for itself."""
        from grader.build.packing import pack

        cache.write(pack(block), *self.key, f"{_BLOCK if pool else _ASKED}{seed}")

    def forget(self, seed: int) -> None:
        """Remove everything that is kept of `seed`, unless it is one of the pool."""
        if seed not in self.seeds():
            for entry in cache.names(*self.key):
                if entry.rpartition("-")[2] == str(seed):
                    cache.remove(*self.key, entry)

    def script(self, seed: int) -> bytes | None:
        """What was written down to be asked for `seed`."""
        return cache.read(*self.key, f"{_SCRIPT}{seed}")

    def keep_script(self, seed: int, script: bytes) -> None:
        cache.write(script, *self.key, f"{_SCRIPT}{seed}")
