import { URLS } from "../../../generated/paths.js";
import { isLoopback } from "../../base/loopback.js";
import type { Path, Report } from "../finding.js";
import { show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { visit } from "../paths.js";
import { at, upstreams } from "./look.js";

/** Addresses the proxy calls: absolute http(s) URLs without credentials. */
export function urls(data: unknown, report: Report): void {
  for (const { path, value } of visit(data, URLS))
    if (typeof value === "string" && !hasVariable(value)) address(value, path, report);
  for (const { path, value } of upstreams(data)) {
    const url = parse(at(value, "url"));
    if (url?.protocol === "http:" && !isLoopback(url.hostname))
      report({
        rule: "MCP3008",
        message: `${show([...path, "url"])} sends credentials unencrypted`,
        at: [...path, "url"],
        hint: "use https if the server offers it",
      });
    const proxy = at(value, "httpProxy");
    if (typeof proxy === "string" && proxy !== "none" && !hasVariable(proxy)) {
      const parsed = parse(proxy);
      if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== "/")
        report({
          rule: "MCP4005",
          message: `${show([...path, "httpProxy"])} is not the http or https URL of a proxy`,
          at: [...path, "httpProxy"],
          hint: "use http://host:port, or none",
        });
    }
  }
}

function address(text: string, path: Path, report: Report): void {
  const url = parse(text);
  if (url === undefined || !/^https?:\/\/[^/?#]/i.test(text)) {
    const scheme = url !== undefined && !/^https?:$/.test(url.protocol) && text.includes("://");
    const message = `${show(path)} is not an absolute http or https URL`;
    report({
      rule: "MCP4005",
      message,
      at: path,
      hint: scheme || /\s/.test(text) ? undefined : absolute(text),
    });
    return;
  }
  if (url.username !== "" || url.password !== "")
    report({
      rule: "MCP3004",
      message: `${show(path)} contains a user name or password`,
      at: path,
      hint: "send the credential in a header that refers to a secret",
    });
  if (text.includes("#"))
    report({ rule: "MCP4005", message: `${show(path)} has a fragment, which HTTP never sends`, at: path });
}

/** What was probably meant: `http` on this machine, where certificates are rare, and `https` elsewhere. */
function absolute(text: string): string | undefined {
  const rest = text.replace(/^(?:https?:)?\/*/i, "");
  const url = parse(`https://${rest}`);
  return url === undefined ? undefined : `${isLoopback(url.hostname) ? "http" : "https"}://${rest}?`;
}

/** A parsed URL, or undefined; also for what is not known yet. */
export function parse(text: unknown): URL | undefined {
  return typeof text === "string" && !hasVariable(text) && URL.canParse(text) ? new URL(text) : undefined;
}
