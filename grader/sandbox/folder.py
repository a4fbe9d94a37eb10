"""The child's working folder: empty, private, removed with whatever lies in it."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def make() -> str:
    """A new empty folder that only this user can enter.

    Raises:
        OSError: no temporary folder can be written.
    """
    name = f"dlprep-{os.urandom(8).hex()}"
    refused: OSError | None = None
    for place in filter(None, (*map(os.environ.get, ("TMPDIR", "TEMP", "TMP")), "/tmp", os.getcwd())):  # noqa: S108
        path = os.path.join(os.path.abspath(place), name)
        try:
            os.mkdir(path, 0o700)
        except OSError as error:
            refused = error
        else:
            return path
    raise refused or FileNotFoundError("no temporary folder")


def remove(path: str) -> None:
    """Remove the folder. What lies in it was made by the learner's code, so no depth and no name is trusted.

    Folders inside are moved up before they are removed: no path grows long, nothing recurses, no link is followed.
    """
    with contextlib.suppress(OSError):
        if _removed(path):
            return
        os.chmod(path, 0o700)
        moved = os.path.join(path, os.urandom(8).hex())
        names = (f"{moved}-{number}" for number in itertools.count())
        while not _removed(path):
            _sweep(path, names)


def _removed(path: str) -> bool:
    try:
        os.rmdir(path)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    return True


def _sweep(path: str, names: Iterator[str]) -> None:
    """Remove the files in `path`; put in place of each folder what lies in it. Raises OSError when nothing more can be removed."""
    for entry in list(os.scandir(path)):
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
            continue
        os.chmod(entry.path, 0o700)
        for inner in list(os.scandir(entry.path)):
            if inner.is_dir(follow_symlinks=False):
                os.chmod(inner.path, 0o700)
            os.rename(inner.path, next(names))
        os.rmdir(entry.path)
