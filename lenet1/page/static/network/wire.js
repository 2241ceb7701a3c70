/** What travels between the browser and the server; `wire.py` is the other end. */

import { Refusal } from "./confirmation.js";
import { forward } from "./model.js";
import { outputLayer } from "./units.js";
import { asInput } from "./upright.js";
import { BLANK } from "./verdict.js";

/** @typedef {import("./units.js").Network} Network */

/** @typedef {import("./reading.js").Reading} Reading */

const HEADER = 4; // bytes: width and height

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
  // As in `on_load.js`: a module that came with the page has no place of its own.
  const address = location.pathname.replace(/\/?$/, "/lenet1/read");
  const response = await fetch(address, { method: "POST", body, signal });
  if (!response.ok)
    throw new Refusal(response.status, response.headers.get("Retry-After"));
  return response.json();
}

/**
 * A message of `wire.message_from_reading`, or null for an empty pad. The maps are not
 * sent: they follow from the image.
 *
 * @param {any} message
 * @param {Network} network
 * @returns {Reading | null}
 */
export function decodeReading(message, network) {
  if (!message || message.verdict === BLANK) return null;
  const { logits, ...rest } = message;
  const image = bytes(message.image);
  const layers = forward(asInput(image), network);
  layers[outputLayer(network.layers).name] = Float64Array.from(logits);
  return { ...rest, image, layers };
}

/**
 * A message of `wire.message_from_network`.
 *
 * @param {any} message
 * @returns {import("./reading.js").Reader}
 */
export const decodeReader = (message) => ({
  network: decodeNetwork(message),
  confidence: decodeConfidence(message),
  rules: message.rules,
});

/**
 * @param {any} message
 * @returns {Network}
 */
function decodeNetwork({ layers, weights, scales }) {
  const modules = Object.entries(weights).map(([name, { weight, bias }]) => [
    name,
    { weight: numbers(weight), bias: numbers(bias) },
  ]);
  return { layers, scales, weights: Object.fromEntries(modules) };
}

/**
 * @param {any} message
 * @returns {import("./confidence.js").Confidence}
 */
function decodeConfidence({ confidence: { reads, kernel, ...tensors } }) {
  const decoded = Object.entries(tensors).map(([name, text]) => [name, numbers(text)]);
  return { reads, kernel, ...Object.fromEntries(decoded) };
}

/** @param {string} text */
const numbers = (text) => new Float32Array(bytes(text).buffer);

/** @param {ArrayLike<number>} bytes */
export const base64 = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} text what `base64` gives, here or in Python */
export function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
