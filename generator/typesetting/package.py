"""Office files, which are ZIP packages: the same bytes for the same content."""

import io
import zipfile
from datetime import date


def stamped(file: bytes, day: date) -> bytes:
    """Return an office file whose parts bear one day, not the hour at which they were made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
