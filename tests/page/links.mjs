/**
 * What becomes of 200 drawings in a link: `node links.mjs NETWORK` prints a line of JSON
 * for each. NETWORK is the JSON of `wire.message_from_network`.
 */

import { readFileSync } from "node:fs";
import { read } from "../../lenet1/page/static/network/reading.js";
import { decodeReader } from "../../lenet1/page/static/network/wire.js";
import { createPaper } from "../../lenet1/page/static/pad/paper.js";
import { decode, encode } from "../../lenet1/page/static/share/link.js";
import { twoHundred } from "../js/hands.js";

const reader = decodeReader(JSON.parse(readFileSync(process.argv[2], "utf8")));

function readingOf(drawing) {
  const paper = createPaper();
  paper.paint(drawing);
  return read(reader, paper.read(true));
}

for (const drawing of twoHundred()) {
  const text = encode({ drawing }, reader);
  const back = decode(text, reader.network).drawing;
  const [before, after] = [drawing, back].map(readingOf);
  const apart = before.image.map((level, i) => Math.abs(level - after.image[i]));
  console.log(
    JSON.stringify({
      points: drawing.length + 1,
      kept: back.length + 1,
      characters: text.length,
      levels_apart: Math.max(...apart),
      answers: [before, after].map(({ label, verdict }) => [label, verdict]),
    }),
  );
}
