/**
 * The network as the page gets it, and where its units lie.
 *
 * Its shape is data: `LAYERS` of `lenet1/model.py`, sent with the weights. Nothing here
 * and in the other modules knows how many layers, maps or units there are.
 */

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {number} maps
 * @property {number} side of each map, in units
 * @property {"input" | "convolution" | "average" | "linear"} kind how it comes about
 * @property {number} kernel the side of what one unit sees in a map of the layer before
 * @property {string | null} [module] torch's name of what holds its weights, if any
 * @property {"relu" | "tanh" | "none"} activation what becomes of its units' sums
 * @property {number[][] | null} [table] the maps before that each map sees, if not all
 */

/** @typedef {{weight: Float32Array, bias: Float32Array}} Parameters */
/** @typedef {Record<string, Parameters>} Weights by the name of the module in torch */

/**
 * @typedef {object} Network
 * @property {Layer[]} layers from the input to the scores
 * @property {Weights} weights
 * @property {Record<string, number>} scales the value of the full colour, by layer
 * @property {{from: number, seen: number}} [learned] digits, where it was trained here
 * @property {string[]} [muted] maps without kernel and bias, as "conv1 3"
 * @property {Weights} [unmuted] where maps are muted: the weights with theirs
 */

/**
 * @typedef {object} Unit
 * @property {string} layer
 * @property {number} map of a linear layer: the output
 * @property {number} row
 * @property {number} column
 */

/** @typedef {Record<string, ArrayLike<number>>} Values of every layer, map after map */
/** @typedef {{row: number, column: number, size: number}} Field a square of a map */

/**
 * What holds a layer's weights; it may be called otherwise than their values.
 *
 * @param {Layer} layer
 */
export const moduleOf = ({ name, module }) => module ?? name;

/**
 * @param {Network} network
 * @param {string} name
 * @returns {Parameters}
 */
export const parametersOf = ({ layers, weights }, name) =>
  weights[moduleOf(layerNamed(layers, name))];

/**
 * @param {Layer[]} layers
 * @param {string} name
 */
export function layerNamed(layers, name) {
  const layer = layers.find((candidate) => candidate.name === name);
  if (!layer) throw new Error(`The network has no layer ${name}`);
  return layer;
}

/**
 * @param {Layer[]} layers
 * @param {string} name
 * @returns {Layer} the layer whose values this one is made of
 */
export const layerBefore = (layers, name) =>
  layers[layers.findIndex((layer) => layer.name === name) - 1];

/**
 * @param {Layer} layer
 * @param {{map: number, row: number, column: number}} unit
 */
export const indexOf = ({ side }, { map, row, column }) =>
  (map * side + row) * side + column;

/**
 * The unit whose value has that index.
 *
 * @param {Layer} layer
 * @param {number} index
 * @returns {Unit}
 */
export const unitAt = ({ name, side }, index) => ({
  layer: name,
  map: Math.floor(index / side ** 2),
  row: Math.floor(index / side) % side,
  column: index % side,
});

/**
 * @param {Unit | null} a
 * @param {Unit | null} b
 */
export const sameUnit = (a, b) =>
  a?.layer === b?.layer &&
  a?.map === b?.map &&
  a?.row === b?.row &&
  a?.column === b?.column;

/**
 * The part of every earlier layer that reaches a unit, and the unit itself. A
 * convolution's field grows by the kernel less one, an average's is as many times larger.
 *
 * @param {Layer[]} layers
 * @param {Unit} unit
 * @returns {Record<string, Field>} by layer
 */
export function receptiveField(layers, { layer, row, column }) {
  let box = { row, column, size: 1 };
  /** @type {Record<string, Field>} */
  const field = { [layer]: box };
  for (const { name, kind, kernel } of towardsInput(layers, layer)) {
    const before = layerBefore(layers, name);
    if (kind === "linear") box = { row: 0, column: 0, size: before.side };
    else if (kind === "convolution") box = { ...box, size: box.size + kernel - 1 };
    else
      box = {
        row: kernel * box.row,
        column: kernel * box.column,
        size: kernel * box.size,
      };
    field[before.name] = box;
  }
  return field;
}

/**
 * What a map is made of: each map of the layer before that it sees, and where its weights
 * for this one begin among all of the layer's, a square of so many to a side.
 *
 * @param {Layer[]} layers
 * @param {{layer: string, map: number}} place
 */
export function kernelsOf(layers, { layer, map }) {
  const { kind, kernel, table } = layerNamed(layers, layer);
  if (kind === "average") return [{ source: map, first: map, side: 1 }];
  const { maps } = layerBefore(layers, layer);
  return (table?.[map] ?? [...Array(maps).keys()]).map((source) => {
    return { source, first: (map * maps + source) * kernel ** 2, side: kernel };
  });
}

/**
 * The maps that a unit is made of in every earlier layer.
 *
 * @param {Layer[]} layers
 * @param {Unit} unit
 * @returns {Record<string, number[]>} by layer
 */
export function sourceMaps(layers, { layer, map }) {
  /** @type {Record<string, number[]>} */
  const sources = {};
  let maps = [map];
  for (const { name } of towardsInput(layers, layer)) {
    const seen = maps.flatMap((map) => kernelsOf(layers, { layer: name, map }));
    maps = [...new Set(seen.map(({ source }) => source))];
    sources[layerBefore(layers, name).name] = maps;
  }
  return sources;
}

/**
 * @param {Layer[]} layers
 * @param {string} name
 * @returns {Layer[]} this layer and those before it but the input, backwards
 */
function towardsInput(layers, name) {
  const index = layers.findIndex((layer) => layer.name === name);
  return layers.slice(1, index + 1).reverse();
}

/**
 * The value that gets the full colour in a convolution's kernels: the largest.
 *
 * @param {Network} network
 * @param {string} name
 */
export const kernelScale = (network, name) =>
  parametersOf(network, name).weight.reduce(
    (most, w) => Math.max(most, Math.abs(w)),
    0,
  );

/**
 * The maps that have kernels, in the order of their layers.
 *
 * @param {Layer[]} layers
 * @returns {{layer: string, map: number}[]}
 */
export const mapsOf = (layers) =>
  layers
    .filter(({ kind }) => kind === "convolution")
    .flatMap(({ name, maps }) =>
      Array.from({ length: maps }, (_, map) => ({ layer: name, map })),
    );

/**
 * A map's place among them; -1 where it is of another network.
 *
 * @param {Layer[]} layers
 * @param {{layer: string, map: number}} of
 */
export const placeOf = (layers, { layer, map }) =>
  mapsOf(layers).findIndex((one) => one.layer === layer && one.map === map);

/**
 * The layer of the scores, whose greatest is the answer.
 *
 * @param {Layer[]} layers
 */
export const outputLayer = (layers) => layers[layers.length - 1];
