import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

from generator.distribution.codes import ALPHABET, LENGTH, candidates
from generator.model.addresses import Addresses
from generator.typesetting import qr


def picture(rows: list[list[bool]], scale: int = 6) -> Image.Image:
    width = qr.size(rows)
    image = Image.new("L", (width, width), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + qr.QUIET, y + qr.QUIET), 0)
    return image.resize((width * scale, width * scale), Image.Resampling.NEAREST)


def test_a_30_character_host_fits_version_4_and_two_readers_read_it() -> None:
    host = "CANHGIAC.CONGAN.PHUTHO.GOV.VN."[:30]
    assert len(host) == 30
    text = f"HTTPS://{host}/Q/K7M3PX"
    rows = qr.modules(text)
    assert len(rows) <= 17 + 4 * 4
    image = picture(rows)
    found = zxingcpp.read_barcode(image)
    assert found is not None and found.text == text
    assert found.ec_level in ("Q", "H")
    assert [code.data.decode() for code in pyzbar.decode(image)] == [text]


def test_the_path_draws_every_dark_module_once() -> None:
    rows = qr.modules("HTTPS://A.VN/Q/K7M3PX")
    width = qr.size(rows)
    drawn = [[False] * width for _ in range(width)]
    for part in qr.path(rows).split("M")[1:]:
        start, rest = part.split("h", 1)
        x, y = map(int, start.split())
        for step in range(int(rest.split("v")[0])):
            assert not drawn[y][x + step]
            drawn[y][x + step] = True
    margin = qr.QUIET
    assert [row[margin:-margin] for row in drawn[margin:-margin]] == rows
    assert sum(map(sum, drawn)) == sum(map(sum, rows))


def test_small_letters_are_refused() -> None:
    with pytest.raises(ValueError, match="mode"):
        qr.modules("https://a.vn/q/k7m3px")


def test_what_needs_a_larger_code_is_refused() -> None:
    with pytest.raises(qr.TooLong):
        qr.modules("HTTPS://" + "A" * 80)
    with pytest.raises(qr.TooLong):
        qr.small("A" * 39)


def test_a_message_is_version_2_whatever_its_length_and_many_are_as_the_library_makes_them() -> (
    None
):
    start, alphabet = "SMSTO:0912345678:BN ", ALPHABET + " 01"
    for count, level in (("7", "Q"), ("52", "Q"), ("999", "M"), ("1000", "M")):
        family = qr.Family(start, LENGTH + 1 + len(count), alphabet, qr.small)
        assert family.modules == 25
        for place in range(20):
            code = next(candidates("an-ban", f"{place:05}", "vi"))
            end = f"{code} {count}"
            rows = qr.small(start + end)
            bits = family.dark(end)
            assert list(qr.runs(bits, 25)) == list(qr.runs(qr._bits(rows), 25))
        found = zxingcpp.read_barcode(picture(rows))
        assert found is not None and (found.text, found.ec_level) == (start + end, level)


def test_the_longest_host_fits_and_a_longer_one_does_not() -> None:
    for count in (qr.LONGEST_HOST, qr.LONGEST_HOST + 1):
        addresses = Addresses(f"https://{'a' * (count - 3)}.vn/", "vi")
        text = addresses.qr_text("234567")
        assert len(addresses.host) == count
        if count == qr.LONGEST_HOST:
            assert len(qr.modules(text)) == 17 + 4 * qr.MAX_VERSION
        else:
            with pytest.raises(qr.TooLong):
                qr.modules(text)


def test_the_same_text_is_the_same_code() -> None:
    assert qr.modules("HTTPS://A.VN/Q/K7M3PX") == qr.modules("HTTPS://A.VN/Q/K7M3PX")


@pytest.mark.parametrize("host", ["CANHGIAC.EXAMPLE", "CANHGIAC.EXAMPLES", "A" * 37])
def test_a_family_makes_the_codes_of_the_library(host: str) -> None:
    start = f"HTTPS://{host}/Q/"
    family = qr.Family(start, LENGTH, ALPHABET)
    codes = [code for n in range(100) for code in [next(candidates("an-ban", f"{n}", "vi"))]]
    first = family.dark(codes[0])
    for code in codes:
        rows = qr.modules(start + code)
        dark = [[False] * len(rows) for _row in rows]
        for x, y, width in qr.runs(family.dark(code), family.modules):
            dark[y][x : x + width] = [True] * width
        assert dark == rows
        assert (family.dark(code) ^ first) & ~family.changing == 0
    assert 100 < family.changing.bit_count() < 300, "most modules are the same in all"
