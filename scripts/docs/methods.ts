import type { Era } from "../../src/model/call.js";
import {
  CLIENT_NOTIFICATIONS,
  CLIENT_REQUESTS,
  type ClientRequestRow,
  UPSTREAM_NOTIFICATIONS,
  UPSTREAM_REQUESTS,
} from "../../src/model/methods.js";

/** docs/reference/methods.md: what becomes of each message, by sender, kind and era. */
export function methodsPage(): string {
  return [
    INTRODUCTION,
    table("Requests of clients", "rules that decide", CLIENT_REQUESTS, rules),
    CLIENT_REST,
    table("Notifications of clients", "", CLIENT_NOTIFICATIONS),
    NOTIFICATION_REST,
    table("Requests of upstreams", "", UPSTREAM_REQUESTS),
    table("Notifications of upstreams", "", UPSTREAM_NOTIFICATIONS),
    UPSTREAM_REST,
  ].join("\n");
}

interface Row {
  readonly eras: readonly Era[];
  readonly help: string;
}

function table<R extends Row>(
  title: string,
  column: string,
  rows: Readonly<Record<string, R>>,
  more?: (row: R) => string,
): string {
  const extra = more === undefined ? { head: "", line: "" } : { head: ` ${column} |`, line: "---|" };
  const lines = Object.entries(rows).map(([method, row]) => {
    const cell = more === undefined ? "" : ` ${more(row)} |`;
    return `| \`${method}\` | ${mark(row, "legacy")} | ${mark(row, "modern")} |${cell} ${row.help.replaceAll("|", "\\|")} |`;
  });
  return `## ${title}\n\n| method | sessions | 2026-07-28 |${extra.head} what happens |\n|---|---|---|${extra.line}---|\n${lines.join("\n")}\n`;
}

const mark = ({ eras }: Row, era: Era): string => (eras.includes(era) ? "yes" : "no");

const WORDS = {
  tool: "`tools`",
  prompt: "`prompts`",
  resource: "`resources`",
  resourceTemplate: "`resources`",
  task: "the task's owner",
} as const;

function rules({ judged }: ClientRequestRow): string {
  return judged === undefined ? "–" : [...new Set(judged.map((kind) => WORDS[kind]))].join(", ");
}

const INTRODUCTION = `# Methods

What becomes of each message that clients and upstreams send. The table is closed: a message that is not in it is refused, or is a
vendor's and crosses only where the file opens the upstream to it.

- **sessions** and **2026-07-28** say in which era the method exists. In the other era it is refused.
- **rules that decide** names the keys of \`access\`, of the upstream and of the endpoint whose patterns decide. A caller gets the same
  answer for a hidden item as for one that does not exist.

Generated from \`src/model/methods.ts\`.
`;

const CLIENT_REST = `Every other request is answered with -32601, if it

- is a method of the other direction or the name of a notification,
- is spelt almost like a method of these tables (other case, white space, empty segments), or
- is a vendor's, and no upstream that the caller may use takes it.

An upstream takes a vendor's method if \`upstreams.<name>.methods.allow\` matches it. Without that key, it takes all of them if \`access\` has
no users, roles and rules, and none otherwise, because no rule can judge what such a method does.
`;

const NOTIFICATION_REST = `A notification whose name does not begin with \`notifications/\` is refused, because an upstream may run it as a request that wants no answer.
Over HTTP the answer is status 400 with the error -32600; in a batch and over stdio the message is dropped. A vendor's notification, such as
\`notifications/vendor/ready\`, goes to the upstreams that take it, as a vendor's request does. Every other notification is dropped.

Refused and dropped messages are in the log (\`call.message_refused\`), in the [audit](../how-to/audit.md) and in the metric
\`mcp_proxy_refused_messages_total\`.
`;

const UPSTREAM_REST = `Every other request of an upstream is answered with -32601 and every other notification is dropped, unless it is a vendor's and the upstream takes
its method.
`;
