"""Which levels can be had: where L2 cannot, L1 is, and says so."""

from __future__ import annotations

import errno
import platform
from typing import TYPE_CHECKING, Any

import pytest

from grader.model.enums import Level, LoadOutcome
from grader.model.errors import UsageError
from grader.model.hindrance import Hindrance
from grader.sandbox import Job, Session, isolation, reach, spawn
from grader.sandbox.child import kernel, landlock, seccomp

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    reach.hindrance.cache_clear()
    yield
    reach.hindrance.cache_clear()


def refuse(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, error: int) -> None:
    def refused() -> None:
        raise OSError(error, "refused")

    monkeypatch.setattr(module, name, refused)


@pytest.mark.parametrize(
    ("module", "name", "error", "hindrance"),
    [
        (landlock, "version", errno.ENOSYS, Hindrance.NO_LANDLOCK),
        (landlock, "version", errno.EOPNOTSUPP, Hindrance.LANDLOCK_OFF),
        (landlock, "version", errno.EPERM, Hindrance.POLICY),
        (seccomp, "ask", errno.ENOSYS, Hindrance.NO_SECCOMP),
        (seccomp, "ask", errno.EPERM, Hindrance.POLICY),
    ],
)
def test_kernel_that_refuses(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, error: int, hindrance: Hindrance) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: "x86_64")
    monkeypatch.setattr(landlock, "version", lambda: 1)
    monkeypatch.setattr(seccomp, "ask", lambda: None)
    refuse(monkeypatch, module, name, error)
    assert reach._linux() is hindrance


@pytest.mark.parametrize(("release", "expected"), [("5.10.0-28-amd64", Hindrance.KERNEL), ("6.1.0", Hindrance.NO_LANDLOCK)])
def test_old_kernel(monkeypatch: pytest.MonkeyPatch, release: str, expected: Hindrance) -> None:
    monkeypatch.setattr(platform, "release", lambda: release)
    refuse(monkeypatch, landlock, "version", errno.ENOSYS)
    assert reach._landlock() is expected


def test_unknown_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: None)
    assert reach._linux() is Hindrance.MACHINE


@pytest.fixture
def hindered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "hindrance", lambda level: Hindrance.LANDLOCK_OFF if level is Level.L2 else None)


@pytest.mark.usefixtures("hindered")
def test_best_is_l1_and_is_told() -> None:
    with spawn() as child, Session(child, Job(source="f = abs", file="f.py", function="f")) as session:
        assert session.load().outcome is LoadOutcome.LOADED
        assert child.level is Level.L1
        assert isolation(child.level).properties["files"] is False


@pytest.mark.usefixtures("hindered")
def test_level_asked_for_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="L2 cannot be had here: the kernel has Landlock, and it was not switched on at boot"):
        spawn(Level.L2)
