/** The entry of the page as one file, which has no server and asks nobody. */

import { find } from "../dom.js";
import { mount } from "../main.js";
import { lessonOf } from "../share/lesson.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.body.classList.toggle("dark", dark.matches);
if (!lessonOf(location.search).theme) {
  dark.addEventListener("change", follow);
  follow();
}
mount({
  element: document.body,
  props: JSON.parse(find("#network").textContent ?? ""),
  watch() {}, // no value ever comes from a server
});
