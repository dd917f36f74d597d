import { isLoopback } from "../../base/loopback.js";
import type { Path, Report } from "../finding.js";
import { show } from "../finding.js";
import { hasVariable } from "../interpolate.js";
import { parseListen } from "../listen.js";
import { didYouMean } from "../suggest.js";
import { at, entries, items, upstreams } from "./look.js";
import { parse } from "./urls.js";

const HTTP: Path = ["expose", "http"];

/** Where clients come in: addresses, and who may. */
export function listening(data: unknown, report: Report): void {
  const http = at(data, "expose", "http");
  const listen = at(http, "listen");
  if (typeof listen === "string" && !hasVariable(listen)) {
    const parsed = parseListen(listen);
    if ("wrong" in parsed)
      report({
        rule: "MCP4004",
        message: `${show([...HTTP, "listen"])} ${parsed.wrong}`,
        at: [...HTTP, "listen"],
        notes: ["use for example 127.0.0.1:8080, [::1]:8080, or :8080 for every address"],
      });
    else if (!isLoopback(parsed.host)) open(data, http, report);
  }
  publicUrl(at(http, "publicUrl"), [...HTTP, "publicUrl"], report);
}

/** An address for the outside, and everybody behind it let in: right only where something in front asks who they are. */
export function outside(data: unknown, report: Report): void {
  const http = at(data, "expose", "http");
  const url = at(http, "publicUrl");
  const mode = at(data, "access", "mode");
  if (typeof url !== "string" || hasVariable(url) || (mode !== undefined && mode !== "none")) return;
  if (at(http, "insecureAllowUnauthenticated") === true) return;
  const parsed = parse(url);
  if (parsed === undefined || isLoopback(parsed.hostname)) return;
  report({
    rule: "MCP3014",
    message: `${parsed.origin} gives everyone who can reach it access to every upstream`,
    at: [...HTTP, "publicUrl"],
    notes: ["set up access; if a reverse proxy in front authenticates callers, set insecureAllowUnauthenticated: true"],
  });
}

/** Where metrics are read: not by strangers. */
export function telemetry(data: unknown, report: Report): void {
  const path: Path = ["telemetry", "metrics", "listen"];
  const metrics = at(data, "telemetry", "metrics");
  const listen = at(metrics, "listen");
  if (typeof listen !== "string" || hasVariable(listen)) return;
  const parsed = parseListen(listen);
  if ("wrong" in parsed) report({ rule: "MCP4004", message: `${show(path)} ${parsed.wrong}`, at: path });
  else if (
    !isLoopback(parsed.host) &&
    at(metrics, "token") === undefined &&
    at(metrics, "insecureAllowUnauthenticated") !== true
  )
    report({
      rule: "MCP3002",
      message: `${show(path)} listens on the network without access control`,
      at: path,
      notes: ["listen on 127.0.0.1, set token, or set insecureAllowUnauthenticated: true"],
    });
}

function open(data: unknown, http: unknown, report: Report): void {
  const mode = at(data, "access", "mode");
  if ((mode !== undefined && mode !== "none") || at(http, "insecureAllowUnauthenticated") === true) return;
  report({
    rule: "MCP3002",
    message: `${show([...HTTP, "listen"])} listens on the network without access control`,
    at: [...HTTP, "listen"],
    notes: ["listen on 127.0.0.1, set up access, or set insecureAllowUnauthenticated: true"],
  });
}

function publicUrl(text: unknown, path: Path, report: Report): void {
  if (typeof text !== "string" || hasVariable(text)) return;
  const url = parse(text);
  if (url === undefined || !/^https?:\/\/[^/?#]/i.test(text))
    report({ rule: "MCP4005", message: `${show(path)} is not an http or https URL`, at: path });
  else if (url.username !== "" || url.password !== "")
    report({ rule: "MCP3004", message: `${show(path)} contains a user name or password`, at: path });
  else if (url.pathname !== "/" || text.includes("?") || text.includes("#"))
    report({
      rule: "MCP4006",
      message: `${show(path)} must have a scheme, host and port only`,
      at: path,
      hint: url.origin,
      notes:
        url.pathname === "/"
          ? []
          : [`pathPrefix: ${url.pathname.replace(/\/$/, "")} moves every route below that path`],
    });
  else if (url.protocol === "http:" && !isLoopback(url.hostname))
    report({
      rule: "MCP3003",
      message: `${show(path)} uses plain http outside loopback`,
      at: path,
      hint: text.replace(/^http:/i, "https:"),
    });
}

/** First segments of the routes the proxy has besides its endpoints. */
const RESERVED =
  /^\/(?:health|ready|metrics|sse|messages?|v\d+|\.well-known|oauth|auth|api|authorize|token|register|revoke|consent|callback|login|logout|assets|mcp-proxy)(?:\/|$)/i;

/** Endpoints: paths nothing else has, and upstreams that exist. */
export function endpoints(data: unknown, report: Report): void {
  const names = new Set([...upstreams(data)].map(({ name }) => name));
  for (const [route, endpoint] of entries(at(data, "expose", "http", "endpoints"))) {
    const path = [...HTTP, "endpoints", route];
    if (!/^(?:\/[A-Za-z0-9._~-]+)+$/.test(route) || /\/\.{1,2}(?:\/|$)/.test(route))
      report({
        rule: "MCP4003",
        message: `${JSON.stringify(route)} is not a valid endpoint path`,
        at: path,
        key: true,
        hint:
          /^[\w./-]+$/.test(route) && route !== "/"
            ? `/${route
                .split("/")
                .filter((part) => !/^\.*$/.test(part))
                .join("/")}`
            : undefined,
      });
    else if (RESERVED.test(route))
      report({ rule: "MCP4003", message: `${route} is reserved for the proxy's own routes`, at: path, key: true });
    chosen(endpoint, path, names, report);
  }
  chosen(at(data, "expose", "stdio"), ["expose", "stdio"], names, report);
}

/** The upstreams a place shows. */
function chosen(place: unknown, path: Path, names: ReadonlySet<string>, report: Report): void {
  items(at(place, "upstreams")).forEach((name, index) => {
    if (typeof name !== "string" || names.has(name) || hasVariable(name)) return;
    report({
      rule: "MCP2001",
      message: `unknown upstream ${JSON.stringify(name)}`,
      at: [...path, "upstreams", index],
      hint: () => didYouMean(name, names),
      notes: () =>
        names.size === 0
          ? []
          : [`upstreams in this file: ${[...names].slice(0, 12).join(", ")}${names.size > 12 ? ", …" : ""}`],
    });
  });
}

/** Hosts and origins that are let in: names as browsers and clients send them. */
export function admitted(data: unknown, report: Report): void {
  const http = at(data, "expose", "http");
  items(at(http, "allowedHosts")).forEach((host, index) => {
    if (
      typeof host !== "string" ||
      hasVariable(host) ||
      /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])$/.test(host)
    )
      return;
    report({
      rule: "MCP4007",
      message: `${JSON.stringify(host)} is not a host name`,
      at: [...HTTP, "allowedHosts", index],
      notes: ["use a name without scheme, port or wildcard"],
    });
  });
  items(at(http, "allowedOrigins")).forEach((origin, index) => {
    if (typeof origin !== "string" || hasVariable(origin) || /^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+$/.test(origin)) return;
    report({
      rule: "MCP4007",
      message: `${JSON.stringify(origin)} is not a web origin (scheme://host[:port])`,
      at: [...HTTP, "allowedOrigins", index],
      notes: ["write it in lower case, without a path"],
    });
  });
}
