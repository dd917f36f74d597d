/** The keys and methods MCP messages are made of: recognised in place, so that reading them makes no string. */
const WORDS = [
  ...["jsonrpc", "id", "method", "params", "result", "error", "2.0"],
  ...["name", "arguments", "uri", "taskId", "_meta", "requestState", "inputResponses", "cursor", "ref", "argument"],
  ...["content", "structuredContent", "isError", "resultType", "inputRequests", "contents", "messages", "description"],
  ...["tools", "prompts", "resources", "resourceTemplates", "nextCursor", "ttlMs", "cacheScope", "completion"],
  ...["code", "message", "data", "progressToken", "progress", "total", "requestId", "reason", "level", "logger"],
  ...["protocolVersion", "capabilities", "clientInfo", "serverInfo", "instructions", "supportedVersions"],
  ...["initialize", "ping", "server/discover", "tools/list", "tools/call", "prompts/list", "prompts/get"],
  ...["resources/list", "resources/templates/list", "resources/read", "resources/subscribe", "resources/unsubscribe"],
  ...["completion/complete", "logging/setLevel", "subscriptions/listen", "tasks/get", "tasks/update", "tasks/cancel"],
  ...["sampling/createMessage", "elicitation/create", "roots/list", "notifications/initialized"],
  ...["notifications/cancelled", "notifications/progress", "notifications/message", "notifications/tasks"],
  ...["notifications/tools/list_changed", "notifications/prompts/list_changed", "notifications/roots/list_changed"],
  ...["notifications/resources/list_changed", "notifications/resources/updated"],
];

const SLOTS = 1024;

function slot(length: number, first: number, middle: number, last: number): number {
  return (length * 37 + first * 101 + middle * 13 + last * 7) & (SLOTS - 1);
}

const TABLE: readonly (string | undefined)[] = (() => {
  const table: (string | undefined)[] = new Array(SLOTS).fill(undefined);
  for (const word of WORDS) {
    const at = slot(
      word.length,
      word.charCodeAt(0),
      word.charCodeAt(word.length >> 1),
      word.charCodeAt(word.length - 1),
    );
    table[at] ??= word;
  }
  return table;
})();

/** The decoded text of a valid JSON string whose quotes stand at `open` and `end - 1`. */
export function stringAt(bytes: Buffer, open: number, end: number): string {
  const start = open + 1;
  const length = end - open - 2;
  if (length === 0) return "";
  const word =
    TABLE[
      slot(length, bytes[start] as number, bytes[start + (length >> 1)] as number, bytes[start + length - 1] as number)
    ];
  if (word !== undefined && word.length === length) {
    let i = 0;
    while (i < length && word.charCodeAt(i) === bytes[start + i]) i++;
    if (i === length) return word;
  }
  let plain = true;
  for (let at = start; plain && at < start + length; at++) {
    const byte = bytes[at] as number;
    plain = byte < 0x80 && byte !== 0x5c;
  }
  if (plain) return bytes.toString("latin1", start, start + length);
  return JSON.parse(bytes.toString("utf8", open, end)) as string;
}
