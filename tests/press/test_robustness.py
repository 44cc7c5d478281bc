"""The QR codes of our designs bear damage; `make robustness` shows how much, and of what kind."""

import pytest
from robustness import FLOOR, HELD, TRIALS, row
from support.damage import rates, zxing

from generator.assets import DESIGNS
from generator.model.campaign import Campaign

NAMES = sorted(file.parent.name for file in DESIGNS.glob("*/design.yml"))


@pytest.mark.parametrize("design", NAMES)
def test_a_code_that_is_covered_in_part_is_read(shipped: Campaign, design: str) -> None:
    editions = [name for name, facts in shipped.editions.items() if facts.design == design]
    if not editions:
        pytest.skip("no edition is printed in it")
    code = row(shipped, editions[0]).codes[300]
    assert rates(code, HELD, TRIALS, zxing)[0] >= FLOOR
