"""Where the workspace is, where answers lie, and that none is ever lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
from pathlib import Path

import pytest

import grader
from grader.coach import Workspace, files, find_workspace, stub
from grader.model.errors import UsageError

NAME = "stable_softmax.py"
MINE = b"# caf\xc3\xa9\r\nimport numpy as np\r\n\x0c\xff not UTF-8\rno end"


@pytest.fixture
def workspace(tmp_path):
    return Workspace(str(tmp_path))


def put(workspace, content=MINE, name=NAME):
    workspace.solutions.mkdir(exist_ok=True)
    path = workspace.solutions / name
    path.write_bytes(content)
    return path


# Finding it


@pytest.mark.parametrize("mark", ["solutions", ".dlprep"])
def test_the_nearest_folder_upwards_with_a_mark_is_the_workspace(tmp_path, mark):
    (tmp_path / "course" / mark).mkdir(parents=True)
    (tmp_path / "solutions").mkdir()
    deep = tmp_path / "course" / "a" / "b"
    deep.mkdir(parents=True)
    assert find_workspace(deep).root == tmp_path / "course"
    assert find_workspace(tmp_path / "course").root == tmp_path / "course"
    assert find_workspace(tmp_path / "course" / mark).root == tmp_path / "course"


def test_a_folder_without_any_mark_above_is_a_workspace_itself_and_nothing_is_written(tmp_path):
    (tmp_path / "new").mkdir()
    assert find_workspace(tmp_path / "new").root == tmp_path / "new"
    assert list((tmp_path / "new").iterdir()) == []


def test_files_called_like_a_mark_are_none(tmp_path):
    (tmp_path / "solutions").write_text("")
    (tmp_path / ".dlprep").write_text("")
    (tmp_path / "a").mkdir()
    assert find_workspace(tmp_path / "a").root == tmp_path / "a"


def test_from_a_file_the_search_begins_in_its_folder(tmp_path, workspace):
    path = put(workspace)
    assert find_workspace(path).root == tmp_path


def test_a_relative_start_is_made_absolute(tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert find_workspace(Path()).root == tmp_path
    assert find_workspace(Path("../a")).root == tmp_path


def test_a_workspace_reached_through_a_link_keeps_the_name_it_was_reached_by(tmp_path):
    (tmp_path / "real" / "solutions").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    assert find_workspace(tmp_path / "link").root == tmp_path / "link"


def test_an_override_is_taken_as_it_is(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "other").mkdir()
    assert find_workspace(tmp_path, tmp_path / "other").root == tmp_path / "other"


def test_an_override_that_is_no_folder_is_refused_with_its_name(tmp_path):
    with pytest.raises(UsageError, match=r"no folder .*gone"):
        find_workspace(tmp_path, tmp_path / "gone")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """The package as it lies in site-packages, with a bank that has `solutions/`, below a folder of the learner's."""
    package = tmp_path / "home" / "site-packages" / "grader"
    (package / "_bank" / "solutions").mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setattr(grader, "__file__", str(package / "__init__.py"))
    return package


def test_the_installed_package_is_never_a_workspace(package):
    for folder in (package, package / "_bank", package / "_bank" / "solutions"):
        with pytest.raises(UsageError, match="belongs to the installed dlprep"):
            find_workspace(folder)


def test_from_within_the_installed_package_a_workspace_above_it_is_found(package):
    (package.parent.parent / "solutions").mkdir()
    assert find_workspace(package / "_bank").root == package.parent.parent


def test_the_repository_is_a_workspace(monkeypatch):
    root = Path(grader.__file__).resolve().parent.parent
    assert (root / "solutions").is_dir()
    assert find_workspace(root / "grader" / "model").root == root


# Answers


def test_answers_of_a_further_bank_have_a_folder_of_their_own(workspace, make_exercise, make_summary):
    assert workspace.answer_path(make_exercise()) == workspace.solutions / NAME
    assert workspace.answer_path(make_exercise(bank="course")) == workspace.solutions / "course" / NAME
    assert workspace.answer_path(make_summary("stable-softmax", bank="course")) == workspace.solutions / "course" / NAME


