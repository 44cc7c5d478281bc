"""How long an editor waits: from key to mistake, from save to pictures, from start to page."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from support.trees import SHIPPED

from generator.editor.desk import Desk
from generator.editor.pictures import Views

FILE = "methods/gia-danh-can-bo/vi.yml"


def main() -> None:
    """Print seconds; on a busy machine they are up to three times these."""
    with tempfile.TemporaryDirectory() as home:
        content = Path(home) / "noi-dung"
        shutil.copytree(SHIPPED, content)
        started = time.perf_counter()
        code = "from generator.editor import app, server"
        subprocess.run([sys.executable, "-c", code], check=True)
        print(f"start to first page, imports alone: {time.perf_counter() - started:.2f} s")
        desk = Desk(content, Path(home) / "nhap")
        desk.report()
        draft = desk.draft(FILE)
        fields = dict(draft.filled)  # type: ignore[arg-type]
        changed = draft._replace(filled=list((fields | {"summary": "Câu thử."}).items()))
        said = _timed(lambda: desk.problems(changed))
        print(f"key to mistake, without the pause of 0.4 s: {said}")
        print(f"save: {_timed(lambda: desk.save(changed, 'A', 'x'))}")
        started = time.perf_counter()
        campaign = desk.report().campaign
        assert campaign is not None
        views = Views(campaign, FILE)
        views.make_page()
        page = time.perf_counter() - started
        views.make_landing()
        first = next(v for v in views.versions() if v.edition == "2026-a5-thong-diep")
        views.sides(first)
        views.make_card()
        seen = time.perf_counter() - started
        print(f"save to page: {page:.2f} s; and QR page, one leaflet, card: {seen:.2f} s")
        for version in views.versions():
            views.sides(version)
        print(f"and all {len(views.versions())} leaflets: {time.perf_counter() - started:.2f} s")


def _timed(call: object) -> str:
    started = time.perf_counter()
    call()  # type: ignore[operator]
    return f"{time.perf_counter() - started:.2f} s"


if __name__ == "__main__":
    main()
