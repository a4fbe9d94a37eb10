"""Text on the pages can be read: WCAG 2 asks for a contrast of 4.5, on light, on dark and on paper."""

import re
from itertools import product
from pathlib import Path

import pytest

import grader.report
from grader.report.html.over import STRONG

CSS = (Path(grader.report.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")
INKS = ["ink", "soft", "good", "bad", "open", "link"]
GROUNDS = ["paper", "raised", "sunken"]
WASHES = ["good", "bad", "open"]


def palettes():
    """The variables of each scheme; a later one changes what it names of the first."""
    blocks = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)]
    light, dark, paper = blocks
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **dark, **paper}}


def luminance(color):
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_can_be_read(scheme):
    palette = palettes()[scheme]
    pairs = [*product(INKS, GROUNDS), *((ink, f"{ink}-wash") for ink in WASHES), *(("ink", f"{ink}-wash") for ink in WASHES)]
    weak = {(ink, ground): contrast(palette[ink], palette[ground]) for ink, ground in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


def mixed(color, ground, share):
    """A colour laid over another with this opacity."""
    digits = [2 * digit for digit in ground[1:]] if len(ground) == 4 else [ground[i : i + 2] for i in (1, 3, 5)]
    pairs = zip((color[i : i + 2] for i in (1, 3, 5)), digits, strict=True)
    return "#" + "".join(f"{round(share * int(over, 16) + (1 - share) * int(under, 16)):02x}" for over, under in pairs)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_numbers_in_the_strongest_cell_of_a_plot_can_be_read(scheme):
    palette = palettes()[scheme]
    ink = palette["ink"] if len(palette["ink"]) == 7 else "#000000"
    assert contrast(ink, mixed(palette["bad"], palette["paper"], STRONG)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_marks_of_a_plot_can_be_seen(scheme):
    palette = palettes()[scheme]
    assert min(contrast(palette[ink], palette["paper"]) for ink in ("good", "bad", "soft")) >= 3
    assert contrast(mixed(palette["good"], palette["paper"], 0.75), palette["paper"]) >= 3
