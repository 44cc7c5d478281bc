"""The language the program speaks: gettext catalogues, for click's own words too."""

import gettext
import os
from pathlib import Path

SPOKEN = ("vi", "en")

_CATALOGUES = Path(__file__).parent / "locale"


def speak(language: str) -> None:
    """Let every message from now on be in `language`, in child processes too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", str(_CATALOGUES))
    gettext.textdomain("messages")


def spoken() -> str:
    """Return the language that messages are in."""
    return os.environ.get("LANGUAGE", SPOKEN[0])


def later(text: str) -> str:
    """Mark a text for the catalogue that is translated when it is shown."""
    return text
