"""What can be computed again, kept in the user's cache folder: the index of a bank, certificates, expected values.

Every entry carries its own checksum, so that one that was cut short or altered counts as absent. Writing replaces the whole file in
one step, so that two processes that write the same entry leave one of the two. A cache that cannot be written is no cache, and no
error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from pathlib import Path
from typing import Final

VARIABLE: Final = "DLPREP_CACHE"
"""Environment variable that moves the cache; empty switches it off."""

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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
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
    return hashlib.blake2b(payload, digest_size=_DIGEST).digest()
