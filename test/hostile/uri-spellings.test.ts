import { resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Running } from "../fixtures/launch.js";
import { opened } from "../fixtures/lenient-openers.mjs";
import { mangled } from "../fixtures/mangled-uris.js";
import { seedOf } from "../fixtures/seed.js";
import { startProxy } from "../peers/proxy.js";

const FILES = [
  "/public/a.txt",
  "/public/sub/c.md",
  "/public/café.txt",
  "/public/my notes/d.txt",
  "/secret/b.txt",
  "/secret/deep/k.md",
  "/secret/my keys/e.txt",
  "/x/y.txt",
  "/b.txt",
];
const LISTED = ["file:///public/a.txt", "file:///secret/b.txt"];
const KEYS = { ALLOWED: "allowed", SUFFIX: "suffix", DENIED: "denied", EXACT: "exact", ALL: "all" } as const;
type User = (typeof KEYS)[keyof typeof KEYS];
const keyOf = (user: string): string => `key-of-${user}-0123456789abcdef0123456789abcdef`;

let proxy: Running;

beforeAll(async () => {
  const files = {
    command: process.execPath,
    args: [resolve("test/fixtures/lenient-files.mjs")],
    env: { FILES: JSON.stringify(FILES), LISTED: JSON.stringify(LISTED) },
    isolation: "shared",
  };
  proxy = await startProxy(
    JSON.stringify({
      version: 1,
      upstreams: { files },
      expose: {
        http: {
          listen: "127.0.0.1:0",
          endpoints: {
            "/mcp": {},
            "/ignoring": { resources: { ignore: ["file:///secret/*"] } },
            "/including": { resources: { include: ["files:file:///public/*"] } },
          },
        },
      },
      access: {
        mode: "api-key",
        keys: Object.fromEntries(Object.entries(KEYS).map(([name, user]) => [user, { env: `K_${name}` }])),
        users: {
          allowed: { resources: ["files:file:///public/*"] },
          suffix: { resources: ["files:file:///*.md"] },
          denied: { resources: ["*"], deny: { resources: ["files:file:///secret/*"] } },
          exact: { resources: ["*"], deny: { resources: ["files:file:///secret/b.txt"] } },
          all: { resources: ["*"] },
        },
      },
      store: { type: "memory" },
    }),
    Object.fromEntries(Object.entries(KEYS).map(([name, user]) => [`K_${name}`, keyOf(user)])),
  );
});
afterAll(() => proxy.stop());

interface Read {
  /** The files some careless program opens; undefined: it was refused. */
  readonly files: readonly string[] | undefined;
  readonly message: string | undefined;
  /** The URI as the upstream got it. */
  readonly uri: string | undefined;
}

