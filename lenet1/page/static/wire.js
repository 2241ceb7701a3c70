/** What travels between the browser and the server; `wire.py` is the other end. */

const BLANK = "blank";
const HEADER = 4; // bytes: width and height
const MAPS = ["conv1", "pool1", "conv2", "pool2"];

/**
 * Ask the server to read a frame.
 * @param {import("./ink.js").Ink} frame
 * @param {AbortSignal} signal
 */
export async function readFrame(frame, signal) {
  const body = new Uint8Array(HEADER + frame.pixels.length);
  new DataView(body.buffer).setUint16(0, frame.width, true);
  new DataView(body.buffer).setUint16(2, frame.height, true);
  body.set(frame.pixels, HEADER);
  const address = new URL("../read", import.meta.url);
  const response = await fetch(address, { method: "POST", body, signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  return response.json();
}

/** A reading with every layer's values as numbers, or null for an empty pad. */
export function decodeReading(message) {
  if (!message || message.verdict === BLANK) return null;
  const image = bytes(message.image);
  const layers = {
    input: Float32Array.from(image, (level) => level / 255),
    logits: Float32Array.from(message.logits),
  };
  for (const layer of MAPS) {
    const { maximum, levels } = message[layer];
    layers[layer] = Float32Array.from(
      new Int8Array(bytes(levels).buffer),
      (level) => (level * maximum) / 127,
    );
  }
  return { ...message, image, layers };
}

export function decodeWeights(message) {
  const numbers = (text) => new Float32Array(bytes(text).buffer);
  return Object.fromEntries(
    Object.entries(message).map(([layer, { weight, bias }]) => [
      layer,
      { weight: numbers(weight), bias: numbers(bias) },
    ]),
  );
}

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
