"""What an answer may read: the standard library, numpy, allowed packages, the other answers. Never a folder that holds packages.

The installed grader lies among the packages, with its references: so the standard library, which often holds the packages' folder,
is opened module by module, and of site-packages nothing but single packages.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from .landlock import Ruleset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PACKAGES: Final = frozenset({"site-packages", "dist-packages"})
_OURS: Final = os.path.abspath(__file__).rpartition(os.sep + "sandbox" + os.sep)[0]
"""The grader's package."""
_SECRETS: Final = (_OURS, *(os.path.join(os.path.dirname(_OURS), name) for name in ("exercises", "reference")))
"""The package, with the bank that it brings; or the bank beside it, in a checkout."""
_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full")
_FACTS: Final = ("/dev/urandom", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/sys/devices/system/cpu/online")
_LIBRARIES: Final = (
    *("libcrypto", "libssl", "libz.", "libbz2", "liblzma", "libzstd", "libexpat", "libffi", "libmpdec", "libsqlite3", "libuuid"),
    *("libm.", "libmvec", "libdl.", "librt.", "libpthread", "libutil", "libgcc_s", "libstdc++", "libgfortran", "libquadmath"),
    *("libgomp", "libomp", "libiomp", "libopenblas", "libblas", "libcblas", "liblapack", "libmkl_", "libtbb", "libnuma"),
)
"""How the names begin of the shared libraries that extension modules of the standard library, numpy and scipy load late."""


def ruleset(numpy: str) -> tuple[Ruleset, dict[str, str]]:
    """The rules that hold for every answer, and where those modules of the standard library lie that cannot be found by listing.

    Args:
        numpy: the file that `import numpy` loads.

    Raises:
        OSError: there can be no rules here.
    """
    rules = Ruleset(_closed(os.path.dirname(os.path.dirname(numpy))))
    modules: dict[str, str] = {}
    for place in sys.path:
        modules.update(_open_library(rules, place))
    open_package(rules, "numpy", numpy)
    for path in (*_FACTS, *_shared_libraries()):
        rules.open(path)
    for path in _DEVICES:
        rules.open_device(path)
    return rules, modules


def open_packages(rules: Ruleset, packages: Mapping[str, str]) -> None:
    """Open packages and modules, by name and the file that importing them loads."""
    for name, origin in packages.items():
        open_package(rules, name, origin)


def open_package(rules: Ruleset, name: str, origin: str) -> None:
    """Open a package with the shared libraries that its wheel brought, or a module."""
    folder, file = os.path.split(origin)
    if not file.startswith("__init__."):
        rules.open(origin)
    elif not _is_secret(folder):
        rules.open(folder)
        rules.open(os.path.join(os.path.dirname(folder), f"{name}.libs"))


def open_answers(rules: Ruleset, folder: str) -> None:
    """Open the learner's folder, which may be anything: a home, a checkout with a bank and an environment in it.

    It is opened as a whole where it holds files alone, else its modules one by one; what a link in it leads to stays closed.
    """
    if _is_secret(folder):
        return
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    if any(entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__" for entry in entries):
        for entry in entries:
            if entry.name.endswith(".py") and entry.is_file(follow_symlinks=False):
                rules.open(entry.path)
    else:
        rules.open(folder)


def _open_library(rules: Ruleset, place: str) -> dict[str, str]:
    """Open one entry of the module path: as a whole, or where it holds the packages' folder its modules, which are returned."""
    try:
        entries = list(os.scandir(place))
    except OSError:  # a zip file, or nothing
        rules.open(place)
        return {}
    if not any(entry.name in _PACKAGES for entry in entries):
        rules.open(place)
        return {}
    folders, files = {}, {}
    for entry in entries:
        name, _, ending = entry.name.partition(".")
        if name in sys.stdlib_module_names or name.startswith("_sysconfigdata"):
            if ending == "py":
                files[name] = entry.name
            elif not ending:
                folders[name] = entry.path
    for path in (*folders.values(), os.path.join(place, "__pycache__")):
        rules.open(path)
    # What is loaded needs its file no more, and each rule takes time.
    rules.open_files(place, [file for name, file in files.items() if name not in sys.modules])
    packages = {name: f"{path}/__init__.py" for name, path in folders.items()}
    return packages | {name: f"{place}/{file}" for name, file in files.items()}


def _shared_libraries() -> Iterator[str]:
    """The folder of shared libraries of Debian's kind, which holds no Python; of others, the libraries that are needed late."""
    multiarch = getattr(sys.implementation, "_multiarch", "")
    folders = [*os.environ.get("LD_LIBRARY_PATH", "").split(":"), os.path.join(sys.base_prefix, "lib"), "/usr/local/lib"]
    if multiarch and os.path.isdir(f"/usr/lib/{multiarch}"):
        yield from (f"/usr/lib/{multiarch}", f"/lib/{multiarch}")
    else:
        folders += ["/usr/lib64", "/lib64", "/usr/lib", "/lib"]
    for folder in dict.fromkeys(filter(os.path.isabs, folders)):
        yield from _libraries_in(folder)


def _libraries_in(folder: str) -> Iterable[str]:
    try:
        return [entry.path for entry in os.scandir(folder) if ".so" in entry.name and entry.name.startswith(_LIBRARIES)]
    except OSError:
        return []


def _closed(packages: str) -> frozenset[tuple[int, int]]:
    """The secrets and the folder of packages, with all folders above them: by device and inode, whatever names lead there."""
    closed = set()
    for path in map(os.path.realpath, (*_SECRETS, packages)):
        above = path
        while above not in closed:
            closed.add(above)
            above = os.path.dirname(above)
    statuses = [os.stat(path) for path in closed if os.path.exists(path)]
    return frozenset((status.st_dev, status.st_ino) for status in statuses)


def _is_secret(folder: str) -> bool:
    """Whether a folder lies in one of the secrets."""
    real = os.path.realpath(folder)
    return any(real == secret or real.startswith(secret + os.sep) for secret in map(os.path.realpath, _SECRETS))
