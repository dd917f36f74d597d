import { createHash } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ProxyError } from "../../src/model/errors.js";
import { HttpOrigin } from "../../src/net/http.js";

/** What the upstream does with one request: the bytes it sends, in pieces, and how it ends. */
interface Script {
  readonly pieces: readonly Buffer[];
  readonly end: "keep" | "close" | "reset" | "stall";
  /** What goes on after the pieces. */
  readonly onward?: (socket: Socket) => void;
}

const scripts = new Map<string, Script>();
const sockets = new Set<Socket>();
const upstream = createServer((socket) => {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("error", () => {});
  socket.setNoDelay(true);
  let seen = "";
  socket.on("data", (chunk) => {
    seen += chunk.toString("latin1");
    const key = /^POST \/(\w+) [\s\S]*\r\n\r\n\{\}$/.exec(seen)?.[1];
    const script = key === undefined ? undefined : scripts.get(key);
    if (script === undefined) return;
    seen = "";
    play(socket, script);
  });
});

function play(socket: Socket, script: Script): void {
  const [piece, ...rest] = script.pieces;
  if (piece !== undefined) {
    socket.write(piece);
    setImmediate(() => play(socket, { ...script, pieces: rest }));
    return;
  }
  if (script.end === "close") socket.end();
  if (script.end === "reset") socket.resetAndDestroy();
  script.onward?.(socket);
}

const afterThis: (() => void)[] = [];
afterEach(() => {
  for (const undo of afterThis.splice(0)) undo();
});

let origin: HttpOrigin;
beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  origin = new HttpOrigin({ origin: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, connections: 4 });
});
afterAll(async () => {
  await origin.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => upstream.close(resolve));
});

interface Plan {
  /** After how many callbacks the receiver gives up; undefined: never. */
  readonly abortAfter: number | undefined;
  /** Which chunks are answered with a pause. */
  readonly pauses: readonly boolean[];
}

/** Plays a script to a receiver, and answers what it heard once nothing more can come. */
function converse(key: string, plan: Plan): Promise<{ calls: string[]; body: Buffer; error: Error | undefined }> {
  return new Promise((resolve) => {
    const calls: string[] = [];
    const parts: Buffer[] = [];
    let aborted = false;
    let turn = 0;
    const hear = (call: string, error?: Error) => {
      if (aborted) calls.push("after abort!");
      calls.push(call);
      if (plan.abortAfter === calls.length) {
        aborted = true;
        exchange.abort();
        // Long enough for anything that was under way to arrive.
        setTimeout(() => resolve({ calls, body: Buffer.concat(parts), error: undefined }), 20);
      } else if (call === "end" || call === "error") {
        setImmediate(() => resolve({ calls, body: Buffer.concat(parts), error }));
      }
    };
    const exchange = origin.request({
      method: "POST",
      path: `/${key}`,
      headers: ["content-type", "application/json"],
      body: Buffer.from("{}"),
      onResponse: () => hear("response"),
      onData: (chunk) => {
        parts.push(Buffer.from(chunk));
        hear("data");
        const pause = plan.pauses[turn++ % Math.max(plan.pauses.length, 1)] === true;
        if (pause) setImmediate(() => exchange.resume());
        return !pause;
      },
      onEnd: () => hear("end"),
      onError: (error) => hear("error", error),
    });
  });
}

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const pieces: Buffer[] = [];
  for (let from = 0, turn = 0; from < bytes.length && pieces.length < 200; turn++) {
    const size = pieces.length === 199 ? bytes.length : (sizes[turn % sizes.length] ?? bytes.length);
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  return pieces;
};

const plan = fc.record({
  abortAfter: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 3 }),
  pauses: fc.array(fc.boolean(), { maxLength: 5 }),
});

