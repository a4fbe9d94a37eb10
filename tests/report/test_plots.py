"""The plots on the page of a check: that every entry can be seen, and that they are part of a page that needs nothing else."""

import base64
import hashlib
import math
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import hypothesis
import msgspec
import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.model.enums import Verdict
from grader.model.report import Report
from grader.report.html import check_page
from grader.report.html.plots import plots
from grader.report.html.svg import INKS, drawing, svg
from grader.report.html.table import table
from tests.report.pages import Page
from tests.report.plotted import PLOTTED, finding
from tests.report.samples import REPORTS, SOFTMAX, report

ROOT = Path(__file__).parents[2]
NAMES = sorted(PLOTTED)
ELEMENTS = {"svg", "title", "desc", "defs", "path", "use", "text"}
ATTRIBUTES = {
    *("class", "role", "viewBox", "aria-labelledby", "id", "href", "d", "x", "y", "transform", "fill", "stroke", "stroke-width"),
    *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill-opacity", "opacity", "font-size", "text-anchor"),
}


def page(one):
    return check_page(report(Verdict.WRONG, one), SOFTMAX)


def pictures(one):
    """Each picture read as XML, which is stricter than HTML."""
    both = plots(one)
    assert both is not None
    return [ET.fromstring(str(plot.picture)) for plot in both.plots]


@cache
def drawn(name):
    """The page of a finding and its pictures, drawn once."""
    return page(PLOTTED[name]), pictures(PLOTTED[name])


def told(picture):
    """What the marks say."""
    return [mark.text for element in picture.iter() if element.tag in ("use", "path") for mark in element.iter("title")]


def labels(picture):
    return [element.text for element in picture.iter("text")]


def numbers(element):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", element.get("d", ""))]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_plots_is_well_formed_and_needs_nothing_but_itself(name):
    markup = drawn(name)[0]
    read = Page(markup)
    assert [tag for tag, _ in read.elements].count("svg") == 2
    assert not {"script", "link", "img", "image", "foreignObject", "style"} & {tag for tag, _ in read.elements[10:]}
    for tag, given in read.elements:
        assert not [key for key in given if key.startswith("on") or key in ("src", "style", "srcset")], tag
        assert given.get("href", "#").startswith("#")
    assert not re.search(r"url\(|@import|https?:", markup)


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_still_allows_the_style_sheet_alone(name):
    markup = drawn(name)[0]
    sheet = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;;" in markup
    assert markup.count("<style") == 1
    assert not re.search(r'\sstyle="', markup)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_holds_known_elements_and_attributes_alone(name):
    for picture in drawn(name)[1]:
        assert {element.tag for element in picture.iter()} <= ELEMENTS
        assert {key for element in picture.iter() for key in element.attrib} <= ATTRIBUTES


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_in_a_page_and_every_reference_finds_its_own(name):
    read = Page(drawn(name)[0])
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    used = [given["href"] for tag, given in read.elements if tag == "use"]
    assert {name.removeprefix("#") for name in used} <= set(ids)
    assert all(set(given["aria-labelledby"].split()) <= set(ids) for given in read.all("svg"))


@pytest.mark.parametrize("name", NAMES)
def test_no_entry_is_dropped_and_each_says_where_it_stands(name):
    entries = PLOTTED[name].entries
    got = np.array(entries.got.data, dtype=float).reshape(entries.got.shape)
    places = {str(list(place)) for place in np.ndindex(got.shape)}
    for picture in drawn(name)[1]:
        assert {text.split(":")[0] for text in told(picture)} == places
        assert len(told(picture)) == got.size


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_outside_the_picture(name):
    for picture in drawn(name)[1]:
        _, _, width, height = map(float, picture.get("viewBox").split())
        assert width == 360
        paths = [child for child in picture if child.tag == "path"]
        points = [(float(use.get("x")), float(use.get("y"))) for use in picture.iter("use")]
        points += [pair for path in paths for pair in zip(numbers(path)[::2], numbers(path)[1::2], strict=True)]
        points += [(float(text.get("x")), float(text.get("y"))) for text in picture.iter("text")]
        assert all(math.isfinite(x + y) and -1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in points)


@pytest.mark.parametrize("name", ["1-D", "2-D", "3-D", "not finite", "barely wrong"])
def test_the_same_finding_gives_the_same_picture(name):
    assert page(PLOTTED[name]) == drawn(name)[0]


def test_a_person_who_cannot_see_it_is_told():
    for picture in pictures(PLOTTED["2-D"]):
        assert picture.get("role") == "img"
        named = {element.get("id"): element.text for element in picture if element.tag in ("title", "desc")}
        title, about = (named[one] for one in picture.get("aria-labelledby").split())
        assert title
        assert about.startswith("1 of 12 entries is wrong")


def test_wrong_entries_differ_from_right_ones_by_shape_as_well_as_by_colour():
    against, over = pictures(PLOTTED["1-D"])
    for picture in (against, over):
        kinds = {(use.get("href"), "bad" in use.get("class")) for use in picture.iter("use") if use.find("title") is not None}
        assert len(kinds) == 2
        assert len({href for href, _ in kinds}) == 2
        assert {bad for _, bad in kinds} == {True, False}


