import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { check } from "../../src/config/load.js";
import { render } from "../../src/config/render.js";

// Each file is a config, a last line `---`, and every diagnostic that is expected of it as `validate` shows it, or `valid`.
// UPDATE_GOLDEN=1 writes the expectations anew; read the difference before committing it.
const folder = fileURLToPath(new URL("config/", import.meta.url));

function outcome(text: string): string {
  const { diagnostics, valid } = check(text, "mcp-proxy.yaml");
  const shown = diagnostics.map((diagnostic) => `${render(diagnostic)}\n`).join("");
  // Long lists of what is allowed grow with the format, and say no more here than their beginning.
  return (
    shown.replace(/(allowed here: (?:[^,\n]+, ){6})[^\n]+(?:\n +(?![ |=])[^|\n]+)*/g, "$1…") + (valid ? "valid\n" : "")
  );
}

test.each(readdirSync(folder))("%s", (file) => {
  const text = readFileSync(folder + file, "utf8");
  const cut = text.lastIndexOf("\n---\n");
  const config = text.slice(0, cut + 1);
  const actual = outcome(config);
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(folder + file, `${config}---\n${actual}`);
  else expect(actual).toBe(text.slice(cut + "\n---\n".length));
});
