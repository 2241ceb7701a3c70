import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonOf, PARTS, queryOf } from "../../lenet1/page/static/share/lesson.js";

test("show hides all that it does not name, and hide hides what it names", () => {
  const { hidden } = lessonOf("?show=pad,maps,answer&hide=answer");
  assert.deepEqual(
    hidden,
    PARTS.filter((part) => !["pad", "maps"].includes(part)),
  );
  assert.deepEqual(lessonOf("?hide=photo,steps").hidden, ["photo", "steps"]);
});

test("what is not on the list is ignored", () => {
  const nothing = { hidden: [], theme: null };
  for (const query of [
    "",
    "?show=&hide=",
    "?show=everything&theme=pink",
    "?hide=body,%3Cscript%3E,__proto__,PAD&theme=",
    "?hide=constructor&show=%00&x=1",
    "?%",
  ])
    assert.deepEqual(lessonOf(query), nothing, query);
});

test("a lesson's query reads as the lesson, and is as short as it can be", () => {
  for (let bits = 0; bits < 2 ** PARTS.length - 1; bits++) {
    const hidden = PARTS.filter((_, i) => (bits >> i) % 2);
    for (const theme of [null, "dark"]) {
      const query = queryOf({ hidden, theme });
      assert.deepEqual(lessonOf(query), { hidden, theme });
      assert.ok(query.length <= 60, query);
    }
  }
  assert.equal(queryOf({ hidden: [], theme: null }), "");
});
