"""Where the files stand that are neither content nor Python: templates, designs, fonts."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The checkout. The program runs from it: designs, templates and fonts are no Python."""

TEMPLATES = ROOT / "docs/templates"
OVERRIDES = ROOT / "docs/overrides"
"""What our site engine's theme draws around a page, and the parts both share."""
DESIGNS = ROOT / "leaflets"
FONTS = DESIGNS / "fonts"
PRESS = DESIGNS / "press"
WEB_FONTS = ROOT / "docs/assets/fonts"
SITE = ROOT / "mkdocs.yml"
"""The site engine's own configuration; it is missing where only the package was installed."""
