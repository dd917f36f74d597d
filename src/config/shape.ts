import type { ErrorObject } from "ajv";
import validate from "../../generated/validate.js";
import { MASK, replaced } from "../base/secret-text.js";
import { type Finding, type Path, pointer, quotedKey, type Report, show } from "./finding.js";
import { hasVariable } from "./interpolate.js";
import { allowedKeys, choices, homesOf, look, presentKeys } from "./schema.js";
import { type FoundSecret, findSecrets } from "./secrets.js";
import { didYouMean, nearest } from "./suggest.js";

/** Checks the shape of plain data and fills in defaults in place; every finding speaks of the branch that was chosen. */
export function checkShape(data: unknown, report: Report): void {
  if (validate(data)) return;
  const quote = quoter(data);
  for (const error of validate.errors ?? []) {
    const path = pathOf(error.instancePath, data);
    const finding = explain(error, path, data, quote);
    if (finding !== undefined) report(finding);
  }
}

/** What Ajv says beside each keyword; only the members of the keyword at hand are there. */
interface Params {
  readonly additionalProperty: string;
  readonly missingProperty: string;
  readonly property: string;
  readonly tag: string;
  readonly tagValue: unknown;
  readonly allowedValues: readonly unknown[];
  readonly allowedValue: unknown;
  readonly pattern: string;
  readonly type: string | readonly string[];
}

function explain(error: ErrorObject, path: Path, data: unknown, quote: Quote): Finding | undefined {
  const value = valueAt(data, path);
  const where = show(path);
  const params = error.params as Params;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(data, path, params.additionalProperty);
    case "required":
      if (/\/anyOf\/\d+\/required$/.test(error.schemaPath)) return undefined;
      return missing(path, params.missingProperty);
    case "dependencies":
      return missing(path, params.missingProperty, ` together with ${JSON.stringify(params.property)}`);
    case "anyOf":
      return neither(data, path, value);
    case "discriminator":
      if (params.tagValue === undefined) return undefined;
      return oneOf([...path, params.tag], params.tagValue, choices(data, path, params.tag), quote);
    case "enum":
      return hasVariable(value) ? undefined : oneOf(path, value, params.allowedValues, quote);
    case "const":
      return hasVariable(value) ? undefined : oneOf(path, value, [params.allowedValue], quote);
    case "pattern":
      return hasVariable(value) ? undefined : malformed(path, value, params.pattern, quote);
    case "type":
      return wrongType(path, value, params.type, expected(data, path));
    case "if":
    case "oneOf":
      return undefined;
    default:
      return { rule: "MCP1011", message: `${where}${onlyOne(error, data, path) ?? ` ${bound(error)}`}`, at: path };
  }
}

/** YAML 1.1's key that merges another map. */
const MERGE_KEY = "<<";

function unknownKey(data: unknown, path: Path, key: string): Finding {
  return {
    rule: "MCP1001",
    message: `unknown key ${quotedKey(key)} in ${show(path)}`,
    at: [...path, key],
    key: true,
    hint: () => didYouMean(key, allowedKeys(data, path)),
    notes: () => {
      if (key === MERGE_KEY) return ["YAML 1.2 has no merge keys; repeat the keys, or use *alias for a whole value"];
      const allowed = allowedKeys(data, path);
      const notes = [allowed.length === 0 ? "no key is allowed here" : `allowed here: ${allowed.join(", ")}`];
      if (key === MERGE_KEY)
        notes.unshift("YAML 1.2 has no merge keys; repeat the keys, or use *alias for a whole value");
      else if (key === "command" || key === "url") notes.unshift("set command or url, not both");
      else if (isEntry(path) && CLIENT_KEYS.has(key)) notes.unshift(IMPORT);
      else if (nearest(key, allowed) === undefined) {
        const homes = homesOf(key);
        if (homes.length > 0) notes.push(`${key} is a key of ${homes.join(" and of ")}`);
      }
      return notes;
    },
  };
}

const missing = (path: Path, key: string, beside = ""): Finding => ({
  rule: "MCP1004",
  message: `${show(path)} needs ${JSON.stringify(key)}${beside}`,
  at: path,
  key: true,
});

function neither(data: unknown, path: Path, value: unknown): Finding {
  const keys = presentKeys(data, path);
  const own = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (own.includes(MERGE_KEY)) return unknownKey(data, path, MERGE_KEY);
  if (isEntry(path) && CLIENT_MAPS.has(String(path[1]))) return misplaced(path);
  const typo = own.map((key) => ({ key, meant: nearest(key, keys) })).find(({ meant }) => meant !== undefined);
  if (typo !== undefined) {
    const hint = `did you mean ${JSON.stringify(typo.meant)}?`;
    const message = `unknown key ${quotedKey(typo.key)} in ${show(path)}`;
    return { rule: "MCP1001", message, at: [...path, typo.key], key: true, hint };
  }
  return {
    rule: "MCP1013",
    message: `${show(path)} needs ${keys.map((key) => JSON.stringify(key)).join(" or ")}`,
    at: path,
    key: true,
    notes: [
      ...["command: a program to start; url: the address of a remote server"].filter(() => keys.includes("command")),
      ...[IMPORT].filter(() => isEntry(path) && own.some((key) => CLIENT_KEYS.has(key))),
    ],
  };
}

