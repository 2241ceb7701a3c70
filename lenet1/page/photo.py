"""A visitor's photo of a page, read while the page itself goes on answering."""

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from lenet1.sentences import BUSY
from lenet1.web.job import RefusedError
from lenet1.web.turns import Answer, BusyError, Turns, while_there
from lenet1.web.visitors import visitor_of
from lenet1.web.worker import Worker

SHARE, MOST = 4, 16  # photos of one visitor and of all, those that wait among them
RETRY = {"retry-after": "5"}  # seconds


def photo_reader(worker: Worker) -> Answer:
    """The answer to a request whose body is a picture file: what `jobs.photo` says.

    Photos are read one at a time, each visitor's in turn. Whoever has gone meanwhile is
    not read, or no further.
    """
    turns = Turns(share=SHARE, most=MOST)

    async def read(request: Request, file: bytes) -> bytes:
        async with turns.turn(visitor_of(request.scope)):
            return await worker.ask("photo", file)

    async def read_photo(request: Request) -> Response:
        try:
            said = await while_there(request, read(request, await request.body()))
        except BusyError:
            return JSONResponse({"error": BUSY}, 429, RETRY)
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, 400)
        except ClientDisconnect:
            return Response(status_code=204)
        return Response(said, media_type="application/json")

    return read_photo
