import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Assembled, askRaw, assembled, caller } from "../fixtures/assembled.js";
import { legacyHello, modernHello, type RawHttp, rawHttp } from "../fixtures/raw-http.js";

/** JSON texts with what parsing and writing again would lose: big numbers, lone surrogates, odd spacing, key order. */
const number = fc.constantFrom(
  "1e21",
  "0.1",
  "-0",
  "9223372036854775807",
  "123456789012345678901234567890",
  "1E-7",
  "1.0",
);
const text = fc.string({ unit: "grapheme" }).map((value) => JSON.stringify(value));
const odd = fc.constantFrom(
  '"\\ud800"',
  '"\\u0000"',
  '"\\/"',
  '"\\u00e9"',
  "true",
  "false",
  "null",
  "{}",
  "[]",
  "[ 1 , 2 ]",
);
const key = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "_meta", "x", "toString"),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, number, text, odd, tie("object"), tie("list")),
  object: fc
    .uniqueArray(fc.tuple(key, tie("any")), { maxLength: 4, selector: ([name]) => name })
    .map((pairs) => `{ ${pairs.map(([name, inner]) => `${JSON.stringify(name)} : ${inner as string}`).join(" ,\t")} }`),
  list: fc.array(tie("any"), { maxLength: 4 }).map((items) => `[${items.join(" , ")}]`),
})).any as fc.Arbitrary<string>;

const bodyOf = (bytes: Buffer, span: { start: number; end: number } | undefined): string =>
  span === undefined ? "" : bytes.toString("utf8", span.start, span.end);

describe.each(["legacy", "modern"] as const)("what a %s upstream and its client say arrives byte for byte", (era) => {
  let raw: RawHttp;
  let proxy: Assembled;
  let sent = "";
  let reply = "";

  beforeAll(async () => {
    raw = await rawHttp((request, response) => {
      const hello = era === "legacy" ? legacyHello : modernHello;
      if (hello(request, response)) return;
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(reply.replace("ID", String(request.message?.id)));
    });
    proxy = await assembled(`upstreams:\n  raw: { url: "${raw.url}" }\n`);
  });
  afterAll(async () => {
    await proxy.close();
    await raw.close();
  });

  it("results, with unknown members and content", async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.boolean(), async (inner, idLast) => {
        const result = `{ "resultType":"complete", "content":[{"type":"hologram","data":${inner}}], "vendor" : ${inner} }`;
        reply = idLast
          ? `{"result":${result},"jsonrpc":"2.0","id":ID}`
          : `{"jsonrpc":"2.0","id":ID,"x-vendor":${inner},"result":${result}}`;
        const answer = await askRaw(
          proxy.view,
          caller(era),
          '{"jsonrpc":"2.0","id":"me","method":"vendor/thing","params":{"a":1}}',
        );
        expect(bodyOf(answer.bytes, answer.body)).toBe(result);
      }),
      { numRuns: 200 },
    );
  });

  it("requests, with unknown methods and members", async () => {
    reply = '{"jsonrpc":"2.0","id":ID,"result":{}}';
    await fc.assert(
      fc.asyncProperty(value, async (inner) => {
        sent = `{ "arguments" : ${inner} , "name":"t", "future":${inner} }`;
        await askRaw(proxy.view, caller(era), `{"method":"tools/call","params":${sent},"id":7,"jsonrpc":"2.0"}`);
        expect(raw.seen.at(-1)?.text).toContain(`"params":${sent},"id":`);
      }),
      { numRuns: 100 },
    );
  });
});
