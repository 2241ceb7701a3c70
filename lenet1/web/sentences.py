"""What callers read from the server, whatever it serves; the log is the host's."""

NOTHING_HERE = "There is nothing at this address."
NO_FILE = "There is no such file."
NO_ENDPOINT = "There is no such endpoint; /gradio_api/info names those there are."
NOT_FROM_ELSEWHERE = "Other websites cannot ask here."
NOT_UNDERSTOOD = "The request is not one that this address understands."
NO_SUCH_INPUT = (
    "The endpoint does not take such input; /gradio_api/info says what it takes."
)
ONE_LENGTH = "A request has one length, please."
TOO_SLOW = "The request took too long to arrive."
TOO_MUCH = "Too much at once; try again later."
FAULT = "Something is wrong with the server; the fault was noted."
FORM_CUT_OFF = "The form is cut off."
FORM_OF_FILES = "Send the pictures as files of a form, in its field “files”."
NO_ROOM = "There is no room left for a picture; try again later."
ONLY_UPLOADED = "Only a picture that was uploaded can be read."
NO_ADDRESS = "Send the picture itself, not its address."
NOT_FETCHED = (
    "Too many calls whose answers were not fetched; fetch those, or try again later."
)
NOBODY_WAITS = "Nobody waits for the answer any more."
TOO_MANY_PICTURES = "Too many pictures at once; try again later."
NOT_READ = "The picture could not be read; try again later."
TOO_LONG = "The picture takes too long to read."
TOO_MUCH_MEMORY = "The picture takes too much memory to read."
LIMITS_REACHED = "The picture takes too much memory or time to read."


def at_most(limit: int) -> str:
    """Of a request, in bytes."""
    return f"At most {limit:,} bytes, please."


def file_at_most(limit: int) -> str:
    """Of a file, in bytes."""
    return f"A file has at most {limit:,} bytes, please."
