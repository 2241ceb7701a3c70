/** What the chosen unit saw, number by number, and a sentence that says it in words. */

import { make, number, signed } from "../dom.js";
import { inkColor, signedColor } from "./colors.js";
import {
  evidence,
  explainAverage,
  explainConvolution,
  valueAt,
} from "./explanation.js";
import { cells, labelled, products, sign } from "./squares.js";
import { kernelScale, layerBefore, layerNamed, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./units.js").Values} Values */
/** @typedef {[text: string, content: HTMLElement[]]} Explanation */

const INVITATION =
  "Point at any square of any map, tap it, or walk there with Tab and the arrow keys:" +
  " here you will see how its value came about.";
const SPEAK_AFTER = 300; // ms of rest on a unit before a screen reader hears of it

/** @param {HTMLElement} root */
export function createInspector(root) {
  const title = make("h3");
  const sentence = make("p", { class: "sentence" });
  const spoken = make("p", { class: "spoken", role: "status" });
  const chooser = createChooser(() => again());
  const detail = make("div", { class: "detail" });
  const words = make(
    "div",
    { class: "words" },
    title,
    sentence,
    chooser.element,
    spoken,
  );
  root.replaceChildren(words, detail);
  let again = () => {};
  let timer = 0;

  /**
   * @param {Network} network
   * @param {Unit | null} unit
   * @param {Values | null} values
   * @param {boolean} aloud it was walked to: say it to who cannot see it
   */
  function show(network, unit, values, aloud = false) {
    again = () => show(network, unit, values);
    chooser.element.hidden =
      !unit || layerNamed(network.layers, unit.layer).kind !== "linear";
    if (!unit || !values) return clear();
    const [text, content] = explain(network, unit, values, chooser.rivalOf);
    title.textContent = nameOf(network, unit);
    sentence.textContent = text;
    detail.replaceChildren(...content);
    clearTimeout(timer);
    if (aloud)
      timer = setTimeout(() => {
        spoken.textContent = `${title.textContent}. ${text}`;
      }, SPEAK_AFTER);
  }

  function clear() {
    title.textContent = "";
    sentence.textContent = INVITATION;
    detail.replaceChildren();
  }

  clear();
  return { show };
}

/**
 * @param {Network} network
 * @param {Unit} unit
 */
function nameOf({ layers }, { layer, map, row, column }) {
  const { kind } = layerNamed(layers, layer);
  if (kind === "linear") return `fc_out, digit ${map}`;
  const place = `row ${row + 1}, column ${column + 1}`;
  return kind === "input"
    ? `Your digit, ${place}`
    : `${layer}, map ${map + 1}, ${place}`;
}

/**
 * @param {Network} network
 * @param {Unit} unit
 * @param {Values} values
 * @param {(digit: number) => number | null} rivalOf
 * @returns {Explanation}
 */
function explain(network, unit, values, rivalOf) {
  switch (layerNamed(network.layers, unit.layer).kind) {
    case "input":
      return pixel(network, unit, values);
    case "convolution":
      return convolution(network, unit, values);
    case "average":
      return averaging(network, unit, values);
    case "linear":
      return output(network, unit, values, rivalOf(unit.map));
  }
}

/** @type {(network: Network, unit: Unit, values: Values) => Explanation} */
function pixel({ layers }, unit, values) {
  const share = valueAt(layers, values, unit);
  const kind = share === 0 ? "paper" : share === 1 ? "full ink" : "partly ink";
  const text = `What the network gets holds ${number(share)} here: ${kind}.`;
  return [text, [cells([share], inkColor, 1)]];
}

/** @type {(network: Network, unit: Unit, values: Values) => Explanation} */
function convolution(network, unit, values) {
  const { parts, bias, sum, output } = explainConvolution(network, values, unit);
  const before = layerBefore(network.layers, unit.layer);
  const scales = {
    input: network.scales[before.name],
    kernel: kernelScale(network, unit.layer),
    sum: network.scales[unit.layer],
  };
  const first = before.kind === "input";
  const color = first ? inkColor : signedColor;
  const rows = parts.map((part, source) => {
    const name = first ? "patch" : `${before.name}, map ${source + 1}`;
    return products(part, name, color, scales);
  });
  const sums = parts.map((part) => signed(part.sum, 3)).join(" ");
  const result = make(
    "p",
    { class: "arithmetic" },
    `${sums} and bias ${signed(bias, 3)} = ${number(sum, 3)}`,
    make("span", {}, ` \u2192 ReLU \u2192 `),
    make("b", {}, number(output, 3)),
  );
  const size = Math.round(Math.sqrt(parts[0].patch.length));
  const patch = first
    ? `the outlined ${size}\u00d7${size} patch of your digit and multiplied it by its kernel`
    : `the same ${size}\u00d7${size} patch of all ${parts.length} ${before.name} maps,` +
      " and multiplied each by a kernel";
  const outcome =
    output > 0
      ? "above zero, so ReLU lets it through: it found some of its pattern here."
      : "not above zero, so ReLU makes it 0: its pattern is not here.";
  const text = `This unit looked at ${patch}. The sum, ${number(sum)}, is ${outcome}`;
  return [text, [make("div", { class: "parts" }, ...rows), result]];
}

/** @type {(network: Network, unit: Unit, values: Values) => Explanation} */
function averaging({ layers, scales }, unit, values) {
  const { patch, output } = explainAverage(layers, values, unit);
  const before = layerBefore(layers, unit.layer);
  const scale = scales[unit.layer];
  const text =
    `The average of ${patch.length} neighbours in ${before.name}:` +
    " it keeps what was found and blurs where.";
  const content = make(
    "div",
    { class: "product" },
    labelled(`${before.name}, map ${unit.map + 1}`, cells(patch, signedColor, scale)),
    sign("average"),
    labelled(unit.layer, cells([output], signedColor, scale)),
  );
  return [text, [content]];
}

/** @type {(network: Network, unit: Unit, values: Values, rival: number | null) => Explanation} */
function output(network, unit, values, rival) {
  const digit = unit.map;
  const before = layerBefore(network.layers, unit.layer);
  const parameters = parametersOf(network, unit.layer);
  const parts = evidence(values[before.name], parameters, digit, rival);
  const area = before.side ** 2;
  const maps = Array.from({ length: before.maps }, (_, map) =>
    parts.slice(map * area, (map + 1) * area),
  );
  const sums = maps.map((map) => map.reduce((sum, part) => sum + part, 0));
  const { bias } = parameters;
  const base = bias[digit] - (rival === null ? 0 : bias[rival]);
  const total = sums.reduce((sum, part) => sum + part, base);
  const tiles = maps.map((map, i) =>
    labelled(
      `map ${i + 1}: ${signed(sums[i])}`,
      cells(map, signedColor, network.scales.evidence),
    ),
  );
  const best = sums.indexOf(Math.max(...sums));
  const worst = sums.indexOf(Math.min(...sums));
  const over = rival === null ? "" : ` rather than ${rival}`;
  const text =
    `For ${digit}${over}, the ${maps.length} ${before.name} maps add up to` +
    ` ${signed(total - base)}; with the bias ${signed(base)} that is ${number(total)}.` +
    ` Map ${best + 1} says the most for it (${signed(sums[best])}),` +
    ` map ${worst + 1} the ${sums[worst] < 0 ? "most against it" : "least"}` +
    ` (${signed(sums[worst])}).`;
  return [text, [make("div", { class: "evidence" }, ...tiles)]];
}

/**
 * The digit that the evidence is compared with; kept while the drawing goes on.
 *
 * @param {() => void} onChange
 */
function createChooser(onChange) {
  const select = make("select", {}, make("option", { value: "" }, "nothing"));
  for (let digit = 0; digit < 10; digit++)
    select.append(make("option", { value: digit }, String(digit)));
  const element = make("label", { hidden: true }, "Compared with ", select);
  select.addEventListener("change", onChange);

  /**
   * @param {number} digit
   * @returns {number | null} the rival chosen for `digit`
   */
  function rivalOf(digit) {
    for (const option of select.options)
      option.disabled = option.value === String(digit);
    return select.value === "" || select.value === String(digit)
      ? null
      : Number(select.value);
  }

  return { element, rivalOf };
}
