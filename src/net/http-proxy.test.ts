import { describe, expect, it } from "vitest";
import { proxyFor } from "./http-proxy.js";

const chosen = (origin: string, env: Record<string, string>, configured?: string) =>
  proxyFor(new URL(origin), env, configured)?.url.href;

describe("proxyFor", () => {
  it.each([
    ["https://a.com", {}, undefined],
    ["https://a.com", { HTTPS_PROXY: "http://p:1" }, "http://p:1/"],
    ["https://a.com", { HTTPS_PROXY: "http://p:1", https_proxy: "http://q:1" }, "http://q:1/"],
    ["https://a.com", { HTTP_PROXY: "http://p:1" }, "http://p:1/"],
    ["http://a.com", { HTTPS_PROXY: "http://p:1" }, undefined],
    ["http://a.com", { HTTP_PROXY: "p:3128" }, "http://p:3128/"],
    ["https://a.com", { HTTPS_PROXY: "" }, undefined],
  ])("%s with %j goes through %s", (origin, env, expected) => {
    expect(chosen(origin, env)).toBe(expected);
  });

  it.each([
    ["https://a.com", "*", true],
    ["https://a.com", "a.com", true],
    ["https://A.com", "b.com, A.COM", true],
    ["https://x.a.com", "a.com", true],
    ["https://x.a.com", ".a.com", true],
    ["https://x.a.com", "*.a.com", true],
    ["https://xa.com", "a.com", false],
    ["https://a.com.evil", "a.com", false],
    ["https://a.com", "a.com:443", true],
    ["https://a.com:8443", "a.com:443", false],
    ["http://a.com", "a.com:80", true],
    ["http://[fd00::1]:8080", "fd00::1", true],
    ["http://[fd00::1]:8080", "FD00:0::1", true],
    ["http://[fd00::1]:8080", "[fd00::1]:8080", true],
    ["http://[fd00::1]:8080", "[fd00::1]", true],
    ["http://[fd00::1]:8080", "[fd00::1]:80", false],
    ["http://10.1.2.3:8080", "localhost,10.1.2.3", true],
    ["http://10.1.2.3", "10.0.0.0/8", true],
    ["http://10.1.2.3", "10.0.0.0/16", false],
    ["http://a.com", "10.0.0.0/8", false],
    ["http://[fd00::1]", "fd00::/8", true],
    ["https://a.com.", "a.com", true],
    ["https://a.com", " , ", false],
  ])("%s with NO_PROXY=%s goes direct: %s", (origin, noProxy, direct) => {
    const env = { HTTP_PROXY: "http://p:1", NO_PROXY: noProxy };
    expect(chosen(origin, env)).toBe(direct ? undefined : "http://p:1/");
  });

  it.each(["localhost", "x.localhost", "127.0.0.2", "[::1]"])("%s goes direct whatever NO_PROXY names", (host) => {
    for (const NO_PROXY of ["", "a.com"]) {
      const env = { HTTP_PROXY: "http://p:1", HTTPS_PROXY: "http://p:1", NO_PROXY };
      expect(chosen(`http://${host}:8080`, env)).toBeUndefined();
      expect(chosen(`https://${host}`, env)).toBeUndefined();
      expect(chosen(`http://${host}:8080`, env, "http://q:2")).toBe("http://q:2/");
    }
  });

  it("follows the file rather than the environment", () => {
    const env = { HTTP_PROXY: "http://p:1", NO_PROXY: "*" };
    expect(chosen("https://a.com", env, "none")).toBeUndefined();
    expect(chosen("https://a.com", env, "http://q:2")).toBe("http://q:2/");
  });

  it("takes user name and password out of the URL", () => {
    const proxy = proxyFor(new URL("https://a.com"), {}, "http://me:p%40ss@q:2");
    expect(proxy?.url.href).toBe("http://q:2/");
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
  });
});
