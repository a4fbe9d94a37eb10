"""Which files remain: a Landlock ruleset, folder by folder and file by file. Nothing can be written, renamed, made or removed."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from typing import TYPE_CHECKING, Final

from .kernel import call, prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

_WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 1, 1 << 2, 1 << 3
_RIGHTS: Final = ((1 << 13) - 1, (1 << 14) - 1, (1 << 15) - 1, (1 << 15) - 1, (1 << 16) - 1)
"""All rights to files that an ABI knows, from the first on: renaming across folders, truncating and device ioctls came later."""
_BIND_AND_CONNECT: Final = 3
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 3
if sys.platform == "linux":
    _OPEN: Final = os.O_PATH | os.O_CLOEXEC
else:
    _OPEN: Final = 0
_VERSION, _BENEATH = 1, 1
_RULE: Final = struct.Struct("=Qi")
"""Rights, and the descriptor of what they are for."""
_NO_NEW_PRIVILEGES: Final = 38


def version() -> int:
    """The ABI of the kernel's Landlock.

    Raises:
        OSError: it has none, or it is switched off, or a policy forbids to ask.
    """
    return call("landlock_create_ruleset", 0, 0, _VERSION)


class Ruleset:
    """What may be read, once it is enforced. Places that are not there are passed over."""

    def __init__(self, closed: frozenset[tuple[int, int]] = frozenset()) -> None:
        """`closed` are folders, by device and inode, that no rule opens.

        Raises:
            OSError: as `version`.
        """
        abi = version()
        rights = _RIGHTS[min(abi, len(_RIGHTS)) - 1]
        network = _BIND_AND_CONNECT if abi >= 4 else 0
        scopes = _ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0
        attributes = ctypes.create_string_buffer(struct.pack("@QQQ", rights, network, scopes), 24)
        self._closed = closed
        self._descriptor = call("landlock_create_ruleset", ctypes.addressof(attributes), 24, 0)
        self._rule = ctypes.create_string_buffer(12)
        self._add_rule = prepared("landlock_add_rule", self._descriptor, _BENEATH, ctypes.addressof(self._rule), 0)

    def open(self, path: str) -> None:
        """Let a file be read, or a folder with all that lies in it be listed and read."""
        self._add(path, _READ_FILE | _READ_FOLDER)

    def open_device(self, path: str) -> None:
        """Let a device be read and written."""
        self._add(path, _READ_FILE | _WRITE_FILE)

    def open_files(self, folder: str, names: Iterable[str]) -> None:
        """Let many files of one folder be read: two microseconds less for each."""
        within = os.open(folder, _OPEN)
        opening, closing, packing, add_rule, rule = os.open, os.close, _RULE.pack_into, self._add_rule, self._rule
        for name in names:
            try:
                descriptor = opening(name, _OPEN, dir_fd=within)
            except OSError:
                continue
            packing(rule, 0, _READ_FILE, descriptor)
            add_rule()
            closing(descriptor)
        closing(within)

    def enforce(self) -> None:
        """From now on, for ever, for this thread and those that it starts.

        Raises:
            OSError: the kernel refuses, or other threads run, which would stay free.
        """
        if os.stat("/proc/self/task").st_nlink != 3:
            raise OSError("other threads run already")
        call("prctl", _NO_NEW_PRIVILEGES, 1)
        call("landlock_restrict_self", self._descriptor, 0)
        os.close(self._descriptor)

    def _add(self, path: str, rights: int) -> None:
        try:
            descriptor = os.open(path, _OPEN)
        except OSError:
            return
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) in self._closed:
                    return
            else:
                rights &= ~_READ_FOLDER
            _RULE.pack_into(self._rule, 0, rights, descriptor)
            self._add_rule()
        finally:
            os.close(descriptor)
