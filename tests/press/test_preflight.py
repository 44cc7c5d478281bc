"""Our rules for a press, on files that break them, ours and others'."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.builds import run, run_apart
from support.press import pressed
from support.trees import campaign

from generator.channels import leaflet
from generator.model.campaign import Campaign
from generator.press import preflight


@pytest.fixture(scope="module")
def raw(mini: Campaign) -> bytes:
    """A leaflet as the typesetter makes it."""
    return leaflet.for_press(mini, next(iter(mini.versions.values())))


@pytest.fixture(scope="module")
def good(mini: Campaign) -> bytes:
    return pressed(mini, next(iter(mini.versions.values())))


def whats(pdf: bytes) -> list[str]:
    return [fault.what for fault in preflight.judge(pdf).faults]


def test_the_typesetters_file_alone_is_not_enough(raw: bytes, good: bytes) -> None:
    assert [what.partition(":")[0] for what in whats(raw)] == [
        "tên điều kiện in không phải là tên"
    ]
    assert whats(good) == []


def _changed(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def _draw(code: bytes) -> Callable[[Any], None]:
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(code))


def _text(size: float, colour: bytes) -> Callable[[Any], None]:
    """Draw some text twice as large as half its size."""
    half = f"q 2 0 0 2 0 0 cm BT /F {size / 2} Tf 1 0 0 1 9 9 Tm <0021> Tj ET Q".encode()
    return _draw(colour + b" " + half)


def _pattern(pdf: Any) -> None:
    shading = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB)
    pdf.pages[0].Resources.Pattern = pikepdf.Dictionary(
        P=pikepdf.Dictionary(PatternType=2, Shading=shading)
    )


def _split(pdf: Any) -> None:
    """A colour that begins in one stream and ends in the next."""
    page = pdf.pages[0]
    both = [page.Contents, pdf.make_stream(b"q 1 1 1"), pdf.make_stream(b"1 k 0 0 9 9 re f Q")]
    page.contents_coalesce()
    page.Contents = pikepdf.Array([page.obj.Contents, *both[1:]])


def _spot(pdf: Any) -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 1], N=1)
    space = [pikepdf.Name.Separation, pikepdf.Name("/Blue"), pikepdf.Name.DeviceRGB, tint]
    pdf.pages[0].Resources.ColorSpace.Spot = pikepdf.Array(space)
    _draw(b"q /Spot cs 1 scn 0 0 9 9 re f Q")(pdf)


def _nonsense(pdf: Any) -> None:
    pdf.pages[0].TrimBox = pikepdf.Array([0, 0, 9])


def _no_bleed(pdf: Any) -> None:
    pdf.pages[1].BleedBox = pdf.pages[1].TrimBox


def _no_trim(pdf: Any) -> None:
    del pdf.pages[0]["/TrimBox"]


def _no_intent(pdf: Any) -> None:
    del pdf.Root["/OutputIntents"]


def _see_through(pdf: Any) -> None:
    pdf.pages[0].Resources.ExtGState["/X"] = pikepdf.Dictionary(ca=0.5)


def _note(pdf: Any) -> None:
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot)])


def _no_font(pdf: Any) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    own = font.DescendantFonts[0].FontDescriptor
    for key in [key for key in own.keys() if key.startswith("/FontFile")]:  # noqa: SIM118
        del own[key]


def _picture(pdf: Any) -> None:
    image = pdf.make_stream(
        b"\0\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
        BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB,
    )  # fmt: skip
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im=image)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_draw(b"1 0 0 rg 0 0 9 9 re f"), "có màu RGB, không phải màu mực"),
        (_draw(b".5 g 0 0 9 9 re f"), "có màu Gray, không phải màu mực"),
        (_draw(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"), "có màu RGB, không phải màu mực"),
        (_draw(b"1 1 1 .2 k 0 0 9 9 re f"), "một chỗ có 320 phần trăm mực, quá mức 300"),
        (_text(9, b"1 .9 .1 .15 k"), "chữ 9 pt in bằng 4 mực"),
        (_text(9, b"0 0 0 0 k"), "chữ trắng 9 pt"),
        (_pattern, "có màu chuyển"),
        (_draw(b"q BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q"), "có màu RGB"),
        (_draw(b"/DeviceCMYK cs 1 1 1 1 sc 0 0 9 9 re f"), "một chỗ có 400 phần trăm mực"),
        (_split, "một chỗ có 400 phần trăm mực"),
        (_spot, "có màu RGB"),
        (_nonsense, "không đọc được trang"),
        (_no_bleed, "tràn lề chỉ 0.0 mm"),
        (_no_trim, "không có TrimBox để biết cắt ở đâu"),
        (_no_intent, "tệp không nêu điều kiện in (output intent)"),
        (_see_through, "có chỗ trong suốt"),
        (_note, "trên trang có đường dẫn hoặc ghi chú"),
        (_no_font, "phông không nằm trong tệp"),
        (_picture, "có màu RGB, không phải màu mực"),
    ],
)
def test_each_fault_is_found(good: bytes, change: Callable[[Any], None], sentence: str) -> None:
    assert any(what.startswith(sentence) for what in whats(_changed(good, change)))


def test_foreign_files(mini_dist: Path, tmp_path: Path, good: bytes) -> None:
    """A screen's PDF, a locked one, what is no PDF: sentences, exit 1; the good one passes."""
    ours, locked, other = (tmp_path / name for name in ("in.pdf", "khoa.pdf", "thu.pdf"))
    ours.write_bytes(good)
    other.write_bytes(b"xin chao")
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    screen = next((mini_dist / "leaflets").rglob("*.pdf"))
    done = run_apart("preflight", ours, screen, locked, other)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stdout.startswith(f"{ours}: đạt các phép kiểm tra PDF/X-4 của chúng tôi")
    assert f"{screen}, trang 1: có màu RGB" in done.stderr
    assert f"{locked}: tệp bị khóa bằng mật khẩu" in done.stderr
    assert f"{other}: không đọc được như tệp PDF" in done.stderr
    assert run("preflight", ours).returncode == 0
    assert "không có" in run("preflight", tmp_path / "khong.pdf").stderr


def test_a_finished_file_keeps_nothing_of_the_moment(mini: Campaign, tree: Path) -> None:
    versions = [(c, next(iter(c.versions.values()))) for c in (mini, campaign(tree))]
    one, other = (pressed(c, v) for c, v in versions)
    assert one == other


def test_large_text_may_have_any_ink_and_uncoated_paper_takes_less(good: bytes) -> None:
    assert whats(_changed(good, _text(20, b"1 .9 .1 .15 k"))) == []
    assert whats(_changed(good, _text(12, b"0 1 1 0 k"))) == []
    thick = _changed(good, _draw(b"1 1 .9 0 k 0 0 9 9 re f"))
    assert preflight.judge(thick).faults == ()
    (fault,) = preflight.judge(thick, "uncoated").faults
    assert fault.what == "một chỗ có 290 phần trăm mực, quá mức 280"
