/** Choosing a unit of a layer: by pointing, tapping, or walking with the keys. */

import { indexOf, unitAt } from "./units.js";

/** @typedef {import("./units.js").Layer} Layer */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {"point" | "walk" | "pin"} How a pinned unit is not left by pointing */
/** @typedef {(unit: Unit | null, how: How) => void} OnPick */

/**
 * @typedef {object} Cell a map, or an output, on the page
 * @property {HTMLElement} figure
 * @property {HTMLElement} target what is pointed at: just the units
 * @property {HTMLElement} field outlines a part of it
 */

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * @param {HTMLElement} section takes the keys
 * @param {Layer} layer
 * @param {Cell[]} cells one for each map
 * @param {object} options
 * @param {() => ArrayLike<number>} options.values of the layer, now
 * @param {OnPick} options.onPick
 */
export function makePickable(section, layer, cells, { values, onPick }) {
  /** @type {Unit | null} */
  let chosen = null;

  /** Where the keys begin: at the chosen unit, else at the strongest. */
  function start() {
    if (chosen) return chosen;
    const numbers = Array.from(values());
    return unitAt(layer, Math.max(numbers.indexOf(Math.max(...numbers)), 0));
  }

  section.addEventListener("keydown", (event) => {
    if (event.target !== section) return; // a switch inside has keys of its own
    const step = ARROWS[event.key];
    if (step) onPick(neighbour(layer, start(), step, columnsOf(cells)), "walk");
    else if (event.key === "Enter" || event.key === " ") onPick(start(), "pin");
    else return;
    event.preventDefault();
  });
  for (const [map, { target }] of cells.entries()) {
    target.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch") onPick(under(event, layer, map), "point");
    });
    target.addEventListener("click", (event) =>
      onPick(under(event, layer, map), "pin"),
    );
  }

  /**
   * Outline a unit of this layer, or what one of a later layer is made of.
   *
   * @param {Unit | null} unit
   * @param {import("./units.js").Field | undefined} field
   * @param {number[]} maps that reach the unit
   */
  function mark(unit, field, maps) {
    chosen = unit?.layer === layer.name ? unit : null;
    for (const [map, cell] of cells.entries()) {
      const lit = field && (chosen ? map === chosen.map : maps.includes(map));
      cell.figure.classList.toggle("lit", Boolean(lit));
      cell.field.classList.toggle("unit", Boolean(lit && chosen));
      if (lit) place(cell.field, field, layer.side);
    }
  }

  return { mark };
}

/**
 * @param {HTMLElement} element
 * @param {import("./units.js").Field} field
 * @param {number} side
 */
function place(element, { row, column, size }, side) {
  /** @param {number} units */
  const share = (units) => `${(100 * units) / side}%`;
  // Moved by a transform: to the browser a change of place would be a layout shift.
  const own = 100 / size;
  element.style.transform = `translate(${own * column}%, ${own * row}%)`;
  element.style.width = element.style.height = share(size);
}

/**
 * The unit under the pointer.
 *
 * @param {PointerEvent | MouseEvent} event
 * @param {Layer} layer
 * @param {number} map
 * @returns {Unit}
 */
const under = (event, { name, side }, map) => ({
  layer: name,
  map,
  ...squareUnder(event, side),
});

/**
 * Row and column under the pointer, where the event's target is side x side squares.
 *
 * @param {PointerEvent | MouseEvent} event
 * @param {number} side
 */
export function squareUnder(event, side) {
  const target = /** @type {Element} */ (event.currentTarget);
  const box = target.getBoundingClientRect();
  /** @type {(offset: number, length: number) => number} */
  const square = (offset, length) =>
    Math.min(Math.max(Math.floor((offset / length) * side), 0), side - 1);
  return {
    row: square(event.clientY - box.top, box.height),
    column: square(event.clientX - box.left, box.width),
  };
}

/**
 * How many maps lie side by side.
 *
 * @param {Cell[]} cells
 */
function columnsOf(cells) {
  const top = cells[0].figure.offsetTop;
  return cells.filter(({ figure }) => figure.offsetTop === top).length;
}

/**
 * The unit next to one, over the edges of maps, as they lie on the page.
 *
 * @param {Layer} layer
 * @param {Unit} unit
 * @param {[number, number]} step down and to the right
 * @param {number} columns
 * @returns {Unit}
 */
export function neighbour(layer, { map, row, column }, [down, right], columns) {
  const { side, maps } = layer;
  /** @type {(value: number, end: number) => number} */
  const clamp = (value, end) => Math.min(Math.max(value, 0), end - 1);
  const y = Math.floor(map / columns) * side + row + down;
  const x = (map % columns) * side + column + right;
  const lower = clamp(y, Math.ceil(maps / columns) * side);
  const further = clamp(x, columns * side);
  const place = {
    map: Math.floor(lower / side) * columns + Math.floor(further / side),
    row: lower % side,
    column: further % side,
  };
  return unitAt(layer, indexOf(layer, place));
}
