import { expect, test } from "vitest";
import { caller } from "../../test/fixtures/assembled.js";
import { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { principalOf } from "../model/principal.js";
import { errorMessage, notification, request, result } from "../wire/build.js";
import { type AuditLine, type AuditParts, audit } from "./audit.js";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const ANN = caller("legacy", { principal: principalOf("https://issuer.example", "1", "ann"), session: "s-1" });
const SINK = { emit: () => true, onDrain: (listener: () => void) => listener() };
const ID = Buffer.from("1");

function made(parts: Partial<AuditParts> = {}) {
  const lines: string[] = [];
  const observer = audit({ write: (line) => lines.push(line), upstreamOf: () => undefined, ...parts });
  const last = (): AuditLine => JSON.parse(lines.at(-1) ?? "") as AuditLine;
  const answered = (message: Message, answer: Message = result(ID, {}), who = ANN): AuditLine => {
    observer.answered(new Call(message, who, SINK), answer, AT, 1.26);
    return last();
  };
  return { observer, lines, last, answered };
}

const asked = (method: string, params: object = {}): Message => request(ID, method, params);

test("a line says who called what when, and how it was answered", () => {
  const { lines, answered } = made({ upstreamOf: (_, target) => `of ${target}` });
  const message = asked("tools/call", { name: "read" });
  const answer = result(ID, { content: [] });
  expect(answered(message, answer)).toEqual({
    time: "2026-01-02T03:04:05.006Z",
    issuer: "https://issuer.example",
    subject: "1",
    user: "ann",
    endpoint: "/mcp",
    session: expect.stringMatching(/^[0-9a-f]{8}$/),
    method: "tools/call",
    target: "read",
    upstream: "of read",
    ms: 1.3,
    bytesIn: message.bytes.length,
    outcome: "ok",
    bytesOut: answer.bytes.length,
  });
  expect(lines.join("")).toMatch(/^\{.*\}\n$/);
});

test("what is not known is left out", () => {
  const modern = caller("modern");
  const line = made().answered(asked("tools/list"), undefined, modern);
  for (const key of ["target", "upstream", "session", "reason", "long"]) expect(line).not.toHaveProperty(key);
  expect(made().answered(asked("tools/call", { name: "read" }))).not.toHaveProperty("upstream");
});

test("the target is a name, a URI without its query and fragment, a task, or what the call means", () => {
  const { answered } = made();
  const target = (params: object): string | undefined => answered(asked("x", params)).target;
  expect(target({ uri: "file:///a?token=1#b" })).toBe("file:///a");
  expect(target({ uri: "FILE+x.y-z:a#b\nc" })).toBe("FILE+x.y-z:a");
  expect(target({ name: "what?", uri: "file:///a" })).toBe("what?");
  expect(target({ name: "a b:c?d" })).toBe("a b:c?d");
  expect(target({ taskId: "t-1" })).toBe("t-1");
  expect(made({ meant: () => "meant" }).answered(asked("x", { name: "said" })).target).toBe("meant");
});

test("a text of 256 characters is whole, and a longer one is cut to as many", () => {
  const [fits, long] = ["x".repeat(256), "x".repeat(257)];
  const cut = `${"x".repeat(255)}…`;
  for (const [text, shown] of [
    [fits, fits],
    [long, cut],
  ] as const) {
    const who = caller("legacy", { principal: principalOf(text, text, text) });
    expect(made().answered(asked(text, { name: text }), undefined, who)).toMatchObject({
      ...{ method: shown, target: shown, issuer: shown, subject: shown, user: shown },
    });
  }
});

test("the same method and caller are spelled alike each time, also after a hundred other methods", () => {
  const { answered } = made();
  for (let i = 0; i < 100; i++) expect(answered(asked(`method/${i}`)).method).toBe(`method/${i}`);
  const again = [answered(asked("method/1")), answered(asked("method/99"))];
  expect(again.map(({ method, user }) => [method, user])).toEqual([
    ["method/1", "ann"],
    ["method/99", "ann"],
  ]);
});

test("times of one second and of the next are each right", () => {
  const { observer, last } = made();
  const times = [AT, AT + 993, AT + 994, AT].map((at) => {
    observer.answered(new Call(asked("x"), ANN, SINK), result(ID, {}), at, 0);
    return last().time.slice(17);
  });
  expect(times).toEqual(["05.006Z", "05.999Z", "06.000Z", "05.006Z"]);
});

test("an upstream's error has its code for a reason, and a long answer says that it is one", () => {
  const { answered } = made();
  expect(answered(asked("x"), errorMessage(ID, { code: -32602, message: "no" }))).toMatchObject({
    outcome: "error",
    reason: "-32602",
  });
  const long = Object.assign(result(ID, {}), { tail: {} });
  expect(answered(asked("x"), long)).toMatchObject({ outcome: "ok", long: true });
});

test("a refusal has the reason of its error, and what was dropped says whether it was a notification", () => {
  const { observer, last } = made();
  observer.refused(new Call(asked("x"), ANN, SINK), new ProxyError("RATE_LIMITED", "no"), AT, 0.04);
  expect(last()).toMatchObject({ outcome: "refused", reason: "rate_limited", ms: 0, bytesOut: 0 });
  const error = new ProxyError("RATE_LIMITED", "no");
  observer.dropped?.(ANN, notification("notifications/x", {}), error, AT);
  expect(last()).toMatchObject({ method: "notifications/x", outcome: "refused", notification: true, user: "ann" });
  observer.dropped?.(ANN, asked("x"), error, AT);
  expect(last()).not.toHaveProperty("notification");
});
