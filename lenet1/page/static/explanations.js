/** Every word of the page explains itself: pointed at, tapped, or with the focus. */

import { find, make } from "./dom.js";
import { explanations } from "./sentences.js";

const REST = 600; // ms of a pointer on a word until it is explained
const APART = 6; // px between a word and what explains it
const ACTS = "a, button, input, label, select, summary, .map, .outputs figure";

/** Elements say by `data-explain` which of the sentences explains them. */
export function createExplanations() {
  const box = make("div", { id: "explanation", popover: "manual", role: "tooltip" });
  find(".gradio-container").append(box);
  /** @type {HTMLElement | null} */
  let shown = null;
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    box.hidePopover();
  }

  /** @param {HTMLElement} word */
  function show(word) {
    hide();
    box.textContent = explanations[word.dataset.explain ?? ""] ?? "";
    if (!box.textContent || !word.isConnected) return;
    shown = word;
    word.setAttribute("aria-describedby", box.id);
    box.showPopover();
    place(box, word.getBoundingClientRect());
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    const word = wordAt(target);
    if (pointerType === "touch" || (word && word === shown)) return;
    hide();
    if (word) timer = setTimeout(() => show(word), REST);
  });
  document.addEventListener("click", (event) => {
    const word = wordAt(event.target);
    const { pointerType } = /** @type {PointerEvent} */ (event);
    const acts = /** @type {Element} */ (event.target).closest(ACTS);
    if (word && pointerType === "touch" && !acts) show(word);
    else hide();
  });
  document.addEventListener("focusin", ({ target }) => {
    const focused = /** @type {Element} */ (target);
    const word = wordAt(target) ?? wordAt(focused.querySelector("[data-explain]"));
    if (!word || !focused.matches(":focus-visible")) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(word)); // a sheet that gives the focus back still closes
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Tab") hide();
  });
  for (const end of ["focusout", "scroll", "pointerdown"])
    document.addEventListener(end, hide, { capture: true, passive: true });
}

/** @param {EventTarget | null} target */
function wordAt(target) {
  const word = target instanceof Element ? target.closest("[data-explain]") : null;
  return /** @type {HTMLElement | null} */ (word);
}

/**
 * Below a word, or above where there is no room, and wholly in the window.
 *
 * @param {HTMLElement} box
 * @param {DOMRect} word
 */
function place(box, word) {
  const { width, height } = box.getBoundingClientRect();
  const below = word.bottom + APART;
  const top = below + height > innerHeight ? word.top - APART - height : below;
  box.style.top = `${Math.max(top, 0)}px`;
  box.style.left = `${Math.max(Math.min(word.left, innerWidth - width - APART), APART)}px`;
}
