"""Finished PDFs, read by programs we do not build with."""

import io
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

MM = 72 / 25.4
"""Points in a millimetre."""


def tool(*command: str | Path) -> str:
    """Run a program that must find nothing to complain of."""
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr == "", done.stderr
    return done.stdout


def text(pdf: Path) -> str:
    return " ".join(tool("pdftotext", "-raw", pdf, "-").split())


def pictures(pdf: Path, folder: Path, dpi: int) -> list[Image.Image]:
    """Rasterise with Ghostscript, which shares no code with what we build with."""
    folder.mkdir(parents=True, exist_ok=True)
    tool(
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", f"-r{dpi}",
        "-dTextAlphaBits=4", "-o", folder / "p%d.png", pdf,
    )  # fmt: skip
    return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(folder.glob("p*.png"))]


def codes(picture: Image.Image) -> list[str]:
    """Return what two readers read in a picture; they must agree."""
    first = [code.text for code in zxingcpp.read_barcodes(picture)]
    second = [code.data.decode() for code in pyzbar.decode(picture)]
    assert first == second
    return first


def elements(node: Any) -> list[Any]:
    """Return every element below a node of a PDF's structure."""
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return below + [e for kid in below for e in elements(kid)]


def unmarked(page: pikepdf.Page) -> list[str]:
    """Return what a page draws that is neither tagged nor marked as decoration."""
    depth, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in ("f", "f*", "S", "s", "B", "b", "Tj", "TJ", "Do", "sh") and depth == 0:
            found.append(f"{name} {instruction.operands}")
    return found


def plates(pdf: Path, folder: Path, page: int, dpi: int = 150) -> dict[str, np.ndarray]:
    """Return the plates of a page as Ghostscript separates them: 0 none, 1 full ink."""
    folder.mkdir(parents=True, exist_ok=True)
    tool(
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{dpi}",
        f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={folder}/p.tif", pdf,
    )  # fmt: skip
    names = ("Cyan", "Magenta", "Yellow", "Black")
    return {
        name: 1 - np.asarray(Image.open(folder / f"p({name}).tif").convert("L"), float) / 255
        for name in names
    }
