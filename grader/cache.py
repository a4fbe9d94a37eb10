"""What can be computed again, kept in the user's cache folder: the index of a bank, certificates, expected values.

Every entry carries its own checksum, so that one that was cut short or altered counts as absent. Writing replaces the whole file in
one step, so that two processes that write the same entry leave one of the two. A cache that cannot be written is no cache, and no
error.
"""

from __future__ import annotations

import contextlib
import os
import sys
from _thread import get_ident
from functools import lru_cache
from pathlib import Path
from typing import Final

try:
    # What hashlib takes it from; hashlib itself loads OpenSSL, 3 ms on the way of every check.
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter built without it
    from hashlib import blake2b

VARIABLE: Final = "DLPREP_CACHE"
"""Environment variable that moves the cache; empty switches it off."""

_ROOMS: Final = "model language bank bank/checks truth sample sandbox sandbox/child build judge grade".split()
"""Rooms that what is kept depends on."""
_MAGIC: Final = b"dlprep1\n"
_DIGEST: Final = 16


def folder() -> Path | None:
    """The cache folder, which need not exist yet; None where there is to be none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "linux":
        # What platformdirs would say, without the 6 ms of its import on the way of every check.
        given = os.environ.get("XDG_CACHE_HOME", "")
        return Path(given if given.strip() else Path.home() / ".cache") / "dlprep"
    else:
        from platformdirs import user_cache_path

        return user_cache_path("dlprep", appauthor=False)


def fingerprint(*parts: str | bytes) -> str:
    """32 hexadecimal digits that stand for these parts, in this order: a name for what was made from them."""
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d\0" % len(data))
        digest.update(data)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def our_code() -> str:
    """Stands for the code of ours that reads, computes and judges, which in a checkout may change at any time."""
    seen = []
    for room in _ROOMS:
        folder = os.path.join(os.path.dirname(__file__), room)  # noqa: PTH118, PTH120 - pathlib takes milliseconds here
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                seen.append(f"{room}/{entry.name} {status.st_mtime_ns} {status.st_size}")
    return fingerprint(__file__, *seen)


def read(*name: str) -> bytes | None:
    """The entry of that name, or None if it is absent, cut short or altered."""
    root = folder()
    if root is None:
        return None
    try:
        data = root.joinpath(*name).read_bytes()
    except OSError:
        return None
    head, payload = data[: len(_MAGIC) + _DIGEST], data[len(_MAGIC) + _DIGEST :]
    return payload if head == _MAGIC + _checksum(payload) else None


def write(payload: bytes, *name: str) -> bool:
    """Keep an entry; False if the folder does not let us."""
    root = folder()
    if root is None:
        return False
    path = root.joinpath(*name)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_MAGIC + _checksum(payload) + payload)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        return False
    return True


def names(*name: str) -> tuple[str, ...]:
    """The names of the entries in a folder of the cache, sorted; whether they are whole is seen when they are read."""
    root = folder()
    if root is None:
        return ()
    try:
        return tuple(sorted(path.name for path in root.joinpath(*name).iterdir() if not path.name.startswith(".")))
    except OSError:
        return ()


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST).digest()
