import type { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEvent, type SseEvent, SseReader, type SseReaderOptions, singleLine } from "../../src/wire/sse.js";

interface Seen {
  event: string;
  data: string;
  id: string | undefined;
  retry: number | undefined;
}

const seen = ({ event, data, id, retry }: SseEvent): Seen => ({ event, data: data.toString("utf8"), id, retry });

/** A reader that writes down what it hears. */
function recorder(options: Partial<SseReaderOptions> = {}) {
  const events: Seen[] = [];
  let oversize = 0;
  const reader = new SseReader({
    maxBytes: 1_000_000,
    onEvent: (event) => events.push(seen(event)),
    onOversize: () => oversize++,
    ...options,
  });
  return { reader, events, oversize: () => oversize };
}

/** Pieces of these sizes, over and over; the rest in one piece when there are none. */
function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  const turns = sizes.some((size) => size > 0) ? sizes : [bytes.length];
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = turns[turn % turns.length] as number;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

function read(bytes: Buffer | string, ...pieces: number[]): Seen[] {
  const { reader, events } = recorder();
  for (const piece of cut(Buffer.from(bytes as string), pieces)) reader.push(piece);
  reader.end();
  return events;
}

/** Every way to see one stream: whole, byte by byte, and in two pieces at each place. */
function readings(bytes: Buffer | string): Seen[][] {
  const length = Buffer.from(bytes as string).length;
  const two = Array.from({ length: length + 1 }, (_, at) => read(bytes, at, length));
  return [read(bytes), read(bytes, 1), ...two];
}

/** The standard's own words (WHATWG HTML 9.2.6) as plainly as they can be written, as the judge. */
function standard(text: string): Seen[] {
  const events: Seen[] = [];
  let event = "";
  let data = "";
  let id: string | undefined;
  let retry: number | undefined;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  for (const line of lines.slice(0, -1)) {
    if (line === "") {
      if (data !== "") events.push({ event: event || "message", data: data.slice(0, -1), id, retry });
      event = "";
      data = "";
      id = undefined;
      retry = undefined;
      continue;
    }
    const [, field = "", value = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
    if (field === "event") event = value;
    if (field === "data") data += `${value}\n`;
    if (field === "id" && !value.includes("\0")) id = value;
    if (field === "retry" && /^[0-9]+$/.test(value)) retry = Number(value);
  }
  return events;
}

/** Any text UTF-8 can carry. */
const wellFormed = (constraints: fc.StringConstraints) =>
  fc.string({ unit: "binary", ...constraints }).map((text) => Buffer.from(text).toString("utf8"));

const pieces = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });

