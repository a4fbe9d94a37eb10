"""Tries: read every process of the machine through /proc: environment, command line, memory, open files; its own memory too.

Harmless: reads only. It answers rightly all the same.
"""

import os

import numpy as np


def reached(path):
    try:
        with open(path, "rb") as file:
            file.read(16)
        return True
    except OSError:
        return False


def walk():
    for pid in ["self", "thread-self", "1", str(os.getppid()), str(os.getpid()), *map(str, range(os.getpid() - 50, os.getpid()))]:
        for name in ("environ", "cmdline", "maps", "mem", "stat", "status", "io", "auxv", "root/etc/passwd", "cwd/etc/passwd"):
            if reached(f"/proc/{pid}/{name}"):
                print("REACHED", pid, name)
        for name in ("fd", "task", "map_files", "ns"):
            try:
                print("REACHED", pid, name, os.listdir(f"/proc/{pid}/{name}"))
            except OSError:
                pass
    # Its own pipes it may open; those of others not.
    for number in range(64):
        if reached(f"/proc/{os.getppid()}/fd/{number}"):
            print("REACHED descriptor", number)
    for path in (
        "/proc/kcore",
        "/proc/kallsyms",
        "/proc/keys",
        "/proc/mounts",
        "/proc/net/tcp",
        "/dev/mem",
        "/dev/kmsg",
        "/dev/tty",
    ):
        if reached(path):
            print("REACHED", path)


def softmax(x, axis=-1):
    walk()
    x = x if x.dtype.kind == "f" else x.astype(float)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
