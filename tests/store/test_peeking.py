"""Looking up the current exercise in passing."""

from grader.store import Store, peek_current


def test_what_is_current_is_seen(tmp_path):
    with Store.open(tmp_path) as store:
        store.set_current("stable-softmax")
        assert peek_current(str(tmp_path)) == "stable-softmax"
        store.set_current("course/adam-step")
    assert peek_current(str(tmp_path)) == "course/adam-step"


def test_nothing_is_made(tmp_path):
    assert peek_current(str(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []
    with Store.open(tmp_path):
        assert peek_current(str(tmp_path)) is None


def test_what_cannot_be_read_is_left_alone(tmp_path):
    state = tmp_path / ".dlprep"
    state.mkdir()
    (state / "progress.db").write_bytes(b"no database" * 100)
    assert peek_current(str(tmp_path)) is None
    assert (state / "progress.db").read_bytes() == b"no database" * 100
    odd = tmp_path / "what? 100%"
    odd.mkdir()
    with Store.open(odd) as store:
        store.set_current("stable-softmax")
    assert peek_current(str(odd)) is None