describe("SseReader", () => {
  it("T-87: any stream is read as the standard says, however it is cut", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "data",
        "event",
        "id",
        "retry",
        "dat",
        "datax",
        "i",
        "",
        ":",
        "data:",
        "data: ",
        "id:",
        "event:x",
        "retry:",
      ),
      fc.constantFrom(
        ":",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\r\r",
        "\0",
        "5",
        "12",
        "é",
        "😀",
        "\ufeff",
        "x".repeat(40),
      ),
      wellFormed({ maxLength: 4 }),
      fc.constantFrom("data: x\n", "data:y\r\n\r\n", "data\r", "\n\n", "id: 7\n"),
    );
    let events = 0;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), pieces, (parts, sizes) => {
        const text = parts.join("");
        const expected = standard(text);
        events += expected.length;
        expect(read(text, ...sizes)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
    expect(events).toBeGreaterThan(500);
  });

  it("T-24, T-104: any value survives encoding as an event, however the stream is cut", () => {
    const value = fc.jsonValue({ stringUnit: "binary" });
    const hostile = fc.constantFrom(
      "\n",
      "\r",
      "\r\n",
      "\u2028",
      '\n\ndata: {"jsonrpc":"2.0"}',
      "event: x\n",
      "id: 1\r\rdata:",
    );
    const name = fc.option(fc.stringMatching(/^[a-z]{1,8}$/), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(value, hostile), name, name, fc.nat(2))), pieces, (all, sizes) => {
        const encoded = all.map(([one, event, id, indent]) =>
          encodeEvent(Buffer.from(JSON.stringify(one, undefined, indent)), { event, id }),
        );
        const back = read(Buffer.concat(encoded), ...sizes);
        expect(back.map(({ event, data, id }) => [JSON.parse(data), event, id])).toEqual(
          all.map(([one, event, id]) => [JSON.parse(JSON.stringify(one)), event ?? "message", id]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("T-24: any bytes become exactly one event", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const events = read(encodeEvent(Buffer.from(bytes)));
        expect(events.length).toBe(1);
        expect(events[0]?.data).toBe(
          Buffer.from(bytes)
            .toString("utf8")
            .replace(/[\r\n]/g, " "),
        );
      }),
    );
    const plain = Buffer.from('{"a":1}');
    expect(singleLine(plain)).toBe(plain);
    expect(() => encodeEvent(plain, { id: "a\nb" })).toThrow();
    expect(() => encodeEvent(plain, { event: "a\rb" })).toThrow();
  });

  it.each([
    ["line ends of all kinds", "data: a\r\rdata: b\n\ndata: c\r\n\r\ndata: d\n\r\n", ["a", "b", "c", "d"]],
    ["several data lines", "data: a\ndata:b\ndata\ndata:  c\n\n", ["a\nb\n\n c"]],
    ["a byte order mark", "\ufeffdata: a\n\n", ["a"]],
    ["an empty event", "data\n\ndata:\n\n", ["", ""]],
    ["comments", ": hi\ndata: a\n:\n:data: x\n\n", ["a"]],
    ["an incomplete event", "data: a\n\ndata: b\n", ["a"]],
    ["an emoji", "data: 😀é\n\n", ["😀é"]],
  ])("T-87: %s is read at any cut", (_what, text, data) => {
    for (const events of readings(text)) expect(events.map((event) => event.data)).toEqual(data);
  });

  it("T-87: an id with NUL and a retry that is no number are ignored, and the last of each counts", () => {
    const { reader, events } = recorder();
    reader.push(Buffer.from("id: 1\nretry: 5\ndata: a\n\nid: x\0y\nretry: 1e3\ndata: b\n\nid: 2\nretry: 7\n\n"));
    expect(events).toEqual([
      { event: "message", data: "a", id: "1", retry: 5 },
      { event: "message", data: "b", id: undefined, retry: undefined },
    ]);
    expect([reader.lastEventId, reader.retry]).toEqual(["2", 7]);
    reader.push(Buffer.from("id\n\nretry: 1000000000000\n\n"));
    expect([reader.lastEventId, reader.retry]).toEqual(["", 1e12]);
  });

  it("T-87: a flood of comments and unknown fields is not kept", () => {
    const { reader, events, oversize } = recorder({ maxBytes: 1000 });
    for (const start of [":", "unknown: ", "datax", "\ufeff"]) {
      reader.push(Buffer.from(start));
      for (let i = 0; i < 100; i++) reader.push(Buffer.alloc(10_000, "x"));
      reader.push(Buffer.from("\n"));
    }
    for (let i = 0; i < 100_000; i++) reader.push(Buffer.from(": keep-alive\n\n"));
    reader.push(Buffer.from("data: a\n\n"));
    expect(events.map((event) => event.data)).toEqual(["a"]);
    expect(oversize()).toBe(0);
  });

  it("T-87: a million tiny events are read", () => {
    let count = 0;
    const { reader } = recorder({ onEvent: () => count++ });
    const chunk = Buffer.from("data: 1\n\n".repeat(10_000));
    for (let i = 0; i < 100; i++) reader.push(chunk);
    expect(count).toBe(1_000_000);
  });

  it.each([
    ["one line", ["data: ", "x".repeat(2000)]],
    ["many lines", Array.from({ length: 300 }, () => "data: xxxx\n")],
    ["an event name", ["event: ", "x".repeat(2000)]],
    ["a whole line at once", [`data: ${"x".repeat(2000)}\n\n`]],
  ])("stops at an event longer than allowed: %s", (_what, parts) => {
    const { reader, events, oversize } = recorder({ maxBytes: 1000 });
    reader.push(Buffer.from("data: before\n\n"));
    for (const part of parts) reader.push(Buffer.from(part));
    reader.push(Buffer.from("\n\ndata: after\n\n"));
    expect(events.map((event) => event.data)).toEqual(["before"]);
    expect(oversize()).toBe(1);
  });
});

