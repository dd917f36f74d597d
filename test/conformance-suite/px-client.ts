/**
 * The proxy as the conformance suite's client: runs the built program with the suite's server (the last argument) as its one
 * upstream, signs in the way a person would when an answer says so, and uses everything the server offers.
 * Exit 0: everything was answered. Exit 1: something was not.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client as ClientTwo } from "@modelcontextprotocol/client";
import { StdioClientTransport as StdioTwo } from "@modelcontextprotocol/client/stdio";
import { Client as ClientOne } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioOne } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

// biome-ignore lint/suspicious/noExplicitAny: two SDK lines and the suite's own JSON; looked into, never trusted
type Any = any;

const url = process.argv.at(-1) ?? "";
const env = process.env;
const context = JSON.parse(env.MCP_CONFORMANCE_CONTEXT ?? "{}") as Any;
const modern = env.MCP_CONFORMANCE_PROTOCOL_VERSION === "2026-07-28";
/** The client metadata document the suite's issuers know. */
const DOCUMENT = "https://conformance-test.local/client-metadata.json";

const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-px-"));
const file = join(folder, "mcp-proxy.yaml");
const registered = context.client_id === undefined ? {} : { clientId: context.client_id };
const secret = context.client_secret === undefined ? {} : { clientSecret: { env: "PX_SECRET" } };
const key = { privateKey: { env: "PX_KEY" }, privateKeyAlgorithm: context.signing_algorithm };
const alone = (env.MCP_CONFORMANCE_SCENARIO ?? "").startsWith("auth/client-credentials-");
const unattended = {
  mode: "client-secret",
  ...(alone ? { issuer: await issuerOf(url) } : {}),
  grant: "client_credentials",
  ...registered,
  ...(context.private_key_pem === undefined ? secret : { tokenEndpointAuth: "private_key_jwt", ...key }),
};
const auth = alone ? unattended : { mode: "auto", clientMetadataUrl: DOCUMENT, ...registered, ...secret };
const config = {
  upstreams: { fixture: { url, auth } },
  store: { type: "file", path: join(folder, "store") },
  log: { level: "debug" },
};
writeFileSync(file, JSON.stringify(config), { mode: 0o600 });

/** What an operator reads in the documents of an upstream and writes into the file, for whom a secret is meant (RFC 9728). */
async function issuerOf(upstream: string): Promise<string> {
  const { origin, pathname } = new URL(upstream);
  for (const path of [pathname, ""]) {
    const response = await fetch(`${origin}/.well-known/oauth-protected-resource${path}`);
    if (response.ok) return ((await response.json()) as Any).authorization_servers[0];
  }
  throw new Error(`${upstream} does not say whom it trusts`);
}

/** Opens a sign-in link as a browser would, up to the page the proxy shows at its end. */
async function signIn(link: string): Promise<void> {
  let at = new URL(link);
  for (let hop = 0; hop < 10; hop++) {
    const response = await fetch(at, { redirect: "manual" });
    const location = response.headers.get("location");
    if (location === null) {
      if (!response.ok) throw new Error(`The sign-in ended with ${response.status}`);
      return;
    }
    at = new URL(location, at);
  }
  throw new Error("The sign-in leads round in circles");
}

/** What the user answers: signs in when a link is shown, and takes the defaults of a form. */
async function elicited(params: Any): Promise<Any> {
  if (params.mode === "url") {
    await signIn(params.url);
    return { action: "accept" };
  }
  const properties = Object.entries((params.requestedSchema?.properties ?? {}) as Record<string, Any>);
  const content = properties
    .filter(([, schema]) => schema.default !== undefined)
    .map(([key, schema]) => [key, schema.default]);
  return { action: "accept", content: Object.fromEntries(content) };
}

const stdio = {
  command: process.execPath,
  args: [resolve(env.PX_PROGRAM ?? "dist/main.js"), "serve", "--stdio", "-c", file],
  env: {
    PATH: env.PATH ?? "",
    HOME: folder,
    PX_SECRET: context.client_secret ?? "",
    PX_KEY: context.private_key_pem ?? "",
  },
  stderr: "inherit" as const,
};
const info = { name: "conformance-px", version: "1.0.0" };
const capabilities = { elicitation: { form: { applyDefaults: true }, url: {} }, sampling: {}, roots: {} };

