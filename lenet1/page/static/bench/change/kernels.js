/**
 * A map's kernels and its bias, to be changed: drag a square up or down, or choose it with
 * the arrow keys to the sides and change it with those up and down.
 */

import { make, neverFling, number } from "../../dom.js";
import { css, readableOn, signedColor } from "../../network/colors.js";
import {
  kernelScale,
  kernelsOf,
  layerBefore,
  layerNamed,
  moduleOf,
  parametersOf,
} from "../../network/units.js";
import * as say from "../../sentences.js";

/** @typedef {import("./changes.js").Square} Square */

const STEP = 0.05; // of the scale, for a key
const FULL = 80; // px of a drag for the whole scale
const MOST = 2; // of the scale: further no square goes

/** @param {(square: Square, value: number, goesOn: boolean) => void} onPut */
export function createKernels(onPut) {
  const element = make("div", { class: "kernels" });
  /** @type {(Square & {cell: HTMLElement, value: number})[]} */
  let squares = [];
  let shown = "";
  let scale = 1;

  /**
   * @param {import("../../network/units.js").Network} network
   * @param {import("./changes.js").Place} place
   */
  function show(network, { layer, map }) {
    const parameters = parametersOf(network, layer);
    const place = `${layer} ${map} ${network.layers.length}`;
    if (place !== shown) {
      shown = place;
      scale = kernelScale(network, layer);
      build(network, layer, map);
    }
    for (const square of squares) {
      square.value = parameters[square.kind][square.index];
      paint(square);
    }
  }

  /** @type {(network: import("../../network/units.js").Network, name: string, map: number) => void} */
  function build(network, name, map) {
    const layer = layerNamed(network.layers, name);
    const alone = layerBefore(network.layers, name).maps === 1 ? say.kernel : "";
    const only = layer.kind === "average" ? say.coefficient : alone;
    const module = moduleOf(layer);
    squares = [];
    /** @type {(kind: Square["kind"], first: number, side: number, label: string) => HTMLElement} */
    const group = (kind, first, side, label) => {
      const cells = Array.from({ length: side ** 2 }, (_, i) => {
        const cell = make("span", { class: "square", role: "slider" });
        squares.push({ module, kind, index: first + i, cell, value: 0 });
        listen(squares.length - 1, side);
        return cell;
      });
      const grid = make("div", { class: "grid", style: `--side:${side}` }, ...cells);
      const attributes = { "data-explain": `change ${kind}` };
      return make("figure", attributes, grid, make("figcaption", {}, label));
    };
    element.replaceChildren(
      ...kernelsOf(network.layers, { layer: name, map }).map(
        ({ source, first, side }) =>
          group("weight", first, side, only || say.mapNumber(source + 1)),
      ),
      group("bias", map, 1, say.bias),
    );
    squares[0].cell.tabIndex = 0;
  }

  /**
   * @param {number} at
   * @param {number} side of the kernel
   */
  function listen(at, side) {
    const square = squares[at];
    const { cell } = square;
    cell.tabIndex = -1;
    neverFling(cell);
    let from = { y: 0, value: 0 };
    let moved = false;
    cell.addEventListener("pointerdown", (event) => {
      cell.setPointerCapture(event.pointerId);
      from = { y: event.clientY, value: square.value };
      moved = false;
      focus(at);
      event.preventDefault();
    });
    cell.addEventListener("pointermove", (event) => {
      if (!cell.hasPointerCapture(event.pointerId)) return;
      const value = from.value + ((from.y - event.clientY) / FULL) * scale;
      put(square, value, moved);
      moved = true;
    });
    cell.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const steps = { ArrowUp: STEP, ArrowDown: -STEP };
      /** @type {Record<string, number>} */
      const ways = { ArrowLeft: -1, ArrowRight: 1, PageUp: -side, PageDown: side };
      if (event.key in steps)
        put(square, square.value + steps[event.key] * scale, event.repeat);
      else if (event.key in ways)
        focus(Math.min(Math.max(at + ways[event.key], 0), squares.length - 1));
      else return;
      event.preventDefault();
    });
  }

  /** @param {number} at the one square that Tab comes to */
  function focus(at) {
    for (const { cell } of squares) cell.tabIndex = -1;
    squares[at].cell.tabIndex = 0;
    squares[at].cell.focus({ preventScroll: true });
  }

  /** @type {(square: Square & {value: number}, value: number, goesOn: boolean) => void} */
  function put(square, value, goesOn) {
    const most = MOST * scale;
    onPut(square, Math.min(Math.max(value, -most), most), goesOn);
  }

  /** @param {typeof squares[number]} square */
  function paint({ cell, value, kind }) {
    const color = signedColor(value / scale);
    cell.style.background = css(color);
    cell.style.color = readableOn(color);
    cell.title = number(value, 3);
    cell.textContent = kind === "bias" ? number(value, 1) : "";
    cell.ariaLabel = kind === "bias" ? say.bias : say.weight;
    cell.ariaValueNow = `${value}`;
    cell.ariaValueText = number(value, 3);
    cell.ariaValueMin = `${-MOST * scale}`;
    cell.ariaValueMax = `${MOST * scale}`;
  }

  return { element, show };
}
