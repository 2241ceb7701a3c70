/** The network from left to right: shows every layer, and lets a unit be chosen. */

import { paint, signedColor } from "./colors.js";
import { makeCanvas } from "./dom.js";
import { makeLayer, showLayer } from "./layer.js";
import { LAYERS } from "./network.js";

const COLUMNS = { input: 1, conv1: 1, pool1: 1, conv2: 3, pool2: 3, logits: 1 };
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {object} options.weights
 * @param {Record<string, number>} options.scales the value of the full colour, by layer
 * @param {(unit: object | null, how: "point" | "walk" | "pin") => void} options.onPick
 */
export function createPanel(root, { weights, scales, onPick }) {
  const layers = Object.fromEntries(
    Object.keys(LAYERS).map((name) => [name, makeLayer(name, scales)]),
  );
  const kernels = Array.from({ length: 4 }, (_, map) => {
    const kernel = makeCanvas(5, `Kernel of conv1's map ${map + 1}`);
    kernel.classList.add("kernel");
    layers.conv1.cells[map].figure.prepend(kernel);
    return kernel;
  });
  root.replaceChildren(...Object.values(layers).map((layer) => layer.section));
  let current = null;

  for (const [name, layer] of Object.entries(layers)) {
    layer.section.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (step) event.preventDefault();
      if (step) onPick(neighbour(start(name), step), "walk");
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        onPick(start(name), "pin");
      }
    });
    for (const cell of layer.cells) {
      const unitAt = (event) => unitUnder(event, name, cell);
      cell.target.addEventListener("pointermove", (event) => {
        if (event.pointerType !== "touch") onPick(unitAt(event), "point");
      });
      cell.target.addEventListener("click", (event) => onPick(unitAt(event), "pin"));
    }
  }
  root.addEventListener("pointerleave", () => onPick(null, "point"));

  /** Where the keys begin in a layer: at its chosen unit, else at its strongest. */
  function start(name) {
    if (current?.layer === name) return current;
    const { side } = LAYERS[name];
    const values = layers[name].values;
    const best = values.indexOf(Math.max(...values));
    const at = best % (side * side);
    const map = Math.floor(best / (side * side));
    return { layer: name, map, row: Math.floor(at / side), column: at % side };
  }

  function show(values) {
    for (const [name, layer] of Object.entries(layers)) {
      layer.values = values[name];
      showLayer(layer, name, scales[name]);
    }
  }

  function clear() {
    const blank = ([name, { maps, side }]) => [
      name,
      new Float32Array(maps * side ** 2),
    ];
    show(Object.fromEntries(Object.entries(LAYERS).map(blank)));
  }

  /** Outline a unit and, in every earlier layer, what it is made of. */
  function mark(unit, field, sources) {
    current = unit;
    for (const [name, layer] of Object.entries(layers))
      layer.cells.forEach((cell, map) => {
        const box = field[name];
        const own = unit?.layer === name;
        const lit = box && (own ? map === unit.map : sources[name].includes(map));
        cell.figure.classList.toggle("lit", Boolean(lit));
        cell.field.classList.toggle("unit", own);
        if (lit) place(cell.field, box, LAYERS[name].side);
      });
  }

  /** Draw what no drawing changes, again after a change of theme. */
  function repaint() {
    const scale = scales.kernel1;
    kernels.forEach((canvas, map) => {
      const kernel = weights.conv1.weight.subarray(25 * map, 25 * map + 25);
      paint(canvas, kernel, signedColor, scale);
    });
    for (const layer of Object.values(layers))
      for (const legend of layer.legends) legend.draw();
  }

  repaint();
  clear();
  return { show, clear, mark, repaint };
}

function place(element, { row, column, size }, side) {
  const at = (position) => `${(100 * position) / side}%`;
  element.style.left = at(column);
  element.style.top = at(row);
  element.style.width = element.style.height = at(size);
}

function unitUnder(event, layer, { target, figure }) {
  const { side } = LAYERS[layer];
  const box = target.getBoundingClientRect();
  const index = (offset, length) =>
    Math.min(Math.max(Math.floor((offset / length) * side), 0), side - 1);
  return {
    layer,
    map: Array.prototype.indexOf.call(figure.parentNode.children, figure),
    row: index(event.clientY - box.top, box.height),
    column: index(event.clientX - box.left, box.width),
  };
}

/** The unit next to one, over the edges of maps, as they lie on the page. */
function neighbour({ layer, map, row, column }, [down, right]) {
  const { maps, side } = LAYERS[layer];
  const columns = COLUMNS[layer];
  const clamp = (value, end) => Math.min(Math.max(value, 0), end - 1);
  const y = clamp(
    Math.floor(map / columns) * side + row + down,
    (maps / columns) * side,
  );
  const x = clamp((map % columns) * side + column + right, columns * side);
  return {
    layer,
    map: Math.floor(y / side) * columns + Math.floor(x / side),
    row: y % side,
    column: x % side,
  };
}
