"""Languages nobody here can write, from data files alone: letters of the script, not sentences.

Every word of the small tree is replaced by one word of sample letters, so that fonts, direction
and interface words of any script can be tried without inventing a translation.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from conftest import run

SAMPLES = {
    "km": ("ភាសាខ្មែរ", "ltr", "Khmr", "NotoSansKhmer", "Noto Sans Khmer", "ខ្មែរ"),
    "mtq": ("Thiểng Mường", "ltr", "Latn", "NotoSans", "Noto Sans", "thiểng"),
    "ar": ("العربية", "rtl", "Arab", "NotoSansArabic", "Noto Sans Arabic", "عربية"),
}
"""Tag: (own name, direction, script, font file, font family, sample word)."""

_KEPT = {"approval", "direction", "script", "font", "date_format"}


def add_languages(tree: Path) -> None:
    """Add the sample languages to a copy of the small tree, and to its edition."""
    for tag, (name, direction, script, file, family, word) in SAMPLES.items():
        for source in sorted(tree.rglob("en.yml")):
            data = yaml.load(source.read_text("utf-8"), yaml.BaseLoader)
            data = _replace(data, word)
            if source.parent.name == "languages":
                data |= {"name": name, "direction": direction, "script": script}
                data["font"] = {
                    "family": family,
                    "regular": f"{file}-Regular.ttf",
                    "bold": f"{file}-Bold.ttf",
                }
            source.with_name(f"{tag}.yml").write_text(
                yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"'),
                "utf-8",
            )
    edition = tree / "editions/to-roi.yml"
    tags = ", ".join(f'"{tag}"' for tag in ("vi", "en", *SAMPLES))
    text = re.sub(r"languages: .*", f"languages: [{tags}]", edition.read_text("utf-8"))
    edition.write_text(text, "utf-8")
    done = run("issue", "to-roi", "--content", tree)
    assert done.returncode == 0, done.stderr


def _replace(data: object, word: str) -> object:
    if isinstance(data, dict):
        return {k: v if k in _KEPT else _replace(v, word) for k, v in data.items()}
    assert isinstance(data, str)
    return " ".join(_words(data, word))


def _words(text: str, word: str) -> Iterator[str]:
    for part in text.split():
        yield "".join(re.findall(r"\{[^}]*\}", part)) or word
