/** The network from left to right: every layer's maps, and the parts of a chosen unit. */

import { makeLayer } from "./layer.js";
import { sizesOfNetwork } from "./sizes.js";
import { layerBefore, layerNamed, receptiveField, sourceMaps } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */

/**
 * @param {HTMLElement} root
 * @param {import("./picker.js").OnPick} onPick
 */
export function createMaps(root, onPick) {
  /** @type {Network | null} */
  let built = null;
  /** @type {Map<string, ReturnType<typeof makeLayer>>} by layer */
  let shown = new Map();

  /** @param {Network} network */
  function build(network) {
    if (network === built) return;
    built = network;
    shown = new Map();
    for (const layer of network.layers) {
      if (layer.kind === "linear") continue;
      const before = layerBefore(network.layers, layer.name);
      shown.set(layer.name, makeLayer(network, layer, before, onPick));
    }
    const page = /** @type {HTMLElement | null} */ (root.closest(".gradio-container"));
    for (const [name, value] of Object.entries(sizesOfNetwork(network.layers)))
      page?.style.setProperty(name, `${value}`);
    root.replaceChildren(...[...shown.values()].map(({ section }) => section));
    for (const layer of shown.values()) layer.repaint();
  }

  /**
   * @param {Network} network
   * @param {import("./units.js").Values} [values] left out where nothing is drawn
   */
  function show(network, values) {
    build(network);
    for (const { name, maps, side } of network.layers)
      shown.get(name)?.show(values ? values[name] : new Float32Array(maps * side ** 2));
  }

  /**
   * Outline a unit and, in every earlier layer, what it is made of; not where that is
   * everything.
   *
   * @param {Network} network
   * @param {Unit | null} unit
   * @param {boolean} pinned
   */
  function mark({ layers }, unit, pinned) {
    root.classList.toggle("pinned", pinned);
    const field = unit ? receptiveField(layers, unit) : {};
    const sources = unit ? sourceMaps(layers, unit) : {};
    for (const [name, layer] of shown) {
      const whole = field[name]?.size >= layerNamed(layers, name).side;
      layer.mark(unit, whole ? undefined : field[name], sources[name] ?? []);
    }
  }

  root.addEventListener("pointerleave", () => onPick(null, "point"));
  return {
    root,
    show,
    mark,
    /** Paint everything again, as after a change of theme. */
    repaint: () => {
      for (const layer of shown.values()) layer.repaint();
    },
  };
}
