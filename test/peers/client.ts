/** A client of each SDK line behind one face, so that one set of checks runs against all of them. */
import {
  Client as ClientTwo,
  StreamableHTTPClientTransport as HttpTwo,
  LOG_LEVEL_META_KEY,
  SSEClientTransport as SseTwo,
} from "@modelcontextprotocol/client";
import { StdioClientTransport as StdioTwo } from "@modelcontextprotocol/client/stdio";
import { Client as ClientOne } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport as SseOne } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport as StdioOne } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as HttpOne } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  PromptListChangedNotificationSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";

// biome-ignore lint/suspicious/noExplicitAny: results of two SDK lines with types of their own; the checks look into them
type Any = any;

/** Where a client connects. */
export type Place =
  | { readonly transport: "http" | "sse"; readonly url: string }
  | { readonly transport: "stdio"; readonly command: string; readonly args: string[] };

export type Line = "SDK 1.x" | "SDK 2.x, 2025-11-25" | "SDK 2.x, 2026-07-28";

export interface CallOptions {
  onprogress?: (progress: { progress: number; total?: number | undefined }) => void;
  signal?: AbortSignal;
}

export interface Peer {
  readonly line: Line;
  readonly era: "legacy" | "modern";
  /** What the server said it can do. */
  readonly capabilities: Any;
  readonly instructions: string | undefined;
  /** Methods of the notifications that came outside a call, oldest first; with the URI of an update. */
  readonly heard: string[];
  /** `data` of each log message. */
  readonly logs: unknown[];
  /** Methods of the questions that came. */
  readonly asked: string[];
  /** Progress and total of each report, as they arrived: the SDKs' clients drop what they read together with the answer. */
  readonly reports: number[];
  tools(): Promise<Any[]>;
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<Any>;
  resources(): Promise<Any[]>;
  templates(): Promise<Any[]>;
  read(uri: string): Promise<Any>;
  prompts(): Promise<Any[]>;
  prompt(name: string, args?: Record<string, string>): Promise<Any>;
  complete(prompt: string, argument: string, value: string): Promise<Any>;
  /** Only in the era that has it. */
  ping(): Promise<unknown>;
  /** Asks for logs from this level on, in the way of the era, for the calls that follow. */
  wantLogs(level: "debug" | "info"): Promise<void>;
  /** Asks to be told of list changes and of updates of a resource, in the way of the era. */
  watch(uri: string): Promise<void>;
  close(): Promise<void>;
}

const CAPABILITIES = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };
const INFO = { name: "peer", version: "1.0.0" };

/** What the user, the model and the file system of these clients answer. */
const answers = {
  elicitation: (params: Any) => {
    const properties = Object.keys(params.requestedSchema?.properties ?? {});
    return {
      action: "accept" as const,
      ...(params.mode === "url"
        ? {}
        : {
            content: Object.fromEntries(properties.map((key) => [key, sample(params.requestedSchema.properties[key])])),
          }),
    };
  },
  sampling: () => ({
    role: "assistant" as const,
    content: { type: "text" as const, text: "Paris" },
    model: "none",
    stopReason: "endTurn",
  }),
  roots: () => ({ roots: [{ uri: "file:///nowhere/work", name: "work" }] }),
};

function sample(schema: Any): string | number | boolean | string[] {
  if (schema.default !== undefined) return schema.default;
  if (schema.type === "boolean") return true;
  if (schema.type === "array") return [schema.items.enum?.[0] ?? schema.items.anyOf[0].const];
  return schema.enum?.[0] ?? schema.oneOf?.[0].const ?? "Ada";
}

async function one(place: Place): Promise<Peer> {
  const client = new ClientOne(INFO, { capabilities: CAPABILITIES });
  const [heard, logs, asked]: [string[], unknown[], string[]] = [[], [], []];
  client.setRequestHandler(ElicitRequestSchema, ({ method, params }) => {
    asked.push(method);
    return answers.elicitation(params);
  });
  client.setRequestHandler(CreateMessageRequestSchema, ({ method }) => {
    asked.push(method);
    return answers.sampling();
  });
  client.setRequestHandler(ListRootsRequestSchema, ({ method }) => {
    asked.push(method);
    return answers.roots();
  });
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void logs.push(params.data));
  for (const schema of [
    ToolListChangedNotificationSchema,
    PromptListChangedNotificationSchema,
    ResourceListChangedNotificationSchema,
  ]) {
    client.setNotificationHandler(schema, ({ method }) => void heard.push(method));
  }
  client.setNotificationHandler(
    ResourceUpdatedNotificationSchema,
    ({ method, params }) => void heard.push(`${method} ${params.uri}`),
  );
  const stream = streamFetch();
  const transport =
    place.transport === "stdio"
      ? new StdioOne({ command: place.command, args: place.args, stderr: "ignore" })
      : place.transport === "sse"
        ? new SseOne(new URL(place.url))
        : new HttpOne(new URL(place.url), { fetch: stream.fetch });
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  if (place.transport === "http") await stream.opened;
  return {
    ...common(client, heard, logs, asked, reportsOf(transport)),
    line: "SDK 1.x",
    era: "legacy",
    call: (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, undefined, options),
  };
}

