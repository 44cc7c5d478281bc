"""How fast content is read: whole checks beside bare YAML parsing, in one run."""

import re
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

import yaml

from generator.content import inspect
from generator.content.located_yaml import read

ROOT = Path(__file__).parent.parent
FILES = 500


def best(action: object, times: int = 5) -> float:
    """Return the shortest of some runs, in seconds."""
    results = []
    for _ in range(times):
        started = time.perf_counter()
        action()  # type: ignore[operator]
        results.append(time.perf_counter() - started)
    return min(results)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(ROOT / "campaign_content", f"{folder}/content"))
        method = root / "methods/gia-danh-can-bo"
        facts = re.sub(r"aliases: .*\n", "", (method / "method.yml").read_text("utf-8"))
        while len(list(root.rglob("*.yml"))) < FILES:
            number = len(list((root / "methods").iterdir()))
            copy = Path(shutil.copytree(method, root / f"methods/thu-{number}"))
            (copy / "method.yml").write_text(facts, "utf-8")
            for words in copy.glob("*.yml"):
                text = words.read_text("utf-8").replace('title: "', f'title: "x{number}. ', 1)
                words.write_text(text, "utf-8")
        contents = [path.read_bytes() for path in root.rglob("*.yml")]
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        bare = best(lambda: [yaml.compose(text, Loader=loader) for text in contents])
        located = best(lambda: [read(text, "f") for text in contents])
        whole = best(lambda: inspect(root, date(2026, 11, 21)))
        campaign, problems = inspect(root, date(2026, 11, 21))
        assert campaign is not None, problems[:3]
    count = len(contents)
    for name, seconds in (("bare YAML", bare), ("located YAML", located), ("whole check", whole)):
        print(
            f"{name:14}{seconds:7.3f} s for {count} files"
            f"{1000 * seconds / count:8.3f} ms a file{seconds / bare:7.1f} × bare"
        )


if __name__ == "__main__":
    main()
