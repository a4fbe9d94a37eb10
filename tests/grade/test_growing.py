"""The pool grows by processes of their own, until it is full."""

import time

import pytest

from grader import cache, load_bank
from grader.build import prepare
from grader.grade import grow
from grader.grade.growing import FULL, VARIABLE


@pytest.fixture(autouse=True)
def _root(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(VARIABLE, "1")


@pytest.fixture
def softmax():
    return load_bank().exercise("stable-softmax")


def wait_for(record, count):
    """Wait until the pool holds so many seeds; a loaded machine may take its time."""
    end = time.monotonic() + 120
    while len(record.seeds()) < count and time.monotonic() < end:
        time.sleep(0.05)
    return len(record.seeds())


def wait_for_script(record, seed):
    """Wait until what is asked with a seed is written down too."""
    end = time.monotonic() + 120
    while record.script(seed) is None and time.monotonic() < end:
        time.sleep(0.05)
    return record.script(seed)


def test_a_seed_is_added_and_can_be_checked_from(softmax):
    record = prepare(softmax).record
    assert grow(softmax)
    assert wait_for(record, 1) == 1
    drawn = prepare(softmax).drawn()
    assert drawn.source == "pool"
    assert wait_for_script(record, drawn.seed)


def test_a_full_pool_does_not_grow(softmax):
    prepared = prepare(softmax)
    block = prepared.compute(0).block
    for seed in range(1, FULL):
        prepared.record.keep_block(seed, block)
    assert not grow(softmax)


def test_no_file_of_the_folder_one_is_in_is_run(softmax, tmp_path, monkeypatch):
    for name in ("msgspec", "numpy", "grader", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w').write({name!r})")
    monkeypatch.chdir(tmp_path)
    assert grow(softmax)
    assert wait_for(prepare(softmax).record, 1) == 1
    assert not (tmp_path / "run").exists()


def test_it_can_be_switched_off(softmax, monkeypatch):
    monkeypatch.setenv(VARIABLE, "0")
    assert not grow(softmax)
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setenv(cache.VARIABLE, "")
    assert not grow(softmax)
