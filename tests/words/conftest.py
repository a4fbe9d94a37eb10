"""Generated values are the same in every run, and slow machines fail nothing."""

from hypothesis import settings

settings.register_profile("dlprep", deadline=None, derandomize=True, database=None)
settings.load_profile("dlprep")
