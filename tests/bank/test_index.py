"""The index: an unchanged bank is read without YAML, and nothing stale, damaged or foreign is ever believed."""

import os
import subprocess
import sys

import msgspec
import pytest
from sketch_bank import SOFTMAX

from grader.bank import index, open_bank
from grader.model.errors import BankError

LOADED = """
import sys
from grader.bank import open_bank, Library
bank = open_bank(sys.argv[1])
exercise = Library([bank]).find("stable-softmax")
print(*[summary.id for summary in bank.summaries()], exercise.content.title, sep=",")
print(*sorted({"yaml", "numpy", "jsonschema", "sympy", "grader.bank.reading", "grader.language"} & set(sys.modules)))
"""


@pytest.fixture
def old(root):
    """The bank as it was last week."""
    age(root)
    return root


def age(root):
    for path in root.rglob("*.*"):
        os.utime(path, ns=(10**18, 10**18))


def run(root):
    done = subprocess.run([sys.executable, "-c", LOADED, root], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def entries(cache):
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_an_unchanged_bank_is_read_without_yaml_and_without_numpy(old):
    first, second = run(old), run(old)
    assert first[0] == second[0] == "everything,log-sum-exp,stable-softmax,Stable softmax"
    assert "yaml" in first[1]
    assert second[1] == ""


def test_a_changed_file_is_read_again_and_the_others_are_not(old):
    run(old)
    path = old / SOFTMAX
    path.write_text(path.read_text().replace("title: Stable softmax", "title: Softmax"))
    assert run(old)[0].endswith(",Softmax")


def test_a_change_that_keeps_the_size_is_seen_by_its_time(old):
    bank = open_bank(old)
    assert bank.exercise("stable-softmax").content.minutes == 10
    path = old / SOFTMAX
    path.write_text(path.read_text().replace("minutes: 10", "minutes: 11"))
    assert bank.exercise("stable-softmax").content.minutes == 11
    assert bank.summaries()[-1].minutes == 11


def test_a_file_written_just_now_is_not_kept(root, cache):
    open_bank(root).load_all()
    path = root / SOFTMAX
    os.utime(path)
    assert open_bank(root).exercise("stable-softmax").content.minutes == 10
    path.write_text(path.read_text().replace("minutes: 10", "minutes: 11"))
    assert open_bank(root).exercise("stable-softmax").content.minutes == 11


def test_a_changed_reference_makes_its_exercises_be_checked_again(old):
    bank = open_bank(old)
    bank.load_all()
    reference = old / "reference" / "numerics.py"
    reference.write_text(reference.read_text().replace("def softmax(x, axis=-1)", "def softmax(x, dim=-1)"))
    with pytest.raises(BankError) as caught:
        bank.summaries()
    assert [fault.path for fault in caught.value.faults] == ["reference"]
    with pytest.raises(BankError):
        bank.exercise("stable-softmax")


def test_a_removed_file_leaves_the_list(old):
    bank = open_bank(old)
    assert len(bank.summaries()) == 3
    (old / "exercises" / "numerics" / "everything.yaml").unlink()
    assert [summary.id for summary in bank.summaries()] == ["log-sum-exp", "stable-softmax"]


def test_what_comes_from_the_index_is_what_the_file_says(old):
    fresh = open_bank(old, "a").load_all()
    kept = open_bank(old, "b").load_all()
    assert [msgspec.structs.replace(exercise, bank="a") for exercise in kept] == list(fresh)


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:40], lambda data: data[:-1] + b"?", lambda data: b"\x00" * 99]
)
def test_a_damaged_entry_counts_as_absent(old, cache, damage):
    expected = open_bank(old).load_all()
    for path in entries(cache):
        path.write_bytes(damage(path.read_bytes()))
    assert open_bank(old).load_all() == expected


def test_an_entry_of_another_version_counts_as_absent(old, monkeypatch):
    open_bank(old).load_all()
    monkeypatch.setattr(index, "_maker", lambda: "another version")
    kept = index.Index(old)
    assert kept.listed() == {}
    assert kept.exercise(SOFTMAX, "") is None


def test_an_entry_of_another_shape_counts_as_absent(old, cache):
    from grader import cache as store

    open_bank(old).load_all()
    for path in entries(cache):
        store.write(msgspec.msgpack.encode({"made_by": 3}), *path.relative_to(cache).parts)
    assert len(open_bank(old).load_all()) == 3


def test_a_cache_that_cannot_be_written_is_no_error(old, tmp_path, monkeypatch):
    (tmp_path / "occupied").write_text("a file where the folder should be")
    monkeypatch.setenv("DLPREP_CACHE", str(tmp_path / "occupied"))
    assert len(open_bank(old).load_all()) == 3
    assert len(open_bank(old).summaries()) == 3


def test_two_banks_do_not_share_entries(old, tmp_path):
    import shutil

    other = shutil.copytree(old, tmp_path / "other", copy_function=shutil.copy2)
    path = other / SOFTMAX
    text = path.read_text().replace("minutes: 10", "minutes: 11")
    path.write_text(text)
    age(other)
    assert open_bank(old).exercise("stable-softmax").content.minutes == 10
    assert open_bank(other).exercise("stable-softmax").content.minutes == 11
    assert open_bank(old).exercise("stable-softmax").content.minutes == 10


def test_what_is_kept_is_small(old, cache):
    open_bank(old).load_all()
    assert len(entries(cache)) == 4
    assert max(path.stat().st_size for path in entries(cache)) < 10_000
