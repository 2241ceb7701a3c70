/** What a page that was read means: its digits in order, in words, as frames of the pad. */

import { NO_DIGIT, NOT_SURE } from "../network/verdict.js";
import { HALF } from "../pad/paper.js";
import * as say from "../sentences.js";

/** @typedef {import("./wire.js").Digit} Digit */
/** @typedef {import("./wire.js").Page} Page */
/** @typedef {import("../pad/paper.js").Frame} Frame */

const SHEET = 1.4; // of the digit's longer side; as people leave room on the pad

/** @param {Digit} digit */
export const isDigit = ({ verdict }) => verdict !== NO_DIGIT;

/** @param {Digit} digit */
export const isSure = (digit) => isDigit(digit) && digit.verdict !== NOT_SURE;

/**
 * What stands at a digit's box.
 *
 * @param {Digit} digit
 */
export function brief(digit) {
  if (!isDigit(digit)) return "";
  return isSure(digit) ? `${digit.label}` : `${digit.label}?`;
}

/**
 * @param {Digit[]} digits
 * @param {number} at
 */
export function inWords(digits, at) {
  const digit = digits[at];
  if (!isDigit(digit)) return say.notADigit;
  const place = digits.slice(0, at + 1).filter(isDigit).length;
  const sentence = isSure(digit) ? say.digitOf : say.doubtfulDigitOf;
  return sentence(place, digits.filter(isDigit).length, digit.label);
}

/** @param {Pick<Page, "digits" | "cut_short">} page */
export function countInWords({ digits, cut_short }) {
  const found = digits.filter(isDigit);
  const count = say.found(found.length, new Set(found.map(({ line }) => line)).size);
  return cut_short ? `${count}. ${say.cutShort}` : count;
}

/**
 * The lines that hold numbers: the place of each digit, and the signs as they stand.
 *
 * @param {Page} page
 * @returns {(number | string)[][]}
 */
export function linesOf({ lines, digits }) {
  return lines.flatMap((text, line) => {
    const places = [...digits.keys()].filter(
      (at) => digits[at].line === line && isDigit(digits[at]),
    );
    /** @param {string} sign */
    const said = (sign) => (/\d/.test(sign) ? (places.shift() ?? sign) : sign);
    return text ? [Array.from(text, said)] : [];
  });
}

/**
 * A digit as if it had been drawn on a sheet of its own.
 *
 * @param {Digit} digit
 * @returns {Frame}
 */
export function frameOf({ ink }) {
  const sheet = SHEET * Math.max(ink.width, ink.height);
  const [x, y] = [(sheet - ink.width) / 2, (sheet - ink.height) / 2];
  return { ...ink, x, y, sheet, final: true };
}

/**
 * Where that sheet lies on the photo: its corner, and photo px for each px of the pad.
 *
 * @param {Digit} digit
 */
export function sheetOf(digit) {
  const [left, top, width] = digit.box;
  const { x, y } = frameOf(digit);
  const pixel = width / digit.ink.width;
  return { left: left - x * pixel, top: top - y * pixel, scale: HALF * pixel };
}
