"""Folders and YAML -> exercises: strict loading, lookup, the index of what was read before, and the bank's Python as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.bank.bank import Bank, open_bank
    from grader.bank.functions import compile_answer, compile_file, load_function
    from grader.bank.guarding import bank_code, printed
    from grader.bank.loading import load_file
    from grader.bank.lookup import Library
    from grader.bank.refusing import refusal, refused
    from grader.bank.roots import builtin_folder, builtin_root, exercise_file
    from grader.bank.schema import json_schema
    from grader.bank.sources import answer_source, find_reference, reference_source, reference_text

__all__ = [
    "Bank",
    "Library",
    "answer_source",
    "bank_code",
    "builtin_folder",
    "builtin_root",
    "compile_answer",
    "compile_file",
    "exercise_file",
    "find_reference",
    "json_schema",
    "load_file",
    "load_function",
    "open_bank",
    "printed",
    "reference_source",
    "reference_text",
    "refusal",
    "refused",
]

# Each door loads what it needs: a check of an unchanged exercise reads no YAML and lists no bank.
__getattr__ = lazily(
    __name__,
    {
        "Bank": "bank",
        "Library": "lookup",
        "answer_source": "sources",
        "bank_code": "guarding",
        "builtin_folder": "roots",
        "builtin_root": "roots",
        "exercise_file": "roots",
        "compile_answer": "functions",
        "compile_file": "functions",
        "json_schema": "schema",
        "load_file": "loading",
        "load_function": "functions",
        "open_bank": "bank",
        "printed": "guarding",
        "find_reference": "sources",
        "reference_source": "sources",
        "reference_text": "sources",
        "refusal": "refusing",
        "refused": "refusing",
    },
)
