/**
 * Writes weights as the page saves them: `node weights_file.mjs LAYERS SEED FILE`, LAYERS
 * being the JSON of `Network.layers`. Prints those that it wrote, by torch's names.
 */

import { writeFileSync } from "node:fs";
import { seeded, startWeights } from "../../lenet1/page/static/bench/training/random.js";
import { encodeWeights } from "../../lenet1/page/static/bench/training/safetensors.js";

const [, , text, seed, file] = process.argv;
const layers = JSON.parse(text);
const weights = startWeights(layers, seeded(Number(seed)));
writeFileSync(file, encodeWeights(layers, weights));
const named = Object.entries(weights).flatMap(([module, parts]) =>
  Object.entries(parts).map(([part, values]) => [`${module}.${part}`, [...values]]),
);
console.log(JSON.stringify(Object.fromEntries(named)));