async function two(place: Place, era: "legacy" | "modern"): Promise<Peer> {
  const client = new ClientTwo(INFO, {
    capabilities: CAPABILITIES,
    versionNegotiation: { mode: era === "modern" ? { pin: "2026-07-28" } : "legacy" },
  });
  const [heard, logs, asked]: [string[], unknown[], string[]] = [[], [], []];
  let level: string | undefined;
  client.setRequestHandler("elicitation/create", ({ params }) => {
    asked.push("elicitation/create");
    return answers.elicitation(params);
  });
  client.setRequestHandler("sampling/createMessage", () => {
    asked.push("sampling/createMessage");
    return answers.sampling();
  });
  client.setRequestHandler("roots/list", () => {
    asked.push("roots/list");
    return answers.roots();
  });
  client.setNotificationHandler("notifications/message", ({ params }) => void logs.push(params.data));
  for (const method of [
    "notifications/tools/list_changed",
    "notifications/prompts/list_changed",
    "notifications/resources/list_changed",
  ] as const) {
    client.setNotificationHandler(method, () => void heard.push(method));
  }
  client.setNotificationHandler(
    "notifications/resources/updated",
    ({ method, params }) => void heard.push(`${method} ${params.uri}`),
  );
  const stream = streamFetch();
  const transport =
    place.transport === "stdio"
      ? new StdioTwo({ command: place.command, args: place.args, stderr: "ignore" })
      : place.transport === "sse"
        ? new SseTwo(new URL(place.url))
        : new HttpTwo(new URL(place.url), { fetch: stream.fetch });
  await client.connect(transport);
  if (place.transport === "http" && era === "legacy") await stream.opened;
  const shared = common(client, heard, logs, asked, reportsOf(transport));
  const legacy: Peer = {
    ...shared,
    line: "SDK 2.x, 2025-11-25",
    era: "legacy",
    call: (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, options),
  };
  if (era === "legacy") return legacy;
  return {
    ...legacy,
    line: "SDK 2.x, 2026-07-28",
    era: "modern",
    call: (name, args = {}, options = {}) =>
      client.callTool(
        { name, arguments: args, ...(level === undefined ? {} : { _meta: { [LOG_LEVEL_META_KEY]: level } }) } as Any,
        options,
      ),
    async wantLogs(wanted) {
      level = wanted;
    },
    async watch(uri) {
      await client.listen({
        toolsListChanged: true,
        promptsListChanged: true,
        resourcesListChanged: true,
        resourceSubscriptions: [uri],
      });
    },
  };
}

/** What both SDK lines call alike. */
function common(
  client: Any,
  heard: string[],
  logs: unknown[],
  asked: string[],
  reports: number[],
): Omit<Peer, "line" | "era" | "call"> {
  return {
    capabilities: client.getServerCapabilities(),
    instructions: client.getInstructions(),
    heard,
    logs,
    asked,
    reports,
    tools: async () => (await client.listTools()).tools,
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: (uri) => client.readResource({ uri }),
    prompts: async () => (await client.listPrompts()).prompts,
    prompt: (name, args = {}) => client.getPrompt({ name, arguments: args }),
    complete: (name, argument, value) =>
      client.complete({ ref: { type: "ref/prompt", name }, argument: { name: argument, value } }),
    ping: () => client.ping(),
    wantLogs: async (level) => void (await client.setLoggingLevel(level)),
    watch: async (uri) => void (await client.subscribeResource({ uri })),
    close: () => client.close(),
  };
}

export const LINES: readonly Line[] = ["SDK 1.x", "SDK 2.x, 2025-11-25", "SDK 2.x, 2026-07-28"];

/** Connects a client of an SDK line and revision. */
export function connect(line: Line, place: Place): Promise<Peer> {
  if (line === "SDK 1.x") return one(place);
  return two(place, line === "SDK 2.x, 2026-07-28" ? "modern" : "legacy");
}

/**
 * Connects to a proxy in front of a fixture, and again until the fixture is behind it: who comes first is answered after two
 * seconds without what has not started by then.
 */
export async function connectBehind(line: Line, place: Place): Promise<Peer> {
  for (;;) {
    const peer = await connect(line, place);
    const lists = [await peer.tools(), await peer.prompts(), await peer.resources(), await peer.templates()];
    if (peer.instructions !== undefined && lists.every((list) => list.length > 0)) return peer;
    await peer.close();
  }
}

/** What a transport of either SDK line hands on; `connect` sets `onmessage`. */
interface Heard {
  onmessage?: ((message: Any, ...more: Any[]) => void) | undefined;
}

/** Every report of progress that comes from now on. */
function reportsOf(transport: Heard): number[] {
  const reports: number[] = [];
  const { onmessage } = transport;
  transport.onmessage = (message, ...more) => {
    const { method, params } = message;
    if (method === "notifications/progress") reports.push(params.progress, params.total ?? -1);
    onmessage?.(message, ...more);
  };
  return reports;
}

/** `fetch`, and when the first stream for what belongs to no call is open, or refused. */
function streamFetch(): { readonly fetch: typeof fetch; readonly opened: Promise<void> } {
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if ((init?.method ?? "GET") === "GET") open();
    return response;
  };
  return { fetch: watched, opened };
}
