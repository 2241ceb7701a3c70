/** The thread that trains, so that the page's own is free for the pen. */

import { fetchDigits } from "./digits.js";
import { createSession } from "./session.js";

const hear = createSession({
  tell: (news) => postMessage(news),
  load: fetchDigits,
  now: () => performance.now(),
  later: (work) => setTimeout(work),
});
addEventListener("message", ({ data }) => hear(data));
