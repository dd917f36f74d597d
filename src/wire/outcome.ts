import type { Message } from "../model/message.js";

/**
 * How a call was answered: `ok`; `input_required`: a question came back; `tool_error`: the tool says it failed; `error`: the
 * upstream refused with an error of its own.
 */
export type Outcome = "ok" | "input_required" | "tool_error" | "error";

/** The outcome of an answer; of a long one, as far as it has arrived. */
export function outcomeOf(answer: Message): Outcome {
  if (answer.kind === "error") return "error";
  const { bytes } = answer;
  for (const { key, value } of answer.members) {
    // By length first: most members are neither.
    if (key.length === 7 && key === "isError" && bytes[value.start] === 0x74) return "tool_error";
    if (key.length === 10 && key === "resultType" && answer.text(value) === "input_required") return "input_required";
  }
  return "ok";
}
