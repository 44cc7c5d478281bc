"""canhgiac: the way in."""

from generator.cli.program import main

__all__ = ["main"]
