/** What a browser keeps for the page, where it lets it. */

/**
 * A text by a name. A browser may forbid the very storage, or have no room: then what is
 * to be kept lasts as long as the page.
 *
 * @param {() => Storage} storage
 * @param {string} name
 */
export function createKeeper(storage, name) {
  /**
   * @template Kept
   * @param {(text: string | null) => Kept} decode may throw: that text is as good as none
   * @param {Kept} otherwise
   */
  function recall(decode, otherwise) {
    try {
      return decode(storage().getItem(name));
    } catch {
      return otherwise;
    }
  }

  /** @param {string | null} text null: nothing is kept any longer */
  function keep(text) {
    try {
      if (text === null) storage().removeItem(name);
      else storage().setItem(name, text);
    } catch {}
  }

  return { recall, keep };
}
