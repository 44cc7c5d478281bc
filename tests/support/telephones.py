"""An export of all messages of a telephone, as SMS Backup & Restore writes it."""

from collections.abc import Iterable

HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    "<!--File Created By SMS Backup & Restore v10.21 on 01/12/2026 09:00:00-->\n"
)
NOON = 1_795_237_200_000
"""21 November 2026, twelve o'clock in Vietnam."""


def sms(body: str, when: int = NOON, kind: str = "1") -> str:
    """Return one message; emoji as two numbers, as the program writes them."""
    written = "".join(
        char if ord(char) < 0x10000 else
        "".join(f"&#{int.from_bytes(half)};" for half in halves(char))
        for char in body.replace("&", "&amp;").replace('"', "&quot;").replace("\n", "&#10;")
    )  # fmt: skip
    return (
        f'<sms protocol="0" address="+84912345678" date="{when}" type="{kind}" subject="null"'
        f' body="{written}" toa="null" sc_toa="null" service_center="null" read="1" status="-1"'
        ' locked="0" date_sent="0" sub_id="1" readable_date="21 thg 11, 2026 12:00:00"'
        ' contact_name="Nguyễn Văn An" />'
    )


def halves(char: str) -> tuple[bytes, bytes]:
    pair = char.encode("utf-16-be")
    return pair[:2], pair[2:]


def export(*messages: str) -> bytes:
    return backup(sms(message) for message in messages)


def backup(elements: Iterable[str]) -> bytes:
    inside = "\n  ".join(elements)
    return f'{HEAD}<smses count="1" backup_set="x">\n  {inside}\n</smses>\n'.encode()
