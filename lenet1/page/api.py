"""What programs can ask: named endpoints of Gradio's API, and MCP tools."""

from typing import Any, Literal

from gradio import FileData
from gradio.events import api

from lenet1.confidence import Reader
from lenet1.explanation import Explanation
from lenet1.explanation import explain as explain_unit
from lenet1.page import left_out
from lenet1.page.inputs import ink_of
from lenet1.page.wire import BLANK
from lenet1.reading import Reading, read
from lenet1.web.refusal import refusal
from lenet1.web.worker import Worker

LayerName = Literal["conv1", "pool1", "conv2", "pool2", "logits"]


def build_api(reader: Reader, worker: Worker) -> None:
    """Add the endpoints to the `gr.Blocks` that is being built; they show nothing."""

    async def reading_of(picture: FileData) -> Reading | None:
        return read(reader, *await ink_of(worker, picture))

    async def read_digit(picture: FileData) -> dict[str, Any]:
        """Read a picture of one digit: verdict, probabilities, the maps of every layer.

        The picture is a PNG, JPEG, GIF, WebP, BMP, TIFF or AVIF file of at most 6 MB
        and 25 megapixels, on paper of any colour; a telephone's photo will do. The
        verdict is "digit", "not sure", "does not look like one digit", or, with
        nothing else, "blank". The label is the most probable digit whatever the
        verdict. The maps are nested lists: conv1 4x24x24, pool1 4x12x12, conv2 12x8x8,
        pool2 12x4x4, logits 10; image is the upright 28x28 that the network saw, 0-255.
        left_out says what was taken for something else than the digit: the kind (dot,
        smudge, underline, line, frame, rim), how many, and their share of all ink;
        left_out_in_words says it in a sentence, or is empty.

        Args:
            picture: an upload, or {"url": "data:image/png;base64,..."}; for MCP the
                data URL by itself
        """
        reading = await reading_of(picture)
        return {"verdict": BLANK} if reading is None else answer_message(reading)

    async def feature_maps(picture: FileData) -> dict[str, Any]:
        """Show what every layer of LeNet-1 holds for a picture, and the steps to it.

        "steps" are the 28x28 in MNIST's form ("centered"), the same upright ("image"),
        both 0-255, and the slant that was evened, in px to the right for each px down.
        "layers" are conv1, pool1, conv2, pool2 and logits, each with its shape and its
        values as nested lists. For a blank picture both are empty.

        Args:
            picture: as for read_digit
        """
        reading = await reading_of(picture)
        return {"steps": {}, "layers": {}} if reading is None else maps_message(reading)

    async def explain(
        picture: FileData,
        layer: LayerName,
        map: int,
        row: int = 0,
        column: int = 0,
    ) -> dict[str, Any]:
        """Explain one unit of LeNet-1 for a picture: patches, kernels, products, sum.

        A unit sees one patch of each of the maps "maps" of the layer "source", whose
        first unit is at "row", "column". "sum" is that of all products and "bias";
        "value" is the same after ReLU, for conv1 and conv2. For layer "logits", map is
        the digit, and the products are the evidence for it, 12x4x4.

        Args:
            picture: as for read_digit
            layer: the unit's layer: conv1, pool1, conv2, pool2 or logits
            map: which of the layer's maps, from 0; for logits the digit
            row: in the map, from 0 at the top
            column: in the map, from 0 at the left
        """
        reading = await reading_of(picture)
        if reading is None:
            raise refusal("The picture is blank: there is nothing to explain.")
        try:
            why = explain_unit(
                reader.network,
                reading.upright.x,
                reading.activations,
                layer=layer,
                map=map,
                row=row,
                column=column,
            )
        except ValueError as error:
            raise refusal(str(error)) from None
        return explanation_message(why)

    for endpoint in (read_digit, feature_maps, explain):  # one picture at a time
        api(endpoint, concurrency_limit=1, concurrency_id="pictures")


def answer_message(reading: Reading) -> dict[str, Any]:
    layers = reading.activations
    return {
        **reading.answer.message(),
        "left_out": [left._asdict() for left in reading.left_out],
        "left_out_in_words": left_out.in_words(reading.left_out),
        "image": reading.upright.images[0].tolist(),
        **{name: values[0].tolist() for name, values in layers.items()},
    }


def maps_message(reading: Reading) -> dict[str, Any]:
    layers = {name: t[0] for name, t in reading.activations.items()}
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
    planes = ("patches", "kernels", "products")
    return why._asdict() | {name: getattr(why, name).tolist() for name in planes}
