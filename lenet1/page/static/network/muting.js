/** A network without some of its maps. */

import { moduleOf } from "./units.js";

/** @typedef {import("./units.js").Network} Network */

/** @type {(place: {layer: string, map: number}) => string} */
export const nameOfMap = ({ layer, map }) => `${layer} ${map}`;

/**
 * A muted map has neither weights nor bias, so it holds zeros.
 *
 * @param {Network} network with all of its maps
 * @param {string[]} muted
 * @returns {Network}
 */
export function withMuted(network, muted) {
  const { layers, weights: unmuted } = network;
  const weights = { ...unmuted };
  for (const layer of layers) {
    const maps = [...Array(layer.maps).keys()].filter((map) =>
      muted.includes(nameOfMap({ layer: layer.name, map })),
    );
    const module = moduleOf(layer);
    if (maps.length) weights[module] = without(weights[module], maps);
  }
  return { ...network, weights, muted, unmuted };
}

/**
 * @param {import("./units.js").Parameters} parameters of a layer
 * @param {number[]} maps
 */
function without({ weight, bias }, maps) {
  const muted = { weight: weight.slice(), bias: bias.slice() };
  const size = weight.length / bias.length; // of all kernels of a map
  for (const map of maps) {
    muted.weight.fill(0, map * size, (map + 1) * size);
    muted.bias[map] = 0;
  }
  return muted;
}
