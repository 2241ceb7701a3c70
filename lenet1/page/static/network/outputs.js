/** The outputs, each with its probability and its score. */

import { make, percent, signed } from "../dom.js";
import * as say from "../sentences.js";
import { describe } from "./layer.js";
import { makePickable } from "./picker.js";
import { outputLayer } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./reading.js").Reading} Reading */

/** @param {import("./picker.js").OnPick} onPick */
export function createOutputs(onPick) {
  let section = makeSection();
  /** @type {Network["layers"] | null} */
  let built = null;
  /** @type {ReturnType<typeof makeOutput>[]} */
  let outputs = [];
  /** @type {ReturnType<typeof makePickable>} */
  let picker;
  /** @type {ArrayLike<number>} */
  let scores = [];

  /** @param {Network} network */
  function build(network) {
    if (network.layers === built) return;
    built = network.layers;
    const fresh = makeSection(); // without the listeners of the one before
    section.replaceWith(fresh);
    section = fresh;
    const layer = outputLayer(network.layers);
    const [title, text] = describe(layer, network.layers);
    outputs = Array.from({ length: layer.maps }, (_, label) => makeOutput(label));
    section.setAttribute("aria-label", say.layerHelp(title, text));
    section.classList.add(layer.name);
    section.dataset.layer = layer.name;
    section.style.setProperty("--maps", `${layer.maps}`);
    section.tabIndex = 0;
    section.replaceChildren(
      make("h3", { "data-explain": layer.kind }, title),
      make("p", { "data-explain": `${layer.kind} name` }, text),
      make("div", { class: "outputs" }, ...outputs.map(({ figure }) => figure)),
    );
    picker = makePickable(section, layer, outputs, { values: () => scores, onPick });
  }

  return {
    section,
    /** @type {(network: Network, reading: Reading | null) => void} */
    show(network, reading) {
      build(network);
      scores = reading ? reading.layers[outputLayer(network.layers).name] : [];
      for (const [i, output] of outputs.entries())
        setBar(output, reading?.probabilities[i] ?? 0, i === reading?.label);
    },
    /** @param {Reading | null} reading */
    tell(reading) {
      for (const [i, { chance, score }] of outputs.entries()) {
        chance.textContent = reading ? percent(reading.probabilities[i]) : "";
        score.textContent = reading ? signed(scores[i], 1) : "";
      }
    },
    /** @param {import("./units.js").Unit | null} unit */
    mark: (unit) =>
      picker.mark(unit, unit ? { row: 0, column: 0, size: 1 } : undefined, []),
  };
}

const makeSection = () => make("section", { class: "layer linear", role: "group" });

/** @param {number} label */
function makeOutput(label) {
  const fill = make("i");
  const name = make("span", { "data-explain": "output" }, `${label}`);
  const chance = make("b", { "data-explain": "probability" });
  const score = make("span", { class: "score", "data-explain": "score" });
  const field = make("i", { class: "field" });
  const bar = make("div", { class: "bar" }, fill);
  const figure = make("figure", {}, name, bar, chance, score, field);
  return { fill, chance, score, field, figure, target: figure };
}

/**
 * @param {ReturnType<typeof makeOutput>} output
 * @param {number} probability
 * @param {boolean} best
 */
function setBar({ fill, figure }, probability, best) {
  fill.style.transform = `scaleX(${probability})`; // a width would be laid out anew
  figure.classList.toggle("best", best);
}
