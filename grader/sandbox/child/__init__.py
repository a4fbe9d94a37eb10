"""What runs in the sandbox's child: the standard library and numpy, nothing of the grader.

`main.py` is executed by its path and makes this folder importable as `dlprep_child`; the grader imports the same modules from here
where both sides must agree (`trees`, `wire`, `calling`).
"""
