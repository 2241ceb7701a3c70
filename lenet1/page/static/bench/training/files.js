/** Weights that are saved to a file, and those of a file that is chosen or dropped. */

import { make, makeButton } from "../../dom.js";
import * as say from "../../sentences.js";
import { save } from "../../share/save.js";
import {
  decodeWeights,
  encodeWeights,
  FileError,
  LARGEST_FILE,
} from "./safetensors.js";

const NAME = "lenet1.safetensors";

/** @typedef {import("../../network/units.js").Weights} Weights */

/**
 * @param {object} of
 * @param {HTMLElement} of.root on which any file may be dropped
 * @param {import("../../network/units.js").Layer[]} of.layers
 * @param {() => Weights} of.weights to be saved
 * @param {(weights: Weights, name: string) => void} of.onWeights a file's
 */
export function createFiles({ root, layers, weights, onWeights }) {
  const keep = makeButton("save", say.saveWeights, "train save");
  const load = makeButton("load", say.loadWeights, "train load");
  const input = make("input", { type: "file", accept: ".safetensors", hidden: true });
  const refusal = make("p", { role: "alert", "data-note": "file" });
  const element = make(
    "div",
    { class: "files", "data-explain": "train load" },
    keep,
    load,
    input,
    refusal,
  );

  keep.addEventListener("click", () =>
    save(new Blob([encodeWeights(layers, weights())]), NAME),
  );
  load.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = ""; // or the same file could not be chosen again
    if (file) take(file);
  });

  /** @param {File} file */
  async function take(file) {
    refusal.textContent = "";
    try {
      if (file.size > LARGEST_FILE) throw new FileError("large");
      const bytes = new Uint8Array(await file.arrayBuffer());
      onWeights(decodeWeights(layers, bytes), file.name);
    } catch (error) {
      refusal.textContent = say.notWeights(
        error instanceof FileError ? error.message : "",
      );
    }
  }

  /** @param {DragEvent} event before the photos' own listener */
  function onDrop(event) {
    const [file] = event.dataTransfer?.files ?? [];
    const here = event.target instanceof Node && root.contains(event.target);
    if (!file || !(here || file.name.endsWith(".safetensors"))) return;
    event.preventDefault();
    take(file);
  }

  return {
    element,
    open: () => window.addEventListener("drop", onDrop, { capture: true }),
    close: () => window.removeEventListener("drop", onDrop, { capture: true }),
  };
}
