"""Wherever the grader is installed, an answer reads nothing of it: neither the references nor the exercises nor its own code."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from installs import INSTALLS, VERSION
from levels import LOCKED
from users import USERS, run_as

from grader.model.enums import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installs import Install

THIEF = """
import ctypes, importlib.machinery, importlib.util, linecache, mmap, os, pathlib, pkgutil, sys
from contextlib import contextmanager
import numpy as np

libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p

@contextmanager
def opened(path, flags=os.O_RDONLY, **within):
    descriptor = os.open(path, flags, **within)
    try:
        yield descriptor
    finally:
        os.close(descriptor)

def by_descriptor(path):
    with opened(path) as file:
        return os.read(file, 100)

def beside_a_handle(path):
    with opened(os.path.dirname(path), os.O_PATH) as folder, opened(os.path.basename(path), dir_fd=folder) as file:
        return os.read(file, 100)

def through_a_handle(path):
    with opened(path, os.O_PATH) as handle, open(f"/proc/self/fd/{handle}") as file:
        return file.read()

def by_map(path):
    with opened(path) as file:
        return mmap.mmap(file, 0, access=mmap.ACCESS_READ)[:]

def by_libc(path):
    file = libc.fopen(path.encode(), b"r")
    return file and libc.fclose(ctypes.c_void_p(file)) == 0

def by_import(path):
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location("stolen", path))
    sys.modules["stolen"] = module
    module.__spec__.loader.exec_module(module)
    return repr(vars(module))

def listed_through_a_handle(path):
    with opened(path) as folder:
        return os.listdir(folder)

READERS = [
    by_descriptor, beside_a_handle, through_a_handle, by_map, by_libc, by_import,
    lambda path: open(path).read(),
    lambda path: open(path, "r+").read(),
    lambda path: open("/proc/self/root" + path).read(),
    lambda path: open("/proc/self/cwd" + path).read(),
    lambda path: open("//" + path).read(),
    lambda path: pathlib.Path(path).read_bytes(),
    lambda path: np.fromfile(path, np.uint8).tobytes(),
    lambda path: np.memmap(path, np.uint8, "r")[:10].tobytes(),
    lambda path: "".join(linecache.getlines(path)),
    lambda path: importlib.machinery.SourceFileLoader("stolen", path).get_data(path),
    lambda path: pkgutil.get_data("__main__", path),
]
LISTERS = [os.listdir, listed_through_a_handle, lambda path: list(os.scandir(path)), lambda path: list(os.walk(path))]

def attempts(kinds, paths):
    got = []
    for path in paths:
        for number, read in enumerate(kinds):
            try:
                if read(path):
                    got.append([path, number])
            except (Exception, SystemExit):
                pass
    return got

def f(files, folders, packages):
    imported = []
    sys.path[:0] = packages
    for name in ("grader", "reference", "numerics", "msgspec"):
        try:
            imported.append(__import__(name).__name__)
        except (ImportError, OSError):
            pass
    return attempts(READERS, files), attempts(LISTERS, folders), imported
"""
GRADER = """
import json, sys
from grader.sandbox import first_child
level, source, arguments, solutions = json.load(sys.stdin)
child = first_child() if level == "fork" else None

from grader.bank import builtin_root
from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Level
from grader.sandbox import Job, Session, spawn
import grader

job = Job(source=source, file="f.py", function="f", solutions=solutions, limits=Limits(seconds=60, call_seconds=30))
with Session(child or spawn(Level(level)), job) as session:
    seen = session.run([Call(arguments)])[0]
told = {"seen": str(seen.outcome), "error": repr(seen.error), "value": seen.value}
print(json.dumps({**told, "package": grader.__path__[0], "bank": str(builtin_root())}))
"""


@pytest.fixture(scope="module", params=INSTALLS)
def install(request: pytest.FixtureRequest) -> Iterator[Install]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield INSTALLS[request.param](Path(folder))


FORK = "fork"
"""In place of a level: the best one, in a fork, as `dlprep check` has it."""
WAYS = (*LOCKED, *((FORK,) if LOCKED else ()))


def graded(install: Install, level: Level | str, source: str, solutions: Path | None = None, **arguments: Any) -> dict[str, Any]:
    """What an answer comes to in an installed grader, and what that grader says of itself."""
    given = json.dumps([str(level), source, arguments, str(solutions or install.solutions)])
    variables = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", **install.environment}
    command = [str(install.python), "-c", GRADER]
    done = subprocess.run(command, input=given, env=variables, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def secrets(install: Install) -> tuple[list[str], list[str], list[str]]:
    """Files and folders of the bank and the package, the folders that hold them, and what would have to be on the path."""
    package, bank = install.package, install.bank
    files = [*bank.glob("reference/*.py"), *sorted(bank.glob("exercises/*/*.yaml"))[:5]]
    files += [package / "__init__.py", package / "sandbox" / "child" / "wire.py", *sorted(package.glob("judge/*.py"))[:3]]
    folders = [bank / "reference", bank / "exercises", bank, package, package.parent]
    folders += [folder for folder in package.parents if (folder / VERSION).is_dir() or folder.name == VERSION]
    paths = [package.parent, bank / "reference"]
    return [str(path) for path in files], [str(path) for path in folders], [str(path) for path in paths]


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("level", WAYS)
def test_answer_reads_nothing_of_the_grader(install: Install, level: Level | str, user: str) -> None:
    files, folders, packages = secrets(install)
    told = run_as(user, lambda: graded(install, level, THIEF, files=files, folders=folders, packages=packages))
    # The grader itself can: it is there, and it is this one.
    assert (Path(told["package"]), Path(told["bank"])) == (install.package, install.bank)
    assert told["seen"] == "returned", told["error"]
    assert told["value"] == [[], [], []]


def test_thief_is_one(install: Install) -> None:
    """Without the lock it reads every file, lists every folder and imports the grader."""
    files, folders, packages = secrets(install)
    read, listed, imported = graded(install, Level.L1, THIEF, files=files, folders=folders, packages=packages)["value"]
    assert {path for path, _ in read} == set(files)
    assert {path for path, _ in listed} == set(folders)
    assert "grader" in imported


@pytest.mark.parametrize("level", WAYS)
def test_honest_answer_is_at_home(install: Install, level: Level | str) -> None:
    source = """
import importlib, numpy as np
def f():
    importlib.invalidate_caches()
    import decimal, statistics, sysconfig, unittest, email.message
    np.random.default_rng(0).normal()
    import helper
    return helper.one + int(np.fft.fft(np.ones(2))[0].real) + int(np.linalg.det(np.eye(2)))
"""
    (install.solutions / "helper.py").write_text("one = 1\n")
    told = graded(install, level, source)
    assert (told["seen"], told["value"]) == ("returned", 4), told["error"]


@pytest.mark.parametrize("level", WAYS)
def test_folder_of_the_answer_opens_no_grader_that_lies_in_it(install: Install, level: Level | str) -> None:
    """`dlprep check answer.py --exercise ID` in a home, in a checkout, in site-packages."""
    files, folders, packages = secrets(install)
    for above in (install.package.parent, install.package.parents[1], install.bank, install.bank / "reference", install.package):
        told = graded(install, level, THIEF, above, files=files, folders=folders, packages=packages)
        assert told["value"] == [[], [], []], above
