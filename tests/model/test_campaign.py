"""Versions and the register: places, languages and codes of one edition."""

from pathlib import Path

from support.builds import build_here, run, run_apart
from support.pages import read
from support.paper import codes, pictures
from support.trees import campaign, replace, sentences


def two_communes(tree: Path) -> Path:
    """Let the edition of the small tree be for two communes."""
    replace(tree / "editions/to-roi.yml", '["toan-tinh"]', '["toan-tinh", "00001", "00002"]')
    done = run_apart("issue", "to-roi", "--content", tree)
    assert done.returncode == 0, done.stderr
    return tree


def test_two_communes_have_two_leaflets_and_stay_apart(tree: Path, tmp_path: Path) -> None:
    two_communes(tree)
    found = campaign(tree)
    out = build_here(tree, tmp_path / "dist")
    seen = set()
    for (edition, unit, tag), version in found.versions.items():
        pdf = out / f"leaflets/{edition}/{unit}/{tag}.pdf"
        wanted = found.addresses.qr_text(version.code.code)
        back = pictures(pdf, tmp_path / unit / tag, 150)[1]
        assert codes(back) == [wanted]
        seen.add(wanted)
        page = read(out / f"site/Q/{version.code.code}/index.html")
        for link in page.all("a"):
            if "/Q/" in link["href"]:
                other = next(c for c in found.codes if c.code in link["href"])
                assert (other.unit, other.language) == (unit, link["lang"])
    assert len(seen) == 6 == len(found.versions)


def test_the_page_of_the_site_shows_one_place_of_an_edition(tree: Path, tmp_path: Path) -> None:
    two_communes(tree)
    page = read(build_here(tree, tmp_path / "dist") / "site/tai-lieu/index.html")
    assert {a["href"] for a in page.all("a") if a["href"].endswith(".pdf")} == {
        "../leaflets/to-roi/toan-tinh/vi.pdf",
        "../leaflets/to-roi/toan-tinh/en.pdf",
    }


def test_two_editions_may_share_a_design(tree: Path, tmp_path: Path) -> None:
    text = (tree / "editions/to-roi.yml").read_text("utf-8")
    (tree / "editions/nam-sau.yml").write_text(text, "utf-8")
    assert run("issue", "nam-sau", "--content", tree).returncode == 0
    out = build_here(tree, tmp_path / "dist")
    assert (out / "leaflets/nam-sau/toan-tinh/vi.pdf").read_bytes() != (
        out / "leaflets/to-roi/toan-tinh/vi.pdf"
    ).read_bytes(), "each with its own code"


def test_a_code_of_a_place_its_edition_does_not_have_is_an_error(tree: Path) -> None:
    two_communes(tree)
    replace(tree / "editions/to-roi.yml", ', "00002"', "")
    found = sentences(tree)
    assert len([line for line in found if "00002" in line and "không có" in line]) == 2


def test_a_code_of_a_language_its_edition_does_not_have_is_an_error(tree: Path) -> None:
    replace(tree / "editions/to-roi.yml", '["vi", "en"]', '["vi"]')
    assert any("mã CNN3JH là của toan-tinh, en" in line for line in sentences(tree))


OTHER_WORDS = [
    *(("dọa", "hẹn"), ("Threat", "Promis"), ("threat", "promis")),
    *(("It is fraud", "It is a trick"), ("Đó là lừa đảo", "Đó là lừa")),
    *(("Người lạ gọi đến", "Người lạ nhắn đến"), ("A stranger calls", "A stranger writes")),
]
"""Another method, from the words of the one there is."""


def test_an_edition_that_has_codes_does_not_change(tree: Path) -> None:
    folder = tree / "methods/tin-nhan"
    folder.mkdir()
    for name in ("method.yml", "vi.yml", "en.yml"):
        text = (tree / "methods/goi-dien" / name).read_text("utf-8")
        for old, new in OTHER_WORDS:
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    assert not any("tin-nhan" in line for line in sentences(tree) if "chưa duyệt" not in line)
    replace(tree / "editions/to-roi.yml", '["goi-dien"]', '["tin-nhan"]')
    assert any("ấn bản to-roi đã cấp mã nên không đổi được" in line for line in sentences(tree))


def test_a_renamed_method_keeps_its_edition_and_its_address(tree: Path, tmp_path: Path) -> None:
    (tree / "methods/goi-dien").rename(tree / "methods/cuoc-goi-doa")
    found = sentences(tree)
    assert any("mất thủ đoạn goi-dien, trong khi ấn bản này đã in" in line for line in found)
    facts = tree / "methods/cuoc-goi-doa/method.yml"
    facts.write_text(facts.read_text("utf-8") + 'aliases: ["goi-dien"]\n', "utf-8")
    out = build_here(tree, tmp_path / "dist") / "site"
    page = read(out / "canh-bao/goi-dien/index.html")
    assert "Trang này đã chuyển" in page.text
    assert "../cuoc-goi-doa/" in [a["href"] for a in page.all("a")]
    assert "goi-dien" not in (out / "sitemap.xml").read_text("utf-8"), "listed once"
    code = campaign(tree).codes[0].code
    assert "../../canh-bao/cuoc-goi-doa/" in (out / f"Q/{code}/index.html").read_text("utf-8")
