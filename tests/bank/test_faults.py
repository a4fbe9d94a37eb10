"""A sample of what `benchmarks/faults.py` measures: the error names the place of the fault, and there is never a traceback."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FILES = 150


@pytest.mark.parametrize("seed", [20, 21])
def test_the_error_names_the_path_of_the_fault(tmp_path, monkeypatch, seed):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import faults

    outcomes = faults.run(FILES, seed, tmp_path)
    assert len(outcomes) == FILES
    assert [outcome.crash for outcome in outcomes if outcome.crash] == []
    missed = [(outcome.file, outcome.injected.kind, sorted(outcome.injected.paths)) for outcome in outcomes if not outcome.named]
    assert len(missed) <= FILES // 100, missed


def test_sound_files_stay_sound_in_another_style(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import faults

    assert faults.check_writing(tmp_path, 0) > 4
