import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Running } from "../fixtures/launch.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { startProxy } from "../peers/proxy.js";

/** An upstream somebody may use nothing of is, to them, not there: not in what the proxy says of itself, and not in what it relays. */
const KEYS = { ALICE: "alice-key-0123456789abcdef0123456789", BOB: "bob-key-0123456789abcdef0123456789ab" };

let files: Scripted;
let secret: Scripted;
let proxy: Running;

beforeAll(async () => {
  files = scripted({ tools: [tool("read")], instructions: "Read files." });
  secret = scripted({
    tools: [tool("launch")],
    instructions: "The launch code is 0000.",
    methods: { "vendor/ping": { pong: "secret" } },
  });
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: {
        files: JSON.parse(files.config()),
        secret: JSON.parse(secret.config({ isolation: "shared", methods: { allow: ["vendor/*"] } })),
        broken: { command: "/nonexistent/program" },
      },
      expose: { http: { listen: "127.0.0.1:0" } },
      access: {
        mode: "api-key",
        keys: { alice: { env: "ALICE" }, bob: { env: "BOB" } },
        users: { alice: { tools: ["*"] }, bob: { tools: ["files:*"] } },
      },
      store: { type: "memory" },
    }),
    KEYS,
  );
});
afterAll(async () => {
  await proxy?.stop();
  files.remove();
  secret.remove();
});

async function connected(key: string): Promise<{ client: Client; logs: string[] }> {
  const client = new Client({ name: "unreachable", version: "1" });
  const logs: string[] = [];
  client.fallbackNotificationHandler = async ({ method, params }) => {
    if (method === "notifications/message") logs.push(JSON.stringify(params));
  };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(proxy.url), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    }),
  );
  return { client, logs };
}

/** Everything the proxy says to somebody about what there is. */
async function told(client: Client): Promise<string> {
  return JSON.stringify([client.getInstructions(), await client.listTools(), await client.listResources()]);
}

test("T-69, T-75: the proxy's own answers do not name an upstream that the caller cannot use", async () => {
  const alice = await connected(KEYS.ALICE);
  await expect.poll(() => told(alice.client)).toMatch(/secret__launch.*broken|broken.*secret__launch/);
  expect(alice.client.getInstructions()).toBe("## files\n\nRead files.\n\n## secret\n\nThe launch code is 0000.");
  const bob = await connected(KEYS.BOB);
  expect(bob.client.getInstructions()).toBe("## files\n\nRead files.");
  await expect.poll(() => told(bob.client)).toContain("files__read");
  expect(await told(bob.client)).not.toMatch(/secret|launch|broken/);
  await alice.client.close();
  await bob.client.close();
});

test("T-69: a vendor method of an upstream that the caller cannot use is unknown and not relayed", async () => {
  const [alice, bob] = [await connected(KEYS.ALICE), await connected(KEYS.BOB)];
  const ping = (client: Client): Promise<unknown> =>
    client.request({ method: "vendor/ping" } as never, z.looseObject({}));
  expect(await ping(alice.client)).toMatchObject({ pong: "secret" });
  const before = secret.received("vendor/ping").length;
  await expect(ping(bob.client)).rejects.toMatchObject({ code: -32601 });
  expect(secret.received("vendor/ping")).toHaveLength(before);

  for (const { client } of [alice, bob]) await client.setLoggingLevel("debug");
  const says = [{ method: "notifications/message", params: { level: "error", data: "the code is 0000" } }];
  await expect
    .poll(() => {
      secret.write({ tools: [tool("launch")], says });
      return alice.logs.join();
    })
    .toContain("0000");
  const shared = [{ method: "notifications/message", params: { level: "error", data: "disk full" } }];
  await expect
    .poll(() => {
      files.write({ tools: [tool("read")], says: shared });
      return bob.logs.join();
    })
    .toContain("disk full");
  expect(bob.logs.join()).not.toContain("0000");
  await alice.client.close();
  await bob.client.close();
});
