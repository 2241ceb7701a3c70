"""Uploads, in the place of Gradio's own address for them.

Gradio 6.31 writes each part of a form down before it knows whether it wants it.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lenet1.web import sentences as say
from lenet1.web.temporary import TemporaryFiles
from lenet1.web.visitors import visitor_of

LARGEST_FILE = 6_000_000  # bytes
MOST_PARTS = 40  # of a form


def upload_route(files: TemporaryFiles) -> Route:
    """Answers a form with files in its field "files", as Gradio does: with paths."""

    async def upload(request: Request) -> Response:
        async with request.form(max_files=MOST_PARTS, max_fields=MOST_PARTS) as form:
            sent = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
            if not sent:
                said = say.FORM_OF_FILES
                return JSONResponse({"error": said}, 400)
            if any((file.size or 0) > LARGEST_FILE for file in sent):
                said = say.file_at_most(LARGEST_FILE)
                return JSONResponse({"error": said}, 413)
            visitor = visitor_of(request.scope)
            paths = [
                files.keep(visitor, file.filename or "", await file.read())
                for file in sent
            ]
        return JSONResponse([str(path) for path in paths])

    answer: Callable[[Request], Awaitable[Response]] = upload
    return Route("/gradio_api/upload", answer, methods=["POST"])
