import { isHeaderValue } from "../../wire/headers.js";
import type { Path, Report } from "../finding.js";
import { show } from "../finding.js";
import { at, entries, upstreams } from "./look.js";

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the transport says itself. */
const OURS = new Set(
  (
    "host content-length content-type content-encoding transfer-encoding connection keep-alive te trailer upgrade expect accept " +
    "accept-encoding proxy-connection mcp-session-id mcp-protocol-version mcp-method mcp-name last-event-id"
  ).split(" "),
);

/** Headers sent to upstreams: legal, each once, and not the transport's own. */
export function headers(data: unknown, report: Report): void {
  for (const { path, value } of upstreams(data)) {
    const mode = at(value, "auth", "mode");
    const seen = new Map<string, string>();
    for (const step of [["headers"], ["auth", "headers"]]) {
      for (const [name, text] of entries(at(value, ...step))) {
        header(name, text, [...path, ...step, name], report);
        const lower = name.toLowerCase();
        const other = seen.get(lower);
        seen.set(lower, name);
        if (other !== undefined)
          report({
            rule: "MCP3007",
            message: `${name} is already set${other === name ? "" : ` as ${other}`}`,
            at: [...path, ...step, name],
            key: true,
          });
        else if (lower === "authorization" && typeof mode === "string" && !["none", "headers", "auto"].includes(mode))
          report({
            rule: "MCP3007",
            message: `auth.mode ${mode} already sends ${name}`,
            at: [...path, ...step, name],
            key: true,
            hint: "remove this header",
          });
      }
    }
  }
}

function header(name: string, value: unknown, path: Path, report: Report): void {
  if (!TOKEN.test(name))
    report({ rule: "MCP3005", message: `${JSON.stringify(name)} is not a valid header name`, at: path, key: true });
  else if (OURS.has(name.toLowerCase()))
    report({
      rule: "MCP3007",
      message: `${name} is set by the transport`,
      at: path,
      key: true,
      hint: "remove this header",
    });
  if (typeof value === "string" && !isHeaderValue(value))
    report({
      rule: "MCP3005",
      message: `${show(path)} is not a valid header value`,
      at: path,
      notes: ["use printable ASCII without line breaks, and no space at either end"],
    });
}
