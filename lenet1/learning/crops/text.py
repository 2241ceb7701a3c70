"""What is written on made-up pages: numbers, sums and words."""

from lenet1.ink import Gray
from lenet1.learning.crops.hands import LETTERS, OTHERS, Hand, cursive
from lenet1.learning.crops.sheet import Sheet, one_of
from lenet1.learning.hand import Random

WORDS = (
    "the of and to in is total name date sum page no room amount paid for number"
    " Exercise Score Marks Question Write answers Solve Add Class Student Result"
    " BILL INVOICE TOTAL USD PULSE SYS DIA kWh VISA bank"
)

ALONE = (
    "ACDEFHJKLMNPRTUVWXYacdefhkmnprtuvwx"  # letters that are no digits by themselves
)


def number(random: Random) -> str:
    """A number as people write it, now and then with signs in it."""
    digits = "".join(map(str, random.integers(0, 10, int(random.integers(1, 7)))))
    kind = random.random()
    if kind < 0.56:
        return digits
    if kind < 0.7:
        return f"{digits}{one_of('.,:', random)}{random.integers(0, 100)}"
    if kind < 0.76:
        day, month, year = random.integers(1, (31, 12, 2030))
        return one_of("/.-", random).join(map(str, (day, month, year)))
    if kind < 0.9:
        return str(10 ** int(random.integers(1, 6)) * int(random.integers(1, 10)))
    if kind < 0.95:
        return f"{digits[:3]}/{random.integers(1, 100)}"
    return f"-{digits}" if random.random() < 0.5 else f"({digits[:2]})"


def sum_of(random: Random) -> str:
    """A sum in a row, with or without its answer."""
    terms = [
        str(int(10 ** random.uniform(0, 3.3))) for _ in range(random.integers(2, 4))
    ]
    room = " " if random.random() < 0.6 else ""
    text = terms[0]
    for term in terms[1:]:
        text += f"{room}{one_of('+-x/', random)}{room}{term}"
    if random.random() < 0.15:
        text = f"({text})"
    if random.random() < 0.7:
        text += f"{room}={room}"
        text += str(int(10 ** random.uniform(0, 3.5))) if random.random() < 0.6 else ""
    return text


def words(random: Random) -> str:
    """One to four words, real or of random letters, capitals among them."""
    several = []
    for _ in range(int(random.integers(1, 5))):
        kind = random.random()
        if kind < 0.06:
            word = "." * int(random.integers(2, 20))
        elif kind < 0.2:
            word = one_of(ALONE, random)
        elif kind < 0.55:
            word = one_of(WORDS.split(), random)
        else:
            count = int(random.integers(2, 9))
            small = "".join(one_of(LETTERS[26:], random) for _ in range(count))
            word = small.upper() if random.random() < 0.25 else small
        if random.random() < 0.3:
            word = word.capitalize()
        if random.random() < 0.1:
            word += one_of(OTHERS + ".,:", random)
        several.append(word)
    return " ".join(several)


def write_words(
    sheet: Sheet, on: Gray, hand: Hand, x: float, line: float, height: float
) -> float:
    random = sheet.random
    if random.random() < 0.25:
        glyph = cursive(int(random.integers(2, 9)), height, random)
        sheet.put(on, glyph, x, line, -1)
        return x + int(glyph.ink.shape[1])
    text = words(random)
    return sheet.write(
        on, text, hand, x=x, line=line, height=height, gap=0, named=False
    )
