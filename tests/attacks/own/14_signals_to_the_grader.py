"""Tries: signal the grader, its group and everyone, by every call that sends one.

Harmless: signal 0, which only asks whether a signal could be sent, and SIGCONT, which a running process does not notice.
"""

import ctypes
import fcntl
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
QUEUE, THREAD_QUEUE, TKILL, TGKILL = (129, 297, 200, 234) if os.uname().machine == "x86_64" else (138, 240, 130, 131)
PIDFD_OPEN, PIDFD_SEND = 434, 424


def works(name, way):
    try:
        if way() in (0, None):
            print("REACHED", name)
    except OSError:
        pass


def softmax(x, axis=-1):
    grader = os.getppid()
    for number in (0, signal.SIGCONT):
        works("kill", lambda: os.kill(grader, number))
        works("group", lambda: os.killpg(os.getpgid(grader), number))
        works("own group", lambda: os.killpg(0, number))
        works("tkill", lambda: libc.syscall(TKILL, grader, number))
        works("tgkill", lambda: libc.syscall(TGKILL, grader, grader, number))
        works("queue", lambda: libc.syscall(QUEUE, grader, number, ctypes.create_string_buffer(128)))
        works("thread queue", lambda: libc.syscall(THREAD_QUEUE, grader, grader, number, ctypes.create_string_buffer(128)))
        handle = libc.syscall(PIDFD_OPEN, grader, 0)
        if handle >= 0:
            print("REACHED pidfd")
            works("pidfd", lambda: libc.syscall(PIDFD_SEND, handle, number, 0, 0))
    works("everyone", lambda: os.kill(-1, 0))
    read, write = os.pipe()
    works("owner", lambda: fcntl.fcntl(read, fcntl.F_SETOWN, grader))
    works("signal", lambda: fcntl.fcntl(read, getattr(fcntl, "F_SETSIG", 10), signal.SIGCONT))
    os.close(read)
    os.close(write)
    return x * 0
