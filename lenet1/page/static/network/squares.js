/**
 * Squares of numbers for the inspector, each number on the colour its map has there; and
 * where there is no room for numbers, the colours alone.
 */

import { make, makeCanvas, number, signed } from "../dom.js";
import * as say from "../sentences.js";
import { css, paint, readableOn, signedColor } from "./colors.js";
import { squareUnder } from "./picker.js";

/** @typedef {import("./colors.js").Scale} Scale */

/**
 * One of several parts of a sum: in colours alone, and with its numbers while it is
 * pointed at or has the focus.
 *
 * @type {typeof products}
 */
export function part(part, name, color, scales) {
  return make(
    "div",
    { class: "part", tabindex: 0, role: "group", "aria-label": name },
    timesKernel(part, name, color, scales, signed(part.sum), colors),
    make(
      "div",
      { class: "numbers", "aria-hidden": true },
      timesKernel(part, name, color, scales, signed(part.sum), cells),
    ),
  );
}

/**
 * Patch times kernel, number by number, and their sum.
 *
 * @param {{patch: number[], kernel: number[], products: number[], sum: number}} part
 * @param {string} name of the patch
 * @param {Scale} color of the patch
 * @param {{input: number, kernel: number, sum: number}} scales
 */
export function products(part, name, color, scales) {
  const { sum } = part;
  const whole = timesKernel(part, name, color, scales, say.products, cells);
  whole.append(
    sign("\u2192"),
    labelled(say.sum, cells([sum], signedColor, scales.sum), "sum"),
  );
  return whole;
}

/**
 * @param {{patch: number[], kernel: number[], products: number[]}} part
 * @param {string} name
 * @param {Scale} color
 * @param {{input: number, kernel: number}} scales
 * @param {string} result is written below the products
 * @param {typeof cells} square
 */
function timesKernel({ patch, kernel, products }, name, color, scales, result, square) {
  return make(
    "div",
    { class: "product" },
    labelled(name, square(patch, color, scales.input), "patch"),
    sign("\u00d7"),
    labelled(say.kernel, square(kernel, signedColor, scales.kernel), "kernel"),
    sign("="),
    labelled(
      result,
      square(products, signedColor, scales.kernel * scales.input),
      "products",
    ),
  );
}

/** @param {string} text */
export const sign = (text) =>
  make("span", { class: "sign", "data-explain": `sign ${text}` }, text);

/**
 * @param {string} text
 * @param {Node} content
 * @param {string} [meaning] the key of what explains it
 */
export function labelled(text, content, meaning = "") {
  const attributes = { "data-explain": meaning || false };
  return make("figure", attributes, content, make("figcaption", {}, text));
}

/**
 * @param {ArrayLike<number>} values a square of them
 * @param {Scale} color
 * @param {number} scale the value that gets the full colour
 * @returns {HTMLElement}
 */
export function cells(values, color, scale) {
  const side = Math.round(Math.sqrt(values.length));
  const squares = Array.from(values, (value) => {
    const background = color(value / scale);
    const style = `background:${css(background)};color:${readableOn(background)}`;
    return make("span", { style, title: number(value, 4) }, brief(value));
  });
  return make("div", { class: "cells", style: `--side:${side}` }, ...squares);
}

/**
 * The same without the numbers.
 *
 * @type {typeof cells}
 */
function colors(values, color, scale) {
  const { canvas, show } = createColors(Math.sqrt(values.length));
  show(values, color, scale);
  return canvas;
}

/**
 * A square of colours; the number that is pointed at is its title.
 *
 * @param {number} side
 */
export function createColors(side) {
  const canvas = makeCanvas(side);
  canvas.className = "colors";
  canvas.style.setProperty("--side", `${side}`);
  /** @type {ArrayLike<number>} */
  let shown = [];

  /**
   * @param {ArrayLike<number>} values
   * @param {Scale} color
   * @param {number} scale the value that gets the full colour
   */
  function show(values, color, scale) {
    shown = values;
    paint(canvas, values, color, scale);
  }

  canvas.addEventListener("pointermove", (event) => {
    const { row, column } = squareUnder(event, side);
    canvas.title = number(shown[row * side + column], 4);
  });
  return { canvas, show };
}

/**
 * Short enough for a small square: ".39", "−.76", "1.0", "12".
 *
 * @param {number} value
 */
export function brief(value) {
  const size = Math.abs(value);
  if (size < 0.005) return "0";
  if (size < 0.995) return number(value).replace("0.", ".");
  return number(value, size < 9.95 ? 1 : 0);
}
