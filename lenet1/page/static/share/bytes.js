/** Whole numbers as bytes, and bytes as text that an address can hold. */

import { base64, bytes as base64ToBytes } from "../network/wire.js";

/** What was sent cannot have been written by this page. */
export class Unreadable extends Error {}

/** Numbers written one after the other: small ones, of either sign, are one byte. */
export function createSink() {
  /** @type {number[]} */
  const bytes = [];

  /** @param {number} value from 0; 7 bits a byte, the lowest first */
  function count(value) {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest);
  }

  return {
    bytes,
    count,
    /** @param {number} value */
    signed: (value) => count(value < 0 ? -2 * value - 1 : 2 * value),
    /** @param {number[]} others */
    append: (others) => bytes.push(...others),
  };
}

/** @typedef {ReturnType<typeof createSink>} Sink */

/**
 * The same numbers again. Throws Unreadable where they end too early or are too large.
 *
 * @param {Uint8Array} bytes
 */
export function createSource(bytes) {
  let at = 0;

  function byte() {
    if (at === bytes.length) throw new Unreadable("cut off");
    return bytes[at++];
  }

  /** @param {number} most */
  function count(most) {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const next = byte();
      value |= (next & 127) << shift;
      if (next < 128) {
        if (value > most) break;
        return value;
      }
    }
    throw new Unreadable("too large");
  }

  return {
    count,
    /** @param {number} most of either sign */
    signed(most) {
      const value = count(2 * most);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    },
    /** @param {number} length */
    take(length) {
      if (length > bytes.length - at) throw new Unreadable("cut off");
      at += length;
      return bytes.subarray(at - length, at);
    },
    isAtEnd: () => at === bytes.length,
  };
}

/** @typedef {ReturnType<typeof createSource>} Source */

/** @param {number[]} bytes */
export const toText = (bytes) =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/**
 * Throws Unreadable for any text that `toText` does not write.
 *
 * @param {string} text
 */
export function fromText(text) {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) throw new Unreadable("no link");
  return base64ToBytes(text.replaceAll("-", "+").replaceAll("_", "/"));
}
