/** The network from left to right: every layer's maps, and the parts of a chosen unit. */

import { find } from "../dom.js";
import { makeLayer } from "./layer.js";
import { sizesOfNetwork } from "./sizes.js";
import { layerBefore, layerNamed, receptiveField, sourceMaps } from "./units.js";

/** @typedef {import("./units.js").Network} Network */

/**
 * @param {import("../panels.js").On} on
 * @returns {import("../panels.js").Panel}
 */
export function createMaps({ pick }) {
  const root = find(".microscope .layers");
  const page = find(".gradio-container");
  /** @type {Network | null} */
  let built = null;
  /** @type {Map<string, ReturnType<typeof makeLayer>>} by layer */
  let shown = new Map();

  /** @param {Network} network */
  function build(network) {
    if (network === built) return;
    const { layers } = built ?? {};
    built = network;
    if (network.layers === layers) {
      for (const layer of shown.values()) layer.use(network);
      strike(network.muted ?? []);
      return;
    }
    shown = new Map();
    for (const layer of network.layers) {
      if (layer.kind === "linear") continue;
      const before = layerBefore(network.layers, layer.name);
      shown.set(layer.name, makeLayer(network, layer, before, pick));
    }
    for (const [name, value] of Object.entries(sizesOfNetwork(network.layers)))
      page.style.setProperty(name, `${value}`);
    root.replaceChildren(...[...shown.values()].map(({ section }) => section));
    for (const layer of shown.values()) layer.repaint();
    strike(network.muted ?? []);
  }

  /** @param {string[]} muted */
  function strike(muted) {
    for (const [name, { cells }] of shown)
      for (const [map, { figure }] of cells.entries())
        figure.classList.toggle("muted", muted.includes(`${name} ${map}`));
  }

  root.addEventListener("pointerleave", () => pick(null, "point"));
  return {
    show({ network, reading }) {
      build(network);
      for (const { name, maps, side } of network.layers)
        shown
          .get(name)
          ?.show(reading ? reading.layers[name] : new Float32Array(maps * side ** 2));
    },
    /** Outline a unit and, in every earlier layer, what it is made of, unless that is all. */
    mark({ network: { layers } }, { unit, pinned }) {
      root.classList.toggle("pinned", pinned);
      const field = unit ? receptiveField(layers, unit) : {};
      const sources = unit ? sourceMaps(layers, unit) : {};
      for (const [name, layer] of shown) {
        const whole = field[name]?.size >= layerNamed(layers, name).side;
        layer.mark(unit, whole ? undefined : field[name], sources[name] ?? []);
      }
    },
    repaint() {
      for (const layer of shown.values()) layer.repaint();
    },
  };
}
