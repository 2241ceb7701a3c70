/**
 * A browser compiles only what has run often. So that the first stroke is not what it
 * learns by, made-up drawings are read before.
 */

import { read } from "./reading.js";

/** @typedef {import("./placement.js").Drawing} Drawing */

const OFTEN = 12; // readings of each drawing; later ones take no less
const DRAWINGS = [
  drawing(14, () => true), // what a stroke begins as
  drawing(60, (x, y) => Math.abs(x - y) < 3), // thinner than MNIST's
];

/**
 * @param {import("./reading.js").Reader} reader
 * @param {() => boolean} isWanted it stops when this is false
 * @param {() => Promise<unknown>} [pause] comes before each reading
 * @returns {Promise<number>} of readings
 */
export async function warmUp(reader, isWanted, pause = whenIdle) {
  const times = OFTEN * DRAWINGS.length;
  for (let i = 0; i < times; i++) {
    await pause();
    if (!isWanted()) return i;
    read(reader, DRAWINGS[i % DRAWINGS.length]);
  }
  return times;
}

/** Safari has no idle callbacks. */
const whenIdle = () =>
  new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));

/**
 * @param {number} side
 * @param {(x: number, y: number) => boolean} isInk
 * @returns {Drawing}
 */
function drawing(side, isInk) {
  const pixels = Uint8Array.from({ length: side ** 2 }, (_, i) =>
    isInk(i % side, Math.floor(i / side)) ? 255 : 0,
  );
  return { width: side, height: side, pixels };
}
