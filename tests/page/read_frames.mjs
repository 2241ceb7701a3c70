/**
 * Reads frames as the page does: `node read_frames.mjs NETWORK FRAMES` prints a line of
 * JSON for each; with "timed" the times in ms, with "numbers" what the page saves of each.
 *
 * NETWORK is the JSON of `wire.message_from_network`, FRAMES a file of frames as
 * `wire.ink_from_frame` has them, one after the other.
 */

import { readFileSync } from "node:fs";
import { read } from "../../lenet1/page/static/network/reading.js";
import { decodeReader } from "../../lenet1/page/static/network/wire.js";
import { numbersOf } from "../../lenet1/page/static/share/numbers.js";

const [, , networkFile, framesFile, wanted] = process.argv;
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
  if (wanted === "timed") lines.push(took);
  else if (wanted === "numbers") lines.push(numbersOf(reader.network, reading));
  else lines.push(reading && toMessage(reading));
}
process.stdout.write(`${lines.map((one) => JSON.stringify(one)).join("\n")}\n`);
