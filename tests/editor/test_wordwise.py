"""What has changed between two wordings is seen at once."""

from generator.editor.wordwise import Piece, compared


def test_words_taken_out_and_put_in() -> None:
    assert compared("Tắt máy, gọi 113.", "Tắt máy ngay, gọi 113.") == [
        Piece("Tắt", ""),
        Piece("máy,", "del"),
        Piece("máy ngay,", "ins"),
        Piece("gọi 113.", ""),
    ]
    assert compared("Một câu.", "Một câu.") == [Piece("Một câu.", "")]
    both = "".join(piece.words for piece in compared("a b c", "x b y") if piece.change != "del")
    assert both == "xby"
