"""The site's own style sheet, mark and fonts, coloured by the tokens."""

import re
from collections.abc import Iterator

from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.rendering import environment
from generator.typesetting import fonts

OWN_STYLES = "assets/own.css"
"""Of one language, where its script needs a font of its own."""


def tokens() -> dict[str, str]:
    """Return every token by its name, without the two hyphens."""
    text = (TEMPLATES / "tokens.css").read_text("utf-8")
    return dict(re.findall(r"--([\w-]+): ([^;]+);", text))


def shared(_campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield what all languages share, once, at the root of the site."""
    mark = environment(TEMPLATES).get_template("mark.svg.jinja").render(tokens=tokens())
    yield Artifact("site/assets/mark.svg", mark.encode())


def style() -> str:
    """Return the site's own style sheet."""
    return environment(TEMPLATES).get_template("site.css.jinja").render(tokens=tokens())


def has_own_styles(campaign: Campaign, tag: str) -> bool:
    """Tell whether a language brings a font that a cheap phone may lack."""
    return bool(fonts.web_fonts(campaign.tables.of(LanguageFacts)[tag]))


def own(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the fonts of a language whose script a phone may lack, with style and licence."""
    language = campaign.tables.of(LanguageFacts)[scope.language]
    faces = fonts.web_fonts(language)
    if not faces:
        return
    folder = f"site/{campaign.addresses.home(scope.language)}"
    family, css = language.font.family, ""
    for weight, content in faces.items():
        yield Artifact(f"{folder}assets/own-{weight}.woff2", content)
        css += (
            f'@font-face {{ font-family: "{family}"; src: url(own-{weight}.woff2);'
            f" font-weight: {weight}; font-display: swap }}\n"
        )
    css += f':root {{ --face: "Be Vietnam Pro", "{family}", system-ui, sans-serif }}\n'
    yield Artifact(folder + OWN_STYLES, css.encode())
    name, text = fonts.licence(language.font)
    yield Artifact(f"{folder}assets/{name}", text)
