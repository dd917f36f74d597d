import { addressRange } from "../../base/address-range.js";
import { isLoopback } from "../../base/loopback.js";
import { accessPatternProblem, upstreamNamed } from "../../base/pattern.js";
import { SERVER_FEATURES, type ServerFeature } from "../../model/protocol.js";
import { isIssuerKnown } from "../../oauth/presets.js";
import { type Path, type Report, show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { parseListen } from "../listen.js";
import { didYouMean } from "../suggest.js";
import { at, entries, items, upstreams } from "./look.js";

/** Modes that limit what an address may try. */
const COUNTING: ReadonlySet<unknown> = new Set(["api-key", "jwt", "oauth"]);
const OUTSIDE = ["users", "usersFile", "roles", "rules"] as const;

/** Who may call, and what: names that lead nowhere, patterns that are none, ways that let everybody in. */
export function access(data: unknown, report: Report): void {
  const whole = at(data, "access");
  const path: Path = ["access"];
  way(data, whole, path, report);
  items(at(data, "expose", "http", "trustedProxies")).forEach((range, i) => {
    if (typeof range === "string" && !hasVariable(range)) {
      proxyRange(range, ["expose", "http", "trustedProxies", i], report);
    }
  });
  const ways = items(at(whole, "of"));
  ways.forEach((one, i) => {
    const here: Path = [...path, "of", i];
    const mode = at(one, "mode");
    if (mode === "oauth" && ways.findIndex((other) => at(other, "mode") === "oauth") < i) {
      const message = `${show(here)} is a second mode oauth; the proxy can be only one authorization server`;
      report({ rule: "MCP3011", message, at: [...here, "mode"] });
    }
    if (mode === "none" || mode === "any-of") {
      report({ rule: "MCP3011", message: `${show(here)} cannot be ${mode}`, at: [...here, "mode"] });
    }
    for (const key of OUTSIDE) {
      if (at(one, key) === undefined) continue;
      const message = `${show([...here, key])} has no effect here; move it next to \`of\``;
      report({ rule: "MCP3011", message, at: [...here, key], key: true });
    }
    way(data, one, here, report);
  });
  const users = entries(at(whole, "users")).map(([name]) => name);
  const others = ["usersFile", "rules"].some((key) => at(whole, key) !== undefined);
  if (at(whole, "mode") === "none" && users.length > 0 && !others && !users.includes("local")) {
    report({
      rule: "MCP3015",
      message:
        "access.mode none gives every caller the name local, which access.users does not list: every call is refused",
      at: [...path, "mode"],
    });
  }
  forwardedIdentity(whole, report);
  countedAsOne(data, whole, report);
  const roles = entries(at(whole, "roles")).map(([name]) => name);
  for (const [name, user] of entries(at(whole, "users"))) grant(data, user, [...path, "users", name], roles, report);
  for (const [name, role] of entries(at(whole, "roles"))) grant(data, role, [...path, "roles", name], roles, report);
  items(at(whole, "rules")).forEach((rule, i) => {
    grant(data, rule, [...path, "rules", i], roles, report);
  });
}

function way(data: unknown, one: unknown, path: Path, report: Report): void {
  const mode = at(one, "mode");
  if (mode === "oauth" && at(one, "issuer") === undefined && !isIssuerKnown(at(one, "provider"))) {
    report({ rule: "MCP2008", message: `${show([...path, "issuer"])} is missing`, at: path });
  }
  if (mode === "oauth" || mode === "jwt") publicAddress(data, path, report);
  items(at(one, "trustedProxies")).forEach((range, i) => {
    if (typeof range === "string" && !hasVariable(range)) proxyRange(range, [...path, "trustedProxies", i], report);
  });
}

/** Limits by address, and a reverse proxy on this machine that the file does not name: all callers are one address. */
function countedAsOne(data: unknown, whole: unknown, report: Report): void {
  const http = at(data, "expose", "http");
  const [url, listen = "127.0.0.1:8080"] = [at(http, "publicUrl"), at(http, "listen")];
  if (typeof url !== "string" || hasVariable(url) || typeof listen !== "string" || hasVariable(listen)) return;
  if (at(http, "trustedProxies") !== undefined || !URL.canParse(url) || isLoopback(new URL(url).hostname)) return;
  const parsed = parseListen(listen);
  if ("wrong" in parsed || !isLoopback(parsed.host)) return;
  const modes = [whole, ...items(at(whole, "of"))].map((one) => at(one, "mode"));
  if (modes.includes("forwarded-user") || !modes.some((mode) => COUNTING.has(mode))) return;
  const message = "a reverse proxy on this machine forwards requests, so all callers count under one address";
  report({ rule: "MCP3019", message, at: ["expose", "http", "publicUrl"] });
}

/** Where the file names e-mail addresses, and whether a reverse proxy's header can say them. */
function forwardedIdentity(whole: unknown, report: Report): void {
  const list = items(at(whole, "of"));
  const ways: { readonly one: unknown; readonly path: Path }[] =
    at(whole, "mode") === "any-of"
      ? list.map((one, i) => ({ one, path: ["access", "of", i] }))
      : [{ one: whole, path: ["access"] }];
  const fronts = ways.filter(({ one }) => at(one, "mode") === "forwarded-user");
  if (fronts.length === 0) return;
  const named: Path[] = [
    ...entries(at(whole, "users")).flatMap(([name]) => (name.includes("@") ? [["access", "users", name]] : [])),
    ...items(at(whole, "rules")).flatMap((rule, i) =>
      entries(at(rule, "claims")).flatMap(([claim]) =>
        claim.startsWith("email") ? [["access", "rules", i, "claims", claim]] : [],
      ),
    ),
  ];
  const saysEmail = ({ one }: { one: unknown }): boolean =>
    ["jwt", "oauth"].includes(String(at(one, "mode"))) ||
    at(one, "emailHeader") !== undefined ||
    /mail/i.test(String(at(one, "header") ?? ""));
  const [first] = named;
  if (first !== undefined && !ways.some(saysEmail)) {
    const message = `${show(first)} is an e-mail address, but access.emailHeader is not set`;
    report({ rule: "MCP3016", message, at: first, key: true });
  }
  const decides = first !== undefined || at(whole, "usersFile") !== undefined;
  for (const { one, path } of fronts) {
    const header = at(one, "emailHeader");
    if (decides && typeof header === "string") {
      const message = `${header} decides on access: the reverse proxy must set or remove it on every request`;
      report({ rule: "MCP3017", message, at: [...path, "emailHeader"] });
    }
    const isLocal = items(at(one, "trustedProxies")).some(
      (range) => range === "unix" || isLoopback(String(range).split("/", 1)[0] as string),
    );
    if (isLocal && at(one, "fallbackUser") !== undefined) {
      const message = "the reverse proxy is on this machine, so callers without a user name become the fallback user";
      report({ rule: "MCP3018", message, at: [...path, "fallbackUser"] });
    }
  }
}

function publicAddress(data: unknown, path: Path, report: Report): void {
  const http = at(data, "expose", "http");
  const listen = at(http, "listen");
  if (typeof listen !== "string" || hasVariable(listen) || at(http, "publicUrl") !== undefined) return;
  const parsed = parseListen(listen);
  if ("wrong" in parsed || isLoopback(parsed.host)) return;
  const message = "expose.http.publicUrl is missing: clients cannot be sent to the sign-in page";
  report({ rule: "MCP3013", message, at: [...path, "mode"] });
}

function proxyRange(range: string, path: Path, report: Report): void {
  if (range === "unix") return;
  const found = addressRange(range);
  if (found === undefined) {
    report({ rule: "MCP4012", message: `${JSON.stringify(range)} is not an IP address or a CIDR range`, at: path });
  } else if (found.bits === 0) {
    report({ rule: "MCP3012", message: `${range} covers every address`, at: path });
  }
}

function grant(data: unknown, value: unknown, path: Path, roles: readonly string[], report: Report): void {
  items(at(value, "roles")).forEach((role, i) => {
    if (typeof role !== "string" || hasVariable(role) || roles.includes(role)) return;
    const hint = didYouMean(role, roles);
    const message = `unknown role ${role}`;
    report({ rule: "MCP2007", message, at: [...path, "roles", i], ...(hint === undefined ? {} : { hint }) });
  });
  const names = [...upstreams(data)].map(({ name }) => name);
  for (const holder of [
    { of: value, at: path },
    { of: at(value, "deny"), at: [...path, "deny"] },
  ]) {
    for (const side of SERVER_FEATURES) {
      items(at(holder.of, side)).forEach((pattern, i) => {
        if (typeof pattern === "string" && !hasVariable(pattern)) {
          checkPattern(pattern, side, [...holder.at, side, i], names, report);
        }
      });
    }
  }
}

function checkPattern(
  pattern: string,
  side: ServerFeature,
  path: Path,
  names: readonly string[],
  report: Report,
): void {
  const problem = accessPatternProblem(pattern, side);
  if (problem !== undefined) {
    const message = `${JSON.stringify(pattern.slice(0, 60))} is not a valid pattern: ${problem}`;
    report({ rule: "MCP4010", message, at: path });
    return;
  }
  const upstream = upstreamNamed(pattern);
  if (upstream === undefined || names.some((name) => name.toLowerCase() === upstream.toLowerCase())) return;
  const hint = didYouMean(upstream, names);
  const message = `the pattern ${JSON.stringify(pattern)} refers to an unknown upstream ${JSON.stringify(upstream)}`;
  report({ rule: "MCP2001", message, at: path, ...(hint === undefined ? {} : { hint }) });
}
