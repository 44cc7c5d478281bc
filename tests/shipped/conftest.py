"""These tests are about the words that ship: another province's are not held against them."""

import pytest
from support.trees import SHIPPED

OURS = "Bản mẫu – chưa có cơ quan phát hành"
"""Who issues the campaign that ships: nobody."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    interface = SHIPPED / "interface/vi.yml"
    if interface.is_file() and OURS in interface.read_text("utf-8"):
        return
    for item in items:
        if "shipped" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="campaign_content/ is another campaign's"))
