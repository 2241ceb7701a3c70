/** What the chosen unit saw, number by number, and a sentence that says it in words. */

import { css, inkColor, readableOn, signedColor } from "./colors.js";
import { make, number, signed } from "./dom.js";
import {
  evidence,
  explainAverage,
  explainConvolution,
  LAYERS,
  valueAt,
} from "./network.js";

const INVITATION =
  "Point at any square of any map, tap it, or walk there with Tab and the arrow keys:" +
  " here you will see how its value came about.";

/**
 * @param {HTMLElement} root
 * @param {{weights: object, scales: Record<string, number>}} options
 */
export function createInspector(root, { weights, scales }) {
  const sentence = make("p", { class: "sentence" });
  const chooser = createChooser(() => show(...shown));
  const detail = make("div", { class: "detail" });
  root.replaceChildren(sentence, chooser.element, detail);
  let shown = [null, null];

  /** @param {object | null} unit null clears */
  function show(unit, values) {
    shown = [unit, values];
    chooser.element.hidden = unit?.layer !== "logits";
    if (!unit) return clear();
    const explain = unit.layer.startsWith("conv")
      ? convolution
      : unit.layer.startsWith("pool")
        ? averaging
        : unit.layer === "logits"
          ? output
          : pixel;
    const [text, content] = explain(unit, values);
    sentence.textContent = text;
    detail.replaceChildren(...content);
  }

  function clear() {
    sentence.textContent = INVITATION;
    detail.replaceChildren();
  }

  function pixel(unit, values) {
    const share = valueAt(values, unit);
    const text =
      `${where(unit)} of what the network sees holds ${number(share)}:` +
      ` ${share === 0 ? "paper" : share === 1 ? "full ink" : "partly ink"}.`;
    return [text, [cells([share], inkColor, 1)]];
  }

  function convolution(unit, values) {
    const { parts, bias, sum, output } = explainConvolution(values, weights, unit);
    const first = unit.layer === "conv1";
    const color = first ? inkColor : signedColor;
    const kernelScale = first ? scales.kernel1 : scales.kernel2;
    const inputScale = scales[LAYERS[unit.layer].from];
    const rows = parts.map((part, source) =>
      make(
        "div",
        { class: "product" },
        labelled(
          first ? "patch" : `pool1, map ${source + 1}`,
          cells(part.patch, color, inputScale),
        ),
        sign("\u00d7"),
        labelled("kernel", cells(part.kernel, signedColor, kernelScale)),
        sign("="),
        labelled(
          "products",
          cells(part.products, signedColor, kernelScale * inputScale),
        ),
        sign("\u2192"),
        labelled("sum", cells([part.sum], signedColor, scales[unit.layer])),
      ),
    );
    const sums = parts.map((part) => signed(part.sum, 3)).join(" ");
    const result = make(
      "p",
      { class: "arithmetic" },
      `${sums} and bias ${signed(bias, 3)} = ${number(sum, 3)}`,
      make("span", {}, ` \u2192 ReLU \u2192 `),
      make("b", {}, number(output, 3)),
    );
    const patch = first
      ? "a 5\u00d75 patch of your digit"
      : "the same 5\u00d75 patch of all four pool1 maps, 14\u00d714 pixels of your digit";
    const text =
      `${where(unit)} of map ${unit.map + 1} in ${unit.layer} looked at ${patch}` +
      ` and added up to ${number(sum)}. ` +
      (output > 0
        ? "That is above zero, so ReLU lets it through: it found some of its pattern."
        : "That is not above zero, so ReLU makes it 0: its pattern is not here.");
    return [text, [make("div", { class: "parts" }, ...rows), result]];
  }

  function averaging(unit, values) {
    const { patch, output } = explainAverage(values, unit);
    const { from } = LAYERS[unit.layer];
    const square = cells(patch, signedColor, scales[unit.layer]);
    const result = cells([output], signedColor, scales[unit.layer]);
    const text =
      `${where(unit)} of map ${unit.map + 1} in ${unit.layer} is the average of four` +
      ` neighbours in ${from}: it keeps what was found and blurs where.`;
    const content = make(
      "div",
      { class: "product" },
      labelled(`${from}, map ${unit.map + 1}`, square),
      sign("average"),
      labelled(unit.layer, result),
    );
    return [text, [content]];
  }

  function output(unit, values) {
    const digit = unit.map;
    const rival = chooser.choose(digit);
    const parts = evidence(values.pool2, weights, digit, rival);
    const maps = Array.from({ length: 12 }, (_, map) =>
      parts.slice(16 * map, 16 * map + 16),
    );
    const sums = maps.map((map) => map.reduce((sum, part) => sum + part, 0));
    const { bias } = weights.fc_out;
    const base = bias[digit] - (rival === null ? 0 : bias[rival]);
    const total = sums.reduce((sum, part) => sum + part, base);
    const tiles = maps.map((map, i) =>
      labelled(
        `map ${i + 1}: ${signed(sums[i])}`,
        cells(map, signedColor, scales.evidence),
      ),
    );
    const best = sums.indexOf(Math.max(...sums));
    const worst = sums.indexOf(Math.min(...sums));
    const over = rival === null ? "" : ` rather than ${rival}`;
    const text =
      `For ${digit}${over}, the twelve pool2 maps add up to ${signed(total - base)};` +
      ` with the bias ${signed(base)} that is ${number(total)}.` +
      ` Map ${best + 1} says the most for it (${signed(sums[best])}),` +
      ` map ${worst + 1} the ${sums[worst] < 0 ? "most against it" : "least"}` +
      ` (${signed(sums[worst])}).`;
    return [text, [make("div", { class: "evidence" }, ...tiles)]];
  }

  clear();
  return { show };
}

/** The digit that the evidence is compared with; kept while the drawing goes on. */
function createChooser(onChange) {
  const select = make("select", {}, make("option", { value: "" }, "nothing"));
  for (let digit = 0; digit < 10; digit++)
    select.append(make("option", { value: digit }, String(digit)));
  const name = make("span");
  const element = make("label", { hidden: true }, name, select);
  select.addEventListener("change", onChange);

  /** @returns {number | null} the rival chosen for `digit` */
  function choose(digit) {
    name.textContent = `Evidence for ${digit}, compared with `;
    for (const option of select.options)
      option.disabled = option.value === String(digit);
    return select.value === "" || select.value === String(digit)
      ? null
      : Number(select.value);
  }

  return { element, choose };
}

const where = ({ row, column }) => `Row ${row + 1}, column ${column + 1}`;

const sign = (text) => make("span", { class: "sign" }, text);

function labelled(text, content) {
  return make("figure", {}, content, make("figcaption", {}, text));
}

/** A square of numbers, each on the colour that its map has there. */
function cells(values, color, scale) {
  const side = Math.round(Math.sqrt(values.length));
  const squares = Array.from(values, (value) => {
    const background = color(value / scale);
    const style = `background:${css(background)};color:${readableOn(background)}`;
    const text = value === 0 ? "0" : number(value);
    return make("span", { style, title: number(value, 4) }, text);
  });
  return make("div", { class: "cells", style: `--side:${side}` }, ...squares);
}
