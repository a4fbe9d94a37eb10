"""Installed graders, made of links to the files at hand: each in a folder of its own, with an interpreter that finds it."""

import os
import shutil
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
SKIPPED = shutil.ignore_patterns("__pycache__", "site-packages", "dist-packages", "test", "idlelib", "ensurepip", "tkinter")


class Install(NamedTuple):
    """How to start one, where its secrets lie, and a learner's folder in it."""

    python: Path
    environment: dict[str, str]
    package: Path
    bank: Path
    solutions: Path


def wheel(folder: Path) -> Install:
    """In the site-packages of a virtual environment, the bank inside the package."""
    python = environment(folder / "venv")
    packages = folder / "venv" / "lib" / VERSION / "site-packages"
    fill(packages)
    return installed(folder, python, packages)


def checkout(folder: Path) -> Install:
    """Editable: the environment lies in the checkout, which is the learner's workspace too."""
    repository = folder / "dlprep"
    python = environment(repository / ".venv")
    packages = repository / ".venv" / "lib" / VERSION / "site-packages"
    fill(packages, grader=False)
    copy(ROOT / "grader", repository / "grader")
    bank(repository)
    (packages / "dlprep_dev.pth").write_text(f"{repository}\n")
    (repository / "solutions").mkdir()
    return Install(python, {}, repository / "grader", repository, repository / "solutions")


def user(folder: Path) -> Install:
    """In the user's own site-packages, for the interpreter of the system."""
    packages = folder / "home" / ".local" / "lib" / VERSION / "site-packages"
    fill(packages)
    python = Path(sys.base_prefix, "bin", VERSION)
    return installed(folder, python, packages, PYTHONUSERBASE=str(folder / "home" / ".local"))


def system(folder: Path) -> Install:
    """In the site-packages of the interpreter itself, inside the folder of the standard library."""
    prefix = folder / "usr"
    library = prefix / "lib" / VERSION
    copy(Path(sysconfig.get_path("stdlib")), library)
    fill(library / "site-packages")
    (prefix / "bin").mkdir()
    shutil.copy(Path(sys.base_prefix, "bin", VERSION), prefix / "bin" / VERSION)
    return installed(folder, prefix / "bin" / VERSION, library / "site-packages", PYTHONHOME=str(prefix))


INSTALLS = {"wheel": wheel, "checkout": checkout, "user": user, "system": system}


def installed(folder: Path, python: Path, packages: Path, **variables: str) -> Install:
    (folder / "work" / "solutions").mkdir(parents=True)
    return Install(python, variables, packages / "grader", packages / "grader" / "_bank", folder / "work" / "solutions")


def environment(folder: Path) -> Path:
    """A virtual environment without packages; its interpreter."""
    (folder / "bin").mkdir(parents=True)
    (folder / "lib" / VERSION / "site-packages").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text(f"home = {sys.base_prefix}/bin\ninclude-system-site-packages = false\n")
    python = folder / "bin" / "python"
    python.symlink_to(Path(sys.base_prefix, "bin", VERSION))
    return python


def fill(packages: Path, *, grader: bool = True) -> None:
    """Install numpy, msgspec and, with its bank, the grader."""
    packages.mkdir(parents=True, exist_ok=True)
    for name in ("numpy", "msgspec"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        source = Path(spec.origin).parent
        copy(source, packages / name)
        if (libraries := source.with_name(f"{name}.libs")).is_dir():
            copy(libraries, packages / libraries.name)
    if grader:
        copy(ROOT / "grader", packages / "grader")
        bank(packages / "grader" / "_bank")


def bank(folder: Path) -> None:
    for name in ("exercises", "reference"):
        copy(ROOT / name, folder / name)


def copy(source: Path, target: Path) -> None:
    """A copy of a folder: links to the same files where the system allows them."""
    shutil.copytree(source, target, copy_function=link, ignore=SKIPPED)


def link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
