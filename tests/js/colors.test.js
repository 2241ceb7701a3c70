import assert from "node:assert/strict";
import { test } from "node:test";
import {
  inkColor,
  readableOn,
  signedColor,
} from "../../lenet1/page/static/network/colors.js";

for (const theme of ["light", "dark"]) {
  test(`zero is a neutral tone between orange and blue (${theme})`, () => {
    const zero = signedColor(0, theme);
    assert.ok(Math.max(...zero) - Math.min(...zero) <= 10, "nearly gray");
    const [red, , blue] = signedColor(1, theme);
    assert.ok(red > blue + 80, "orange adds");
    const [lessRed, , moreBlue] = signedColor(-1, theme);
    assert.ok(moreBlue > lessRed + 80, "blue takes away");
  });

  test(`the further from zero, the further from its tone (${theme})`, () => {
    const distance = (share) => {
      const zero = signedColor(0, theme);
      return Math.hypot(...signedColor(share, theme).map((c, i) => c - zero[i]));
    };
    for (const sign of [1, -1])
      for (let share = 0.1; share <= 1; share += 0.1)
        assert.ok(distance(sign * share) > distance(sign * (share - 0.1)));
    assert.equal(distance(3), distance(1));
  });
}

test("ink is dark on light paper and light on dark paper", () => {
  assert.ok(inkColor(0, "light")[0] > inkColor(1, "light")[0]);
  assert.ok(inkColor(0, "dark")[0] < inkColor(1, "dark")[0]);
});

test("numbers are readable on every colour of the scale", () => {
  const luminance = (color) => {
    const [r, g, b] = color.map((channel) => {
      const c = channel / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const theme of ["light", "dark"])
    for (let share = -1; share <= 1; share += 0.05)
      for (const color of [signedColor(share, theme), inkColor(share, theme)]) {
        const back = luminance(color);
        const text = readableOn(color) === "#000" ? 0 : 1;
        const contrast = (Math.max(back, text) + 0.05) / (Math.min(back, text) + 0.05);
        assert.ok(contrast >= 4.5, `${theme} ${share}: ${contrast}`);
      }
});
