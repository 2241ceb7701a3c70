/**
 * A drawing's connected parts, and which of them are accidents beside it; `parts.py` is
 * the other, and says why.
 */

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./ink.js").Rules} Rules */

/**
 * @typedef {object} LeftOut what was taken away from a drawing before it was read
 * @property {string} kind "dot", "smudge", "underline"; of pictures also others
 * @property {number} number of things
 */

/**
 * @typedef {object} Box in points of the grid
 * @property {number} top
 * @property {number} left
 * @property {number} bottom one past the last
 * @property {number} right
 */

/** @typedef {Box & {darkest: number}} Part */
/** @typedef {{labels: Uint16Array, parts: Part[]}} Parts which part each point is of, from 1 */

/**
 * Leave out dots and smudges beside a drawing, and a line under it.
 *
 * @param {Ink} ink
 * @param {Rules} rules
 * @returns {{ink: Ink, leftOut: LeftOut[]}}
 */
export function dropAccidents(ink, { parts: rules }) {
  const step = Math.ceil(Math.max(ink.width, ink.height) / rules.GRID);
  const grid = onGrid(ink, step);
  const { labels, parts } = findParts(grid);
  if (parts.length < 2) return { ink, leftOut: [] };
  const accidents = findAccidents(parts, rules);
  /** @param {number} at */
  const partAt = (at) => {
    const row = Math.floor(Math.floor(at / ink.width) / step);
    return labels[row * grid.width + Math.floor((at % ink.width) / step)];
  };
  return dropParts(ink, partAt, accidents);
}

/**
 * @param {Part[]} parts
 * @param {Record<string, number>} rules
 * @returns {Record<string, Set<number>>} the numbers of the parts, from 1, by kind
 */
function findAccidents(parts, rules) {
  const { DOT, GRAIN, DOT_APART, PALE, PALE_APART } = rules;
  const dark = PALE * Math.max(...parts.map(({ darkest }) => darkest));
  const isDark = (/** @type {Part} */ part) => part.darkest >= dark;
  const longest = Math.max(...parts.filter(isDark).map(longer));
  const isShort = (/** @type {Part} */ part) => longer(part) < DOT * longest;
  const strokes = parts.filter((part) => isDark(part) && !isShort(part));
  const box = around(strokes);
  const lowest = strokes.reduce((a, b) => (b.bottom > a.bottom ? b : a));
  const dots = new Set();
  const smudges = new Set();
  const lines = new Set();
  for (const [i, part] of parts.entries()) {
    const isGrain = longer(part) < GRAIN * longest && isApart(part, box, 0);
    if (isGrain || (isShort(part) && isApart(part, box, DOT_APART * longest)))
      dots.add(i + 1);
    else if (!isDark(part) && isApart(part, box, PALE_APART * longest))
      smudges.add(i + 1);
    if (part === lowest && isUnderline(part, strokes, rules)) lines.add(i + 1);
  }
  return { dot: dots, smudge: smudges, underline: lines };
}

/**
 * Whether `line`, one of the strokes, is a line under all the others.
 *
 * @param {Part} line
 * @param {Part[]} strokes
 * @param {Record<string, number>} rules
 */
function isUnderline(
  line,
  strokes,
  { LINE_HEIGHT, LINE_WIDTH, ABOVE_HEIGHT, LINE_GAP },
) {
  const others = strokes.filter((part) => part !== line);
  if (!others.length) return false;
  const { top, left, bottom, right } = around(others);
  const wide = line.right - line.left;
  return (
    line.bottom - line.top <= LINE_HEIGHT * wide &&
    wide >= LINE_WIDTH * (right - left) &&
    bottom - top >= ABOVE_HEIGHT * wide &&
    line.top >= bottom &&
    line.top - bottom <= LINE_GAP * (bottom - top)
  );
}

/**
 * @param {Ink} ink
 * @param {(at: number) => number} partAt
 * @param {Record<string, Set<number>>} accidents
 * @returns {{ink: Ink, leftOut: LeftOut[]}}
 */
function dropParts(ink, partAt, accidents) {
  const kept = ink.pixels.slice();
  const leftOut = [];
  for (const [kind, numbers] of Object.entries(accidents)) {
    if (!numbers.size) continue;
    for (let at = 0; at < kept.length; at++)
      if (kept[at] && numbers.has(partAt(at))) kept[at] = 0;
    leftOut.push({ kind, number: numbers.size });
  }
  return { ink: { ...ink, pixels: kept }, leftOut };
}

/**
 * The parts of ink, corners connecting, in the order of their first row, then column.
 *
 * @param {Ink} ink
 * @returns {Parts}
 */
function findParts(ink) {
  const { width, height, pixels } = ink;
  const labels = new Uint16Array(pixels.length);
  /** @type {Part[]} */
  const parts = [];
  for (let first = 0; first < pixels.length; first++) {
    if (!pixels[first] || labels[first]) continue;
    const part = { top: height, left: width, bottom: 0, right: 0, darkest: 0 };
    fill(ink, first, labels, parts.push(part), part);
  }
  return { labels, parts };
}

/**
 * Label the part that a pixel is of, run by run along the rows.
 *
 * @param {Ink} ink
 * @param {number} first
 * @param {Uint16Array} labels
 * @param {number} label
 * @param {Part} part
 */
function fill({ width, height, pixels }, first, labels, label, part) {
  const waiting = [first];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (labels[at]) continue;
    const y = Math.floor(at / width);
    const row = y * width;
    let left = at - row;
    let right = left + 1;
    while (left > 0 && pixels[row + left - 1]) left--;
    while (right < width && pixels[row + right]) right++;
    part.top = Math.min(part.top, y);
    part.left = Math.min(part.left, left);
    part.bottom = Math.max(part.bottom, y + 1);
    part.right = Math.max(part.right, right);
    for (let x = left; x < right; x++) {
      labels[row + x] = label;
      if (pixels[row + x] > part.darkest) part.darkest = pixels[row + x];
    }
    left = Math.max(left - 1, 0); // corners connect
    right = Math.min(right + 1, width);
    for (const beside of [y - 1, y + 1])
      if (beside >= 0 && beside < height)
        for (let next = beside * width + left; next < beside * width + right; next++)
          if (pixels[next] && !labels[next]) waiting.push(next);
  }
}

/**
 * The darkest of every square of `step` pixels.
 *
 * @param {Ink} ink
 * @param {number} step
 * @returns {Ink}
 */
function onGrid(ink, step) {
  if (step === 1) return ink;
  const width = Math.ceil(ink.width / step);
  const height = Math.ceil(ink.height / step);
  const pixels = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < ink.height; y++)
    for (let x = 0; x < ink.width; x++, at++) {
      const to = Math.floor(y / step) * width + Math.floor(x / step);
      if (ink.pixels[at] > pixels[to]) pixels[to] = ink.pixels[at];
    }
  return { width, height, pixels };
}

/** @param {Box} box */
const longer = ({ top, left, bottom, right }) => Math.max(bottom - top, right - left);

/**
 * @param {Box[]} boxes
 * @returns {Box}
 */
const around = (boxes) => ({
  top: Math.min(...boxes.map(({ top }) => top)),
  left: Math.min(...boxes.map(({ left }) => left)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  right: Math.max(...boxes.map(({ right }) => right)),
});

/**
 * Whether a part lies outside a box and a margin around it.
 *
 * @param {Box} part
 * @param {Box} box
 * @param {number} margin
 */
const isApart = (part, box, margin) =>
  part.bottom <= box.top - margin ||
  part.top >= box.bottom + margin ||
  part.right <= box.left - margin ||
  part.left >= box.right + margin;
