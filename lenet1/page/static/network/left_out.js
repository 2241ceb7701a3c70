/** What was taken for something else than the digit, in words; `left_out.py` is the other. */

/** @typedef {import("./parts.js").LeftOut} LeftOut */

/** @type {Record<string, [string, string]>} one and several of each kind */
const NAMES = {
  dot: ["a dot", "dots"],
  smudge: ["a smudge", "smudges"],
  underline: ["the line under it", "lines under it"],
  line: ["a line", "lines"],
  frame: ["the frame around it", "frames around it"],
  rim: ["something at the edge", "things at the edge"],
};

/**
 * A sentence like "A dot and 2 lines were left out."; "" where nothing was.
 *
 * @param {LeftOut[]} leftOut
 */
export function inWords(leftOut) {
  if (!leftOut.length) return "";
  const names = leftOut.map(({ kind, number }) =>
    number === 1 ? NAMES[kind][0] : `${number} ${NAMES[kind][1]}`,
  );
  const last = `${names.pop()}`;
  const subject = names.length ? `${names.join(", ")} and ${last}` : last;
  const verb = countOf(leftOut) > 1 ? "were" : "was";
  return `${subject[0].toUpperCase()}${subject.slice(1)} ${verb} left out.`;
}

/**
 * The same where there is room for a few letters.
 *
 * @param {LeftOut[]} leftOut
 */
export function inFewWords(leftOut) {
  if (leftOut.length > 1) return `${countOf(leftOut)} things left out`;
  return inWords(leftOut).replace(/ (was|were|(around|under) it was) left out.$/, " left out");
}

/** @param {LeftOut[]} leftOut */
const countOf = (leftOut) => leftOut.reduce((sum, { number }) => sum + number, 0);
