import { describe, expect, test } from "vitest";
import { check, load } from "../../src/config/load.js";
import { render } from "../../src/config/render.js";
import { decode } from "../../src/config/text.js";

const upstream = "upstreams:\n  a: { command: npx }\n";

/** The rules that find something, and everything that is said about it. */
function found(text: string) {
  const { diagnostics, valid } = check(text, "x.yaml");
  return { rules: diagnostics.map(({ rule }) => rule), said: diagnostics.map(render).join("\n"), valid };
}

/** The rules that object to `http` settings, or to an upstream's. */
const http = (settings: string) => found(`${upstream}expose:\n  http: { ${settings} }\n`).rules;
const remote = (settings: string) =>
  found(`upstreams:\n  a: { url: "https://a.example.com/mcp", ${settings} }\n`).rules;

describe("T-01: alias bombs", () => {
  test("nine levels of nine aliases stop at the first value too many, with its line", () => {
    const levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 9; i += 1)
      levels.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const { rules, said } = found(`${levels.join("\n")}\n${upstream}`);
    expect(rules).toEqual(["MCP1008"]);
    expect(said).toMatch(/^x\.yaml:\d+:\d+: error\[MCP1008\]: too many values after expanding aliases/);
  });

  test("an alias inside its own anchor", () => {
    expect(found("upstreams: &u\n  a: *u\n").rules).toContain("MCP1005");
  });

  test("an alias without an anchor", () => {
    expect(found("upstreams:\n  a: *nobody\n").rules).toContain("MCP1005");
  });
});

describe("T-01: nesting", () => {
  const block = Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
  test.each([
    ["20,000 brackets", "[".repeat(20_000)],
    ["20,000 braces", "{a: ".repeat(20_000)],
    ["20,000 dashes", "- ".repeat(20_000)],
    ["3,000 levels of block map", block],
    ["a megabyte of brackets", "[".repeat(1 << 20)],
  ])("%s", (_, text) => {
    const { rules, said } = found(text);
    expect(rules).toEqual(["MCP1008"]);
    expect(said).toContain("too deeply nested");
    expect(said).not.toMatch(/\n\s+at /);
  });
});

