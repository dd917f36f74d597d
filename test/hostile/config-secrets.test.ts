import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { HIDDEN_TEXTS, WHOLE_SECRETS } from "../../generated/paths.js";
import { check } from "../../src/config/load.js";
import { unify } from "../../src/config/normalise.js";
import { render } from "../../src/config/render.js";
import { redact } from "../../src/config/secrets.js";
import { canary, leaks, SHAPES } from "../fixtures/secret-shapes.js";
import { type StringPlace, stringPlaces } from "../fixtures/string-places.js";

const places = stringPlaces();
const secretPlaces = places.filter(({ mark }) => mark === "whole" || mark === "hidden");

/** All that is said about a text. */
function said(text: string): string {
  const { diagnostics } = check(text, "mcp-proxy.yaml", { mode: 0o644 });
  return `${diagnostics.map(render).join("\n")}\n${JSON.stringify(diagnostics)}`;
}

/** What `print` makes of a text; undefined: it is not valid. */
function printed(text: string): string | undefined {
  const { valid, data } = check(text, "mcp-proxy.yaml");
  return valid ? stringify(redact(unify(data as Record<string, unknown>)), { lineWidth: 120 }) : undefined;
}

test("the places that are tried are those of the schema", () => {
  expect(places.length).toBeGreaterThan(150);
  // The two sections that say the same as another one are left out.
  const marked = [...WHOLE_SECRETS, ...HIDDEN_TEXTS].filter((path) => !/^mcpServers|^access of/.test(path));
  expect(secretPlaces.map(({ path }) => path.replaceAll(".", " ").replace(/ 0$/, " *")).sort()).toEqual(marked.sort());
});

describe("a secret at any place of the schema is shown by no finding and not by print", () => {
  test.each(secretPlaces.map((place) => [place.path, place] as const))("%s, as a plain text", (_, place) => {
    for (const value of [canary(1), 12345678901, { value: canary(2) }, [canary(3)], { [canary(4)]: null }]) {
      const text = stringify(place.put(value));
      expect(leaks(said(text)), text).toBeUndefined();
      expect(said(text)).not.toContain("12345678901");
      expect(leaks(printed(text) ?? "")).toBeUndefined();
    }
  });

  test.each(places.map((place) => [place.path, place] as const))("%s, in every shape", (_, place) => {
    SHAPES.forEach((shape, at) => {
      const text = stringify(place.put(shape(canary(at))));
      // An upper-case key has an upper-case canary.
      expect(leaks(said(text)), text).toBeUndefined();
      const shown = printed(text);
      if (shown === undefined) return;
      expect(leaks(shown), shown).toBeUndefined();
      expect(check(shown, "printed.yaml").diagnostics.map(render).join("\n")).not.toMatch(/: error\[/);
      expect(printed(shown)).toBe(shown);
    });
  });
});

test("a secret stays hidden whatever is broken in its line or around it", () => {
  const breaks = [
    '"',
    "'",
    ": ",
    ":",
    "{",
    "}",
    "[",
    "]",
    "\t",
    "&",
    "*",
    "!",
    "@",
    "%",
    "|",
    "> ",
    "- ",
    "#",
    ",",
    "\\q",
    "\n",
    "\n  ",
    "? ",
  ];
  const written = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.replace(canary(1), `"${canary(1)}"`),
    (text: string) => text.replace(canary(1), `'${canary(1)}'`),
    (text: string) => JSON.stringify(parse(text)),
    (text: string) => JSON.stringify(parse(text), undefined, 1),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...secretPlaces),
      written,
      fc.array(fc.tuple(fc.constantFrom(...breaks), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 3,
      }),
      (place: StringPlace, style, edits) => {
        let text = style(stringify(place.put(canary(1))));
        for (const [piece, where] of edits) {
          const at = Math.floor(where * text.length);
          const from = text.indexOf(canary(1));
          // Not inside of the secret, and not inside of the key that says so.
          const line = text.lastIndexOf("\n", from) + 1;
          const inside =
            at > line &&
            at < from + canary(1).length &&
            /[\w-]/.test(text[at - 1] ?? "") &&
            /[\w-]/.test(text[at] ?? "");
          if (!inside) text = text.slice(0, at) + piece + text.slice(at);
        }
        const shown = said(text);
        expect(leaks(shown), `${text}\n=====\n${shown}`).toBeUndefined();
      },
    ),
    { numRuns: 1500 },
  );
});
