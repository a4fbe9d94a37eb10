"""What an answer may read: the learner's folder, the standard library as systems lay it out, and never a folder above a secret."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from levels import LOCKED

from grader.model.case import Call
from grader.model.enums import LoadOutcome, Outcome
from grader.sandbox.child import landlock, places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from grader.model.case import Observation
    from grader.model.enums import Level
    from grader.sandbox import Session

    Start = Callable[..., Session]

LOCKED_TESTS = pytest.mark.parametrize("level", LOCKED)


def told(session: Session, **arguments: Any) -> Observation:
    (seen,) = session.run([Call(arguments)])
    return seen


class TestSolutions:
    """The learner's folder is whatever folder the answer lies in."""

    READ = """
        def f(paths):
            got = []
            for path in paths:
                try:
                    got.append(open(path).read())
                except PermissionError:
                    got.append(None)
            return got
    """

    def read(self, start: Start, level: Level, folder: Path, *names: str) -> list[str | None]:
        seen = told(start(self.READ, level, solutions=str(folder)), paths=[str(folder / name) for name in names])
        assert seen.outcome is Outcome.RETURNED, seen
        return seen.value

    @LOCKED_TESTS
    def test_files_of_a_flat_folder_can_be_read(self, start: Start, level: Level, tmp_path: Path) -> None:
        for name in ("a.py", "b.csv", "__pycache__/c.pyc"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(name)
        assert self.read(start, level, tmp_path, "a.py", "b.csv") == ["a.py", "b.csv"]

    @LOCKED_TESTS
    def test_of_a_folder_with_folders_only_modules_can_be_read(self, start: Start, level: Level, tmp_path: Path) -> None:
        for name in ("a.py", "notes.txt", "reference/numerics.py", ".venv/lib/x.py"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(name)
        got = self.read(start, level, tmp_path, "a.py", "notes.txt", "reference/numerics.py", ".venv/lib/x.py")
        assert got == ["a.py", None, None, None]

    @LOCKED_TESTS
    @pytest.mark.parametrize("flat", [True, False])
    def test_links_lead_nowhere(self, start: Start, level: Level, tmp_path: Path, flat: bool) -> None:
        (secret := tmp_path / "secret.py").write_text("secret")
        (folder := tmp_path / "solutions").mkdir()
        (folder / "link.py").symlink_to(secret)
        (folder / "folder").symlink_to(tmp_path)
        if not flat:
            (folder / "other").mkdir()
        assert self.read(start, level, folder, "link.py", "folder/secret.py") == [None, None]

    @LOCKED_TESTS
    def test_folder_that_is_gone_is_no_matter(self, start: Start, level: Level, tmp_path: Path) -> None:
        assert start("f = abs", level, solutions=str(tmp_path / "gone")).load().outcome is LoadOutcome.LOADED

    @LOCKED_TESTS
    def test_nothing_in_it_can_be_changed(self, start: Start, level: Level, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text("mine")
        source = """
            import ctypes, os
            def f(path):
                libc = ctypes.CDLL(None)
                ways = [
                    lambda: open(path, "w"),
                    lambda: open(path, "a"),
                    lambda: open(path, "r+"),
                    lambda: os.open(path, os.O_RDONLY | os.O_TRUNC),
                    lambda: os.truncate(path, 0),
                    lambda: os.unlink(path),
                    lambda: os.utime(path),
                    lambda: os.chmod(path, 0),
                    lambda: os.rename(path, path + "c"),
                    lambda: os.setxattr(path, "user.a", b"b"),
                ]
                for way in ways:
                    try:
                        way()
                        return "worked"
                    except PermissionError:
                        pass
        """
        assert told(start(source, level, solutions=str(tmp_path)), path=str(tmp_path / "a.py")).value is None
        assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


class Rules:
    """Remembers what would be opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, path: str) -> None:
        self.opened.append(path)

    def open_files(self, folder: str, names: list[str]) -> None:
        self.opened += [f"{folder}/{name}" for name in names]


def grown(folder: Path, *names: str) -> Path:
    """A folder with files of these names; those that end in / are folders."""
    for name in names:
        path = folder / name
        path.mkdir(parents=True) if name.endswith("/") else (path.parent.mkdir(parents=True, exist_ok=True), path.touch())
    return folder


class TestLibrary:
    """The standard library, as the systems lay it out."""

    @pytest.mark.parametrize("packages", ["site-packages", "dist-packages"])
    def test_library_that_holds_packages_is_opened_module_by_module(self, tmp_path: Path, packages: str) -> None:
        names = ["json/__init__.py", "wave.py", "os.py", "_sysconfigdata__linux_.py", "__pycache__/", "lib-dynload/"]
        library = grown(tmp_path, *names, f"{packages}/grader/a.py", "local/secret.py", "x.py")
        rules = Rules()
        modules = places._open_library(rules, str(library))  # type: ignore[arg-type]
        opened = {os.path.relpath(path, library) for path in rules.opened}
        assert opened == {"json", "wave.py", "_sysconfigdata__linux_.py", "__pycache__"}
        assert {name: os.path.relpath(path, library) for name, path in modules.items()} == {
            "json": "json/__init__.py", "wave": "wave.py", "os": "os.py", "_sysconfigdata__linux_": "_sysconfigdata__linux_.py",
        }  # fmt: skip

    def test_library_without_packages_is_opened_as_a_whole(self, tmp_path: Path) -> None:
        rules = Rules()
        assert places._open_library(rules, str(grown(tmp_path, "json/__init__.py", "os.py"))) == {}  # type: ignore[arg-type]
        assert rules.opened == [str(tmp_path)]

    def test_package_is_opened_with_the_libraries_of_its_wheel(self, tmp_path: Path) -> None:
        rules = Rules()
        places.open_packages(rules, {"numpy": f"{tmp_path}/numpy/__init__.py", "six": f"{tmp_path}/six.py"})  # type: ignore[arg-type]
        assert rules.opened == [f"{tmp_path}/numpy", f"{tmp_path}/numpy.libs", f"{tmp_path}/six.py"]

    def test_the_grader_is_no_package_to_open(self) -> None:
        rules = Rules()
        places.open_packages(rules, {"grader": f"{places._OURS}/__init__.py"})  # type: ignore[arg-type]
        assert rules.opened == []

    def test_of_a_folder_of_shared_libraries_with_python_in_it_only_libraries_are_opened(self, tmp_path: Path) -> None:
        """As /usr/lib64 of Fedora, or lib of conda."""
        lib = grown(tmp_path, "libcrypto.so.3", "libmkl_avx2.so.2", "libsecret.txt", "python3.11/site-packages/grader/a.py")
        assert sorted(places._libraries_in(str(lib))) == [f"{lib}/libcrypto.so.3", f"{lib}/libmkl_avx2.so.2"]


class TestRuleset:
    """Rules of the real kernel, made and never enforced here."""

    @LOCKED_TESTS
    def test_folder_above_a_secret_is_never_opened(self, level: Level, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        secret = grown(tmp_path, "a/b/secret/") / "a" / "b" / "secret"
        grown(tmp_path, "a/other/")
        monkeypatch.setattr(places, "_SECRETS", (str(secret),))
        added: list[int] = []
        rules = landlock.Ruleset(places._closed(str(tmp_path / "packages")))
        monkeypatch.setattr(rules, "_add_rule", lambda: added.append(1))
        (tmp_path / "link").symlink_to(tmp_path / "a")
        for path in ("/", str(tmp_path), f"{tmp_path}/a", f"{tmp_path}/link", f"{tmp_path}/a/b/../b", str(secret)):
            rules.open(path)
        assert added == []
        rules.open(f"{tmp_path}/a/other")
        assert added == [1]

    @LOCKED_TESTS
    def test_other_threads_would_stay_free(self, level: Level) -> None:
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        try:
            with pytest.raises(OSError, match="other threads"):
                landlock.Ruleset().enforce()
        finally:
            done.set()
            thread.join()