function oneOf(path: Path, value: unknown, allowed: readonly unknown[], quote: Quote): Finding {
  const words = allowed.map(String);
  return {
    rule: "MCP1003",
    message: `${show(path)} cannot be ${quote(path, value)}`,
    at: path,
    hint: () => (typeof value === "string" ? didYouMean(value, words) : undefined),
    notes: [`allowed here: ${words.join(", ")}`],
  };
}

/** What only some clients have in an entry of theirs. */
const CLIENT_KEYS = new Set(
  "serverUrl httpUrl autoApprove alwaysAllow disabledTools includeTools excludeTools envFile trust transportType environment enabled timeout".split(
    " ",
  ),
);
const isEntry = (path: Path): boolean => path.length === 2 && (path[0] === "upstreams" || path[0] === "mcpServers");
const IMPORT = "this key comes from a client's configuration; mcp-proxy import converts such a file";

/** What clients call their map of servers. */
const CLIENT_MAPS = new Set(["mcpServers", "servers", "context_servers"]);

/** A client's whole map where its entries belong. */
const misplaced = (path: Path): Finding => ({
  rule: "MCP1013",
  message: `${show(path)} looks like a client's map of servers; expected one upstream`,
  at: path,
  key: true,
  hint: `move its entries up to ${show(path.slice(0, 1))}`,
});

const FORMS: Readonly<Record<string, string>> = {
  "(ms|s|m|h|d)": "a duration: a whole number and a unit, such as 250ms, 30s, 5m, 1h",
  "(B|KB|KiB": "a size: a whole number and a unit, such as 512KiB, 4MiB",
  "[A-Za-z_][A-Za-z0-9_]*": "the name of an environment variable",
};

/** What a value should look like, where the schema says more than its type. */
function expected(data: unknown, path: Path): string | undefined {
  const { pattern = "", properties = {}, examples = [] } = look(data, path).node;
  if ("env" in properties && "file" in properties) return "a reference to the secret: { env: NAME } or { file: path }";
  const [example] = examples;
  return formOf(pattern) ?? (typeof example === "string" ? `something like ${example}` : undefined);
}

const formOf = (pattern: string) => Object.entries(FORMS).find(([part]) => pattern.includes(part))?.[1];

function malformed(path: Path, value: unknown, pattern: string, quote: Quote): Finding {
  const notes = [`expected ${formOf(pattern) ?? `text that matches ${pattern}`}`];
  return { rule: "MCP1012", message: `${show(path)} cannot be ${quote(path, value)}`, at: path, notes };
}

const NAMES: Readonly<Record<string, string>> = {
  string: "text",
  object: "a map",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "nothing",
};

function wrongType(path: Path, value: unknown, type: string | readonly string[], form: string | undefined): Finding {
  const wanted = [type].flat().map((name) => NAMES[name] ?? name);
  const got = Array.isArray(value) ? "a list" : (NAMES[typeof value] ?? typeof value);
  const notes: string[] = [];
  if (hasVariable(value)) notes.push("a variable always expands to text");
  else if (typeof value === "string" && /^(yes|no|on|off|y|n)$/i.test(value))
    notes.push("write true or false (YAML 1.2)");
  else if (value === null) notes.push("remove the key, or set a value");
  else if (form !== undefined) notes.push(`expected ${form}`);
  return {
    rule: "MCP1002",
    message:
      value === null
        ? `${show(path)} is empty; expected ${wanted.join(" or ")}`
        : `${show(path)} must be ${wanted.join(" or ")}, not ${got}`,
    at: path,
    key: value === null,
    notes,
  };
}

/** For a map that takes one of several keys. */
function onlyOne(error: ErrorObject, data: unknown, path: Path): string | undefined {
  const { limit } = error.params as { limit?: number };
  const keys = error.keyword === "maxProperties" && limit === 1 ? allowedKeys(data, path) : [];
  return keys.length > 1 ? `: set exactly one of ${keys.join(", ")}` : undefined;
}

function bound(error: ErrorObject): string {
  const { limit } = error.params as { limit?: number };
  switch (error.keyword) {
    case "minimum":
      return `must be at least ${limit}`;
    case "maximum":
      return `must be at most ${limit}`;
    case "minLength":
      return "must not be empty";
    case "minItems":
    case "minProperties":
      return limit === 1 ? "must not be empty" : `needs at least ${limit} entries`;
    case "maxItems":
    case "maxProperties":
      return `may have at most ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "uniqueItems":
      return "contains the same entry twice";
    default:
      return error.message ?? `violates ${error.keyword}`;
  }
}

/** Repeats the value at a path: without its secrets, short, on one line. */
type Quote = (path: Path, value: unknown) => string;

function quoter(data: unknown): Quote {
  let secrets: ReadonlyMap<string, FoundSecret> | undefined;
  return (path, value) => {
    secrets ??= new Map(findSecrets(data).flatMap((each) => (each.key ? [] : [[pointer(each.path), each]])));
    const found = secrets.get(pointer(path));
    const safe = found === undefined ? value : replaced(found.text, found.spans, () => MASK);
    const text = JSON.stringify(safe) ?? String(safe);
    // Cut last: nobody would know half of a secret for one.
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  };
}

function pathOf(instancePath: string, data: unknown): Path {
  const path: (string | number)[] = [];
  let here = data;
  for (const part of instancePath.split("/").slice(1)) {
    const key = part.replace(/~1/g, "/").replace(/~0/g, "~");
    path.push(Array.isArray(here) ? Number(key) : key);
    here = valueAt(here, path.slice(-1));
  }
  return path;
}

function valueAt(data: unknown, path: Path): unknown {
  let here = data;
  for (const key of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}
