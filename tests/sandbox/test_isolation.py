"""What the answer finds in its process, and what it cannot do there."""

from __future__ import annotations

import os
import re
import resource
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from levels import HAD, LIMITED, LOCKED

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Level, Outcome
from grader.sandbox import isolation

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sandbox import Session

    Start = Callable[..., Session]


DOCUMENTATION = Path(__file__).parents[2] / "docs" / "isolation.md"
DESCRIPTORS = """
import os
from contextlib import suppress
def f():
    found = []
    for number in range(1000):
        with suppress(OSError):
            os.fstat(number)
            found.append(number)
    return found
"""


def value(session: Session) -> Any:
    seen = session.run([Call({})])[0]
    assert seen.outcome is Outcome.RETURNED, seen
    return seen.value


@pytest.mark.parametrize("level", HAD)
def test_no_variable_of_the_caller_is_seen(start: Start, level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DLPREP_SECRET_TOKEN", "PYTHONPATH", "PYTHONSTARTUP", "PYTEST_CURRENT_TEST", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "secret")
    source = """
        import os
        def f():
            return dict(os.environ)
    """
    environment = value(start(source, level))
    assert "secret" not in environment.values()
    assert environment["OPENBLAS_NUM_THREADS"] == "1"
    own = {"HOME", "TMPDIR", "TEMP", "TMP", "LC_ALL", "MALLOC_ARENA_MAX", "LD_LIBRARY_PATH"}
    assert {name for name in environment if not name.endswith("_THREADS")} <= own


def test_process_was_started_with_no_variable_of_the_caller(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DLPREP_SECRET_TOKEN", "secret")
    source = """
        def f():
            with open("/proc/self/environ", "rb") as file:
                return file.read().decode()
    """
    assert "secret" not in value(start(source, Level.L1))


@pytest.mark.parametrize("level", HAD)
def test_no_descriptor_is_inherited(start: Start, level: Level) -> None:
    with tempfile.TemporaryFile() as file:
        os.set_inheritable(file.fileno(), True)
        os.dup2(file.fileno(), 150)
        os.dup2(file.fileno(), 250)
        try:
            descriptors = value(start(DESCRIPTORS, level))
        finally:
            os.close(150)
            os.close(250)
    # The standard three, and the two pipes.
    assert descriptors == [0, 1, 2, 200, 201]


def test_results_do_not_go_through_the_standard_streams(start: Start) -> None:
    source = """
        import os
        def f():
            for stream in (1, 2):
                os.write(stream, b"noise")
                os.close(stream)
            return 5
    """
    session = start(source)
    assert value(session) == 5
    output = session.close()
    assert (output.text, output.errors) == ("noise", "noise")


@pytest.mark.parametrize("level", HAD)
def test_answer_has_a_session_of_its_own(start: Start, level: Level) -> None:
    session, group, pid = value(start("import os\ndef f(): return os.getsid(0), os.getpgid(0), os.getpid()", level))
    assert session == group == pid
    assert session != os.getsid(0)


def test_working_folder_is_empty_private_and_removed(start: Start) -> None:
    source = """
        import os
        def f():
            os.makedirs("a/b/c")
            open("a/b/empty", "w").close()
            os.symlink("/", "a/root")
            return os.getcwd(), os.stat(".").st_mode & 0o777, os.environ['TMPDIR'], os.path.expanduser("~")
    """
    session = start(source, Level.L1)
    folder, mode, temporary, home = value(session)
    assert (mode, temporary, home) == (0o700, folder, folder)
    assert Path(folder).is_dir()
    session.close()
    assert not Path(folder).exists()


def test_no_byte_can_be_written_to_a_file(start: Start) -> None:
    seen = start("def f():\n    with open('x', 'wb') as file: file.write(b'12345')", Level.L1).run([Call({})])[0]
    assert seen.error is not None
    assert (seen.error.type_name, seen.error.message) == ("OSError", "[Errno 27] File too large")


@pytest.mark.parametrize("level", LIMITED)
def test_limits_of_resources_hold(start: Start, level: Level) -> None:
    names = ["RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_NPROC"]
    source = f"import resource\ndef f(): return [resource.getrlimit(getattr(resource, name)) for name in {names}]"
    limits = dict(zip(names, value(start(source, level, limits=Limits(seconds=7.0, memory_mb=100))), strict=True))
    assert limits["RLIMIT_FSIZE"] == limits["RLIMIT_CORE"] == (0, 0)
    assert limits["RLIMIT_NOFILE"] == (64, 64)
    assert 19 <= limits["RLIMIT_CPU"][0] <= 25
    assert 100 << 20 < limits["RLIMIT_AS"][0] < 700 << 20
    assert limits["RLIMIT_AS"] == limits["RLIMIT_DATA"]
    assert limits["RLIMIT_NPROC"][0] < 1 << 20


def test_limits_of_the_grader_stay_as_they_are(start: Start) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    start("f = abs").load()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


def test_nothing_of_the_grader_is_in_the_childs_memory(start: Start) -> None:
    source = """
        import gc, sys
        def f():
            names = sorted(name for name in sys.modules if "grader" in name or "msgspec" in name or "reference" in name)
            texts = [text for text in gc.get_objects() if isinstance(text, dict) and "expected" in text]
            return names, len(texts), sys.argv[1:], sys.flags.isolated, sys.flags.no_site
    """
    assert value(start(source)) == ([], 0, [], 1, 1)


def test_stack_above_the_answer_holds_no_expected_value(start: Start) -> None:
    source = """
        import sys
        def f():
            frame, names = sys._getframe(1), set()
            while frame is not None:
                names |= set(frame.f_locals) | set(frame.f_globals)
                frame = frame.f_back
            return sorted(name for name in names if any(word in name for word in ("expect", "refer", "truth", "solution")))
    """
    assert value(start(source)) == []


@pytest.mark.parametrize("level", [Level.L0, Level.L1])
def test_levels_without_a_lock_claim_none(level: Level) -> None:
    facts = isolation(level)
    assert facts.level is level
    assert facts.properties["wall_clock"]
    assert facts.properties["files"] is facts.properties["network"] is facts.properties["processes"] is False
    assert facts.properties["memory"] is (level is Level.L1 and sys.platform == "linux" and os.geteuid() != 0)


@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("user", [0, 1000])
def test_documentation_says_what_holds(level: Level, user: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its table of properties is the truth of Linux, which is where there is a lock."""
    monkeypatch.setattr(os, "geteuid", lambda: user)
    rows = [line.split("|")[1:-1] for line in DOCUMENTATION.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    said: dict[Level, dict[str, bool]] = {Level.L0: {}, Level.L1: {}, level: {}}
    for names, _, *words in rows:
        for one, word in zip(said, words, strict=True):
            holds = word.strip() == "yes" or (word.strip() == "yes, but not for root" and user != 0)
            said[one] |= dict.fromkeys(re.findall("`(.*?)`", names), holds)
    assert {one: isolation(one).properties for one in said} == said


@pytest.mark.parametrize("level", LOCKED)
def test_lock_keeps_all_but_the_names_of_files(level: Level) -> None:
    assert [name for name, holds in isolation(level).properties.items() if not holds] == ["file_names"]
