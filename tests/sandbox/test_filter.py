"""The filter of system calls, run here by an interpreter of its machine: what each architecture's kernel would decide."""

from __future__ import annotations

import errno
import re
import struct
from pathlib import Path

import pytest

from grader.sandbox.child.kernel import MACHINES, NUMBERS, UNKNOWN_FROM
from grader.sandbox.child.seccomp import ALWAYS, program

PID = 4321
OTHER = 4322
ALLOWED, REFUSED, ABSENT = "allowed", errno.EPERM, errno.ENOSYS
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


def decide(machine: str, number: int, *arguments: int, audit: int | None = None) -> str | int:
    """What the filter returns: ALLOWED, or the number of the error."""
    steps = list(struct.iter_unpack("@HBBI", program(machine, PID)))
    padded = [argument % (1 << 64) for argument in (*arguments, *(0,) * (6 - len(arguments)))]
    data = struct.pack("<IIQ6Q", number, MACHINES[machine][0] if audit is None else audit, 0, *padded)
    accumulator, at = 0, 0
    while True:
        code, then, otherwise, value = steps[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                at += then if accumulator == value else otherwise
            case 0x35:
                at += then if accumulator >= value else otherwise
            case 0x05:
                at += value
            case 0x06:
                assert value in (0x7FFF0000, 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS)
                return ALLOWED if value == 0x7FFF0000 else value & 0xFFFF
            case _:
                pytest.fail(f"an instruction that is not known: {code:#x}")


def decided(machine: str, name: str, *arguments: int) -> str | int:
    number = NUMBERS[name][MACHINES[machine][1]]
    assert number is not None
    return decide(machine, number, *arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_always_allowed_is_allowed_with_any_arguments(machine: str) -> None:
    column = MACHINES[machine][1]
    numbers = [NUMBERS[name][column] for name in ALWAYS]
    assert len(set(ALWAYS)) == len(ALWAYS)
    assert {decide(machine, number, *(-1,) * 6) for number in numbers if number is not None} == {ALLOWED}


@pytest.mark.parametrize("machine", MACHINES)
def test_every_other_call_is_refused(machine: str) -> None:
    column = MACHINES[machine][1]
    conditional = {"open", "openat", "clone", "clone3", "kill", "tgkill", "prctl", "prlimit64", "fcntl", "ioctl"}
    named = {NUMBERS[name][column] for name in (*ALWAYS, *conditional)}
    others = set(range(UNKNOWN_FROM)) - named
    assert {decide(machine, number) for number in others} == {REFUSED}


DANGEROUS = {
    "x86_64": """
        socket=41 connect=42 socketpair=53 fork=57 vfork=58 execve=59 ptrace=101 setrlimit=160 mount=165 tkill=200
        io_uring_setup=425 unshare=272 setns=308 process_vm_readv=310 execveat=322 bpf=321 userfaultfd=323 keyctl=250
        memfd_create=319 pidfd_open=434 pidfd_send_signal=424 shmget=29 inotify_init1=294 perf_event_open=298 chmod=90
        truncate=76 ftruncate=77 rename=82 unlink=87 mkdir=83 setsid=112 sched_setaffinity=203 timer_settime=223
        seccomp=317 rt_sigqueueinfo=129 open_by_handle_at=304 openat2=437 mknod=133 symlink=88 link=86 setuid=105
        chroot=161
    """,
    "aarch64": """
        socket=198 connect=203 socketpair=199 execve=221 ptrace=117 setrlimit=164 mount=40 tkill=130 io_uring_setup=425
        unshare=97 setns=268 process_vm_readv=270 execveat=281 bpf=280 userfaultfd=282 keyctl=219 memfd_create=279
        pidfd_open=434 pidfd_send_signal=424 shmget=194 inotify_init1=26 perf_event_open=241 fchmodat=53 truncate=45
        ftruncate=46 renameat=38 unlinkat=35 mkdirat=34 setsid=157 sched_setaffinity=122 timer_settime=110 seccomp=277
        rt_sigqueueinfo=138 open_by_handle_at=265 openat2=437 mknodat=33 symlinkat=36 linkat=37 setuid=146 chroot=51
    """,
}
"""Calls that an answer must never make, with their numbers."""


@pytest.mark.parametrize(("machine", "call"), [(machine, call) for machine, calls in DANGEROUS.items() for call in calls.split()])
def test_dangerous_call_is_refused(machine: str, call: str) -> None:
    assert decide(machine, int(call.partition("=")[2]), 0, 0, 0) == REFUSED


ARGUMENTS = [
    ("clone", (0x3D0F00,), ALLOWED),
    ("clone", (0x7D0F00,), ALLOWED),  # as musl starts a thread
    ("clone", (0x4111,), REFUSED),
    ("clone", (17,), REFUSED),
    ("clone", (0x3D0F00 | 0x40000000,), REFUSED),
    ("clone", (0x3D0F00 | 0x10000000,), REFUSED),
    ("clone3", (0,), ABSENT),
    ("kill", (PID, 15), ALLOWED),
    ("kill", (OTHER, 0), REFUSED),
    ("kill", (0, 9), REFUSED),
    ("kill", (-1, 9), REFUSED),
    ("kill", (-PID, 9), REFUSED),
    ("tgkill", (PID, PID + 1, 15), ALLOWED),
    ("tgkill", (OTHER, OTHER, 15), REFUSED),
    ("prctl", (15,), ALLOWED),
    ("prctl", (16,), ALLOWED),
    ("prctl", (1, 0), REFUSED),
    ("prctl", (4, 1), REFUSED),
    ("prctl", (22, 2), REFUSED),
    ("prlimit64", (0, 7, 0, 1), ALLOWED),
    ("prlimit64", (0, 7, 1, 0), REFUSED),
    ("prlimit64", (0, 7, 1 << 32, 0), REFUSED),
    ("prlimit64", (OTHER, 7, 0, 1), REFUSED),
    ("fcntl", (3, 1), ALLOWED),
    ("fcntl", (3, 1030), ALLOWED),
    ("fcntl", (3, 8, PID), REFUSED),
    ("fcntl", (3, 15), REFUSED),
    ("fcntl", (3, 1024), REFUSED),
    ("ioctl", (1, 0x5401), ALLOWED),
    ("ioctl", (1, 0x5421), ALLOWED),
    ("ioctl", (1, 0x5412), REFUSED),
    ("ioctl", (1, 0x541C), REFUSED),
    ("openat", (-100, 1, 0o2000000), ALLOWED),
    ("openat", (-100, 1, 0o101101), ALLOWED),
    ("openat", (-100, 1, 0o1000), REFUSED),
    ("openat", (-100, 1, 0o2001000), REFUSED),
]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "arguments", "expected"), ARGUMENTS)
def test_arguments_count(machine: str, name: str, arguments: tuple[int, ...], expected: str | int) -> None:
    assert decided(machine, name, *arguments) == expected


