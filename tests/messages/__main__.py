"""Write the messages anew: `python -m tests.messages`."""

from tests.messages.written import FOLDER, MESSAGES, text_of

for name, message in MESSAGES.items():
    (FOLDER / f"{name}.json").write_text(text_of(message()))
