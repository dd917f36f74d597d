import { ERRORS, type ErrorRow, type Fixer } from "../../src/model/errors.js";

const SECTIONS: Record<Fixer, string> = {
  client: "The client sent something it should not have",
  user: "A person has to do something",
  operator: "Whoever runs the proxy can fix it",
  upstream: "An upstream is at fault",
  proxy: "The proxy is at fault",
};

/** docs/reference/errors.md: every error of the proxy's own, under the heading of who can fix it. */
export function errorsPage(): string {
  const sections = (Object.keys(SECTIONS) as Fixer[]).map(section).filter((text) => text !== "");
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

function section(fixer: Fixer): string {
  const rows = Object.entries<ErrorRow>(ERRORS).filter(([, row]) => row.fixer === fixer);
  if (rows.length === 0) return "";
  const lines = rows.map(
    ([name, { rpc, http, reason, help }]) =>
      `| \`${reason}\` | ${rpc} | ${http} | \`${name}\` | ${help.replaceAll("|", "\\|")} |`,
  );
  return `## ${SECTIONS[fixer]}\n\n| reason | code | HTTP | name | what it means, and what to do |\n|---|---|---|---|---|\n${lines.join("\n")}\n`;
}

const INTRODUCTION = `# Errors

Every error the proxy itself answers with, sorted by who can fix it. An error that an upstream sends is an answer: it reaches the
client as it is and is not listed here.

- **reason** is \`error.data.reason\` in the JSON-RPC answer. Programs should match on it.
- **code** is \`error.code\`. The proxy's own codes lie below the range that JSON-RPC reserves.
- **HTTP** is the status of a response that carries nothing but this error. An error inside an event stream that is already open
  has no status of its own.
- **name** is what the proxy's log says.

Generated from \`src/model/errors.ts\`.
`;
