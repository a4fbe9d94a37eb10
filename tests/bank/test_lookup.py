"""From what a person types to an exercise."""

import shutil

import pytest

from grader.bank import Library, open_bank
from grader.bank.lookup import split_key
from grader.model.errors import UsageError


@pytest.fixture
def library(root, tmp_path):
    """The built-in bank (here: the sketch) and a class's bank that has one exercise more and one of the same id."""
    other = tmp_path / "class"
    shutil.copytree(root, other)
    folder = other / "exercises" / "numerics"
    (folder / "everything.yaml").unlink()
    text = (folder / "log-sum-exp.yaml").read_text()
    (folder / "week-one.yaml").write_text(text.replace("Log-sum-exp", "Week one"))
    return Library([open_bank(root), open_bank(other, "class")])


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("stable-softmax", "stable-softmax"),
        ("stable_softmax", "stable-softmax"),
        ("Stable-Softmax", "stable-softmax"),
        ("stable-softmax.yaml", "stable-softmax"),
        ("numerics/stable-softmax", "stable-softmax"),
        ("exercises/numerics/stable-softmax.yaml", "stable-softmax"),
        ("solutions/stable_softmax.py", "stable-softmax"),
        ("./stable_softmax.py", "stable-softmax"),
        (" stable-softmax ", "stable-softmax"),
        ("class/stable-softmax", "class/stable-softmax"),
        ("class/stable_softmax.py", "class/stable-softmax"),
        ("week-one", "class/week-one"),
        ("everything", "everything"),
    ],
)
def test_an_exercise_is_found_by_any_of_its_names(library, key, found):
    assert library.find(key).key == found


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("stable-softmx", "did you mean `stable-softmax`"),
        ("softmax", "did you mean `stable-softmax`"),
        ("logsumexp", "did you mean `log-sum-exp`"),
        ("class/everything", "did you mean `everything`?"),
        ("week_on", "did you mean `class/week-one`"),
        ("zzz", "`dlprep list` shows all 6"),
        ("", "`dlprep list` shows all 6"),
        ("numerics/", "no exercise is called `numerics/`"),
    ],
)
def test_an_unknown_key_is_a_usage_error_with_the_nearest(library, key, hint):
    with pytest.raises(UsageError) as caught:
        library.find(key)
    assert hint in str(caught.value)
    assert caught.value.exit_code == 2


def test_an_id_in_two_further_banks_asks_which(root):
    library = Library([open_bank(root, "a"), open_bank(root, "b")])
    with pytest.raises(UsageError, match="say a/stable-softmax or b/stable-softmax"):
        library.find("stable-softmax")
    assert library.find("b/stable-softmax").bank == "b"


def test_a_library_lists_its_banks_in_order(library):
    assert [summary.key for summary in library.summaries()][::3] == ["everything", "class/log-sum-exp"]


def test_an_exercise_of_a_bank_by_its_id_alone(root):
    with pytest.raises(UsageError, match="did you mean `log-sum-exp`"):
        open_bank(root).exercise("log-sum-ex")


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("a", ("", "a")),
        ("b/a", ("b", "a")),
        ("x/b/a_c.py", ("b", "a-c")),
        ("solutions/a.py", ("", "a")),
        ("/a", ("", "a")),
        ("b\\a", ("b", "a")),
        ("", ("", "")),
    ],
)
def test_a_key_is_a_group_and_an_id(key, parts):
    assert split_key(key) == parts
