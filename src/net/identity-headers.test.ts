import fc from "fast-check";
import { expect, test } from "vitest";
import { isIdentityHeader, removeUnnamedIdentity } from "./identity-headers.js";

const IDENTITY = [
  ...["User", "Email", "Groups", "Preferred-Username", "Access-Token"].map((what) => `X-Forwarded-${what}`),
  ...["X-Auth-Request-User", "X-Auth-Request-Email", "X-Auth-Request-Groups", "Remote-User", "X-Remote-User"],
  ...["X-Goog-Authenticated-User-Email", "X-Goog-Authenticated-User-Id", "X-Goog-Iap-Jwt-Assertion"],
  ...["Cf-Access-Authenticated-User-Email", "Cf-Access-Jwt-Assertion", "X-Amzn-Oidc-Identity", "X-Amzn-Oidc-Data"],
  ...["X-Ms-Client-Principal-Name", "X-Ms-Client-Principal", "X-Ms-Token-Aad-Id-Token", "Tailscale-User-Login"],
];
const OTHERS = [
  "Host",
  "Authorization",
  "X-Api-Key",
  "Cookie",
  "X-Forwarded-For",
  "X-Forwarded-Proto",
  "X-Real-IP",
].concat(["X-Request-Id", "Mcp-Session-Id", "Mcp-Name", "Content-Type", "Traceparent", "Tracestate", "X-Csrf-Token"]);

test.each(IDENTITY)("T-107: %s counts as an identity header, in any case and with underscores", (name) => {
  for (const spelled of [name, name.toLowerCase(), name.toUpperCase(), name.replaceAll("-", "_")]) {
    expect(isIdentityHeader(spelled)).toBe(true);
  }
});

test.each(OTHERS)("%s does not count as an identity header", (name) => {
  expect(isIdentityHeader(name)).toBe(false);
});

test("T-107: of any headers, identity headers that are not named are removed, and the others stay in order (property)", () => {
  const header = fc.record({ name: fc.constantFrom(...IDENTITY, ...OTHERS), value: fc.string() });
  fc.assert(
    fc.property(fc.array(header), fc.constantFrom(...IDENTITY), (all, named) => {
      const rawHeaders = all.flatMap(({ name, value }) => [name, value]);
      const headers = Object.fromEntries(all.map(({ name, value }) => [name.toLowerCase(), value]));
      removeUnnamedIdentity({ headers, rawHeaders }, new Set([named.toLowerCase()]));
      const stays = ({ name }: { name: string }): boolean => name === named || OTHERS.includes(name);
      expect(rawHeaders).toEqual(all.filter(stays).flatMap(({ name, value }) => [name, value]));
      expect(Object.keys(headers).every((name) => rawHeaders.some((raw) => raw.toLowerCase() === name))).toBe(true);
    }),
  );
});
