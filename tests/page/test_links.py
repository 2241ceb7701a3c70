"""What leaves the page, read by the shipped weights: a link, and numbers."""

import numpy as np

from lenet1.confidence import Reader
from lenet1.page.api import maps_message
from lenet1.reading import read
from tests.drawings import EXAMPLES, ink_of
from tests.page.node import links_in_node, numbers_in_node


def test_200_drawings_are_read_as_before_and_their_links_are_short(
    reader: Reader,
) -> None:
    links = links_in_node(reader)
    assert len(links) == 200
    for link in links:
        assert link["levels_apart"] <= 1
        assert link["kept"] <= link["points"]
        before, after = link["answers"]
        assert before == after
        assert link["characters"] <= 20 + 2.75 * link["points"]
    assert {tuple(link["answers"][0])[1] for link in links} > {"digit"}


def test_the_saved_numbers_are_those_that_feature_maps_answers(reader: Reader) -> None:
    ink, blank = ink_of(EXAMPLES[5]), np.zeros((9, 9), np.uint8)
    saved, nothing = numbers_in_node(reader, [ink, blank])
    reading = read(reader, ink)
    assert reading is not None
    answered = maps_message(reading)
    assert nothing == {"steps": {}, "layers": {}}
    assert list(saved) == list(answered)
    assert list(saved["layers"]) == list(answered["layers"])
    for name, layer in answered["layers"].items():
        ours = saved["layers"][name]
        assert ours["shape"] == layer["shape"] == list(np.shape(ours["values"]))
        np.testing.assert_allclose(ours["values"], layer["values"], atol=0.1)
    assert list(saved["steps"]) == list(answered["steps"])
    for name, step in answered["steps"].items():
        np.testing.assert_allclose(saved["steps"][name], step, atol=1)
