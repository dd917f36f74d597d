/** What a limit counts; lists the proxy reads to merge them are not. */
export const LIMITED: ReadonlySet<string | undefined> = new Set([
  "tools/call",
  "prompts/get",
  "resources/read",
  "completion/complete",
]);

/** What changes nothing, however often it is asked. */
export const READS: ReadonlySet<string | undefined> = new Set([
  "tools/list",
  "prompts/list",
  "resources/list",
  "resources/templates/list",
  "prompts/get",
  "resources/read",
  "completion/complete",
]);
