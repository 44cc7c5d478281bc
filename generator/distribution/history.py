"""The register of codes against its own past in git: a line once recorded stays."""

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
    recorded = {
        line[1:].strip()
        for line in done.stdout.splitlines()
        if line.startswith("+") and not line.startswith("+++")
    }
    kept = {line.strip() for line in register.read_text("utf-8-sig").splitlines()}
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
