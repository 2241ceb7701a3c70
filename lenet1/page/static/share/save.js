/** Puts text on the clipboard and files on the disk, where the browser lets it. */

import { make } from "../dom.js";

/**
 * A frame may forbid it, and so does a page without https.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers ask where to first
}

/**
 * Shows a link to this page as its address, without going there.
 *
 * @param {string} link
 */
export function showInAddress(link) {
  try {
    history.replaceState(null, "", link);
  } catch {
    // A page in a frame may not be allowed to, and nobody would see it there.
  }
}

/**
 * Whether a page may end up without what it saves: a sandboxed frame is not told. Its
 * origin is no other page's, and so is a file's; but a file is in no frame.
 */
export const mayBeHeld = () => origin === "null" && parent !== window;
