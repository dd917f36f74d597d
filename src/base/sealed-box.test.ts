import { expect, it } from "vitest";
import { NONCE_BYTES, openBox, openToken, sealBox } from "./sealed-box.js";

const key = Buffer.alloc(32, 1);
const nonce = Buffer.alloc(NONCE_BYTES, 2);
const bound = Buffer.from("alice");
const box = sealBox(key, nonce, bound, "größer");
const token = box.toString("base64url");

it("a box opens with its key and what it is bound to", () => {
  expect(openBox(key, box, bound)).toBe("größer");
  expect(openToken(key, token, 100, bound)).toBe("größer");
});

it("a box is nonce, ciphertext and tag as another AES-256-GCM library writes them", () => {
  expect(token).toBe("AgICAgICAgICAgICYKQK_4nIpI8_6cMtsSdz97cgrrTa5Bze");
});

it.each([
  ["another key", () => openToken(Buffer.alloc(32, 9), token, 100, bound)],
  ["another bound text", () => openToken(key, token, 100, Buffer.from("bob"))],
  ["a changed byte", () => openToken(key, `B${token.slice(1)}`, 100, bound)],
  ["a token that is too long", () => openToken(key, token, token.length - 1, bound)],
  ["a token in another spelling", () => openToken(key, `${token}=`, 100, bound)],
  ["a token of a nonce and a tag only", () => openToken(key, Buffer.alloc(28).toString("base64url"), 100, bound)],
  ["an empty token", () => openToken(key, "", 100, bound)],
])("%s opens nothing", (_, open) => {
  expect(open()).toBeUndefined();
});

it("a box that is too short is an error and not an empty text", () => {
  for (const length of [0, 11, 12, 27]) expect(() => openBox(key, box.subarray(0, length), bound)).toThrow();
});
