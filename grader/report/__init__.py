"""What a person or a program sees of a report. One value, three readers: they cannot disagree.

- `terminal.check`, `terminal.statement`, `terminal.listing`: text, written by `screen.write` as `screen.screen_of` allows
- `json`: `to_json(report)`, `error_json(error)`
- `html`: `check_page(...)`, `history_page(...)`

rich, jinja2, markdown, formulas and matplotlib are imported by the functions that draw with them; the report of a right answer
needs none.
"""
