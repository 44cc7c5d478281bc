"""Languages nobody here can write, from data files alone: letters of the script, not sentences.

Every word of the small tree is replaced by one word of sample letters, so that fonts, direction
and interface words of any script can be tried without inventing a translation.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from support.builds import run
from support.trees import edit

SAMPLES = {
    "km": ("ភាសាខ្មែរ", "ltr", "Khmr", "NotoSansKhmer", "Noto Sans Khmer", "ខ្មែរ"),
    "mtq": ("Thiểng Mường", "ltr", "Latn", "NotoSans", "Noto Sans", "thiểng"),
    "ar": ("العربية", "rtl", "Arab", "NotoSansArabic", "Noto Sans Arabic", "عربية"),
}
"""Tag: (own name, direction, script, font file, font family, sample word)."""

_KEPT = {"approval", "date_format"}


def add_languages(tree: Path) -> None:
    """Add the sample languages to a copy of the small tree, and to its edition."""
    for tag, (_name, _direction, _script, _file, _family, word) in SAMPLES.items():
        for source in sorted(tree.rglob("en.yml")):
            data = yaml.load(source.read_text("utf-8"), yaml.BaseLoader)
            is_facts = source.parent.name == "languages"
            made = facts(tag) if is_facts else _replace(data, word)
            write(source.with_name(f"{tag}.yml"), made)
    edit(
        tree / "editions/to-roi.yml",
        lambda text: re.sub(
            r"languages: .*",
            "languages: [" + ", ".join(f'"{tag}"' for tag in ("vi", "en", *SAMPLES)) + "]",
            text,
        ),
    )
    done = run("issue", "to-roi", "--content", tree)
    assert done.returncode == 0, done.stderr


def facts(tag: str) -> dict[str, object]:
    """Return what a language of another script needs to be registered."""
    name, direction, script, file, family, _word = SAMPLES[tag]
    return {
        "name": name,
        "direction": direction,
        "script": script,
        "font": {
            "family": family,
            "regular": f"{file}-Regular.ttf",
            "bold": f"{file}-Bold.ttf",
        },
    }


def write(file: Path, data: object) -> None:
    """Write a content file as ours are written: every text in double quotes."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"', width=999)
    file.write_text(text, "utf-8")


def _replace(data: object, word: str) -> object:
    if isinstance(data, dict):
        return {k: v if k in _KEPT else _replace(v, word) for k, v in data.items()}
    assert isinstance(data, str)
    return " ".join(_words(data, word))


def _words(text: str, word: str) -> Iterator[str]:
    for part in text.split():
        yield "".join(re.findall(r"\{[^}]*\}", part)) or word
