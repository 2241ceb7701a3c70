/** A photo's way to the server and back; `photo.py` is the other end. */

import { bytes } from "../network/wire.js";
import { unreachable } from "../sentences.js";

/** @typedef {import("../network/confidence.js").Verdict} Verdict */
/** @typedef {import("../network/ink.js").Ink} Ink */

/**
 * @typedef {object} Digit one shape on the page and what the network made of it
 * @property {[number, number, number, number]} box left, top, width and height, photo px
 * @property {number} line from the top
 * @property {number} number counted over the page; digits of one number stand together
 * @property {Verdict} verdict by its neighbours too: a letter is no digit
 * @property {number} label the most probable digit, whatever the verdict
 * @property {Ink} ink fills the box
 */

/**
 * @typedef {object} Page
 * @property {[number, number]} size width and height, photo px
 * @property {string[]} lines from the top, as "27/03 1.50"; "" without a number
 * @property {Digit[]} digits in reading order
 * @property {boolean} cut_short there was no time to read all of it
 */

/** What a visitor has to be told; the message is a sentence. */
export class Unreadable extends Error {}

/**
 * Have the server read a picture file.
 *
 * @param {Blob} file
 * @param {AbortSignal} signal
 * @returns {Promise<Page>} throws Unreadable
 */
export async function readPhoto(file, signal) {
  const address = new URL("../../page", import.meta.url);
  let response;
  let message;
  try {
    response = await fetch(address, { method: "POST", body: file, signal });
    message = await response.json();
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Unreadable(unreachable);
  }
  if (!response.ok) throw new Unreadable(message.error);
  return decodePage(message);
}

/**
 * A message of `photo.message_from_photo`.
 *
 * @param {any} message
 * @returns {Page}
 */
export function decodePage({ size, lines, digits, cut_short }) {
  return { size, lines, digits: digits.map(decodeDigit), cut_short };
}

/**
 * @param {any} digit
 * @returns {Digit}
 */
const decodeDigit = ({ ink: { width, height, levels }, ...rest }) => ({
  ...rest,
  ink: { width, height, pixels: bytes(levels) },
});
