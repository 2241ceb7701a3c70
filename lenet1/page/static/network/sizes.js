/**
 * What the style sheets have to know of a network, as custom properties: how large its
 * maps are, and how they lie. The rest of the rule, from the window's size to that of a
 * unit, is theirs (`maps.css`).
 */

/** @typedef {import("./units.js").Layer} Layer */
/** @typedef {Record<string, string | number>} Properties */

const ROWS = 4; // maps one below the other, where the layers stand side by side

/** @param {Layer} layer */
export const columnsOf = ({ maps }) => Math.ceil(maps / ROWS);

/**
 * How many maps lie side by side on a phone: as many as elsewhere one below the other, or
 * half of them.
 *
 * @param {number} maps
 */
export const abreastOf = (maps) => (maps > ROWS ? Math.ceil(maps / 2) : ROWS);

/**
 * Whether a layer shows its kernels beside its maps: where each has but one.
 *
 * @param {Layer} layer
 * @param {Layer | undefined} before
 */
export const hasKernels = ({ kind }, before) =>
  kind === "convolution" && before?.maps === 1;

/**
 * Of one layer.
 *
 * @param {Layer} layer
 * @returns {Properties}
 */
export const sizesOfLayer = (layer) => ({
  "--side": layer.side,
  "--maps": layer.maps,
  "--window": layer.kernel,
  "--columns": columnsOf(layer),
  "--abreast": abreastOf(layer.maps),
});

/**
 * Of the network as a whole: layers of one column get what the window allows, those of
 * several share what these leave.
 *
 * @param {Layer[]} all
 * @returns {Properties}
 */
export function sizesOfNetwork(all) {
  const layers = all.filter(({ kind }) => kind !== "linear");
  const [input] = layers;
  const convolutions = layers.filter(({ kind }) => kind === "convolution");
  const isSingle = (/** @type {Layer} */ layer) => columnsOf(layer) === 1;
  const shared = layers.filter((layer) => !isSingle(layer));
  const ofKind = (/** @type {Layer["kind"]} */ kind) =>
    sum(shared.filter((layer) => layer.kind === kind).map(unitsAcross));
  const [first] = convolutions;
  return {
    "--rows": ROWS,
    "--window": Math.max(...convolutions.map(({ kernel }) => kernel)),
    "--input-side": input.side,
    "--first-side": first.side,
    "--abreast": abreastOf(first.maps),
    "--units": sum(layers.map((layer, i) => widthInUnits(layer, layers[i - 1]))),
    "--gutters": layers.length - 1,
    "--gaps": sum(shared.map((layer) => columnsOf(layer) - 1)),
    "--taken-by-single": layers
      .map((layer, i) => fixed(layer, layers[i - 1]))
      .join(" + "),
    "--shared-side": Math.max(1, ...shared.map(({ side }) => side)),
    "--shared-convolutions": ofKind("convolution"),
    "--shared-averages": ofKind("average"),
  };
}

/** @param {Layer} layer */
const unitsAcross = (layer) => columnsOf(layer) * layer.side;

/**
 * A layer's width in units of the first convolution: kernels are twice as large, and so is
 * an average of two.
 *
 * @param {Layer} layer
 * @param {Layer | undefined} before
 */
function widthInUnits(layer, before) {
  const { kind, kernel } = layer;
  if (kind === "average") return unitsAcross(layer) * kernel;
  return unitsAcross(layer) + (hasKernels(layer, before) ? 2 * kernel : 0);
}

/**
 * The width that the layers of several columns cannot have.
 *
 * @param {Layer} layer
 * @param {Layer | undefined} before
 */
function fixed(layer, before) {
  const { kind, side, kernel } = layer;
  const beside = hasKernels(layer, before)
    ? `${columnsOf(layer)} * (${kernel} * var(--weight) + var(--gap))`
    : "0px";
  if (columnsOf(layer) > 1) return beside;
  if (kind === "input") return `max(var(--words-input), ${side} * var(--input))`;
  if (kind === "average")
    return `max(var(--words-average), ${side} * (${kernel} * var(--single) - 1px) + var(--slot))`;
  return `max(var(--words-convolution), ${beside} + ${side} * var(--single))`;
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
