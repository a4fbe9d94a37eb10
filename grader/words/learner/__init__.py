"""Every sentence that a learner reads. Facts first and in lower case; advice on the `try` line alone; no blame, no cheering.

Modules are loaded at the first use of one of their names: the report of a right answer needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from grader.words.learner.advice import diagnosis_text, try_line
    from grader.words.learner.checks import asked
    from grader.words.learner.commands import (
        LIST,
        NEXT,
        PROGRAM,
        WELCOME,
        after_hint,
        after_listing,
        again_command,
        check_command,
        edit_line,
        hint_command,
        next_line,
        plain_check,
        show_command,
        solution_command,
        start_command,
        with_program,
    )
    from grader.words.learner.facts import error_text, fact_sentence, index_text, shape_text
    from grader.words.learner.plots import (
        plot_about,
        plot_against,
        plot_map,
        plot_map_about,
        plot_map_key,
        plot_off_against,
        plot_stems,
        plot_stems_about,
        plotted_line,
    )
    from grader.words.learner.relations import listed, relation_text
    from grader.words.learner.standing import standing_line, state_mark, state_word, tally
    from grader.words.learner.summary import (
        also_line,
        attempts_line,
        cases_line,
        check_name,
        checks_line,
        isolation_line,
        isolation_text,
    )
    from grader.words.learner.terms import Term, about, contract
    from grader.words.learner.typed import answer_fault, answer_flag, answer_hint, answer_note, caret_lines, value_gap
    from grader.words.learner.verdicts import headline

__all__ = [
    "LIST",
    "NEXT",
    "PROGRAM",
    "WELCOME",
    "Term",
    "about",
    "after_hint",
    "after_listing",
    "again_command",
    "also_line",
    "answer_fault",
    "answer_flag",
    "answer_hint",
    "answer_note",
    "asked",
    "attempts_line",
    "caret_lines",
    "cases_line",
    "check_command",
    "check_name",
    "checks_line",
    "contract",
    "diagnosis_text",
    "edit_line",
    "error_text",
    "fact_sentence",
    "headline",
    "hint_command",
    "index_text",
    "isolation_line",
    "isolation_text",
    "listed",
    "next_line",
    "plain_check",
    "plot_about",
    "plot_against",
    "plot_map",
    "plot_map_about",
    "plot_map_key",
    "plot_off_against",
    "plot_stems",
    "plot_stems_about",
    "plotted_line",
    "relation_text",
    "shape_text",
    "show_command",
    "solution_command",
    "standing_line",
    "start_command",
    "state_mark",
    "state_word",
    "tally",
    "try_line",
    "value_gap",
    "with_program",
]

_NAMES: Final = {
    "advice": "diagnosis_text try_line",
    "checks": "asked",
    "commands": "LIST NEXT PROGRAM WELCOME after_hint after_listing again_command check_command edit_line hint_command next_line "
    "plain_check show_command solution_command start_command with_program",
    "terms": "Term about contract",
    "facts": "error_text fact_sentence index_text shape_text",
    "plots": "plot_about plot_against plot_map plot_map_about plot_map_key plot_off_against plot_stems plot_stems_about "
    "plotted_line",
    "relations": "listed relation_text",
    "standing": "standing_line state_mark state_word tally",
    "summary": "also_line attempts_line cases_line check_name checks_line isolation_line isolation_text",
    "typed": "answer_fault answer_flag answer_hint answer_note caret_lines value_gap",
    "verdicts": "headline",
}
_WHERE: Final = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    value = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return value
