"""Tries: leave something behind: files, links, folders, devices, shared memory, queues, in every place that is often writable.

Harmless: empty files with a name that says where they come from.
"""

import ctypes
import os
import tempfile

import numpy as np

NAME = "dlprep-attack-26"
PLACES = [
    ".",
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/run",
    os.path.expanduser("~"),
    os.environ.get("TMPDIR", "/"),
    os.path.dirname(np.__file__),
]
libc = ctypes.CDLL(None, use_errno=True)


def tried(name, way):
    try:
        if way() != -1:
            print("REACHED", name)
    except (OSError, FileNotFoundError):
        pass


def softmax(x, axis=-1):
    for place in PLACES:
        path = os.path.join(place, NAME)
        tried("file", lambda: open(path, "w").close())
        tried("folder", lambda: os.mkdir(path + "-folder"))
        tried("link", lambda: os.symlink("/etc/passwd", path + "-link"))
        tried("hard link", lambda: os.link("/etc/hostname", path + "-hard"))
        tried("pipe", lambda: os.mkfifo(path + "-pipe"))
        tried("device", lambda: os.mknod(path + "-null", 0o20666, os.makedev(1, 3)))
        tried("nameless", lambda: os.open(place, os.O_TMPFILE | os.O_RDWR, 0o600))
        tried("mode", lambda: os.chmod(place, os.stat(place).st_mode & 0o7777))
        tried("owner", lambda: os.chown(place, -1, -1))
        tried("attribute", lambda: os.setxattr(place, "user.dlprep", b"1"))
    tried("memfd", lambda: os.memfd_create(NAME))
    tried("temporary", lambda: tempfile.mkdtemp(prefix=NAME))
    tried("shared memory", lambda: libc.shmget(0, 4096, 0o1600))
    tried("semaphores", lambda: libc.semget(0, 1, 0o1600))
    tried("queue", lambda: libc.msgget(0, 0o1600))
    return x * 0
