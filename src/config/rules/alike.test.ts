import { expect, test } from "vitest";
import { findingsOf } from "../../../test/fixtures/rule-findings.js";
import { alike } from "./alike.js";

const found = (yaml: string) => findingsOf(alike, yaml);

test("two spellings of a pattern are found in lists of tools and prompts, and not in those of resources", () => {
  const lists = 'include: ["Read*", "read*"]';
  expect(found(`upstreams: { a: { tools: { ${lists} }, prompts: { ${lists} }, resources: { ${lists} } } }`)).toEqual([
    "MCP4014 upstreams.a.tools.include[1]",
    "MCP4014 upstreams.a.prompts.include[1]",
  ]);
});

test("the same pattern in the same spelling is no finding", () => {
  expect(found('upstreams: { a: { tools: { include: ["read*", "read*"] } } }')).toEqual([]);
});

test("a pattern that the other list of its place takes away has no effect, whatever its case", () => {
  expect(found('expose: { stdio: { tools: { include: ["Read"], ignore: ["READ"] } } }')).toEqual([
    "MCP4014 expose.stdio.tools.include[0]",
  ]);
  expect(found("expose: { http: { endpoints: { /a: { prompts: { include: [x], ignore: [x] } } } } }")).toEqual([
    'MCP4014 expose.http.endpoints["/a"].prompts.include[0]',
  ]);
  for (const section of ["users: { ann: GRANT }", "roles: { ann: GRANT }"]) {
    const file = `access: { ${section.replace("GRANT", "{ tools: [x], deny: { tools: [X] } }")} }`;
    expect(found(file)).toHaveLength(1);
  }
});

test("everything may be granted so that something is denied, and lists of two places have nothing to do with each other", () => {
  expect(found('access: { users: { ann: { tools: ["*"], deny: { tools: ["*"] } } } }')).toEqual([]);
  expect(found("upstreams: { a: { tools: { include: [x] } }, b: { tools: { ignore: [X] } } }")).toEqual([]);
});

test("keys that differ by case alone are found, and those that a variable may fill are not judged", () => {
  const maps = ["describe", "annotate", "arguments"].map((key) => `${key}: { Run: {}, run: {} }`).join(", ");
  expect(found(`upstreams: { a: { tools: { ${maps} } } }`)).toEqual(
    ["describe", "annotate", "arguments"].map((key) => `MCP4014 upstreams.a.tools.${key}.run`),
  );
  expect(found('upstreams: { a: { tools: { include: ["${X}", "${x}"] } } }')).toEqual([]);
});
