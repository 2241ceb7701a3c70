"""What programs can ask: named endpoints of Gradio's API, and MCP tools.

Gradio makes parameters and their types of each endpoint's signature and docstring.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from gradio import FileData
from gradio.events import api

from lenet1 import explanation, sentences
from lenet1.confidence import BLANK, Reader
from lenet1.explanation import Explanation
from lenet1.page.inputs import ink_of
from lenet1.page.wire import LARGEST_PHOTO
from lenet1.picture import MEGAPIXELS
from lenet1.reading import Reading, read
from lenet1.web.refusal import refusal
from lenet1.web.worker import Worker

Endpoint = Callable[..., Awaitable[dict[str, Any]]]


def build_api(reader: Reader, worker: Worker) -> None:
    """Add the endpoints to the `gr.Blocks` that is being built; they show nothing."""
    _, *layers = reader.network.layers
    shapes = ", ".join(f"{layer.name} {_times(*layer.shape)}" for layer in layers)
    *names, last = (layer.name for layer in layers)
    evidence = _times(*layers[-2].shape)
    about: dict[Endpoint, str] = {
        digit_endpoint(reader, worker): sentences.about_read_digit(
            shapes, LARGEST_PHOTO // 1_000_000, MEGAPIXELS
        ),
        maps_endpoint(reader, worker): sentences.about_feature_maps(
            f"{', '.join(names)} and {last}"
        ),
        unit_endpoint(reader, worker): sentences.about_explain(last, evidence),
    }
    for endpoint, description in about.items():  # one picture at a time
        api(
            endpoint,
            api_description=description,
            concurrency_limit=1,
            concurrency_id="pictures",
        )


def digit_endpoint(reader: Reader, worker: Worker) -> Endpoint:
    """A picture's answer; what cannot be read is refused with a gr.Error."""

    async def read_digit(picture: FileData) -> dict[str, Any]:
        """See `sentences.about_read_digit`.

        Args:
            picture: an upload, or {"url": "data:image/png;base64,..."}; for MCP the
                data URL by itself
        """
        reading = read(reader, *await ink_of(worker, picture))
        return {"verdict": BLANK} if reading is None else answer_message(reading)

    return read_digit


def maps_endpoint(reader: Reader, worker: Worker) -> Endpoint:
    """A picture's steps and maps; refuses as `digit_endpoint`."""

    async def feature_maps(picture: FileData) -> dict[str, Any]:
        """See `sentences.about_feature_maps`.

        Args:
            picture: as for read_digit
        """
        reading = read(reader, *await ink_of(worker, picture))
        return {"steps": {}, "layers": {}} if reading is None else maps_message(reading)

    return feature_maps


def unit_endpoint(reader: Reader, worker: Worker) -> Endpoint:
    """A unit's arithmetic for a picture; a blank or no such unit is refused, too."""

    async def explain(
        picture: FileData, layer: str, map: int, row: int = 0, column: int = 0
    ) -> dict[str, Any]:
        """See `sentences.about_explain`.

        Args:
            picture: as for read_digit
            layer: the unit's layer
            map: which of the layer's maps, from 0; of the last layer the digit
            row: in the map, from 0 at the top
            column: in the map, from 0 at the left
        """
        reading = read(reader, *await ink_of(worker, picture))
        if reading is None:
            raise refusal(sentences.NOTHING_TO_EXPLAIN)
        seen = reading.upright.x, reading.activations
        try:
            why = explanation.explain(
                reader.network, *seen, layer=layer, map=map, row=row, column=column
            )
        except ValueError as error:
            raise refusal(str(error)) from None
        return explanation_message(why)

    names = tuple(layer.name for layer in reader.network.layers[1:])
    explain.__annotations__["layer"] = Literal[names]
    return explain


def answer_message(reading: Reading) -> dict[str, Any]:
    """The verdict, what was left out, and what every layer holds, as nested lists."""
    left_out = ((left.kind, left.number) for left in reading.left_out)
    return {
        **reading.answer.message(),
        "left_out": [left._asdict() for left in reading.left_out],
        "left_out_in_words": sentences.left_out(left_out),
        "image": reading.upright.images[0].tolist(),
        **{name: values[0].tolist() for name, values in reading.activations.items()},
    }


def maps_message(reading: Reading) -> dict[str, Any]:
    """The steps to the network's input, and each layer's shape and values."""
    layers = {name: values[0] for name, values in reading.activations.items()}
    return {
        "steps": {
            "centered": reading.centered.image.tolist(),
            "slant": reading.upright.slant.item(),
            "image": reading.upright.images[0].tolist(),
        },
        "layers": {
            name: {"shape": list(values.shape), "values": values.tolist()}
            for name, values in layers.items()
        },
    }


def explanation_message(why: Explanation) -> dict[str, Any]:
    """The same with nested lists for arrays."""
    planes = ("patches", "kernels", "products")
    return why._asdict() | {name: getattr(why, name).tolist() for name in planes}


def _times(*sides: int) -> str:
    return "x".join(map(str, sides))
