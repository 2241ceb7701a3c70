/** What travels between the browser and the server; `wire.py` is the other end. */

/** @typedef {import("./units.js").Layer} Layer */
/** @typedef {import("./units.js").Network} Network */

/**
 * @typedef {object} Reading what the network made of one drawing
 * @property {"digit" | "not sure" | "does not look like one digit"} verdict
 * @property {number} label the most probable digit, whatever the verdict
 * @property {number} runner_up
 * @property {number[]} probabilities
 * @property {number} left edge of the 28x28 before it was made upright, in pixels of the
 *   frame; `onPad` in main.js says how the other three go on from there
 * @property {number} top
 * @property {number} pixel the side of one of the 28x28's pixels, in pixels of the frame
 * @property {number} slant px sideways for each px downwards
 * @property {number} middle the row that the slant turns about
 * @property {Record<string, Float32Array>} layers every layer's values
 */

/** @typedef {{maximum: number, levels: string}} Maps of one layer: int8 as base64 */

const BLANK = "blank";
const HEADER = 4; // bytes: width and height
const LEVELS = 127; // of a map's value, on either side of zero
const INK = 255; // full ink in the 28x28

/**
 * Ask the server to read a frame.
 *
 * @param {import("../pad/paper.js").Frame} frame
 * @param {AbortSignal} signal
 * @returns {Promise<any>} a message for `decodeReading`
 */
export async function readFrame(frame, signal) {
  const body = new Uint8Array(HEADER + frame.pixels.length);
  new DataView(body.buffer).setUint16(0, frame.width, true);
  new DataView(body.buffer).setUint16(2, frame.height, true);
  body.set(frame.pixels, HEADER);
  const address = new URL("../../read", import.meta.url);
  const response = await fetch(address, { method: "POST", body, signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  return response.json();
}

/**
 * A message of `wire.message_from_reading`, or null for an empty pad.
 *
 * @param {any} message
 * @param {Layer[]} layers
 * @returns {Reading | null}
 */
export function decodeReading(message, layers) {
  if (!message || message.verdict === BLANK) return null;
  const { image, ...rest } = message;
  const values = layers.map(({ name, kind }) => {
    if (kind === "input") return [name, shares(image)];
    if (kind === "linear") return [name, Float32Array.from(message[name])];
    return [name, decodeMaps(message[name])];
  });
  return { ...rest, layers: Object.fromEntries(values) };
}

/**
 * A message of `wire.message_from_network`.
 *
 * @param {any} message
 * @returns {Network}
 */
export function decodeNetwork({ layers, weights, scales }) {
  const modules = Object.entries(weights).map(([name, { weight, bias }]) => [
    name,
    { weight: numbers(weight), bias: numbers(bias) },
  ]);
  return { layers, scales, weights: Object.fromEntries(modules) };
}

/**
 * What a message of `wire.message_from_network` has beside the network.
 *
 * @param {any} message
 * @returns {import("./confidence.js").Confidence}
 */
export function decodeConfidence({ confidence }) {
  const tensors = Object.entries(confidence);
  return /** @type {any} */ (
    Object.fromEntries(tensors.map(([name, text]) => [name, numbers(text)]))
  );
}

/** @param {string} text */
const numbers = (text) => new Float32Array(bytes(text).buffer);

/** @param {string} image */
const shares = (image) => Float32Array.from(bytes(image), (level) => level / INK);

/** @param {Maps} maps */
function decodeMaps({ maximum, levels }) {
  const signed = new Int8Array(bytes(levels).buffer);
  return Float32Array.from(signed, (level) => (level * maximum) / LEVELS);
}

/** @param {string} text */
function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
