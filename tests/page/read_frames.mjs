/**
 * Reads frames as the page does: `node read_frames.mjs NETWORK FRAMES` prints a line of
 * JSON for each, and the times in ms when a third argument is given.
 *
 * NETWORK is the JSON of `wire.message_from_network`, FRAMES a file of frames as
 * `wire.ink_from_frame` has them, one after the other.
 */

import { readFileSync } from "node:fs";
import { read } from "../../lenet1/page/static/network/reading.js";
import { decodeReader } from "../../lenet1/page/static/network/wire.js";

const [, , networkFile, framesFile, timed] = process.argv;
const reader = decodeReader(JSON.parse(readFileSync(networkFile, "utf8")));

function* frames(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < bytes.length; ) {
    const width = view.getUint16(at, true);
    const height = view.getUint16(at + 2, true);
    at += 4;
    yield { width, height, pixels: bytes.slice(at, at + width * height) };
    at += width * height;
  }
}

const base64 = (array) => Buffer.from(array.buffer).toString("base64");

function toMessage(reading) {
  const layers = Object.entries(reading.layers).map(([name, values]) => [
    name,
    base64(Float32Array.from(values)),
  ]);
  const image = base64(reading.image);
  const { pictures: _, ...rest } = reading;
  return { ...rest, image, layers: Object.fromEntries(layers) };
}

const lines = [];
for (const ink of frames(new Uint8Array(readFileSync(framesFile)))) {
  const started = performance.now();
  const reading = read(reader, ink);
  const took = performance.now() - started;
  lines.push(JSON.stringify(timed ? took : reading && toMessage(reading)));
}
process.stdout.write(`${lines.join("\n")}\n`);
