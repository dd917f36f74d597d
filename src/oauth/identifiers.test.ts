import { describe, expect, test } from "vitest";
import { isSameIdentifier, isSameResource, shown } from "./identifiers.js";

describe("an identifier", () => {
  test.each([
    ["https://i.example", "https://i.example"],
    ["https://i.example/", "https://i.example"],
    ["http://i.example:8080", "http://i.example:8080/"],
    ["https://i.example/tenant/", "https://i.example/tenant/"],
    ["urn:example:issuer", "urn:example:issuer"],
    ["not a URL", "not a URL"],
  ])("%s is %s", (one, other) => {
    expect(isSameIdentifier(one, other)).toBe(true);
    expect(isSameIdentifier(other, one)).toBe(true);
  });

  test.each([
    ["another path", "https://i.example/tenant", "https://i.example/tenant/"],
    ["another path", "https://i.example/", "https://i.example//"],
    ["another scheme", "https://i.example", "http://i.example/"],
    ["another spelling of the scheme", "https://i.example", "HTTPS://i.example"],
    ["another spelling of the host", "https://i.example", "https://I.example/"],
    ["another port", "https://i.example", "https://i.example:443"],
    ["a query", "https://i.example/?x", "https://i.example?x"],
    ["a fragment", "https://i.example/#", "https://i.example"],
    ["another scheme than http", "urn:x/", "urn:x"],
    ["a backslash", "https://i.example\\/", "https://i.example\\"],
    ["text before it", " https://i.example/", "https://i.example"],
  ])("with %s is another one: %s, %s", (_what, one, other) => {
    expect(isSameIdentifier(one, other)).toBe(false);
    expect(isSameIdentifier(other, one)).toBe(false);
  });
});

describe("the resource of an upstream", () => {
  const URL_IN_FILE = "https://mcp.example/mcp";
  test.each([URL_IN_FILE, `${URL_IN_FILE}/`, "https://MCP.example:443/mcp"])("%s is the URL in the file", (stated) => {
    expect(isSameResource(stated, URL_IN_FILE)).toBe(true);
  });

  test.each([
    "https://mcp.example",
    "https://mcp.example/",
    `${URL_IN_FILE}?x`,
    `${URL_IN_FILE}#`,
    `${URL_IN_FILE}//`,
    "https://mcp.example/MCP",
    "http://mcp.example/mcp",
    "https://mcp.example/mcp/more",
  ])("%s is not the URL in the file", (stated) => {
    expect(isSameResource(stated, URL_IN_FILE)).toBe(false);
  });

  test("that is not a URL is itself and nothing else", () => {
    expect(isSameResource("urn:a", "urn:a")).toBe(true);
    expect(isSameResource("no url", "no url/")).toBe(false);
  });
});

test("an identifier in a message is whole, on one line, and without secrets", () => {
  expect(shown("https://i.example/tenant/")).toBe("https://i.example/tenant/");
  expect(shown("https://i.example/\n\u202e\u001b[31m")).toBe("https://i.example/\\u{a}\\u{202e}\\u{1b}[31m");
  expect(shown("https://me:canary-secret@i.example/?api_key=canary-secret-2")).not.toContain("canary");
  expect(shown("x".repeat(5000))).toHaveLength(1000);
});
