/** Every layer as numbers: the same that `/feature_maps` answers. */

/** @typedef {import("../network/units.js").Network} Network */
/** @typedef {import("../network/reading.js").Reading} Reading */

/**
 * @param {Network} network
 * @param {Reading | null} reading null where nothing is drawn
 */
export function numbersOf({ layers }, reading) {
  if (!reading) return { steps: {}, layers: {} };
  const { image, slant, pictures, layers: values } = reading;
  const [input, ...others] = layers;
  const shape = [input.side, input.side];
  return {
    steps: {
      centered: nested(pictures?.centred ?? image, shape),
      slant,
      image: nested(image, shape),
    },
    layers: Object.fromEntries(
      others.map((layer) => [layer.name, shaped(layer, values[layer.name])]),
    ),
  };
}

/**
 * @param {import("../network/units.js").Layer} layer
 * @param {Float64Array} values
 */
function shaped({ kind, maps, side }, values) {
  const shape = kind === "linear" ? [maps] : [maps, side, side];
  return { shape, values: nested(values, shape) };
}

/**
 * @param {ArrayLike<number>} values
 * @param {number[]} shape
 * @returns {any[]} lists of lists
 */
function nested(values, shape) {
  /** @type {any[]} */
  let list = Array.from(values);
  for (const length of shape.slice(1).reverse())
    list = Array.from({ length: list.length / length }, (_, i) =>
      list.slice(i * length, (i + 1) * length),
    );
  return list;
}
