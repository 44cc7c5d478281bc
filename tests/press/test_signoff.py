"""The paper that is signed: every word to read, every number and code to try, and which file."""

import hashlib
import io
from pathlib import Path

from pypdfium2 import PdfDocument
from support.languages import add_languages
from support.paper import codes, pictures, text
from support.press import code, job, pressed
from support.trees import campaign

from generator.model.campaign import Campaign
from generator.press import manuscript, signoff


def put(folder: Path, pdf: bytes) -> Path:
    file = folder / "duyet.pdf"
    file.write_bytes(pdf)
    return file


def test_what_is_signed(mini: Campaign, one: bytes, tmp_path: Path) -> None:
    pdf = signoff.signoff(mini, "to-roi", "vi", "toan-tinh-vi.pdf", one)
    assert len(pdf) < 500_000
    assert pdf == signoff.signoff(mini, "to-roi", "vi", "toan-tinh-vi.pdf", one)
    file = put(tmp_path, pdf)
    words = text(file)
    print_ = hashlib.sha256(one).hexdigest()
    for said in ("BẢN DUYỆT – KHÔNG DÙNG ĐỂ IN", "Tôi đã đọc từng chữ", "trang 2/2", print_,
                 "113 Công an", "Hình đúng cỡ thật"):  # fmt: skip
        assert said in words, said
    wanted = mini.addresses.qr_text(next(iter(mini.versions.values())).code.code)
    assert wanted in words
    sides = pictures(file, tmp_path / "hinh", 150)
    assert [codes(side) for side in sides] == [[], [wanted]], "nothing lies over the code"


def test_other_scripts(tree: Path, tmp_path: Path) -> None:
    """The name of a language in its own script, and no stamp over a code at the other side."""
    add_languages(tree)
    found = campaign(tree)
    version = found.versions["to-roi", "toan-tinh", "ar"]
    press = pressed(found, version)
    file = put(tmp_path, signoff.signoff(found, "to-roi", "ar", "ar.pdf", press))
    back = pictures(file, tmp_path / "hinh", 150)[1]
    assert codes(back) == [found.addresses.qr_text(version.code.code)]
    assert manuscript.manuscript(found, version).startswith(b"%PDF")


def test_of_many_units_the_first_and_the_last(mini: Campaign, one: bytes, tmp_path: Path) -> None:
    many = job(one, 10, lambda unit, side: code(f"{side}{unit}"))
    pdf = signoff.signoff(
        mini,
        "to-roi",
        "vi",
        "xa.pdf",
        many,
        [("Phường Một", "02103000001", 7), ("Xã Hai", "", 3)],
    )
    words = text(put(tmp_path, pdf))
    for said in (
        "Tệp có 10 tờ khác nhau",
        "trang 1/20",
        "trang 20/20",
        "F0",
        "B9",
        "Phường Một: 02103000001",
        "Xã Hai: để trống",
    ):
        assert said in words, said
    assert "trang 3/20" not in words
    with PdfDocument(io.BytesIO(pdf)) as document:
        assert len(document) == 5
