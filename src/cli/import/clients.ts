import { ProxyError } from "../../model/errors.js";

/** One entry of a client's configuration, as it stands there. */
export interface ClientEntry {
  readonly name: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Where clients keep their servers: Claude, Cursor, Windsurf and most others; VS Code's own file and its settings; Zed. */
const PLACES: readonly (readonly string[])[] = [["mcpServers"], ["servers"], ["mcp", "servers"], ["context_servers"]];

/** The entries of a client's configuration file: JSON, with comments and trailing commas. Throws CONFIG. */
export function clientEntries(text: string, file: string): ClientEntry[] {
  let data: unknown;
  try {
    data = JSON.parse(plainJson(text.replace(/^\ufeff/, "")));
  } catch (error) {
    // The engine's own message may quote the file, and the file may hold secrets.
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = at === undefined ? "" : `:${text.slice(0, Number(at)).split("\n").length}`;
    throw new ProxyError("CONFIG", `${file}${line}: invalid JSON`, { cause: error });
  }
  const map =
    PLACES.map((place) => place.reduce(member, data)).find(isMapOfMaps) ?? (isServerMap(data) ? data : undefined);
  if (map === undefined) throw new ProxyError("CONFIG", `${file}: found no mcpServers or servers`);
  return Object.entries(map as Readonly<Record<string, Readonly<Record<string, unknown>>>>).map(([name, entry]) => ({
    name,
    entry,
  }));
}

/** JSON without the comments and trailing commas that clients put up with; what stands in quotes is left alone, and everything in its place. */
const plainJson = (text: string): string =>
  text.replace(
    /"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/.*|\/\*(?:(?!\*\/)[\s\S])*\*\/)*[}\]])/g,
    (part) => (part.startsWith('"') ? part : part.replace(/[^\n]/g, " ")),
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const member = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Whether the value of a known place holds entries, good or bad. */
const isMapOfMaps = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isObject);

/** Whether a file is nothing but a map of which every value says how to start or reach something. */
const isServerMap = (value: unknown): boolean =>
  isMapOfMaps(value) && Object.values(value as object).every((entry) => isReachable(entry));

/** Whether an entry says how to start or reach something. */
export const isReachable = (entry: Readonly<Record<string, unknown>>): boolean =>
  ["command", "url", "serverUrl", "httpUrl"].some((key) => typeof entry[key] === "string");