describe("the HTTP client", () => {
  it("T-23, T-104: every reply has exactly one end, whatever the connection does", async () => {
    const reply = fc.record({
      body: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
      framing: fc.constantFrom("length", "chunked", "close"),
      gzip: fc.boolean(),
      sizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
      truncate: fc.option(fc.nat({ max: 4000 }), { nil: undefined, freq: 3 }),
      end: fc.constantFrom<Script["end"]>("keep", "close", "reset"),
      plan,
    });
    const outcomes = new Map<string, number>();
    let key = 0;
    await fc.assert(
      fc.asyncProperty(reply, async ({ body, framing, gzip, sizes, truncate, end, plan: how }) => {
        const payload = gzip ? gzipSync(body) : body;
        const headers = [
          "HTTP/1.1 200 OK",
          ...(gzip ? ["Content-Encoding: gzip"] : []),
          ...(framing === "length" ? [`Content-Length: ${payload.length}`] : []),
          ...(framing === "chunked" ? ["Transfer-Encoding: chunked"] : []),
        ];
        const framed =
          framing === "chunked" && payload.length > 0
            ? Buffer.concat([Buffer.from(`${payload.length.toString(16)}\r\n`), payload, Buffer.from("\r\n0\r\n\r\n")])
            : framing === "chunked"
              ? Buffer.from("0\r\n\r\n")
              : payload;
        const all = Buffer.concat([Buffer.from(`${headers.join("\r\n")}\r\n\r\n`), framed]);
        const sent = truncate === undefined ? all : all.subarray(0, truncate);
        const whole = sent.length === all.length;
        // A reply that is cut, or ends with the connection, needs the connection to end.
        const really = end === "keep" && (!whole || framing === "close") ? "close" : end;
        const name = `k${key++}`;
        scripts.set(name, { pieces: cut(sent, sizes), end: really });
        const { calls, body: heard, error } = await converse(name, how);
        scripts.delete(name);

        expect(calls).not.toContain("after abort!");
        expect(calls.slice(0, -1)).not.toContain("end");
        expect(calls.slice(0, -1)).not.toContain("error");
        if (calls.length > 1) expect(calls[0]).toBe("response");
        const last = how.abortAfter === calls.length ? "abort" : (calls.at(-1) as string);
        outcomes.set(last, (outcomes.get(last) ?? 0) + 1);
        if (last === "end" && (whole || gzip)) expect(heard.equals(body)).toBe(true);
        // Whatever came, came in order and unchanged.
        else expect(heard.equals(body.subarray(0, heard.length))).toBe(true);
        if (last === "error") {
          expect(error).toBeInstanceOf(ProxyError);
          expect((error as ProxyError).data).toMatchObject({ sent: true });
        }
        if (whole && really !== "reset" && how.abortAfter === undefined) expect(last).toBe("end");
      }),
      { numRuns: 400 },
    );
    expect([...outcomes.keys()].sort()).toEqual(["abort", "end", "error"]);
  });

  it("T-23: a request that is cancelled while it waits frees its connection", async () => {
    scripts.set("stall", { pieces: [], end: "stall" });
    scripts.set("quick", { pieces: [Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")], end: "keep" });
    const silent = { onResponse: () => {}, onData: () => true, onEnd: () => {}, onError: () => {} };
    for (let round = 0; round < 5; round++) {
      const stalled = Array.from({ length: 8 }, () =>
        origin.request({ method: "POST", path: "/stall", headers: [], body: Buffer.from("{}"), ...silent }),
      );
      for (const exchange of stalled) exchange.abort();
      const { calls, body } = await converse("quick", { abortAfter: undefined, pauses: [] });
      expect([calls.at(-1), String(body)]).toEqual(["end", "ok"]);
    }
  });

  it.each(["close", "reset"] as const)(
    "T-87: an upstream's %s while its reader is behind ends that call alone",
    async (end) => {
      const length = end === "close" ? "" : "content-length: 60000\r\n";
      const head = Buffer.from(`HTTP/1.1 200 OK\r\nconnection: close\r\n${length}\r\n`);
      scripts.set("behind", { pieces: [head, Buffer.alloc(30_000, "x")], end });
      const last = await new Promise<string>((resolve) => {
        const exchange = origin.request({
          method: "POST",
          path: "/behind",
          headers: ["content-type", "application/json"],
          body: Buffer.from("{}"),
          onResponse: () => {},
          onData: () => {
            // Behind until the connection is gone.
            setTimeout(() => exchange.resume(), 50);
            return false;
          },
          onEnd: () => resolve("end"),
          onError: () => resolve("error"),
        });
      });
      expect(last).toBe(end === "close" ? "end" : "error");
    },
  );

  it("T-104: data that its reader does not take stays with the upstream", async () => {
    const total = 256 * 1024 * 1024;
    let written = 0;
    let heard = 0;
    /** Writes until the connection has taken no more for a second. */
    const feed = (socket: Socket, done: () => void) => {
      const chunk = Buffer.alloc(1024 * 1024, "x");
      const idle = setTimeout(done, 1000);
      const next = (error?: Error | null) => {
        if (error) return;
        idle.refresh();
        if (written >= total) return;
        written += chunk.length;
        socket.write(chunk, next);
      };
      next();
    };
    await new Promise<void>((resolve) => {
      const head = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${total}\r\n\r\n`);
      scripts.set("endless", { pieces: [head], end: "stall", onward: (socket) => feed(socket, resolve) });
      const exchange = origin.request({
        method: "POST",
        path: "/endless",
        headers: ["content-type", "application/json"],
        body: Buffer.from("{}"),
        onResponse: () => {},
        onData: (chunk) => {
          heard += chunk.length;
          return false;
        },
        onEnd: () => {},
        onError: () => {},
      });
      afterThis.push(() => exchange.abort());
    });
    // What the operating system buffers on both sides, and one buffer here.
    expect(written).toBeLessThan(64 * 1024 * 1024);
    await expect.poll(() => heard).toBeGreaterThan(0);
    expect(heard).toBeLessThanOrEqual(65_536);
  });

  it("carries megabytes unchanged through pauses", async () => {
    const body = Buffer.alloc(5_000_000, "0123456789abcdef");
    const pieces = [Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`), body];
    scripts.set("big", { pieces, end: "keep" });
    const heard = await converse("big", { abortAfter: undefined, pauses: [true, false, true] });
    const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(digest(heard.body)).toBe(digest(body));
    expect(heard.calls.at(-1)).toBe("end");
  });
});