async function connect(): Promise<Any> {
  if (modern) {
    const client = new ClientTwo(info, { capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } });
    client.setRequestHandler("elicitation/create", ({ params }) => elicited(params));
    client.setRequestHandler("sampling/createMessage", () => ({
      role: "assistant" as const,
      content: { type: "text" as const, text: "Paris" },
      model: "none",
    }));
    client.setRequestHandler("roots/list", () => ({ roots: [{ uri: "file:///work", name: "work" }] }));
    await client.connect(new StdioTwo(stdio));
    return client;
  }
  const client = new ClientOne(info, { capabilities });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => elicited(params));
  await client.connect(new StdioOne(stdio));
  return client;
}

/** The sign-in link in an answer of any era; undefined when it is another failure. */
function linkIn(error: Any): string | undefined {
  const data = error?.data;
  return data?.elicitations?.[0]?.url ?? data?.auth_url ?? data?.authUrl;
}

/**
 * The suite starts all scenarios at once, and each is three processes: only a few run at a time, so that nobody's timeouts
 * speak of the machine instead of the proxy. A port is the slot: it is free again however its holder ends.
 */
async function takeSlot(): Promise<Server> {
  for (;;) {
    for (let port = 29_870; port < 29_873; port++) {
      const server = createServer();
      const taken = await new Promise<boolean>((settle) => {
        server.once("error", () => settle(false));
        server.listen({ port, host: "127.0.0.1", exclusive: true }, () => settle(true));
      });
      if (taken) return server.unref();
    }
    await sleep(100 + Math.random() * 200);
  }
}

/** Does something, signing in as often as the answer asks for it, and waiting where the proxy says that somebody is late. */
async function signedIn<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const link = linkIn(error);
      if (attempt >= 8) throw error;
      if (link !== undefined) await signIn(link);
      else if ((error as { code?: unknown }).code === -33001) await sleep(500);
      else throw error;
    }
  }
}

function argumentsFor(schema: Any): Record<string, unknown> {
  const properties = Object.entries((schema?.properties ?? {}) as Record<string, Any>);
  return Object.fromEntries(
    properties.filter(([key]) => schema.required?.includes(key)).map(([key, each]) => [key, sample(each)]),
  );
}

/** What the tool that gives a schema back is given: that of the tool before it, as it arrived here. */
function echoed(tools: readonly Any[]): Record<string, unknown> {
  return { schema: tools.find(({ name }) => name === "json_schema_2020_12_tool")?.inputSchema };
}

function sample(schema: Any): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const made: Record<string, unknown> = { number: 5, integer: 5, boolean: true, array: [], object: {}, null: null };
  return made[schema.type] ?? "text";
}

const failures: string[] = [];
async function attempt(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if ((error as { code?: unknown }).code === -32601) return; // the server has none of it
    failures.push(`${what}: ${(error as Error).message}`);
  }
}

await takeSlot();
const client = await connect();
await attempt("tools", async () => {
  const { tools } = await signedIn<Any>(() => client.listTools());
  const calls: Any[] =
    context.toolCalls ??
    tools.map((tool: Any) => ({
      name: tool.name,
      arguments: tool.name === "json_schema_echo" ? echoed(tools) : argumentsFor(tool.inputSchema),
    }));
  const known = calls.filter(({ name }) => tools.some((tool: Any) => tool.name === name));
  for (const call of known) {
    await attempt(call.name, () => signedIn(() => client.callTool({ name: call.name, arguments: call.arguments })));
  }
  if (known.length > 1) {
    await attempt("parallel", () =>
      Promise.all(known.map((call) => signedIn(() => client.callTool({ name: call.name, arguments: call.arguments })))),
    );
  }
});
const offers = client.getServerCapabilities() ?? {};
if (offers.resources !== undefined) {
  await attempt("resources", async () => {
    const { resources } = await signedIn<Any>(() => client.listResources());
    for (const { uri } of resources) await signedIn(() => client.readResource({ uri }));
  });
}
if (offers.prompts !== undefined) {
  await attempt("prompts", async () => {
    const { prompts } = await signedIn<Any>(() => client.listPrompts());
    for (const { name } of prompts) await signedIn(() => client.getPrompt({ name }));
  });
}
await client.close();
rmSync(folder, { recursive: true, force: true });
for (const failure of failures) process.stderr.write(`px-client: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