@pytest.mark.parametrize("bank", ["", "course"])
def test_start_writes_the_stub_once(workspace, make_exercise, bank):
    exercise = make_exercise(bank=bank)
    started = workspace.start(exercise)
    assert started.created
    assert started.path.read_bytes() == stub(exercise).encode()
    again = workspace.start(exercise)
    assert (again.path, again.created) == (started.path, False)


def test_start_never_writes_over_an_answer(workspace, make_exercise):
    path = put(workspace)
    before = path.stat()
    assert not workspace.start(make_exercise()).created
    assert path.read_bytes() == MINE
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_start_never_writes_over_an_empty_answer(workspace, make_exercise):
    path = put(workspace, b"")
    assert not workspace.start(make_exercise()).created
    assert path.read_bytes() == b""


def test_start_never_writes_through_a_link(workspace, tmp_path, make_exercise):
    workspace.solutions.mkdir()
    (tmp_path / "elsewhere.py").write_bytes(MINE)
    (workspace.solutions / NAME).symlink_to(tmp_path / "elsewhere.py")
    assert not workspace.start(make_exercise()).created
    assert (tmp_path / "elsewhere.py").read_bytes() == MINE


def test_start_refuses_a_link_that_leads_nowhere_and_makes_nothing_there(workspace, tmp_path, make_exercise):
    workspace.solutions.mkdir()
    (workspace.solutions / NAME).symlink_to(tmp_path / "nowhere.py")
    with pytest.raises(UsageError, match="should be the file of your answer"):
        workspace.start(make_exercise())
    assert not (tmp_path / "nowhere.py").exists()


@pytest.mark.parametrize("act", ["start", "reset"])
def test_a_folder_in_place_of_the_answer_is_refused_and_stays(workspace, make_exercise, act):
    (workspace.solutions / NAME / "mine").mkdir(parents=True)
    with pytest.raises(UsageError, match="should be the file of your answer"):
        getattr(workspace, act)(make_exercise())
    assert (workspace.solutions / NAME / "mine").is_dir()


@pytest.mark.parametrize("act", ["start", "reset"])
def test_a_file_in_place_of_the_solutions_folder_is_told(workspace, make_exercise, act):
    workspace.solutions.write_text("mine")
    with pytest.raises(UsageError, match="cannot write"):
        getattr(workspace, act)(make_exercise())
    assert workspace.solutions.read_text() == "mine"


