/**
 * The greatest of values that are 0 or more; 0 where there is none.
 *
 * @param {Float64Array | Float32Array | Uint8Array} values
 */
export function greatest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}
