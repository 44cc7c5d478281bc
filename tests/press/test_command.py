"""canhgiac print as its users type it: what is on request, and what cannot be done."""

from pathlib import Path

import minisign
import pytest
from support.builds import run
from support.paper import tool
from support.trees import MINI, edit, replace


def print_(*arguments: str | Path, content: Path = MINI):  # type: ignore[no-untyped-def]
    return run("print", *arguments, "--content", content)


def test_sheets_and_a_signature_on_request(tmp_path: Path) -> None:
    pair = minisign.KeyPair.generate()
    key, public = tmp_path / "khoa", tmp_path / "khoa.pub"
    key.write_bytes(bytes(pair.secret_key))
    public.write_bytes(bytes(pair.public_key))
    output = tmp_path / "dist"
    done = print_("to-roi", "--impose", "sra3", "--key", key, "--output", output)
    assert done.returncode == 0, done.stderr
    job = output / "print/to-roi"
    sums = (job / "SHA256SUMS").read_text("utf-8")
    assert "imposition/sra3-toan-tinh-vi.pdf" in sums and "minisig" not in sums
    tool("minisign", "-Vm", job / "SHA256SUMS", "-p", public)
    assert "imprint.licence" in done.stdout and "toan-tinh-vi.pdf: 1 mẫu, 2 trang" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("khong-co",), "không có ấn bản khong-co; hiện có: to-roi"),
        (("to-roi", "--impose", "b3"), "không có cỡ giấy b3; hiện có: sra3, sra4, a3, a4"),
        (("to-roi", "--key", str(MINI / "campaign.yml")), "khóa bí mật"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = print_(*arguments, "--output", tmp_path / "dist")
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()


def test_pages_that_no_sheet_holds_are_said(tree: Path, tmp_path: Path) -> None:
    replace(tree / "editions/to-roi.yml", '"a5-message"', '"a3-poster"')
    (tree / "distribution/codes.csv").unlink()
    assert run("issue", "to-roi", "--content", tree).returncode == 0
    done = print_("to-roi", "--impose", "a4", "--output", tmp_path / "dist", content=tree)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "297 × 420" in done.stderr and not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("editions/to-roi.yml", '"a5-message"', '"a5-mesage"', '"a5-mesage" không có trong'),
        ("editions/to-roi.yml", '["vi", "en"]', '["vi", "eng"]', '"eng" không có trong'),
        ("editions/to-roi.yml", '"toan-tinh"', '"99999"', '"99999" không có trong'),
        ("distribution/units.csv", ",310", ",-310", '"households" không thể là "-310"'),
        ("distribution/units.csv", "02103000001,", "0210300000123,", '"police_number"'),
        ("distribution/codes.csv", "CNN3JH,to-roi", "NVMVV2,to-roi", "NVMVV2"),
        ("distribution/codes.csv", "2026-11-21,,", "2026-11-21,-5,", '"quantity" không thể'),
    ],
)
def test_wrong_content_makes_no_job_and_leaves_the_earlier_one(
    tree: Path, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    output = tmp_path / "dist"
    earlier = output / "print/to-roi/SHA256SUMS"
    earlier.parent.mkdir(parents=True)
    (earlier.parent / "manifest.json").write_text('{"content_revision": "x"}', "utf-8")
    earlier.write_text("cũ", "utf-8")
    edit(tree / file, lambda text: text.replace(old, new, 1))
    done = print_("to-roi", "--output", output, content=tree)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert said in done.stderr
    assert earlier.read_text("utf-8") == "cũ"
