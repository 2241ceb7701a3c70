/** Modules that no first stroke needs are fetched once somebody wants what they do. */

import { notLoaded } from "./sentences.js";

/**
 * What `make` makes, the first time that it is asked for; made anew where that failed.
 *
 * @template Made
 * @param {() => Promise<Made>} make
 * @returns {() => Promise<Made>}
 */
export function once(make) {
  /** @type {Promise<Made> | null} */
  let made = null;
  return () => {
    made ??= make().catch((error) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/**
 * A pointer on its button, or the focus, foretells that something will be wanted.
 *
 * @param {HTMLElement} button
 * @param {() => Promise<unknown>} get
 */
export function foretell(button, get) {
  for (const event of ["pointerenter", "focus"])
    button.addEventListener(event, () => get().catch(() => {}), { once: true });
}

/**
 * What a button opens, made once and foretold. The button is busy until it is there, and
 * says where that failed.
 *
 * @template Made
 * @param {HTMLElement} button
 * @param {() => Promise<Made>} make
 * @returns {() => Promise<Made>}
 */
export function opens(button, make) {
  const get = once(make);
  foretell(button, get);
  return async () => {
    button.ariaBusy = "true";
    try {
      return await get();
    } catch (error) {
      button.textContent = notLoaded;
      throw error;
    } finally {
      button.ariaBusy = "false";
    }
  };
}
