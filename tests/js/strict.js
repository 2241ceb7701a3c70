/**
 * A message in which a key that nobody sent cannot be read, and which notes those that
 * are.
 *
 * @template Value
 * @param {Value} value
 * @param {Set<string>} read collects the names of the keys
 * @returns {Value}
 */
export function strict(value, read = new Set()) {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value))
    return value;
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === "symbol" || Array.isArray(target)) {
        const item = Reflect.get(target, key);
        return typeof item === "function" ? item : strict(item, read);
      }
      if (!(key in target)) throw new Error(`Nobody sends ${key}`);
      read.add(key);
      return strict(Reflect.get(target, key), read);
    },
  });
}
