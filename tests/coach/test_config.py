"""`.dlprep/config.toml`, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.coach import Workspace
from grader.model.errors import UsageError


@pytest.fixture
def banks(tmp_path):
    """The banks that a configuration names."""

    def read(content):
        state = tmp_path / ".dlprep"
        state.mkdir(exist_ok=True)
        (state / "config.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
        return Workspace(str(tmp_path)).banks

    return read


def test_without_a_configuration_there_are_no_further_banks(tmp_path):
    assert Workspace(str(tmp_path)).banks == {}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[banks]\n"])
def test_a_configuration_that_names_none_is_fine(banks, text):
    assert banks(text) == {}


def test_folders_count_from_the_workspace(banks, tmp_path):
    assert banks('[banks]\ncourse = "../course"\nml_2 = "/srv/ml"\n') == {
        "course": tmp_path / ".." / "course",
        "ml_2": Path("/srv/ml"),
    }


def test_a_tilde_is_the_home_folder(banks, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert banks('banks.mine = "~/bank"') == {"mine": tmp_path / "home" / "bank"}


def test_windows_line_ends_a_byte_order_mark_and_letters_of_all_kinds_are_read(banks, tmp_path):
    assert banks(b"\xef\xbb\xbf[banks]\r\ncourse = '" + "Übung ∇".encode() + b"'\r\n") == {"course": tmp_path / "Übung ∇"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bank]\ncourse = 'x'\n", ["bank: ", "unknown key", "did you mean banks?"]),
        ("colour = 1\n", ["colour: ", "unknown key", "[banks]"]),
        ("banks = 'x'\n", ["banks: ", "'x'", "a table"]),
        ("[banks]\ncourse = 1\n", ["banks.course: found 1", "as text"]),
        ("[banks]\ncourse = ''\n", ["banks.course: found ''", "as text"]),
        ("[banks]\n'a/b' = 'x'\n", ["banks.a/b: ", "letters, digits"]),
        ("[banks]\n'..' = 'x'\n", ["banks...: ", "letters, digits"]),
        ("[banks]\n'' = 'x'\n", ["banks.: ", "letters, digits"]),
        ("[banks\n", ["expected TOML", "line 1"]),
        ("[banks]\na = 'x'\na = 'y'\n", ["expected TOML", "line 3"]),
        (b"[banks]\na = '\xff'\n", ["byte 0xff", "UTF-8"]),
    ],
)
def test_a_fault_is_told_with_the_file_the_place_and_what_was_expected(banks, text, said):
    with pytest.raises(UsageError) as caught:
        banks(text)
    for part in (".dlprep", "config.toml", *said):
        assert part in str(caught.value)


def test_all_faults_are_told_at_once(banks):
    with pytest.raises(UsageError) as caught:
        banks("colour = 1\n[banks]\n'a/b' = 3\nc = 4\n")
    assert len(str(caught.value).splitlines()) == 4


def test_a_configuration_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / ".dlprep" / "config.toml").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"cannot read .*config\.toml: Is a directory"):
        _ = Workspace(str(tmp_path)).banks
