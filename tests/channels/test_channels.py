"""What every output promises, whatever it makes."""

import logging
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from support.builds import PARTS
from support.trees import ROOT

from generator import build
from generator.artifact import Artifact
from generator.model.campaign import Campaign


@pytest.mark.parametrize("name", build.OUTPUTS)
def test_contract(
    name: str,
    mini: Campaign,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    output = build.OUTPUTS[name]
    with caplog.at_level(logging.WARNING):
        made = [a for scope in output.scopes(mini) for a in output.make(mini, scope)]
        again = [a for scope in output.scopes(mini) for a in output.make(mini, scope)]
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == [], "a channel writes nothing"
    assert made == again, "same content, same bytes"
    for artifact in made:
        assert isinstance(artifact, Artifact)
        path = PurePosixPath(artifact.path)
        assert path.parts[0] in PARTS, "paths start at the output's root"
        assert not path.is_absolute() and ".." not in path.parts
        assert artifact.content


def test_no_two_outputs_make_one_file(mini: Campaign) -> None:
    paths = Counter(
        artifact.path
        for name, scope in build.jobs(mini)
        for artifact in build.OUTPUTS[name].make(mini, scope)
    )
    assert [path for path, count in paths.items() if count > 1] == []


def test_no_channel_and_no_template_finds_its_own_fallback() -> None:
    """A channel is given words, contacts and addresses; it never asks for a language by tag."""
    for path in [
        *(ROOT / "docs/templates").rglob("*.jinja"),
        *(ROOT / "docs/overrides").rglob("*.html"),
        *(ROOT / "leaflets").rglob("*.jinja"),
    ]:
        text = path.read_text("utf-8")
        for spelt in (
            "campaign.languages[",
            "tables.of",
            "contacts[",
            "campaign.source",
            "prose",
        ):
            assert spelt not in text, (path, spelt)
