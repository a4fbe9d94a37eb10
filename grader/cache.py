"""What can be computed again, kept in the user's cache folder: the index of a bank, certificates, expected values.

Every entry carries its own checksum, so that one that was cut short or altered counts as absent. Writing replaces the whole file in
one step, so that two processes that write the same entry leave one of the two. A cache that cannot be written is no cache, and no
error.

Paths are texts here: importing pathlib takes 4 ms, on the way of every check.
"""

from __future__ import annotations

import contextlib
import os
import sys
from _thread import get_ident
from functools import lru_cache
from typing import Final

try:
    # What hashlib takes it from; hashlib itself loads OpenSSL, 3 ms on the way of every check.
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter built without it
    from hashlib import blake2b

VARIABLE: Final = "DLPREP_CACHE"
"""Environment variable that moves the cache; empty switches it off."""

_ROOMS: Final = (
    *("model", "language", "bank", "bank/checks", "truth", "sample", "sandbox", "sandbox/child", "build", "judge", "grade"),
)
"""Rooms that what is kept depends on."""
_MAGIC: Final = b"dlprep1\n"
_DIGEST: Final = 16


def folder() -> str | None:
    """The cache folder, which need not exist yet; None where there is to be none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return named or None
    if sys.platform == "linux":
        # What platformdirs would say, without the 6 ms of its import on the way of every check.
        given = os.environ.get("XDG_CACHE_HOME", "")
        return os.path.join(given if given.strip() else os.path.expanduser("~/.cache"), "dlprep")
    else:
        from platformdirs import user_cache_dir

        return user_cache_dir("dlprep", appauthor=False)


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
        for entry in sorted(os.scandir(os.path.join(os.path.dirname(__file__), room)), key=lambda entry: entry.name):
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
        with open(os.path.join(root, *name), "rb") as file:
            data = file.read()
    except OSError:
        return None
    head, payload = data[: len(_MAGIC) + _DIGEST], data[len(_MAGIC) + _DIGEST :]
    return payload if head == _MAGIC + _checksum(payload) else None


def write(payload: bytes, *name: str) -> bool:
    """Keep an entry; False if the folder does not let us."""
    root = folder()
    if root is None:
        return False
    path = os.path.join(root, *name)
    parent, base = os.path.split(path)
    temporary = os.path.join(parent, f".{base}.{os.getpid()}.{get_ident()}.tmp")
    try:
        os.makedirs(parent, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(_MAGIC + _checksum(payload) + payload)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        return False
    return True


def remove(*name: str) -> None:
    """Forget an entry, if it is there."""
    root = folder()
    if root is not None:
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(root, *name))


def names(*name: str) -> tuple[str, ...]:
    """The names of the entries in a folder of the cache, sorted; whether they are whole is seen when they are read."""
    root = folder()
    if root is None:
        return ()
    try:
        return tuple(sorted(entry for entry in os.listdir(os.path.join(root, *name)) if not entry.startswith(".")))
    except OSError:
        return ()


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST).digest()
