"""What programs can ask about a page of digits: a named endpoint, and an MCP tool."""

from typing import Any

from gradio import FileData
from gradio.events import api

from lenet1.confidence import Reader
from lenet1.page.inputs import sheet_of
from lenet1.paper import PictureError, message_from_page, read_sheet, with_digits
from lenet1.web.refusal import refusal


def build_paper_api(reader: Reader) -> None:
    """Add the endpoint to the `gr.Blocks` that is being built; it shows nothing.

    A reading under way is not ended when its caller leaves: a call's POST is answered
    before it begins, who asks for the answer may come later, and Gradio 6.31 tells an
    endpoint of neither. One page is read at a time, for a few seconds at most.
    """

    def read_page(picture: FileData) -> dict[str, Any]:
        """Read a picture of many digits: a form, notes, a plate, at most 25 megapixels.

        "size" is its width and height in pixels. "lines" are the numbers of every line
        from the top, parted by spaces or by the sign between (27/03, 1.50). "digits"
        are in reading order; each has its "box" (left, top, width, height, px), its
        "line" and "number" counted from 0, and the "verdict", "label" and ten
        "probabilities" that read_digit gives. What "does not look like one digit" is in
        no line, or a "?" within a number.

        Args:
            picture: as for read_digit
        """
        try:
            page = with_digits(read_sheet(reader, sheet_of(picture)))
        except PictureError as error:
            raise refusal(str(error)) from None
        return message_from_page(page)

    api(read_page, concurrency_limit=1, concurrency_id="pages")
