"""canhgiac: the way in."""

import signal


def main(argv: list[str] | None = None) -> None:
    """Run the program; quiet when it is stopped before it has begun."""
    # Loading may turn an interrupt into another error; until it is over, Ctrl-C just ends us.
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.cli import program

    signal.signal(signal.SIGINT, handler)
    program.run(argv)
