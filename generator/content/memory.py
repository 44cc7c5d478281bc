"""The register of codes against its own past in git: a line once recorded stays."""

import csv
import re
import subprocess
from gettext import gettext as _
from pathlib import Path

from generator.problems import ContentError, Problem


def check(register: Path) -> None:
    """Raise ContentError for every line that git has recorded and the register has lost.

    Without git, or outside a repository, there is no past to compare with.
    """
    if not register.is_file():
        return
    command = ("git", "log", "-p", "--format=", "--unified=0", "--", register.name)
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command)
            command, cwd=register.parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return
    added = [line[1:] for line in done.stdout.splitlines() if re.match(r"\+(?!\+\+)", line)]
    # Compared cell by cell: a spreadsheet may have quoted them.
    recorded = {",".join(cells) for cells in csv.reader(added) if any(cells)}
    lines = register.read_text("utf-8-sig").splitlines()
    kept = {",".join(cells) for cells in csv.reader(lines)}
    problems = [
        Problem(
            str(register),
            1,
            1,
            _("a line that was recorded is gone: {line}").format(line=line),
            _("restore it; the code is printed"),
        )
        for line in recorded - kept
    ]
    if problems:
        raise ContentError(problems)
