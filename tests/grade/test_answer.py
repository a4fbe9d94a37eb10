"""What counts as an answer: a path or a text, in UTF-8 or in nothing."""

import pytest

from grader.grade.answer import read_answer
from grader.model.errors import UsageError


def test_a_text_is_taken_as_it_is():
    assert read_answer("def f(x):\n    return x\n").text.startswith("def f")
    assert read_answer("f = lambda x: x").path == ""


def test_a_file_is_read_and_its_folder_known(tmp_path):
    path = tmp_path / "answer.py"
    path.write_text("x = 'ü'\n", encoding="utf-8")
    for given in (path, str(path)):
        answer = read_answer(given)
        assert (answer.text, answer.name, answer.folder) == ("x = 'ü'\n", "answer.py", str(tmp_path))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "answer.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read_answer(path).text == "x = 1\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = 1\ny = '\xff\xfe'\n", "line 2 is not UTF-8"),
        (b"x = 1\0", "null bytes"),
        (b"# -*- coding: utf-16 -*-\nx = 1\n", "encoding utf-16"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n", "encoding cp1252"),
    ],
)
def test_what_is_no_text_is_told_by_its_place(tmp_path, data, said):
    path = tmp_path / "answer.py"
    path.write_bytes(data)
    answer = read_answer(path)
    assert answer.text == ""
    assert said in answer.unreadable.message


def test_a_declared_encoding_that_is_utf8_is_welcome(tmp_path):
    path = tmp_path / "answer.py"
    path.write_bytes(b"# coding: utf-8\nx = 1\n")
    assert read_answer(path).unreadable is None


def test_a_missing_file_is_missing(tmp_path):
    answer = read_answer(tmp_path / "nowhere.py")
    assert answer.missing
    assert answer.text == ""


def test_a_folder_and_a_huge_file_are_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_answer(tmp_path)
    (tmp_path / "huge.py").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UsageError, match="bytes is more"):
        read_answer(tmp_path / "huge.py")
