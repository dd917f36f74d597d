import { ClientCapabilitiesSchema, ServerCapabilitiesSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, test } from "vitest";
import { clientCapabilities, serverCapabilities } from "./capabilities.js";

const WRONG = [null, [], [1], "", "text", 0, 7, true, false];
const SERVER = ["tools", "prompts", "resources", "logging", "completions", "experimental", "tasks", "extensions"];
const CLIENT = ["sampling", "elicitation", "roots", "experimental", "tasks", "extensions"];

const sides = [
  ["server", serverCapabilities, ServerCapabilitiesSchema, SERVER],
  ["client", clientCapabilities, ClientCapabilitiesSchema, CLIENT],
] as const;

describe.each(sides)("%s", (_, sound, schema, members) => {
  test.each(members.flatMap((key) => WRONG.map((value) => [key, value] as const)))(
    "%s: %j is repaired or left out, and the other side takes the rest",
    (key, value) => {
      const { value: kept, faults } = sound({ other: { x: 1 }, [key]: value });
      expect(faults).toEqual([key]);
      expect(kept).toMatchObject({ other: { x: 1 } });
      expect(schema.safeParse(kept).error).toBeUndefined();
    },
  );

  test.each(WRONG)("%j in the place of all of them declares nothing", (value) => {
    expect(sound(value)).toEqual({ value: {}, faults: ["capabilities"] });
  });

  test("well-formed ones have no fault", () => {
    const good = Object.fromEntries(members.map((key) => [key, {}]));
    expect(sound(good)).toEqual({ value: good, faults: [] });
  });
});

test("an empty list of a server means an empty object, and one of a client nothing", () => {
  expect(serverCapabilities({ logging: [] }).value).toEqual({ logging: {} });
  expect(clientCapabilities({ sampling: [] }).value).toEqual({});
});
