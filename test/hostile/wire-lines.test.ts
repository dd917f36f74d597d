import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineReader } from "../../src/wire/lines.js";

/** What a reader made of the pieces, in order: lines as text, oversize ones as their head. */
function read(pieces: Iterable<Buffer>, maxBytes = 1000): (string | { seen: number; head: string })[] {
  const heard: (string | { seen: number; head: string })[] = [];
  const reader = new LineReader({
    maxBytes,
    onLine: (line) => heard.push(line.toString("utf8")),
    onOversize: (seen, head) => heard.push({ seen, head: head.toString("latin1") }),
  });
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return heard;
}

const bytewise = (text: string) => [...Buffer.from(text)].map((byte) => Buffer.from([byte]));

/** Pieces of these sizes, over and over. */
function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  const turns = sizes.some((size) => size > 0) ? sizes : [bytes.length];
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = turns[turn % turns.length] as number;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

describe("LineReader", () => {
  it("delivers every line, however the bytes are cut", () => {
    const line = fc.jsonValue({ stringUnit: "binary" }).map((value) => JSON.stringify(value));
    const end = fc.constantFrom("\n", "\r\n", "\n\n", "\n\0", "\n\ufeff", " \n");
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), sizes, (lines, turns) => {
        const bytes = Buffer.from(lines.flat().join(""));
        expect(read(cut(bytes, turns), 1_000_000)).toEqual(lines.map(([text]) => text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      "a byte order mark and NUL bytes",
      '\ufeff{"a":1}\r\n\0\0{"b":2}\0\n\0\ufeff\0{"c":3}\n',
      ['{"a":1}', '{"b":2}', '{"c":3}'],
    ],
    ["blank lines", "\n\r\n \n\0\n\t\n{}\n", ["{}"]],
    ["a banner", "Server listening!\n{}\n", ["Server listening!", "{}"]],
    ["an emoji", '"😀"\n', ['"😀"']],
    ["a last line without end", '{"a":1}\n{"b"', ['{"a":1}', '{"b"']],
  ])("T-79: %s is read, written at once or byte by byte", (_what, text, lines) => {
    expect(read([Buffer.from(text)])).toEqual(lines);
    expect(read(bytewise(text))).toEqual(lines);
  });

  it("T-85: a line before an oversized one is delivered first, and reading goes on behind it", () => {
    const text = `{"good":1}\n{"id":7,"x":"${"x".repeat(2000)}"}\n{"after":1}\n`;
    const head = `{"id":7,"x":"${"x".repeat(2000)}"}`;
    for (const size of [1, 7, 500, 1024, 10_000]) {
      const [good, over, after, ...rest] = read(cut(Buffer.from(text), [size]));
      expect([good, after, rest]).toEqual(['{"good":1}', '{"after":1}', []]);
      const { seen, head: start } = over as { seen: number; head: string };
      expect(seen).toBeGreaterThan(1000);
      expect(head.startsWith(start) && start.startsWith('{"id":7')).toBe(true);
    }
  });

  it("takes a line of exactly the limit, with either end, and none longer", () => {
    const fits = "x".repeat(1000);
    for (const end of ["\n", "\r\n", ""]) {
      expect(read([Buffer.from(fits + end)])).toEqual([fits]);
      expect(read(bytewise(fits + end))).toEqual([fits]);
      for (const pieces of [[Buffer.from(`${fits}y${end}`)], bytewise(`${fits}y${end}`)]) {
        const [over, ...rest] = read(pieces);
        expect(rest).toEqual([]);
        expect((over as { seen: number }).seen).toBeGreaterThan(1000);
      }
    }
  });

  it("T-85: an endless line is not kept", () => {
    const chunk = Buffer.alloc(65_536, "x");
    let oversize = 0;
    const reader = new LineReader({ maxBytes: 1_000_000, onLine: () => {}, onOversize: () => oversize++ });
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 16_384; i++) reader.push(chunk);
    expect(oversize).toBe(1);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});
