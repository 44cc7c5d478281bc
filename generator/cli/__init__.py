"""canhgiac: the way in."""

import sys


def main(argv: list[str] | None = None) -> None:
    """Run the program; quiet when it is stopped before it has begun."""
    try:
        from generator.cli import program
    except KeyboardInterrupt:
        sys.exit(130)
    program.run(argv)
