import { describe, expect, test } from "vitest";
import type { OAuthSettings } from "../oauth/settings.js";
import { callbackPort, redirectsOf, webPlace } from "./place.js";

const NOTES = { name: "notes", url: "https://mcp.example.com/mcp" };
const settings = (more: Partial<OAuthSettings> = {}): OAuthSettings => more as OAuthSettings;

describe("the port of callbacks", () => {
  test("is the same at every start, below those of systems, and another one for another upstream", () => {
    const port = callbackPort(NOTES, settings());
    expect(callbackPort({ ...NOTES }, settings())).toBe(port);
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_000);
    expect(callbackPort({ ...NOTES, name: "other" }, settings())).not.toBe(port);
  });

  test("is the file's; that of the redirect URL goes first", () => {
    expect(callbackPort(NOTES, settings({ callbackPort: 3334 }))).toBe(3334);
    const both = settings({ callbackPort: 3334, redirectUrl: "http://localhost:8080/cb" });
    expect(callbackPort(NOTES, both)).toBe(8080);
    expect(callbackPort(NOTES, settings({ callbackPort: 3334, redirectUrl: "http://localhost/cb" }))).toBe(3334);
  });
});

describe("the redirect URIs of an upstream", () => {
  const LOOPBACK = "http://127.0.0.1:3334/oauth/callback";
  const WEB = "https://proxy.example.com/oauth/callback";
  const given = settings({ callbackPort: 3334 });

  test.each(["loopback", "web"] as const)("are registered together, seen from %s", (here) => {
    const redirects = redirectsOf(NOTES, given, "https://proxy.example.com/", here);
    expect(redirects).toEqual({
      uri: here === "web" ? WEB : LOOPBACK,
      all: [LOOPBACK, WEB],
      documentUrl: "https://proxy.example.com/oauth/client-metadata.json",
    });
  });

  test("are the one of the file where it names one", () => {
    const one = settings({ redirectUrl: "http://localhost:8080/cb" });
    expect(redirectsOf(NOTES, one, "https://proxy.example.com", "web")).toMatchObject({
      uri: "http://localhost:8080/cb",
      all: ["http://localhost:8080/cb"],
    });
  });

  test("are loopback alone without a public URL, and plain http has no metadata document", () => {
    expect(redirectsOf(NOTES, given, undefined, "web")).toEqual({
      uri: LOOPBACK,
      all: [LOOPBACK],
      documentUrl: undefined,
    });
    expect(redirectsOf(NOTES, given, "http://proxy.example.com", "web").documentUrl).toBeUndefined();
  });

  test.each([
    ["https://proxy.example.com", true],
    ["http://proxy.example.com", false],
  ])("behind %s the cookie travels by https only: %s", (publicUrl, secure) => {
    expect(webPlace(publicUrl)).toMatchObject({ bound: true, secure });
  });
});