describe("a long event", () => {
  const text = async (head: Buffer, tail: Readable) => {
    const parts = [head];
    for await (const part of tail) parts.push(part as Buffer);
    return Buffer.concat(parts).toString("utf8");
  };

  it("comes as head and tail with the same bytes, between events, however it is cut", async () => {
    const line = fc
      .tuple(wellFormed({ maxLength: 30 }), fc.nat(150))
      .map(([start, length]) => start.replace(/[\r\n]/g, "") + "é".repeat(length));
    const streams = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    let longs = 0;
    await fc.assert(
      fc.asyncProperty(streams, fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 20 }), async (all, sizes) => {
        const heard: Promise<string>[] = [];
        const { reader } = recorder({
          longBytes: 50,
          onEvent: (event) => heard.push(Promise.resolve(event.data.toString("utf8"))),
          onLong: (_event, head, tail) => {
            longs++;
            heard.push(text(head, tail));
          },
        });
        const bytes = Buffer.from(all.map((lines) => `${lines.map((one) => `data: ${one}\n`).join("")}\n`).join(""));
        for (const piece of cut(bytes, sizes)) reader.push(piece);
        expect(await Promise.all(heard)).toEqual(all.map((lines) => lines.join("\n")));
      }),
      { numRuns: 300 },
    );
    expect(longs).toBeGreaterThan(100);
  });

  /** A reader whose next event is long, with the tail it gave. */
  function opened(options: Partial<SseReaderOptions> = {}) {
    let drains = 0;
    const tails: Readable[] = [];
    const made = recorder({
      longBytes: 10,
      maxBytes: 10_000_000,
      onLong: (_event, _head, tail) => tails.push(tail),
      onDrain: () => drains++,
      ...options,
    });
    made.reader.push(Buffer.from("event: e\nid: 4\ndata: 0123456789"));
    const [tail] = tails;
    if (tail === undefined) throw new Error("no long event");
    return { ...made, tail, drains: () => drains };
  }

  it("asks for a pause while its reader is behind, and to go on", async () => {
    const { reader, tail, drains } = opened();
    let pushes = 0;
    while (reader.push(Buffer.alloc(50_000, "x"))) pushes++;
    expect(pushes).toBeLessThan(10);
    expect(drains()).toBe(0);
    let read = 0;
    tail.on("data", (part: Buffer) => {
      read += part.length;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(drains()).toBe(1);
    expect(reader.push(Buffer.from("y\n\n"))).toBe(true);
    await new Promise((resolve) => tail.once("end", resolve));
    expect(read).toBe((pushes + 1) * 50_000 + 1);
  });

  it("does not hold back the stream when its reader goes away", async () => {
    const { reader, events, tail, drains } = opened();
    while (reader.push(Buffer.alloc(50_000, "x")));
    tail.destroy();
    await new Promise((resolve) => tail.once("close", resolve));
    expect(drains()).toBe(1);
    expect(reader.push(Buffer.from("rest\n\ndata: next\n\n"))).toBe(true);
    expect(events.map((event) => event.data)).toEqual(["next"]);
  });

  it("is not left waiting when it ends while its reader is behind", () => {
    const { reader, events } = opened();
    while (reader.push(Buffer.alloc(50_000, "x")));
    expect(reader.push(Buffer.from("\n\ndata: next\n\n"))).toBe(true);
    expect(events.map((event) => event.data)).toEqual(["next"]);
  });

  it("fails with the stream, early or too long", async () => {
    const early = opened();
    early.reader.end();
    await expect(text(Buffer.alloc(0), early.tail)).rejects.toMatchObject({ code: "UPSTREAM_PROTOCOL" });
    const broken = opened();
    broken.reader.end(new Error("reset"));
    await expect(text(Buffer.alloc(0), broken.tail)).rejects.toThrow("reset");
    const huge = opened({ maxBytes: 1000 });
    huge.reader.push(Buffer.alloc(2000, "x"));
    expect(huge.oversize()).toBe(1);
    await expect(text(Buffer.alloc(0), huge.tail)).rejects.toMatchObject({ code: "RESPONSE_TOO_LARGE" });
  });

  it("says of the event what stood before its data", () => {
    const events: SseEvent[] = [];
    const { reader } = recorder({ longBytes: 10, onLong: (event, _head, tail) => events.push(event) && tail.resume() });
    reader.push(Buffer.from("event: e\nid: 4\ndata: 0123456789"));
    expect(events.map(seen)).toEqual([{ event: "e", data: "", id: "4", retry: undefined }]);
  });
});
