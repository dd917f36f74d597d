/** What a command line that wraps a remote server says of it. */
export interface Unwrapped {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly transport: string | undefined;
  readonly auth: Readonly<Record<string, unknown>> | undefined;
  readonly ignore: readonly string[];
  /** Options that have no counterpart, each with the reason. */
  readonly dropped: readonly string[];
}

/** Options of mcp-remote that take no value, and what becomes of them. */
const FLAGS: Readonly<Record<string, string>> = {
  "--allow-http": "",
  "--debug": "use log.level: debug",
  "--silent": "use log.level: error",
  "--enable-proxy": "",
  "--disable-resource-parameter": "",
};

/** What `npx mcp-remote URL …` (with or without a version, through npx, bunx, pnpm dlx …) wraps; undefined when it is something else. */
export function unwrapRemote(command: string, args: readonly string[]): Unwrapped | undefined {
  const words = [command.replace(/^.*[\\/]/, ""), ...args];
  const at = words.findIndex((word) => /^mcp-remote(?:@[\w.-]+)?$/.test(word));
  const rest = words.slice(at + 1);
  const url = rest.find((word) => /^https?:\/\//.test(word));
  if (at < 0 || url === undefined) return undefined;
  const headers: Record<string, string> = {};
  const ignore: string[] = [];
  const dropped: string[] = [];
  const auth: Record<string, unknown> = {};
  let transport: string | undefined;
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? "";
    if (!word.startsWith("--")) {
      if (word !== url) dropped.push(`${word}: the proxy chooses the callback port at sign-in`);
      continue;
    }
    const flag = FLAGS[word];
    if (flag !== undefined) {
      if (flag !== "") dropped.push(`${word}: ${flag}`);
      if (word === "--disable-resource-parameter") auth.resource = "omit";
      continue;
    }
    i += 1;
    const value = rest[i] ?? "";
    if (word === "--header") {
      const [, name = "", text = ""] = /^([^:]+):\s*(.*)$/s.exec(value) ?? [];
      if (name !== "") headers[name.trim()] = text;
    } else if (word === "--transport") transport = value;
    else if (word === "--resource") auth.resource = value;
    else if (word === "--ignore-tool") ignore.push(value);
    else if (word === "--static-oauth-client-info") client(value, auth, dropped);
    else dropped.push(`${word} not supported by mcp-proxy`);
  }
  return {
    url,
    headers,
    transport,
    ignore,
    dropped,
    auth: Object.keys(auth).length === 0 ? undefined : { mode: "auto", ...auth },
  };
}

function client(value: string, auth: Record<string, unknown>, dropped: string[]): void {
  let info: { client_id?: unknown; client_secret?: unknown } = {};
  try {
    if (!value.startsWith("@")) info = JSON.parse(value) as typeof info;
  } catch {
    // Said below: what cannot be read is not taken over.
  }
  if (typeof info.client_id !== "string") {
    dropped.push("--static-oauth-client-info: set auth.clientId yourself");
    return;
  }
  auth.clientId = info.client_id;
  if (typeof info.client_secret === "string") auth.clientSecret = info.client_secret;
}