describe("T-02: prototype keys", () => {
  test.each([
    ["at the top", `${upstream}__proto__: { polluted: yes }\n`],
    ["as an upstream", "upstreams:\n  __proto__: { command: npx, polluted: yes }\n  a: { command: npx }\n"],
    ["in a free map", "upstreams:\n  a: { command: npx, env: { __proto__: { polluted: yes } } }\n"],
    ["constructor.prototype", `${upstream}constructor: { prototype: { polluted: yes } }\n`],
    ["through a merge key", `${upstream}log:\n  <<: { __proto__: { polluted: yes } }\n`],
    ["as JSON", '{"upstreams": {"a": {"command": "npx", "env": {"__proto__": {"polluted": "yes"}}}}}'],
  ])("%s", (_, text) => {
    const { rules, valid } = found(text);
    expect(rules).toContain("MCP1001");
    expect(valid).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("JSON in a variable stays text", () => {
    const loaded = load('upstreams:\n  a: { command: npx, env: { A: "${JSON}" } }\n', "x.yaml", {
      env: { JSON: '{"__proto__": {"polluted": "yes"}}' },
    });
    expect(loaded.config?.upstreams.a).toMatchObject({ env: { A: '{"__proto__": {"polluted": "yes"}}' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("a name of Object.prototype finds nothing inherited", () => {
    const { rules } = found(`${upstream}expose:\n  http: { endpoints: { /mcp: { upstreams: [toString] } } }\n`);
    expect(rules).toEqual(["MCP2001"]);
  });
});

describe("T-03: YAML that readers understand differently", () => {
  test.each([
    ["duplicate keys", `${upstream}log: {}\nlog: {}\n`, "MCP1006", 4],
    ["duplicate keys in JSON style", '{"upstreams": {"a": {"command": "npx", "command": "uvx"}}}', "MCP1006", 1],
    ["duplicate keys, quoted and not", 'upstreams:\n  a: { command: npx, "command": npx }\n', "MCP1006", 2],
    ["two documents", `${upstream}---\nlog: {}\n`, "MCP1010", 3],
    ["tabs", "upstreams:\n\ta: { command: npx }\n", "MCP1005", 2],
    ["!!js/function", 'upstreams:\n  a: { command: !!js/function "x" }\n', "MCP1009", 2],
    ["!!binary", "upstreams:\n  a: { command: !!binary aGk= }\n", "MCP1009", 2],
    ["a tag on a map", "upstreams: !env\n  a: { command: npx }\n", "MCP1009", 2],
    ["YAML 1.1", `%YAML 1.1\n---\n${upstream}`, "MCP1005", 1],
  ])("%s", (_, text, rule, line) => {
    const { diagnostics } = check(text, "x.yaml");
    expect(diagnostics.map((each) => [each.rule, each.level, each.place?.line])).toContainEqual([rule, "error", line]);
  });
});

test("T-03: a misspelt key is an error with a suggestion", () => {
  expect(found("upstream:\n  a: { command: npx }\n").said).toContain('did you mean "upstreams"?');
});

describe("T-03: numbers and booleans are not converted", () => {
  test.each(["99999", "-1", '"8080 "', "08", "1e3", ".inf", "123456789012345678901234567890", "0x1F90", "true"])(
    "a port of %s",
    (port) => {
      const quoted = port.startsWith('"');
      const listen = quoted ? `"127.0.0.1:${port.slice(1)}` : `127.0.0.1:${port}`;
      expect(http(`listen: ${listen}`)).toContain("MCP4004");
    },
  );

  test.each(["-1", '"8080 "', "08", "1e3", ".inf", "123456789012345678901234567890", "0x1F90", "true", "1.5"])(
    "a whole number of %s",
    (value) => expect(http(`limits: { sessionsPerPrincipal: ${value} }`).length).toBeGreaterThan(0),
  );

  test.each(["NO", "yes", "on", '"true"', "1", "0"])("a boolean of %s", (value) => {
    expect(http(`legacySse: ${value}`)).toEqual(["MCP1002"]);
  });

  test("arguments and variables of programs keep how numbers are written", () => {
    const { config } = load("upstreams:\n  a: { command: x, args: [08, 1e3, 1.10, yes], env: { A: 007 } }\n", "x.yaml");
    expect(config?.upstreams.a).toMatchObject({ args: ["08", "1e3", "1.10", "yes"], env: { A: "007" } });
  });
});

describe("T-01: bytes that are no text", () => {
  const refused = (bytes: Uint8Array) => {
    const decoded = decode(bytes);
    return "finding" in decoded ? decoded.finding.rule : "read";
  };
  test.each([
    ["invalid UTF-8", Buffer.from([0x61, 0xff, 0xfe, 0x62])],
    ["overlong UTF-8", Buffer.from([0xc0, 0xaf])],
    ["UTF-16, little end first", Buffer.from(`\ufeff${upstream}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(upstream, "utf16le")],
    ["a NUL", Buffer.from("upstreams:\n  a: { command: n\0px }\n")],
    ["an escape character", Buffer.from("upstreams: \u001b[31m\n")],
  ])("%s", (_, bytes) => expect(refused(bytes)).toBe("MCP1007"));

  test("an escaped NUL", () => expect(found('upstreams:\n  a: { command: "n\\0px" }\n').rules).toContain("MCP1007"));
  test("a byte order mark is fine", () => {
    const decoded = decode(Buffer.from(`\ufeff${upstream}`));
    expect("text" in decoded && found(decoded.text).valid).toBe(true);
  });
  test("nothing at all", () => expect(found("").rules).toEqual(["MCP1016"]));
  test("nothing but comments", () => expect(found("# later\n").rules).toEqual(["MCP1016"]));
  test("a list", () => expect(found("- upstreams\n").rules).toContain("MCP1002"));
  test("too long", () => expect(refused(Buffer.alloc((1 << 20) + 1, 0x20))).toBe("MCP1008"));
});

describe("T-05: variables", () => {
  const value = (text: string, env: Record<string, string>) => {
    const loaded = load(`upstreams:\n  a: { command: x, env: { A: '${text}' } }\n`, "x.yaml", { env });
    return loaded.config === undefined ? loaded.diagnostics : (loaded.config.upstreams.a as { env: unknown }).env;
  };
  test("a missing one is named, and no value is", () => {
    const said = JSON.stringify(value("${MISSING} ${THERE}", { THERE: "hunter2" }));
    expect(said).toContain("MISSING");
    expect(said).not.toContain("hunter2");
  });
  test.each(["${B}", "a\nb: c", "x: y", "{ env: HOME }", "$${B}", "*alias", "!!tag"])(
    "what is put in is not read again: %j",
    (text) => {
      expect(value("${A}", { A: text, B: "wrong" })).toEqual({ A: text });
    },
  );
  test("recursion", () => expect(found('upstreams:\n  a: { command: "${A:-${A}}" }\n').rules).toEqual(["MCP1015"]));
  test("a default", () => expect(value("${A:-b: c}", {})).toEqual({ A: "b: c" }));
  test("a name of Object.prototype is not set", () => expect(value("${constructor:-none}", {})).toEqual({ A: "none" }));
  test("what a variable gives is checked like what is written", () => {
    const { diagnostics } = load('upstreams:\n  a: { url: "${A}" }\n', "x.yaml", { env: { A: "ftp://x" } });
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["MCP4005"]);
  });
});

describe("T-06: header values", () => {
  test.each(['"a\\r\\nX-Evil: 1"', '"a\\nb"', '"a\\u0007b"', '"\\u2603"'])("%s", (value) => {
    expect(remote(`headers: { X-A: ${value} }`)).toEqual(["MCP3005"]);
    expect(remote(`auth: { mode: headers, headers: { X-A: ${value} } }`)).toContain("MCP3005");
  });
  test("from a variable", () => {
    const { config, diagnostics } = load(
      `upstreams:\n  a: { url: "https://a.example.com", headers: { X-A: "\${A}" } }\n`,
      "x.yaml",
      {
        env: { A: "secret\r\nX-Evil: 1" },
      },
    );
    expect(config).toBeUndefined();
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["MCP3005"]);
    expect(diagnostics.map(render).join()).not.toContain("X-Evil");
  });
  test.each(['"a b"', '""', '"a:b"', '"a\\nb"', '"ä"'])("a name of %s", (name) => {
    expect(remote(`headers: { ${name}: x }`)).toContain("MCP3005");
  });
});

describe("T-07: names of upstreams", () => {
  test.each(["../x", "a/b", "a__b", "__proto__", "a".repeat(200), "😀", '""', "-a", "_a", "a.b", "a b"])(
    "%s",
    (name) => {
      expect(found(`upstreams:\n  ok: { command: x }\n  ${name}: { command: x }\n`).valid).toBe(false);
    },
  );
  test("A and a", () =>
    expect(found("upstreams:\n  a: { command: x }\n  A: { command: x }\n").rules).toContain("MCP4002"));
  test.each(["a", "A1", "a-b_c", "0", "a".repeat(32), "toString"])("%s is fine", (name) => {
    expect(found(`upstreams:\n  ${name}: { command: x }\n`).valid).toBe(true);
  });
});

test("T-09: an endpoint that names an unknown upstream is an error", () => {
  expect(http("endpoints: { /mcp: { upstreams: [b] } }")).toEqual(["MCP2001"]);
  expect(http("endpoints: { /mcp: { upstreams: [] } }")).toEqual(["MCP1011"]);
});

describe("T-10: addresses", () => {
  test.each([
    ["https://mcp.example.com/", "https://mcp.example.com"],
    ["HTTPS://MCP.example.com:443", "https://mcp.example.com"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("%s is the origin %s", (given, origin) => {
    const { config } = load(`${upstream}expose:\n  http: { publicUrl: "${given}" }\n`, "x.yaml");
    expect(config?.expose.http?.publicUrl).toBe(origin);
  });
  test.each([
    ["https://mcp.example.com/path", "MCP4006"],
    ["https://mcp.example.com/#x", "MCP4006"],
    ["https://mcp.example.com?x", "MCP4006"],
    ["https://me@mcp.example.com", "MCP3004"],
    ["http://mcp.example.com", "MCP3003"],
    ["http://127.0.0.1.example.com", "MCP3003"],
    ["ftp://mcp.example.com", "MCP4005"],
    ["mcp.example.com", "MCP4005"],
    ["https:mcp.example.com", "MCP4005"],
  ])("%s is refused", (given, rule) =>
    expect(http(`publicUrl: "${given}", insecureAllowUnauthenticated: true`)).toEqual([rule]),
  );

  test.each(["0.0.0.0:80", "[::]:80", ":80", "192.0.2.1:80", "example.com:80"])("%s needs access control", (listen) => {
    expect(http(`listen: "${listen}"`)).toEqual(["MCP3002"]);
    expect(http(`listen: "${listen}", insecureAllowUnauthenticated: true`)).toEqual([]);
  });
  test.each(["127.0.0.1:0", "127.1.2.3:80", "[::1]:80", "localhost:65535"])("%s is loopback", (listen) => {
    expect(http(`listen: "${listen}"`)).toEqual([]);
  });
  test("what a variable gives is not forgotten", () => {
    const text = `${upstream}expose:\n  http: { listen: "\${HOST:-127.0.0.1}:80" }\n`;
    expect(load(text, "x.yaml").config).toBeDefined();
    expect(load(text, "x.yaml", { env: { HOST: "0.0.0.0" } }).diagnostics.map(({ rule }) => rule)).toEqual(["MCP3002"]);
  });
});

describe("T-11: programs", () => {
  test("a line for a shell is one program's name, with a warning", () => {
    const { rules, valid } = found('upstreams:\n  a: { command: "npx foo; rm -rf /" }\n');
    expect({ rules, valid }).toEqual({ rules: ["MCP3010"], valid: true });
  });
  test("a NUL in an argument", () =>
    expect(found('upstreams:\n  a: { command: x, args: ["a\\0b"] }\n').valid).toBe(false));
  test("a NUL from the file in a variable's name", () =>
    expect(found('upstreams:\n  a: { command: x, env: { "A\\0B": c } }\n').valid).toBe(false));
  test.each(["A=B", '""', "=A"])("a variable named %s", (name) => {
    expect(found(`upstreams:\n  a: { command: x, env: { ${name}: c } }\n`).rules).toEqual(["MCP3006"]);
  });
});

describe("T-01: files of a megabyte full of mistakes are answered briefly", () => {
  const many = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("");
  const names = many(5000, (i) => `  u${i}: { command: x }\n`);
  test.each([
    ["unknown keys", upstream + many(40_000, (i) => `k${i}: 1\n`)],
    [
      "unknown references",
      `upstreams:\n${names}expose: { http: { endpoints: { /mcp: { upstreams: [${many(20_000, (i) => `v${i},`)}] } } } }\n`,
    ],
    ["secrets", `upstreams:\n  a:\n    command: x\n    env:\n${many(30_000, (i) => `      T${i}_TOKEN: hunter2\n`)}`],
    ["comments that ignore nothing", upstream + many(25_000, () => "# mcp-proxy-ignore MCP3001: x\n")],
    ["one line", `upstreams: {${many(10_000, (i) => `u${i}: { command: x, zz: 1 },`)}}`],
    ["one name", `upstreams:\n  ${"a".repeat(900_000)}: { command: x }\n`],
    ["one secret", `upstreams:\n  a: { command: x, env: { A_TOKEN: ${"a=".repeat(450_000)} } }\n`],
    ["one text of variables", `upstreams:\n  a: { command: '${"${A:-".repeat(180_000)}' }\n`],
  ])("%s", (_, text) => {
    const { diagnostics } = check(text, "x.yaml");
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(501);
    expect(diagnostics.map(render).join("\n").length).toBeLessThan(500 * 2000);
    expect(diagnostics.map(render).join("\n")).not.toContain("hunter2");
  });

  test("an error behind five hundred warnings still keeps the file from being valid", () => {
    const warnings = many(600, (i) => `  u${i}: { url: "http://a.example.com" }\n`);
    expect(found(`upstreams:\n${warnings}`).valid).toBe(true);
    expect(found(`upstreams:\n${warnings}wrong: 1\n`).valid).toBe(false);
  });
});