def test_old_way_to_open_cannot_empty_a_file_either() -> None:
    assert [decide("x86_64", 2, 1, flags) for flags in (0, 0o1001, 0o1000)] == [ALLOWED, ALLOWED, REFUSED]


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_of_later_kernels_are_absent(machine: str) -> None:
    assert {decide(machine, number) for number in range(UNKNOWN_FROM, UNKNOWN_FROM + 200)} == {ABSENT}


@pytest.mark.parametrize("machine", MACHINES)
def test_tables_of_other_architectures_are_refused(machine: str) -> None:
    audits = [0x40000003, 0x40000028, 0xC00000F3, *(MACHINES[other][0] for other in MACHINES if other != machine)]
    assert {decide(machine, 0, audit=audit) for audit in audits} == {REFUSED}
    assert {decide(machine, 0x40000000 | number) for number in (0, 1, 59, 520)} == {REFUSED}


@pytest.mark.parametrize("machine", [machine for machine, path in HEADERS.items() if path.exists()])
def test_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    text = HEADERS[machine].read_text(encoding="utf-8")
    known = {name: int(number) for name, number in re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)", text, re.MULTILINE)}
    # Where one call has two names, the header defines the second by the first.
    names = dict(re.findall(r"^#define __NR_(\w+) __NR3264_(\w+)", text, re.MULTILINE))
    ours = {name: numbers[MACHINES[machine][1]] for name, numbers in NUMBERS.items()}
    assert {name: known.get(name, known.get(names.get(name, ""))) for name in ours} == ours
