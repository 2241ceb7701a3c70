/** Digits that a visitor drew and named, kept in this browser. */

import { base64, bytes } from "../../network/wire.js";
import { createKeeper } from "../../storage.js";
import { join } from "./digits.js";

/** @typedef {import("./digits.js").Digits} Digits */

export const MOST = 100;
const KEY = "lenet1.own-digits";
const CLASSES = 10;

/**
 * @param {() => Storage} storage which a browser may refuse; then they last as long as the
 *   page
 * @param {number} pixels of a picture
 */
export function createOwnDigits(storage, pixels) {
  const kept = createKeeper(storage, KEY);
  let digits = kept.recall((text) => decode(text, pixels), none());

  return {
    digits: () => digits,
    isFull: () => digits.labels.length >= MOST,
    /**
     * @param {Uint8Array} image
     * @param {number} label
     */
    add(image, label) {
      digits = join(digits, { images: image, labels: Uint8Array.of(label) });
      kept.keep(encode(digits));
    },
    erase() {
      digits = none();
      kept.keep(null);
    },
  };
}

/** @returns {Digits} */
const none = () => ({ images: new Uint8Array(), labels: new Uint8Array() });

/** @param {Digits} digits */
const encode = ({ images, labels }) =>
  JSON.stringify({ labels: base64(labels), images: base64(images) });

/**
 * @param {string | null} text
 * @param {number} pixels
 * @returns {Digits}
 * @throws {Error} where it is not what `encode` wrote
 */
function decode(text, pixels) {
  const kept = JSON.parse(text ?? "null");
  const [labels, images] = [bytes(kept.labels), bytes(kept.images)];
  if (labels.length > MOST || labels.some((label) => label >= CLASSES))
    throw new Error("No digits");
  if (images.length !== labels.length * pixels) throw new Error("No digits");
  return { images, labels };
}
