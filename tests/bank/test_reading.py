"""YAML that is read, and YAML that is refused: one fault each, with its place, by the fast library and by the pure one."""

import pytest
import yaml

from grader.bank.node import Node, Place
from grader.bank.reading import MAX_NODES, read_tree
from grader.model.errors import BankError

LOADERS = [yaml.CBaseLoader, yaml.BaseLoader]
each_loader = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)


def read(text, loader=None):
    return read_tree(text if isinstance(text, bytes) else text.encode(), "file.yaml", loader)


def refused(text, loader=None):
    """The one fault of a file that cannot be read."""
    with pytest.raises(BankError) as caught:
        read(text, loader)
    (fault,) = caught.value.faults
    assert fault.file == "file.yaml"
    return fault


@each_loader
def test_every_value_knows_its_line_and_column(loader):
    tree, faults = read("a: 1\nb:\n  - x\n  - {c: 2.5, d: 'no'}\n", loader)
    assert tree.plain == {"a": 1, "b": ["x", {"c": 2.5, "d": "no"}]}
    assert faults == []
    assert tree.place_of(("a",)) == Place(1, 4)
    assert tree.place_of(("b", 1, "d")) == Place(4, 17)
    assert tree.place_of(("b", 1, "d"), key=True) == Place(4, 14)


def test_a_path_that_leads_nowhere_has_the_place_of_what_is_around_it():
    tree, _ = read("a: 1\nb: {c: 2}\n")
    assert tree.place_of(("b", "ghost")) == Place(2, 1)
    assert tree.place_of(("ghost", 3)) == Place(1, 1)
    assert tree.place_of(("a", 0, "x")) == Place(1, 1)


@each_loader
def test_quoted_and_block_scalars_are_texts(loader):
    tree, _ = read("a: '1'\nb: \"true\"\nc: |\n  3\nd: >\n  4\n  5\n", loader)
    assert tree.plain == {"a": "1", "b": "true", "c": "3\n", "d": "4 5\n"}


@each_loader
def test_keys_are_texts_as_they_stand(loader):
    assert read("1: a\nno: b\nnull: c\n", loader)[0].plain == {"1": "a", "no": "b", "null": "c"}


@each_loader
def test_an_alias_stands_for_the_whole_value(loader):
    tree, faults = read("a: &lengths [1, 2]\nb: *lengths\n", loader)
    assert tree.plain == {"a": [1, 2], "b": [1, 2]}
    assert faults == []


@each_loader
@pytest.mark.parametrize(
    ("text", "line", "path", "found"),
    [
        ("\ta: 1", 1, "", "a tab"),
        ("a:\n\t- b", 2, "a", "a tab"),
        ("a:\n  b: 1\n\tc: 2", 3, None, "a tab"),
        ("a: b: c", 1, "a", "a `:` where no key can stand"),
        ("a: 1\nwords\nb: 2", 2, None, "a line without `:`"),
        ("words\nb: 2", 1, None, "a line without `:`"),
        ("a:\n  - 1\nwords here\nb: 2", 3, None, "a line without `:`"),
        ("a: 'x\nb: 1", 1, "a", "a quote that is never closed"),
        ('a: "x\nb: 1', 1, "a", "a quote that is never closed"),
        ("a: 'it's'", 1, "a", "does not fit the indentation"),
        ("a:\n   b: 1\n  c: 2", 3, None, "does not fit the indentation"),
        ("b:\n  - a\n  c: 1", 3, None, "a line that does not"),
        ("a: {b: 1\nc: 2", 2, None, "a mapping whose `{` is not closed"),
        ("a: [1, 2\nb: 3", None, None, "a list whose `[` is not closed"),
        ("a: @x", 1, "a", "a value that begins with '@'"),
        ("a: %x", 1, "a", "a value that begins with '%'"),
        ("a: *", 1, "a", "a `*` or `&` that no name follows"),
        ("a: ]", 1, "a", "a bracket or comma out of place"),
        ("a: |x\n  y", 1, "a", "something behind `|` or `>`"),
        ("a: - b", 1, "a", "a `-` where no list can begin"),
        ('a: "\\q"', 1, "a", "an unknown escape"),
        ("a: 1\n...\nb", 3, "", "something behind the end of the mapping"),
    ],
)
def test_broken_syntax_is_one_fault_that_says_where_and_what(loader, text, line, path, found):
    fault = refused(text, loader)
    assert found in fault.found
    assert fault.expected
    assert line in (None, fault.line)
    assert path in (None, fault.path)


@each_loader
@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "an empty file"),
        ("# only a comment\n\n", 1, "an empty file"),
        ("- a\n- b\n", 1, "a list of 2"),
        ("42\n", 1, "the number 42"),
        ("words\n", 1, "the text 'words'"),
        ("null\n", 1, "nothing"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("? [a]\n: 1\n", 1, "a key that is not a text"),
        ("a: *b\n", 1, "the alias `*b`"),
        ("a: &a [*a]\n", 1, "the alias `*a` inside the value that it names"),
        ("a: " + "[" * 3000, 1, "more than 40 levels"),
        (b"\xef\xbb\xbfa: 1", 1, "a byte order mark (UTF-8)"),
        ("a: 1".encode("utf-16"), 1, "a byte order mark (UTF-16)"),
        (b"a: 1\nb: \xff\n", 2, "the byte 0xff"),
        (b"a: 1\nb: x\x00y\n", 2, "the control character U+0000"),
        (b"a: \x1b[31m\n", 1, "the control character U+001B"),
        (b"a: " + b"x" * 1_000_001, 1, "1000004 bytes"),
    ],
)
def test_what_is_no_single_mapping_of_text_is_one_fault(loader, text, line, found):
    fault = refused(text, loader)
    assert found in fault.found
    assert fault.line == line


@each_loader
def test_aliases_that_multiply_are_refused_before_they_fill_the_memory(loader):
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert refused("\n".join(lines), loader).found == f"more than {MAX_NODES} values, aliases written out"


@each_loader
def test_every_duplicate_key_tag_and_merge_key_is_told_at_once(loader):
    text = "a: 1\nb: !!int 2\na: 3\nc: {d: 1, d: 2, d: 3}\n<<: {e: 1}\n!x f: 1\n"
    tree, faults = read(text, loader)
    assert tree.plain == {"a": 1, "b": 2, "c": {"d": 1}, "f": 1}
    assert [(fault.line, fault.column, fault.path) for fault in faults] == [
        (2, 4, "b"), (3, 1, "a"), (4, 11, "c.d"), (4, 17, "c.d"), (5, 1, "<<"), (6, 1, "f"),
    ]  # fmt: skip
    assert faults[1].hint == "it stands in line 1 already"


@each_loader
def test_windows_line_ends_and_a_quoted_merge_sign_are_fine(loader):
    tree, faults = read(b"a: 1\r\n'<<': |\r\n  x\r\n  y\r\n", loader)
    assert (tree.plain, faults) == ({"a": 1, "<<": "x\ny\n"}, [])
    assert isinstance(tree, Node)
