/** The digits that the page carries, and those that a visitor adds. */

import { straighten } from "../../network/upright.js";

/**
 * @typedef {object} Digits in the network's own form
 * @property {Uint8Array} images one after the other, 255 = ink
 * @property {Uint8Array} labels
 */

/**
 * One of the files that the page carries.
 *
 * @param {string} name
 * @param {import("../../network/ink.js").Rules} rules
 */
export async function fetchDigits(name, rules) {
  const response = await fetch(new URL(`../digits/${name}.gz`, import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return decodeDigits(await response.blob(), rules);
}

/**
 * The content of a file that `lenet1/learning/digits.py` wrote: gzip of n labels, then n
 * pictures, which are made upright here as a drawing is.
 *
 * @param {Blob} file
 * @param {import("../../network/ink.js").Rules} rules
 * @returns {Promise<Digits>}
 */
export async function decodeDigits(file, rules) {
  const { SIDE } = rules.centering;
  const plain = file.stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
  const count = bytes.length / (1 + SIDE ** 2);
  const images = bytes.subarray(count);
  for (let at = 0; at < images.length; at += SIDE ** 2) {
    const image = images.subarray(at, at + SIDE ** 2);
    image.set(straighten(image, SIDE, rules).image);
  }
  return { images, labels: bytes.subarray(0, count) };
}

/**
 * @param {...Digits} parts
 * @returns {Digits} all of them
 */
export const join = (...parts) => ({
  images: joined(parts.map(({ images }) => images)),
  labels: joined(parts.map(({ labels }) => labels)),
});

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
