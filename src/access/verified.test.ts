import { expect, test } from "vitest";
import type { Principal } from "../model/principal.js";
import { verifiedTokens } from "./verified.js";

const somebody = (subject: string): Principal => ({
  key: subject,
  issuer: "test",
  subject,
  label: subject,
  claims: {},
});

test("callers that share a connection are told apart by their headers", async () => {
  const verified = verifiedTokens({ now: () => 0, monotonic: () => 0 });
  const connection = {};
  for (const name of ["ann", "bob"]) {
    await verified.get("/mcp", `Bearer ${name}`, async () => ({ principal: somebody(name), until: 1000 }));
  }
  for (const name of ["ann", "ann", "bob", "ann", "bob", "bob"]) {
    expect(verified.known("/mcp", `Bearer ${name}`, connection)?.subject).toBe(name);
  }
  expect(verified.known("/mcp", "Bearer eve", connection)).toBeUndefined();
  expect(verified.known("/other", "Bearer bob", connection)).toBeUndefined();
});

test("a verdict that has ended or was dropped is not used again on the connection that used it last", async () => {
  let now = 0;
  const verified = verifiedTokens({ now: () => now, monotonic: () => now });
  const connection = {};
  const verify = async () => ({ principal: somebody("ann"), until: 1000 });
  await verified.get("/mcp", "Bearer ann", verify);
  expect(verified.known("/mcp", "Bearer ann", connection)?.subject).toBe("ann");
  now = 1000;
  expect(verified.known("/mcp", "Bearer ann", connection)).toBeUndefined();
  now = 500;
  await verified.get("/mcp", "Bearer ann", verify);
  expect(verified.known("/mcp", "Bearer ann", connection)?.subject).toBe("ann");
  verified.clear();
  expect(verified.known("/mcp", "Bearer ann", connection)).toBeUndefined();
});
