"""What every channel promises, whatever it makes."""

import logging
from pathlib import Path, PurePosixPath

import pytest

from generator.artifact import Artifact
from generator.channels import CHANNELS, leaflet
from generator.model import Campaign


@pytest.mark.parametrize("name", CHANNELS)
def test_contract(
    name: str,
    campaign: Campaign,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    with caplog.at_level(logging.WARNING):
        made = {tag: list(CHANNELS[name](campaign, tag)) for tag in campaign.tags}
        leaflet._pdf.cache_clear()
        leaflet._pictures.cache_clear()
        again = {tag: list(CHANNELS[name](campaign, tag)) for tag in campaign.tags}
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == [], "a channel writes nothing"
    assert made == again, "same content, same bytes"
    for artifacts in made.values():
        assert artifacts, "every language has its output"
        paths = [artifact.path for artifact in artifacts]
        assert len(paths) == len(set(paths))
        for artifact in artifacts:
            assert isinstance(artifact, Artifact)
            path = PurePosixPath(artifact.path)
            assert not path.is_absolute() and ".." not in path.parts
            assert artifact.content
