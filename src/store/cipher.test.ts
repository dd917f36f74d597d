import { describe, expect, it } from "vitest";
import { parseKey, parseSealedRecord, seal, Unreadable, unseal } from "./cipher.js";

const KEY = parseKey(Buffer.alloc(32, 7).toString("base64"));
const OTHER = parseKey(Buffer.alloc(32, 8).toString("hex"));
const VALUE = { token: "größer" };

/** As the first version of the store wrote it. */
const WRITTEN =
  '{"v":1,"key":"grant/alice","kid":"f016f2670fe2958e","iv":"xPqYDN6RAOSW/Ze6","tag":"UOCtG3ZUApoCZ9AsVg4Phg==","data":"NFVf6oFfBlqsa/ET5mpw8YutymU="}\n';

/** What opening a text throws; "opened" when nothing is. */
function thrown(open: () => unknown): unknown {
  try {
    open();
    return "opened";
  } catch (error) {
    return error;
  }
}

describe("parseKey", () => {
  it.each([
    ["base64", KEY.bytes.toString("base64")],
    ["base64url", KEY.bytes.toString("base64url")],
    ["hex", KEY.bytes.toString("hex")],
    ["a line with its end", `${KEY.bytes.toString("base64")}\n`],
  ])("32 bytes in %s are one key with one id", (_, text) => {
    expect(parseKey(text)).toEqual(KEY);
  });

  it.each([
    ["31 bytes", Buffer.alloc(31, 7).toString("base64")],
    ["33 bytes", Buffer.alloc(33, 7).toString("base64")],
    ["a character that base64 does not have", `${KEY.bytes.toString("base64").slice(0, -1)}!=`],
    ["nothing", ""],
  ])("%s is no key, and the message says how to make one", (_, text) => {
    expect(() => parseKey(text)).toThrow("openssl rand -base64 32");
  });

  it("the id of a key does not tell the key", () => {
    expect(KEY.bytes.toString("hex")).not.toContain(KEY.id);
    expect(OTHER.id).not.toBe(KEY.id);
  });
});

describe("unseal", () => {
  it("a record that the first version wrote opens", () => {
    expect(unseal([KEY], "grant/alice", WRITTEN)).toEqual(VALUE);
  });

  it("a record is written with the key in force and opens after the key was replaced", () => {
    const text = seal([KEY, OTHER], "a/b", VALUE);
    expect(parseSealedRecord(text)).toMatchObject({ v: 1, key: "a/b", kid: KEY.id });
    expect(text).not.toContain("token");
    expect(unseal([OTHER, KEY], "a/b", text)).toEqual(VALUE);
  });

  it("two records of one value have nothing in common but their key", () => {
    const [one, other] = [seal([KEY], "a", VALUE), seal([KEY], "a", VALUE)].map(parseSealedRecord);
    for (const part of ["iv", "tag", "data"] as const) expect(one?.[part]).not.toBe(other?.[part]);
  });

  it.each([
    ["a record moved to another key path", "grant/bob", WRITTEN],
    ["a record whose key path was rewritten", "grant/bob", WRITTEN.replace("alice", "bob")],
    ["a changed ciphertext", "grant/alice", WRITTEN.replace('"NFVf', '"NFVe')],
    ["a changed nonce", "grant/alice", WRITTEN.replace('"xPqY', '"xPqZ')],
    ["a changed tag", "grant/alice", WRITTEN.replace('"UOCt', '"UOCu')],
    ["a shortened tag", "grant/alice", WRITTEN.replace("UOCtG3ZUApoCZ9AsVg4Phg==", "UOCtG3ZUApo=")],
    ["an empty ciphertext", "grant/alice", WRITTEN.replace("NFVf6oFfBlqsa/ET5mpw8YutymU=", "")],
  ])("%s is reported as tampered with", (_, key, text) => {
    expect(text === WRITTEN && key === "grant/alice").toBe(false);
    expect(thrown(() => unseal([KEY], key, text))).toMatchObject({ name: "Unreadable", tampered: true });
  });

  it.each([
    ["a record of an unknown key", [OTHER], WRITTEN],
    ["a record of another version", [KEY], WRITTEN.replace('"v":1', '"v":2')],
    ["a record without a tag", [KEY], WRITTEN.replace('"tag"', '"gat"')],
    ["text that is not JSON", [KEY], "{"],
    ["null", [KEY], "null"],
  ] as const)("%s is unreadable and not called tampered with", (_, ring, text) => {
    const error = thrown(() => unseal([...ring] as [typeof KEY], "grant/alice", text));
    expect(error).toBeInstanceOf(Unreadable);
    expect(error).toMatchObject({ tampered: false });
  });
});
