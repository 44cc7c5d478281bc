"""Words as typists left them for the fonts TCVN3 and VNI."""

from generator.exchange import oldfonts


def tcvn3(text: str) -> str:
    """Accented capitals are small in such a file: the font drew them large."""
    back = {new: old for old, new in oldfonts.TCVN3.items()}
    return "".join(back.get(c) or back.get(c.lower(), c) for c in text)


def vni(text: str) -> str:
    both = sorted(oldfonts.VNI.items(), key=lambda pair: pair[0].isupper())
    back = {new: old for old, new in both}
    return "".join(back.get(c, c) for c in text)
