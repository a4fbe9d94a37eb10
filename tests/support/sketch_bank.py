"""A small bank to break: the sketch of the design, and a file with every key of the format."""

from pathlib import Path

SKETCH = Path(__file__).parents[1] / "bank" / "sketch"
SOFTMAX = "exercises/numerics/stable-softmax.yaml"
EVERYTHING = "exercises/numerics/everything.yaml"
