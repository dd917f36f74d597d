import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { check, load } from "./load.js";
import { unify } from "./normalise.js";
import { render } from "./render.js";
import { redact } from "./secrets.js";

describe("properties", () => {
  const words = [
    "upstreams",
    "mcpServers",
    "expose",
    "http",
    "stdio",
    "auth",
    "mode",
    "headers",
    "command",
    "url",
    "env",
    "timeouts",
  ];
  const key = fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 8 }));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom("${A}", "${A:-b}", "none"),
      ),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  const fragments = fc.constantFrom(
    "a: ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "#",
    "---\n",
    "? ",
    "<<: ",
    "${",
    ",",
    "x",
    ":",
    "%YAML 1.2\n",
    "\u2028",
    "\r",
  );

  test("any text gives diagnostics, never an exception", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (given) => check(given, "x.yaml").diagnostics.every((each) => render(each) !== "")),
      { numRuns: 2000 },
    );
  });

  test("any data of almost the right shape gives diagnostics in the file, never an exception", () => {
    fc.assert(
      fc.property(tree, (data) => {
        const text = stringify(data);
        const lines = text.split("\n");
        for (const { place } of check(text, "x.yaml").diagnostics) {
          if (place === undefined) continue;
          expect(place.line).toBeLessThanOrEqual(lines.length);
          expect(place.column - 1).toBeLessThanOrEqual((lines[place.line - 1] ?? "").length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("variables of any value never make or break structure", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        (value) => {
          const { config } = load('upstreams:\n  a: { command: x, args: ["${A}"], env: { B: "<${A}>" } }\n', "x.yaml", {
            env: { A: value },
          });
          expect(config?.upstreams).toMatchObject({ a: { args: [value], env: { B: `<${value}>` } } });
        },
      ),
    );
  });
});

describe("a valid config", () => {
  const text = `
mcpServers:
  files: { type: stdio, command: npx, args: [-y, 1, true], env: { A: 1 } }
  off: { command: x, disabled: true }
upstreams:
  sse: { type: sse, url: "https://a.example.com/sse" }
  auto: { url: "https://b.example.com/mcp", transport: auto }
  only: { url: "https://c.example.com/mcp", transport: http, timeouts: { total: 90s } }
expose:
  http:
    listen: "[::1]:0"
    endpoints: { /mcp: {}, /some: { upstreams: [files, off] } }
    limits: { body: 1MB }
`;

  test("is complete, in one spelling, in milliseconds and bytes", () => {
    const { config, diagnostics } = load(text, "x.yaml");
    expect(diagnostics).toEqual([]);
    expect(Object.keys(config ?? {})).toEqual(expect.arrayContaining(["version", "upstreams", "expose", "log"]));
    expect(config).not.toHaveProperty("mcpServers");
    expect(config).toMatchObject({
      version: 1,
      upstreams: {
        sse: { type: "http", transport: "sse" },
        auto: { transport: "http-first", headers: {} },
        only: { transport: "streamable-http", timeouts: { total: 90_000, connect: 30_000 } },
        files: { type: "stdio", args: ["-y", "1", "true"], env: { A: "1" } },
      },
      expose: {
        http: {
          listen: { host: "::1", port: 0 },
          endpoints: { "/mcp": { upstreams: ["sse", "auto", "only", "files"] }, "/some": { upstreams: ["files"] } },
          limits: { body: 1_000_000, headers: 16_384 },
        },
      },
      log: { level: "info", format: "text" },
    });
    expect(Object.keys(config?.upstreams ?? {})).not.toContain("off");
    expect(config?.upstreams.files).not.toHaveProperty("disabled");
  });

  test("printed is the same config", () => {
    const printed = stringify(redact(unify(check(text, "x.yaml").data as Record<string, unknown>)));
    expect(load(printed, "y.yaml")).toEqual(load(text, "x.yaml"));
  });

  test("of one upstream and nothing else listens on loopback", () => {
    const { config } = load("upstreams: { a: { command: x } }", "x.yaml");
    expect(config?.expose).toMatchObject({
      http: { listen: { host: "127.0.0.1", port: 8080 }, endpoints: { "/mcp": {} } },
    });
  });
});
