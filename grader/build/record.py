"""What the build keeps of an exercise: the certificate, and expected values by seed.

Cases themselves are not kept: drawing them again from their seed is as quick as reading them, and is the same on every machine.
The key of an exercise's folder holds everything that the values depend on: its YAML, its reference file, and our own code.
"""

from __future__ import annotations

import hashlib
from functools import cache as remember
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader import __version__, cache

if TYPE_CHECKING:
    from grader.build.packing import Block
    from grader.model.exercise import Exercise

_ROOMS: Final = ("model", "language", "truth", "sample", "build")
_BLOCK: Final = "seed-"


@remember
def _engine() -> str:
    """What our own code was when it computed: an edited checkout must not read what it computed before."""
    here = Path(__file__).resolve().parent.parent
    stamps = [__version__]
    for room in _ROOMS:
        for path in sorted((here / room).rglob("*.py")):
            status = path.stat()
            stamps.append(f"{room}/{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return "\n".join(stamps)


class Record:
    """The cache entries of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        reference = Path(exercise.root, "reference", exercise.content.reference.partition(".")[0] + ".py")
        digest = hashlib.sha256(_engine().encode())
        digest.update(exercise.digest.encode())
        digest.update(reference.read_bytes())
        self.key = ("truth", f"{exercise.id}-{digest.hexdigest()[:24]}")

    def certificate(self) -> dict[str, Any] | None:
        """The certificate as plain data, if the exercise was certified."""
        data = cache.read(*self.key, "certificate")
        return None if data is None else msgspec.msgpack.decode(data, type=dict[str, Any])

    def keep_certificate(self, certificate: dict[str, Any]) -> None:
        cache.write(msgspec.msgpack.encode(certificate), *self.key, "certificate")

    def seeds(self) -> list[int]:
        """The seeds whose expected values are kept: the pool."""
        entries = cache.names(*self.key)
        return [int(entry.removeprefix(_BLOCK)) for entry in entries if entry.startswith(_BLOCK)]

    def block(self, seed: int) -> Block | None:
        """What was computed for the cases of `seed`, or None if it is not there."""
        data = cache.read(*self.key, f"{_BLOCK}{seed}")
        if data is None:
            return None
        from grader.build.packing import unpack

        try:
            return unpack(data)
        except ValueError:
            return None

    def keep_block(self, seed: int, block: Block) -> None:
        from grader.build.packing import pack

        cache.write(pack(block), *self.key, f"{_BLOCK}{seed}")
