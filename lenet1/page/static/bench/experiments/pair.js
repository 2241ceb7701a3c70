/** The two patches of which one is liked by a map: the one that silences it comes first. */

import { fetchLikes } from "../likes/data.js";
import { LIKING } from "./checks.js";

/** @typedef {import("../likes/quiz.js").Patch} Patch */

/** @param {() => void} onThere, or it cannot be had */
export function createPair(onThere) {
  /** @type {Patch[] | null} */
  let patches = null;
  let asked = false;
  let failed = false;

  async function load() {
    try {
      const { silencing, strongest } = (await fetchLikes())[LIKING.layer][LIKING.map];
      patches = [silencing[0], strongest[0]];
    } catch (error) {
      console.error(error);
      failed = true;
    }
    onThere();
  }

  return {
    /** @returns {Patch[] | null} once they are there */
    patches() {
      if (!asked) load();
      asked = true;
      return patches;
    },
    failed: () => failed,
  };
}
