import { expect, test } from "vitest";
import { columns } from "./table.js";

test("a cell with line breaks, escapes and direction controls is one line of plain text", () => {
  const shown = columns(["WHO", "WITH"], [["eve\u001b[31m\nFORGED  line", "a\u202eb\u009bc\u2028d\r\t"]]);
  expect(shown.split("\n")).toEqual([
    "WHO                             WITH",
    "eve\\u{1b}[31m\\u{a}FORGED  line  a\\u{202e}b\\u{9b}c\\u{2028}d\\u{d}\\u{9}",
    "",
  ]);
});
