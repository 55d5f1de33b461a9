"""Image Studio: explore pictures made by paid image models, and keep every one of them."""

__version__ = "0.1.0"