def test_wrong_cells_are_outlined_and_stronger_the_further_off():
    _, over = pictures(PLOTTED["wide"])
    cells = {path.find("title").text: path for path in over.iter("path") if path.find("title") is not None}
    wrong = [path for text, path in cells.items() if text.startswith(("[7, 0]", "[7, 1]", "[7, 2]"))]
    strengths = [float(path.get("fill-opacity")) for path in wrong]
    assert all("stroke-bad" in path.get("class") for path in wrong)
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3
    assert sum("stroke-bad" in path.get("class") for path in cells.values()) == 3


def test_cells_that_are_large_enough_say_how_far_off_they_are():
    _, over = pictures(PLOTTED["2-D"])
    assert "0.5" in labels(over)
    _, over = pictures(PLOTTED["not finite, 2-D"])
    assert {"nan", "inf"} <= set(labels(over))


def test_what_is_not_finite_stands_at_the_rim_with_a_label():
    against, over = pictures(PLOTTED["not finite"])
    assert {"nan", "inf", "-inf"} <= set(labels(against))
    assert {"nan", "inf"} <= set(labels(over))
    where = {use.find("title").text: float(use.get("y")) for use in against.iter("use") if use.find("title") is not None}
    finite = where["[3]: got 1, expected 1"]
    assert where["[0]: got nan, expected 1"] < where["[1]: got inf, expected 2"] < finite < where["[2]: got -inf, expected 3"]


def test_what_only_just_differs_is_drawn_as_its_difference():
    shown = plots(PLOTTED["barely wrong"]).plots[0]
    assert shown.title == "Got minus expected, in tolerances"
    assert "tolerance" in [key.text for key in shown.keys]
    assert plots(PLOTTED["1-D"]).plots[0].title == "Got against expected"


def test_a_difference_in_tolerances_stands_outside_of_the_band_however_small_it_is():
    against, _ = pictures(PLOTTED["barely wrong, 300 decades"])
    band = next(use for use in against.iter("use") if use.find("title") is None and "fill-soft" in use.get("class"))
    shape = next(path for path in against.iter("path") if "#" + path.get("id", "") == band.get("href"))
    lowest = float(band.get("y")) + max(numbers(shape)[1::2])
    assert all(float(use.get("y")) > lowest for use in against.iter("use") if use.find("title") is not None)


def test_without_a_tolerance_the_difference_stands_for_itself():
    assert plots(PLOTTED["barely wrong, no tolerance"]).plots[0].title == "Got minus expected, against expected"


def test_a_tolerance_of_0_is_neither_drawn_nor_named():
    assert [[key.text for key in plot.keys] for plot in plots(PLOTTED["no tolerance"]).plots] == [
        ["1 wrong", "2 right", "got = expected"],
        ["1 wrong", "2 right"],
    ]


def test_a_tolerance_that_can_be_seen_is_drawn_and_named():
    wide, thin = plots(PLOTTED["a band to see"]).plots[0], plots(PLOTTED["1-D"]).plots[0]
    assert "tolerance" in [key.text for key in wide.keys]
    assert "tolerance" not in [key.text for key in thin.keys]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("1-D", "How far off, entry by entry"),
        ("2-D", "How far off, where it stands in the array"),
        ("3-D", "How far off, where it stands in the array"),
        ("tall", "How far off, entry by entry, row by row"),
    ],
)
def test_how_far_off_is_drawn_as_the_array_is(name, title):
    assert plots(PLOTTED[name]).plots[1].title == title


def test_rows_of_more_axes_are_named_by_the_axes_before_the_last():
    _, over = pictures(PLOTTED["3-D"])
    assert {"0, 0", "1, 2"} <= set(labels(over))


def test_the_line_above_says_what_is_shown():
    assert plots(PLOTTED["a part"]).line == 'case 17 (B=3, N=4), before it was made small: 1 of 12 entries of [1]["W1"] is wrong.'
    whole = msgspec.structs.replace(PLOTTED["all wrong"], shrunk=False, from_shape="")
    assert plots(whole).line == "case 17: 7 of 7 entries are wrong."


@pytest.mark.parametrize("name", [name for name in sorted(REPORTS) if name != "pass"])
def test_where_there_is_nothing_to_tell_apart_nothing_is_drawn(name):
    assert not Page(check_page(REPORTS[name], SOFTMAX)).all("svg")


def test_a_passed_check_has_no_plots_even_if_it_warns_of_something():
    assert not Page(check_page(report(Verdict.PASS, PLOTTED["1-D"]), SOFTMAX)).all("svg")


def test_what_the_judge_calls_wrong_is_wrong_in_the_plot():
    read = table(PLOTTED["not finite"].entries)
    assert read.wrong.tolist() == [True, True, True, False, True, False]
    read = table(PLOTTED["any number will do"].entries)
    assert read.wrong.tolist() == [False, False, True]
    assert read.tolerance.tolist() == [0.1, 0.0, 0.1]


