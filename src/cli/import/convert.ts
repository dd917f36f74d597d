import { pointer } from "../../config/finding.js";
import { findSecrets } from "../../config/secrets.js";
import { unwrapAuthful } from "./authful.js";
import { type ClientEntry, isReachable } from "./clients.js";
import { unwrapRemote } from "./remote.js";

/** A secret that is to be moved out of the file. */
export interface FoundSecret {
  /** Relative to the config's folder. */
  readonly file: string;
  readonly text: string;
}

/** An upstream made of a client's entry; undefined when the entry says neither what to start nor what to reach. */
export interface Converted {
  readonly name: string;
  readonly upstream: Readonly<Record<string, unknown>> | undefined;
  readonly secrets: readonly FoundSecret[];
  /** What became something else. */
  readonly changed: readonly string[];
  /** What is lost, and why. */
  readonly dropped: readonly string[];
}

/** Keys that are about the client and mean nothing to a proxy. */
const CLIENTS_OWN: Readonly<Record<string, string>> = {
  alwaysAllow: "not imported: confirmation is up to the client",
  autoApprove: "not imported: confirmation is up to the client",
  trust: "not imported: confirmation is up to the client",
  alwaysLoad: "not imported: it concerns only the client",
  gallery: "not imported: it concerns only the client",
  icon: "not imported: it concerns only the client",
  envFile: "not imported: list the variables under env: { NAME: { env: NAME } }",
  headersHelper: "not supported by mcp-proxy",
  inputs: "not imported: it concerns only the client",
};

/** Makes an upstream of an entry. `taken` are the names (in lower case) that are no longer free; the new one is added. */
export function convert({ name, entry }: ClientEntry, taken: Set<string>): Converted {
  const changed: string[] = [];
  const dropped: string[] = [];
  if (!isReachable(entry)) {
    return { name, upstream: undefined, secrets: [], changed, dropped: ["no command and no URL"] };
  }
  const legal = freeName(name, taken);
  if (legal !== name) changed.push(`renamed from ${JSON.stringify(name)}`);
  const upstream: Record<string, unknown> = {};
  const url = entry.url ?? entry.serverUrl ?? entry.httpUrl;
  const args = Array.isArray(entry.args) ? entry.args.map(String) : [];
  const command = typeof entry.command === "string" ? entry.command : "";
  const authful = unwrapAuthful(command, args, entry.env);
  const remote = authful ?? unwrapRemote(command, args);
  if (remote !== undefined) {
    const wrapper = authful === undefined ? "mcp-remote" : "authful-mcp-proxy";
    changed.push(`removed ${wrapper}: the proxy connects to the address directly`);
    dropped.push(...remote.dropped);
    upstream.url = remote.url;
    if (remote.transport !== undefined) upstream.transport = remote.transport;
    if (Object.keys(remote.headers).length > 0) upstream.headers = withEnv(remote.headers, entry.env);
    if (remote.auth !== undefined) upstream.auth = remote.auth;
    if (remote.ignore.length > 0) upstream.tools = { ignore: remote.ignore };
  } else if (typeof entry.command === "string") {
    upstream.command = entry.command;
    if (args.length > 0) upstream.args = args;
    if (isFilled(entry.env)) upstream.env = entry.env;
    if (typeof entry.cwd === "string") upstream.cwd = entry.cwd;
  } else {
    upstream.url = url;
    if (typeof entry.type === "string" && entry.type !== "http")
      upstream.transport = entry.type === "streamableHttp" ? "streamable-http" : entry.type;
    if (isFilled(entry.headers)) upstream.headers = entry.headers;
  }
  if (entry.disabled === true) upstream.disabled = true;
  if (typeof entry.description === "string") upstream.description = entry.description;
  if (Array.isArray(entry.disabledTools) && entry.disabledTools.length > 0)
    upstream.tools = { ignore: entry.disabledTools };
  if (typeof entry.timeout === "number")
    dropped.push(`timeout: ${entry.timeout} not imported: clients use different units; set timeouts`);
  for (const key of Object.keys(entry)) {
    const reason = CLIENTS_OWN[key] ?? (KNOWN.has(key) ? undefined : "not imported: unknown key");
    if (reason !== undefined) dropped.push(`${key} ${reason}`);
  }
  const secrets: FoundSecret[] = [];
  const sure = findSecrets({ upstreams: { [legal]: upstream } }).filter(
    ({ key, spans }) => !key && spans.some((one) => one.sure),
  );
  const literal = new Set(sure.map(({ path }) => pointer(path.slice(2))));
  const moved = translated(upstream, [], changed, (path, text) => {
    if (!literal.has(pointer(path))) return text;
    const file = `secrets/${[legal, ...path].join("-").replace(/[^A-Za-z0-9_.-]+/g, "-")}`;
    secrets.push({ file, text });
    return { file };
  });
  return { name: legal, upstream: moved as Record<string, unknown>, secrets, changed, dropped };
}

const KNOWN = new Set(
  "name type command args env cwd url serverUrl httpUrl headers disabled enabled description disabledTools timeout".split(
    " ",
  ),
);

const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** mcp-remote puts variables of its own environment into headers, because its arguments could not have spaces. */
function withEnv(headers: Readonly<Record<string, string>>, env: unknown): Record<string, string> {
  const known = (typeof env === "object" && env !== null ? env : {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name,
      text.replace(/\$\{(\w+)\}/g, (whole, variable: string) =>
        Object.hasOwn(known, variable) ? String(known[variable]) : whole,
      ),
    ]),
  );
}

/** Placeholders that only the client can fill, and what they are called as variables. */
const CLIENTS_PLACEHOLDER = /\$\{(?:input:([\w-]+)|(workspaceFolder|workspaceFolderBasename|userHome|cwd))\}/g;

/**
 * Placeholders in our spelling, and texts that could be read from a file handed to `move`, which says what stands in their place. Variables that somebody
 * has to set from now on are added to `changed`.
 */
function translated(
  value: unknown,
  path: readonly string[],
  changed: string[],
  move: (path: readonly string[], text: string) => unknown,
): unknown {
  if (typeof value === "string") {
    const text = value
      .replace(/\$\{env:(\w+)\}/g, "${$1}")
      .replace(CLIENTS_PLACEHOLDER, (placeholder, input?: string, known?: string) => {
        const variable = (known ?? input ?? "")
          .replace(/([a-z])([A-Z])/g, "$1_$2")
          .replace(/\W/g, "_")
          .toUpperCase();
        changed.push(`${placeholder} became the environment variable ${variable}; set it`);
        return `\${${variable}}`;
      });
    const movable = path.at(-2) === "env" || path.at(-2) === "headers" || path.at(-1) === "clientSecret";
    return movable && !text.includes("${") ? move(path, text) : text;
  }
  const next = (item: unknown, key: string): unknown => translated(item, [...path, key], changed, move);
  if (Array.isArray(value)) return value.map((item, index) => next(item, String(index)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, next(item, key)]));
}

/** The name itself where it is legal and free, else the nearest one that is. */
function freeName(name: string, taken: Set<string>): string {
  const base =
    name
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/_{2,}/g, "_")
      .replace(/^[^A-Za-z0-9]+|-+$/g, "")
      .slice(0, 29) || "upstream";
  let legal =
    name !== "" && name.length <= 32 && name.replace(/[^A-Za-z0-9_-]+|_{2,}|^[^A-Za-z0-9]/g, "") === name ? name : base;
  for (let i = 2; taken.has(legal.toLowerCase()); i += 1) legal = `${base}-${i}`;
  taken.add(legal.toLowerCase());
  return legal;
}
