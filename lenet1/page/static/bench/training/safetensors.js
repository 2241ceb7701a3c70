/**
 * Weights as files: https://github.com/huggingface/safetensors. A length of 8 bytes, as
 * many bytes of JSON that name each tensor's kind, shape and place, and the numbers.
 */

import { moduleOf } from "../../network/units.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {import("../../network/units.js").Weights} Weights */

const LENGTH = 8; // bytes
const KIND = "F32"; // little-endian, as this page's computers are
export const LARGEST_FILE = 1_000_000; // bytes; ours has 13,424

/** A file that is not this network's weights; the message is a name of its reason. */
export class FileError extends Error {}

/**
 * Each tensor by torch's name, with its shape.
 *
 * @param {Layer[]} layers
 * @returns {{name: string, module: string, part: "weight" | "bias", shape: number[]}[]}
 */
const tensorsOf = (layers) =>
  layers.flatMap((layer, at) => {
    const before = layers[at - 1];
    const module = moduleOf(layer);
    /** @type {(part: "weight" | "bias", ...shape: number[]) => any} */
    const tensor = (part, ...shape) => ({
      name: `${module}.${part}`,
      module,
      part,
      shape,
    });
    const { kind, maps, kernel } = layer;
    if (kind === "input" || (kind === "average" && !layer.module)) return [];
    const bias = tensor("bias", maps);
    if (kind === "average") return [tensor("weight", maps), bias];
    if (kind === "linear")
      return [tensor("weight", maps, before.maps * kernel ** 2), bias];
    return [tensor("weight", maps, before.maps, kernel, kernel), bias];
  });

/**
 * @param {Layer[]} layers
 * @param {Weights} weights
 * @returns {Uint8Array<ArrayBuffer>} the content of a file
 */
export function encodeWeights(layers, weights) {
  /** @type {Record<string, object>} */
  const header = {};
  /** @type {Float32Array[]} */
  const numbers = [];
  let end = 0;
  for (const { name, module, part, shape } of tensorsOf(layers)) {
    const values = weights[module][part];
    const start = end;
    end += values.byteLength;
    header[name] = { dtype: KIND, shape, data_offsets: [start, end] };
    numbers.push(values);
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(
    text.padEnd(LENGTH * Math.ceil(text.length / LENGTH)),
  );
  const file = new Uint8Array(LENGTH + json.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, LENGTH);
  let at = LENGTH + json.length;
  for (const values of numbers) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}

/**
 * @param {Layer[]} layers
 * @param {Uint8Array} file
 * @returns {Weights} as torch has them
 * @throws {FileError} when it is not a file of these layers' weights
 */
export function decodeWeights(layers, file) {
  const { header, numbers } = split(file);
  const tensors = tensorsOf(layers);
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  if (names.length !== tensors.length) throw new FileError("other");
  /** @type {Record<string, any>} */
  const weights = {};
  for (const { name, module, part, shape } of tensors) {
    const entry = Object.hasOwn(header, name) ? header[name] : null;
    if (`${entry?.shape}` !== `${shape}`) throw new FileError("other");
    if (entry.dtype !== KIND) throw new FileError("kind");
    const values = cut(numbers, entry.data_offsets, shape);
    if (!values.every(Number.isFinite)) throw new FileError("infinite");
    weights[module] ??= {};
    weights[module][part] = values;
  }
  return weights;
}

/**
 * @param {Uint8Array} file
 * @returns {{header: Record<string, any>, numbers: Uint8Array}}
 */
function split(file) {
  if (file.length < LENGTH) throw new FileError("broken");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = LENGTH + Number(view.getBigUint64(0, true));
  if (end > file.length) throw new FileError("broken");
  try {
    const header = JSON.parse(new TextDecoder().decode(file.subarray(LENGTH, end)));
    if (header && typeof header === "object")
      return { header, numbers: file.subarray(end) };
  } catch {}
  throw new FileError("broken");
}

/**
 * @param {Uint8Array} numbers
 * @param {unknown} offsets
 * @param {number[]} shape
 */
function cut(numbers, offsets, shape) {
  const [start, end] = Array.isArray(offsets) ? offsets : [];
  const count = shape.reduce((product, side) => product * side, 1);
  const right = Number.isInteger(start) && start >= 0 && end <= numbers.length;
  if (!right || end - start !== count * Float32Array.BYTES_PER_ELEMENT)
    throw new FileError("broken");
  return new Float32Array(Uint8Array.from(numbers.subarray(start, end)).buffer);
}