def test_the_plots_come_back_from_a_stored_report():
    stored = msgspec.json.decode(msgspec.json.encode(report(Verdict.WRONG, PLOTTED["not finite"])), type=Report)
    assert check_page(stored, SOFTMAX) == page(PLOTTED["not finite"])


HOSTILE = [
    "</title></svg><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "$\\frac{",
    "\u202e\x00\x1b[31m",
    "A" * 9999,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_a_name_can_act(text):
    entries = msgspec.structs.replace(PLOTTED["1-D"].entries, case=text)
    read = Page(page(msgspec.structs.replace(PLOTTED["1-D"], entries=entries, part=text, from_shape=text)))
    assert not {"script", "img"} & {tag for tag, _ in read.elements}
    assert len(read.all("svg")) == 2


@pytest.mark.parametrize("text", HOSTILE[:4], ids=range(4))
def test_nothing_in_a_title_can_act(text):
    from matplotlib.figure import Figure

    with drawing():
        figure = Figure(figsize=(1, 1), dpi=72, frameon=False)
        figure.text(0.5, 0.5, text.replace("\x00", "").replace("\x1b", ""), color=INKS["ink"])
        markup = svg(figure, name="p", title=text, about=text, marks={})
    read = Page(str(markup))
    assert {tag for tag, _ in read.elements} == {"svg", "title", "desc", "text"}


def test_a_colour_that_the_style_sheet_does_not_know_is_our_bug():
    from matplotlib.figure import Figure

    with drawing():
        figure = Figure(figsize=(1, 1), dpi=72, frameon=False)
        figure.text(0.5, 0.5, "text", color="#123456")
        with pytest.raises(KeyError):
            svg(figure, name="p", title="", about="", marks={})


def test_the_settings_of_the_user_change_nothing():
    import matplotlib as mpl

    plain = page(PLOTTED["2-D"])
    with mpl.rc_context({"font.size": 30, "axes.spines.left": False, "lines.linewidth": 9, "axes.prop_cycle": "cycler(color='r')"}):
        assert page(PLOTTED["2-D"]) == plain
        assert mpl.rcParams["font.size"] == 30


numbers_of_any_kind = st.floats(allow_nan=True, allow_infinity=True, width=64)


@hypothesis.settings(max_examples=40, deadline=None, derandomize=True)
@hypothesis.given(
    arrays.array_shapes(min_dims=1, max_dims=3, max_side=4)
    .filter(lambda shape: math.prod(shape) > 1)
    .flatmap(
        lambda shape: st.tuples(
            arrays.arrays(np.float64, shape, elements=numbers_of_any_kind),
            arrays.arrays(np.float64, shape, elements=numbers_of_any_kind),
            arrays.arrays(np.float64, shape, elements=st.floats(0, 1e300)),
        )
    )
)
def test_whatever_the_numbers_are_they_are_drawn(three):
    for picture in pictures(finding(*three)):
        assert len(told(picture)) == three[0].size


PATHS = {
    "a passing check": "report.html import check_page; from tests.report.samples import *; check_page(REPORTS['pass'], SOFTMAX)",
    "a failing check without values": "report.html import check_page; from tests.report.samples import *; "
    "check_page(REPORTS['wrong-shape'], SOFTMAX)",
    "the terminal": "report.terminal.check import check; from tests.report.plotted import *; from tests.report.samples import *; "
    "check(report(Verdict.WRONG, PLOTTED['1-D']), SOFTMAX)",
    "JSON": "report.json import to_json; from tests.report.plotted import *; from tests.report.samples import *; "
    "to_json(report(Verdict.WRONG, PLOTTED['1-D']))",
    "the history": "report.html import history_page",
}


@pytest.mark.parametrize(("folder", "code"), [("wrong", 1), ("right", 0)])
def test_a_check_without_a_page_does_not_import_it_either(folder, code, tmp_path):
    answer = min((ROOT / "tests" / "corpus" / "stable-softmax" / folder).glob("*.py"))
    command = [sys.executable, "-X", "importtime", "-m", "grader", "check", str(answer), "--exercise", "stable-softmax"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert done.returncode == code, done.stdout
    assert "grader.judge" in imported
    assert "matplotlib" not in imported


def imports_matplotlib(code):
    code = f"import sys\nfrom grader.{code}\nprint('matplotlib' in sys.modules)"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", sorted(PATHS))
def test_where_nothing_is_drawn_matplotlib_is_not_imported(name):
    assert imports_matplotlib(PATHS[name]) == "False"


def test_the_same_question_is_answered_yes_where_something_is_drawn():
    code = "report.html import check_page; from tests.report.plotted import *; from tests.report.samples import *; "
    assert imports_matplotlib(code + "check_page(report(Verdict.WRONG, PLOTTED['1-D']), SOFTMAX)") == "True"


def test_small_arrays_stay_small_on_the_page():
    assert len(page(PLOTTED["1-D"])) - len(page(msgspec.structs.replace(PLOTTED["1-D"], entries=None))) < 20_000
