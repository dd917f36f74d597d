import { expect, test } from "vitest";
import type { Call } from "../../model/call.js";
import { request } from "../../wire/build.js";
import { inputResponses } from "./questions.js";

const call = (responses: unknown): Call =>
  ({ message: request(Buffer.from("1"), "tools/call", { name: "x", inputResponses: responses }) }) as Call;

test("answers are objects; anything else answers nothing", () => {
  const answers = inputResponses(call({ a: { action: "accept" }, b: 12345, c: null, d: [{}], e: "accept" }));
  expect([...answers.keys()]).toEqual(["a"]);
  expect(answers.get("a")?.toString()).toBe('{"action":"accept"}');
});

test.each([[undefined], [null], [7], [[]]])("inputResponses %j hold no answer", (responses) => {
  expect(inputResponses(call(responses)).size).toBe(0);
});