async function read(user: User, uri: string, endpoint = "/mcp"): Promise<Read> {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const response = await fetch(new URL(endpoint, proxy.url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${keyOf(user)}`,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "resources/read",
      "mcp-name": `=?base64?${Buffer.from(uri).toString("base64")}?=`,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri, _meta: meta } }),
  });
  const answer = (await response.json()) as {
    result?: { contents: { uri: string; text: string }[] };
    error?: { message: string };
  };
  const [content] = answer.result?.contents ?? [];
  return {
    files: content && (JSON.parse(content.text) as string[]),
    message: answer.error?.message,
    uri: content?.uri,
  };
}

const isPublic = (file: string): boolean => file.startsWith("/public/");
const isSecret = (file: string): boolean => file.startsWith("/secret/");

/** Each place where a pattern stands, and what must never be opened through it. */
const PLACES: readonly (readonly [User, string, (file: string) => boolean])[] = [
  ["allowed", "/mcp", (file) => !isPublic(file)],
  ["suffix", "/mcp", (file) => !file.endsWith(".md")],
  ["denied", "/mcp", isSecret],
  ["exact", "/mcp", (file) => file === "/secret/b.txt"],
  ["all", "/ignoring", isSecret],
  ["all", "/including", (file) => !isPublic(file)],
];

describe("T-123: an odd spelling of a URI opens nothing that a pattern closes", () => {
  test("whatever is composed of the steps by which URIs are disguised", async () => {
    let open = 0;
    const check = fc.asyncProperty(mangled(FILES), async (uri) => {
      const found = opened(uri, new Set(FILES));
      if (found.length > 0) open += 1;
      const all = await Promise.all(PLACES.map(([user, endpoint]) => read(user, uri, endpoint)));
      for (const [i, [user, endpoint, forbidden]] of PLACES.entries()) {
        expect(all[i]?.files?.filter(forbidden) ?? [], `${user} at ${endpoint}: ${JSON.stringify(uri)}`).toEqual([]);
        if (all[i]?.files !== undefined) expect(all[i]?.uri).toBe(uri);
      }
    });
    await fc.assert(check, { numRuns: 1500, seed: seedOf(process.env.URIS_SEED) });
    // The careless programs open most of them, so that a refusal says something.
    expect(open).toBeGreaterThan(500);
  });

  test.each([
    "file:///public/%zz%2f..%2f..%2fsecret%2fb.txt",
    "file:///public/%ff%2f..%2f..%2fsecret%2fb.txt",
    "file:////secret/b.txt",
    "file:///%73ecret/%ff/../b.txt",
    "file:///%2fsecret/b.txt",
    "file:///x/..//secret/b.txt",
    "file:///x/%ff/..%2f..%2fsecret/b.txt",
    "file:///secret%2f%ff%2f..%2fb.txt",
    "file:///public/..%252fsecret/b.txt",
    "file:///%2573ecret/b.txt",
    "file:///%252573ecret/b.txt",
    "file:///public/%c0%ae%c0%ae/secret/b.txt",
    "file:///public/%e0%80%ae%e0%80%ae/secret/b.txt",
    "file:///public/%E0%40%2E%E0%40%2E/secret/b.txt",
    "file:///public/%u002e%u002e/secret/b.txt",
    "file:///public/..;/secret/b.txt",
    "file:///secret;x=1/b.txt",
    "file:///public/....//secret/b.txt",
    "file:///public%2fx/../secret/b.txt",
    "file:///public/../secret/b.txt",
    "file:///public/.\t./secret/b.txt",
    "file:///se\ncret/b.txt",
    "file:///secret/b.txt%00.md",
    "file:///secret/b.txt\u0000.md",
    " file:///secret/b.txt",
    "file:///secret\\b.txt",
    "file:\\\\\\secret\\b.txt",
    "file:///secret%5cb.txt",
    "file:///ｓｅｃｒｅｔ/b.txt",
    "file:///public/．．/secret/b.txt",
    "file:///public/%EF%BC%8E%EF%BC%8E%EF%BC%8Fsecret/b.txt",
    "file:///se%e2%80%8bcret/b.txt",
    "file:///secret./b.txt",
    "file:///secret/b.txt/",
    "file:///secret/b.txt::$DATA",
    "file:///public/a%3F/．．/．．/secret/b.txt",
    "file:///public/a?/．．/．．/secret/b.txt",
    "file:///public/．．::$INDEX_ALLOCATION/secret/b.txt",
    "file:///secret:$I30:$INDEX_ALLOCATION/b.txt",
    "file:///secret::$INDEX_ALLOCATION/b.txt",
    "file:///c:/secret/b.txt",
    "file:///C$/secret/b.txt",
    "file://localhost/C$/secret/b.txt",
    "file:///%5C%5C%3F%5CC:%5Csecret%5Cb.txt",
    "file:////./C:/secret/b.txt",
    "file:///secret/b.txt?x",
    "file:///secret/b.txt#x",
    "file:///secret/b.txt#/public.md",
    "file:///secret/b.txt%23.md",
    "file:///secret/b.txt;.md",
    "file://localhost/secret/b.txt",
    "file://elsewhere/secret/b.txt",
    "file://u@localhost/secret/b.txt",
    "file:/secret/b.txt",
    "file:secret/b.txt",
    "file:///%5C%5C%3F%5C%43:/secret/b.txt;.md",
    "FILE:///secret/b.txt",
    "x:///secret/b.txt",
    "http:///secret/b.txt",
    "http://x/secret/b.txt",
    "/secret/b.txt",
    "secret/b.txt",
    "files+file:////secret/b.txt",
  ])("%j leads to the secret file nowhere", async (uri) => {
    for (const [user, endpoint] of PLACES) {
      const { files, message } = await read(user, uri, endpoint);
      expect(files?.includes("/secret/b.txt") ?? false, `${user} at ${endpoint}`).toBe(false);
      // Refused as what does not exist is.
      if (files === undefined) expect(message).toMatch(/^Unknown resource: /);
    }
  });

  test.each([
    "file:///public/a.txt",
    "file:///public/a%2etxt",
    "file:///public/./a.txt",
    "file:///public/sub/../a.txt",
    "file:///public//a.txt",
    "file:///public/caf%C3%A9.txt",
    "file:///public/café.txt",
    "file:///public/my notes/d.txt",
    "file:///public/my%20notes/d.txt",
    "file:///public/a.txt?version=2",
    "file:///public/100%25",
    "file:///public/C%23.txt",
    "file:///public/what%3F.txt",
    "file:///public/a+b;c=d,e&f@g'h(i)!$~*.txt",
    "file:///public/日本語 — ①.txt",
    "FILE:///public/a.txt",
    "file://localhost/public/a.txt",
  ])("%j is read where /public is granted, and sent as it was asked for", async (uri) => {
    const { uri: got, message } = await read("allowed", uri);
    expect([got, message]).toEqual([uri, undefined]);
  });

  test.each([
    "urn:isbn:0451450523",
    "mailto:a@b.example",
    "data:text/plain;base64,QUJD//==",
    "notes://50% off?q=a%2520b",
    "repo://Owner/x",
  ])("%j, of a scheme no pattern speaks of, is read where everything is granted", async (uri) => {
    expect((await read("all", uri)).uri).toBe(uri);
  });
});
