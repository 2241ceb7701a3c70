/** Places on the photo: where the answers stand, what a tap means, where the keys lead. */

/** @typedef {import("./wire.js").Digit} Digit */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */

const LETTER = 8; // px; width of a character of an answer, and some room
const HEIGHT = 12; // px of an answer
const NEAR = 24; // px; a tap that is farther from every box means none

/**
 * Where each answer finds room: above its box, else below, else nowhere.
 *
 * @param {Box[]} boxes of all that was found, CSS px
 * @param {string[]} answers "" for none
 * @param {{width: number, height: number}} photo
 * @returns {("above" | "below" | null)[]}
 */
export function roomFor(boxes, answers, photo) {
  /** @type {Box[]} */
  const taken = [];
  return boxes.map((box, at) => {
    if (!answers[at]) return null;
    const width = answers[at].length * LETTER;
    const left = box.left + (box.width - width) / 2;
    for (const side of /** @type {const} */ (["above", "below"])) {
      const top = side === "above" ? box.top - HEIGHT : box.top + box.height;
      const place = { left, top, width, height: HEIGHT };
      const free = (/** @type {Box} */ other) => other === box || apart(place, other);
      if (!within(place, photo) || !boxes.every(free) || !taken.every(free)) continue;
      taken.push(place);
      return side;
    }
    return null;
  });
}

/**
 * @param {Box} a
 * @param {Box} b
 */
const apart = (a, b) =>
  a.left + a.width <= b.left ||
  b.left + b.width <= a.left ||
  a.top + a.height <= b.top ||
  b.top + b.height <= a.top;

/**
 * @param {Box} box
 * @param {{width: number, height: number}} photo
 */
const within = ({ left, top, width, height }, photo) =>
  left >= 0 && top >= 0 && left + width <= photo.width && top + height <= photo.height;

/**
 * The box that a tap means: the nearest, since a finger is wider than most.
 *
 * @param {Box[]} boxes CSS px
 * @param {number} x
 * @param {number} y
 * @returns {number | null}
 */
export function nearest(boxes, x, y) {
  let found = null;
  let least = NEAR;
  for (const [at, box] of boxes.entries()) {
    const aside = Math.max(box.left - x, x - box.left - box.width, 0);
    const off = Math.max(box.top - y, y - box.top - box.height, 0);
    const distance = Math.hypot(aside, off);
    if (distance < least) [found, least] = [at, distance];
  }
  return found;
}

/**
 * Where a key leads from a digit: along the reading order, or to the nearest of the next
 * line; null for other keys.
 *
 * @param {string} key
 * @param {Digit[]} digits
 * @param {number} from
 * @param {(digit: Digit) => boolean} counts which ones the keys stop at
 * @returns {number | null}
 */
export function walk(key, digits, from, counts) {
  const stops = [...digits.keys()].filter((at) => counts(digits[at]));
  const middle = (/** @type {number} */ at) =>
    digits[at].box[0] + digits[at].box[2] / 2;
  const nearestOf = (/** @type {number | undefined} */ line) => {
    const there = stops.filter((at) => digits[at].line === line);
    const away = (/** @type {number} */ at) => Math.abs(middle(at) - middle(from));
    return there.sort((a, b) => away(a) - away(b))[0];
  };
  const before = stops.filter((at) => at < from);
  const after = stops.filter((at) => at > from);
  const { line } = digits[from];
  /** @type {Record<string, () => number | undefined>} */
  const ways = {
    ArrowLeft: () => before.at(-1),
    ArrowRight: () => after[0],
    ArrowUp: () =>
      nearestOf(before.map((at) => digits[at].line).findLast((one) => one < line)),
    ArrowDown: () =>
      nearestOf(after.map((at) => digits[at].line).find((one) => one > line)),
    Home: () => stops[0],
    End: () => stops.at(-1),
  };
  const way = ways[key];
  return way ? (way() ?? from) : null;
}
