/** What `lenet1/learning/likes.py` found, as the server sends it. */

import { bytes } from "../../network/wire.js";

/** @typedef {import("./quiz.js").Patch} Patch */

/**
 * @typedef {object} Likes of one map
 * @property {number} side of a patch in px
 * @property {Patch[]} strongest
 * @property {Patch[]} typical
 * @property {Patch[]} silencing
 * @property {Uint8Array} mean of the strongest percent, weighted by activation
 * @property {number[]} fires the share of each digit's pictures in which it does
 */

export async function fetchLikes() {
  const response = await fetch(new URL("../../../likes", import.meta.url));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return decodeLikes(await response.json());
}

/**
 * @param {any} message
 * @returns {Record<string, Likes[]>} by layer, then map
 */
export function decodeLikes({ layers }) {
  /** @type {Record<string, Likes[]>} */
  const likes = {};
  for (const [name, { side, maps }] of Object.entries(layers))
    likes[name] = maps.map((/** @type {any} */ map) => ({
      side,
      strongest: decodePatches(map.strongest, side),
      typical: decodePatches(map.typical, side),
      silencing: decodePatches(map.silencing, side),
      mean: bytes(map.mean),
      fires: map.fires,
    }));
  return likes;
}

/**
 * @param {{patches: string, sums: number[], labels: number[]}} sort
 * @param {number} side
 * @returns {Patch[]}
 */
function decodePatches({ patches, sums, labels }, side) {
  const pixels = bytes(patches);
  return sums.map((sum, i) => ({
    pixels: pixels.subarray(i * side ** 2, (i + 1) * side ** 2),
    sum,
    label: labels[i],
  }));
}