def test_a_stub_that_could_not_be_written_whole_leaves_nothing(workspace, make_exercise, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        workspace.start(make_exercise())
    assert list(workspace.solutions.iterdir()) == []


def _start(root, exercise, go, results):
    go.wait()
    results.put(Workspace(str(root)).start(exercise).created)


def test_of_several_that_start_at_once_one_writes(tmp_path, make_exercise):
    context = multiprocessing.get_context("fork")
    go, results = context.Event(), context.Queue()
    starters = [context.Process(target=_start, args=(tmp_path, make_exercise(), go, results)) for _ in range(6)]
    for starter in starters:
        starter.start()
    go.set()
    assert sorted(results.get() for _ in starters) == [False] * 5 + [True]
    for starter in starters:
        starter.join()
        starter.close()
    assert Workspace(str(tmp_path)).answer_path(make_exercise()).read_text() == stub(make_exercise())


# Beginning anew


def test_reset_keeps_the_answer_byte_for_byte_and_begins_anew(workspace, make_exercise):
    path = put(workspace)
    archived = workspace.reset(make_exercise())
    assert archived.parent == workspace.state / "archive"
    assert re.fullmatch(r"\d{8}T\d{6}Z-stable_softmax\.py", archived.name)
    assert archived.read_bytes() == MINE
    assert path.read_text() == stub(make_exercise())


def test_reset_without_an_answer_starts_one(workspace, make_exercise):
    assert workspace.reset(make_exercise()) is None
    assert (workspace.solutions / NAME).read_text() == stub(make_exercise())
    assert not workspace.state.exists()


def test_resets_within_one_second_keep_every_answer(workspace, make_exercise):
    contents = [b"answer %d" % number for number in range(5)]
    archived = []
    for content in contents:
        put(workspace, content)
        archived.append(workspace.reset(make_exercise()))
    assert len(set(archived)) == 5
    assert [path.read_bytes() for path in archived] == contents


def test_the_archive_tells_banks_apart(workspace, make_exercise):
    (workspace.solutions / "course").mkdir(parents=True)
    put(workspace, name=f"course/{NAME}")
    assert workspace.reset(make_exercise(bank="course")).name.endswith("Z-course-stable_softmax.py")


def test_reset_of_a_linked_answer_archives_it_and_replaces_the_link_alone(workspace, tmp_path, make_exercise):
    workspace.solutions.mkdir()
    (tmp_path / "elsewhere.py").write_bytes(MINE)
    (workspace.solutions / NAME).symlink_to(tmp_path / "elsewhere.py")
    assert workspace.reset(make_exercise()).read_bytes() == MINE
    assert (tmp_path / "elsewhere.py").read_bytes() == MINE
    assert not (workspace.solutions / NAME).is_symlink()
    assert (workspace.solutions / NAME).read_text() == stub(make_exercise())


def test_reset_leaves_the_answer_when_the_archive_cannot_be_written(workspace, make_exercise):
    path = put(workspace)
    workspace.state.write_text("not a folder")
    with pytest.raises(UsageError, match="cannot write"):
        workspace.reset(make_exercise())
    assert path.read_bytes() == MINE


def test_reset_leaves_the_answer_when_the_stub_cannot_take_its_place(workspace, make_exercise, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    path = put(workspace)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        workspace.reset(make_exercise())
    assert path.read_bytes() == MINE
    assert list(workspace.solutions.iterdir()) == [path]


def test_reset_keeps_the_permissions_of_the_file(workspace, make_exercise):
    path = put(workspace)
    path.chmod(0o640)
    workspace.reset(make_exercise())
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("seed", range(6))
def test_no_answer_is_ever_changed_but_by_its_author_and_by_reset_which_keeps_it(tmp_path, make_exercise, seed):
    """Random sequences of what learner and tool do, against a model of what every file must hold."""
    rng = random.Random(seed)
    root = tmp_path / "Übungen – ∇"
    root.mkdir()
    workspace = Workspace(str(root))
    exercises = [make_exercise(name, bank) for name in ("stable-softmax", "straße-λ") for bank in ("", "course")]
    answers: dict[Path, bytes] = {}
    kept: list[bytes] = []
    for _ in range(120):
        exercise = rng.choice(exercises)
        path = workspace.answer_path(exercise)
        act = rng.choice(["start", "start", "reset", "edit", "edit", "delete", "find"])
        if act == "start":
            assert workspace.start(exercise).created == (path not in answers)
            answers.setdefault(path, stub(exercise).encode())
        elif act == "reset":
            archived = workspace.reset(exercise)
            assert (archived is None) == (path not in answers)
            if archived is not None:
                kept.append(answers[path])
                assert archived.read_bytes() == answers[path]
            answers[path] = stub(exercise).encode()
        elif act == "edit" and path in answers:
            answers[path] = rng.choice([b"", MINE, b"x = 1\r\n" * rng.randrange(50), rng.randbytes(rng.randrange(200))])
            path.write_bytes(answers[path])
        elif act == "delete" and path in answers:
            del answers[path]
            path.unlink()
        else:
            assert find_workspace(workspace.solutions if workspace.solutions.exists() else root) == workspace
        found = {
            Path(folder) / name: (Path(folder) / name).read_bytes()
            for folder, _, names in os.walk(workspace.solutions)
            for name in names
        }
        assert found == answers
    archive = workspace.state / "archive"
    assert sorted(path.read_bytes() for path in archive.iterdir()) == sorted(kept)
    assert len(kept) > 5
