"""What programs can ask about a page of digits: a named endpoint, and an MCP tool."""

from typing import Any

from gradio import FileData
from gradio.events import api

from lenet1.page.inputs import page_of
from lenet1.picture import MEGAPIXELS
from lenet1.sentences import about_read_page
from lenet1.web.worker import Worker


def build_paper_api(worker: Worker) -> None:
    """Add the endpoint to the `gr.Blocks` that is being built; it shows nothing.

    One page is read at a time; a reading whose caller has left is ended, see
    `web.server.Page`.
    """

    async def read_page(picture: FileData) -> dict[str, Any]:
        """See `sentences.about_read_page`.

        Args:
            picture: as for read_digit
        """
        return await page_of(worker, picture)

    api(
        read_page,
        api_description=about_read_page(MEGAPIXELS),
        concurrency_limit=1,
        concurrency_id="pages",
    )
