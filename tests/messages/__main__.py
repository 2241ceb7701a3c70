"""Write the messages anew: `python -m tests.messages`."""

from lenet1.weights import load
from tests.messages.written import FOLDER, messages, text_of

for name, message in messages(load()).items():
    (FOLDER / f"{name}.json").write_text(text_of(message))
