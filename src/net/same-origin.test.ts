import { expect, test } from "vitest";
import { isSameOrigin, type OriginHeaders } from "./same-origin.js";

const OWN = "https://mcp.example.com";
const LOOPBACK = "http://127.0.0.1:8080";

test.each<[string, OriginHeaders, string]>([
  ["a page of the proxy's own origin", { origin: OWN, "sec-fetch-site": "same-origin" }, OWN],
  ["a program, which sends neither header", {}, OWN],
  ["an old browser, which sends the origin alone", { origin: OWN }, OWN],
  ["a form without a referrer, which sends Sec-Fetch-Site alone", { "sec-fetch-site": "same-origin" }, OWN],
  ["a page opened as localhost", { origin: "http://localhost:8080", host: "localhost:8080" }, LOOPBACK],
])("%s may change something", (_who, headers, own) => {
  expect(isSameOrigin(headers, own)).toBe(true);
});

test.each<[string, OriginHeaders, string]>([
  ["another subdomain of the site", { "sec-fetch-site": "same-site" }, OWN],
  ["another port of the site, with the right origin", { origin: OWN, "sec-fetch-site": "same-site" }, OWN],
  ["another site", { "sec-fetch-site": "cross-site" }, OWN],
  ["an address typed by a person", { "sec-fetch-site": "none" }, OWN],
  ["two values of Sec-Fetch-Site", { "sec-fetch-site": ["same-origin", "cross-site"] }, OWN],
  ["an empty Sec-Fetch-Site", { "sec-fetch-site": "" }, OWN],
  ["Sec-Fetch-Site in capitals", { "sec-fetch-site": "SAME-ORIGIN" }, OWN],
  ["another origin of the site", { origin: "https://docs.example.com" }, OWN],
  ["the origin over http", { origin: "http://mcp.example.com" }, OWN],
  ["the origin with another port", { origin: `${OWN}:8443` }, OWN],
  ["an opaque origin", { origin: "null" }, OWN],
  ["two origins", { origin: [OWN, OWN] }, OWN],
  ["another port of loopback", { origin: "http://localhost:3000", host: "localhost:8080" }, LOOPBACK],
  ["a page of the host when the proxy is public", { origin: "http://localhost:8080", host: "localhost:8080" }, OWN],
  ["a public name that is the host", { origin: "http://evil.example", host: "evil.example" }, LOOPBACK],
])("T-26: %s may not change anything", (_who, headers, own) => {
  expect(isSameOrigin(headers, own)).toBe(false);
});
