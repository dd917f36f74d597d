import fc from "fast-check";
import { expect, test } from "vitest";
import { principalOf } from "../model/principal.js";
import { type AccessRules, compileRules } from "./rules.js";

const you = principalOf("https://idp.example", "u1", "You", { email: "You@Example.com", email_verified: true });
const friend = principalOf("https://idp.example", "u2", "Friend", {
  email: "friend@example.com",
  email_verified: true,
});
const stranger = principalOf("https://idp.example", "u3", "Stranger", { email: "you@example.com" });
const engineer = principalOf("https://idp.example", "u4", "Eng", { groups: ["eng", "all"], scope: "read write" });

const rules: AccessRules = {
  users: {
    "you@example.com": { roles: ["admin"] },
    "friend@example.com": {
      tools: ["files:*", "time:*", "now"],
      resources: ["files:file:///public/*"],
      deny: { tools: ["files:delete*"] },
    },
    u5: {},
  },
  roles: { admin: { tools: ["*"], prompts: ["*"], resources: ["*"], deny: { tools: ["*:format_disk"] } } },
  rules: [{ claims: { groups: ["eng"], scope: ["write"] }, tools: ["git:*"] }],
};

test.each([
  [you, "tool", "files", "read", "files__read", true, 'access.roles.admin.tools: "*"'],
  [you, "tool", "files", "format_disk", "format_disk", false, 'access.roles.admin.deny.tools: "*:format_disk"'],
  [you, "prompt", "files", "p", "p", true, 'access.roles.admin.prompts: "*"'],
  [you, "resourceTemplate", "files", "file:///{path}", "file:///{path}", true, 'access.roles.admin.resources: "*"'],
  [friend, "tool", "files", "read", "x", true, 'access.users.friend@example.com.tools: "files:*"'],
  [friend, "tool", "files", "delete_all", "x", false, 'access.users.friend@example.com.deny.tools: "files:delete*"'],
  [friend, "tool", "clock", "whatever", "now", true, 'access.users.friend@example.com.tools: "now"'],
  // Names of upstreams, tools and prompts are the same in any case; URIs are not.
  [friend, "tool", "Files", "READ", "read", true, 'access.users.friend@example.com.tools: "files:*"'],
  [friend, "tool", "files", "Delete_all", "x", false, 'access.users.friend@example.com.deny.tools: "files:delete*"'],
  [friend, "tool", "clock", "whatever", "NOW", true, 'access.users.friend@example.com.tools: "now"'],
  [friend, "resource", "files", "file:///Public/a", "file:///Public/a", false, "no grant matches it"],
  [friend, "prompt", "files", "p", "p", false, "no grant matches it"],
  [friend, "resource", "files", "file:///public/a", "file:///public/a", true, undefined],
  [friend, "resource", "files", "file:///private/a", "file:///private/a", false, "no grant matches it"],
  // T-93: an upstream that names its tool like another's prefix gains nothing.
  [friend, "tool", "evil", "files:read", "files:read", false, "no grant matches it"],
  [engineer, "tool", "git", "push", "push", true, 'access.rules[0].tools: "git:*"'],
] as const)("T-69: %o %s %s:%s as %s: %s", (principal, kind, upstream, item, exposed, allowed, because) => {
  const compiled = compileRules(rules);
  const decision = compiled.decide(principal, kind, upstream, item, exposed);
  expect(decision.allowed).toBe(allowed);
  if (because !== undefined) expect(decision.because).toBe(because);
  expect(compiled.visible(principal, kind, upstream, item, exposed)).toBe(allowed);
  expect(compiled.visible(principal, kind, upstream, item, exposed)).toBe(allowed);
});

test("an e-mail address nobody verified names no user, and who is not listed is refused", () => {
  const { admit } = compileRules(rules);
  expect(() => admit(stranger)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  expect(() => admit(principalOf("api-key", "nobody"))).toThrow(/no rule grants/);
  admit(you);
  admit(engineer);
});

test("a subject that looks like an address names nobody at an identity provider, and somebody behind a proxy", () => {
  const { admit } = compileRules(rules);
  expect(() => admit(principalOf("https://idp.example", "you@example.com"))).toThrow(/no rule grants/);
  admit(principalOf("forwarded-user", "you@example.com"));
});

test("who is refused hears when it may be because the address is not verified, whether or not it is listed", () => {
  const { admit } = compileRules(rules);
  expect(() => admit(stranger)).toThrow(/account access here \(the identity provider does not mark/);
  const verified = principalOf("i", "u9", "x", { email: "x@example.com", email_verified: true });
  expect(() => admit(verified)).toThrow(/grants this account access here$/);
});

test("T-09: an empty grant is listed but sees nothing; empty users admit nobody", () => {
  const u5 = principalOf("api-key", "u5");
  const compiled = compileRules(rules);
  compiled.admit(u5);
  expect(compiled.visible(u5, "tool", "files", "read", "read")).toBe(false);
  expect(() => compileRules({ users: {} }).admit(u5)).toThrow();
});

test("without users and rules everybody recognised sees everything", () => {
  const open = compileRules({});
  open.admit(stranger);
  expect(open.visible(stranger, "tool", "a", "b", "b")).toBe(true);
});

test("prototype names are claims and users like any other", () => {
  const compiled = compileRules({ users: {}, rules: [{ claims: { constructor: ["x"] }, tools: ["*"] }] });
  expect(() => compiled.admit(principalOf("i", "toString"))).toThrow();
});

test("T-69: deny wins over any grant, whatever the order", () => {
  const name = fc.constantFrom("a", "b", "ab");
  const pattern = fc.constantFrom("*", "u:*", "u:a", "u:b", "v:*", "a", "b");
  fc.assert(
    fc.property(fc.array(pattern), fc.array(pattern), name, (allow, deny, item) => {
      const p = principalOf("i", "s");
      const hit = (patterns: string[]) =>
        patterns.some((x) => x === "*" || x === "u:*" || x === `u:${item}` || x === item);
      const got = compileRules({ users: { s: { tools: allow, deny: { tools: deny } } } }).visible(
        p,
        "tool",
        "u",
        item,
        item,
      );
      return got === (hit(allow) && !hit(deny));
    }),
  );
});
