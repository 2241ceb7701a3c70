"""What programs can ask about a page of digits: a named endpoint, and an MCP tool."""

from typing import Any

from gradio import FileData
from gradio.events import api

from lenet1.page.inputs import page_of
from lenet1.web.worker import Worker


def build_paper_api(worker: Worker) -> None:
    """Add the endpoint to the `gr.Blocks` that is being built; it shows nothing.

    One page is read at a time; a reading whose caller has left is ended, see
    `web.server.Page`.
    """

    async def read_page(picture: FileData) -> dict[str, Any]:
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
        return await page_of(worker, picture)

    api(read_page, concurrency_limit=1, concurrency_id="pages")
