import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, openChromium, passIssuer } from "../fixtures/browser.js";
import { freePort } from "../fixtures/free-port.js";
import { type Running, start } from "../fixtures/launch.js";
import { type OidcFixture, startOidc, walk } from "../fixtures/oidc.js";
import { type ResourceFixture, startResource } from "../fixtures/resource.js";

const PORT = await freePort();
const BASE = `http://127.0.0.1:${PORT}`;

if (CHROMIUM === undefined) console.log("skipped: there is no Chromium on this machine (apt-get install chromium)");

describe.skipIf(CHROMIUM === undefined)("signing in behind HTTP, in a real browser", () => {
  const options: { interaction: "page" | "auto" } = { interaction: "page" };
  let browser: Browser;
  let issuer: OidcFixture;
  let resource: ResourceFixture;
  let proxy: Running;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "mcp-proxy-http-"));
    issuer = await startOidc(options);
    resource = await startResource({ issuer: issuer.issuer, challengeScope: "mcp:read" });
    const config = {
      upstreams: { notes: { url: resource.url } },
      expose: { http: { listen: `127.0.0.1:${PORT}`, publicUrl: BASE } },
      store: { type: "file", path: join(folder, "store") },
    };
    writeFileSync(join(folder, "mcp-proxy.yaml"), JSON.stringify(config), { mode: 0o600 });
    const args = [resolve("dist/main.js"), "serve", "-c", join(folder, "mcp-proxy.yaml")];
    proxy = await start(process.execPath, args, { env: { HOME: folder } });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await proxy.stop();
    await resource.close();
    await issuer.close();
    rmSync(folder, { recursive: true });
  });

  /** What a modern client is answered when it calls a tool. */
  async function call(): Promise<{ link: string | undefined; text: string }> {
    const meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": { elicitation: { url: {} } },
    };
    const response = await fetch(`${BASE}/mcp`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "tools/call",
        "mcp-name": "search",
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "search", arguments: {}, _meta: meta },
      }),
    });
    const text = await response.text();
    return { link: /"url":"([^"]+)"/.exec(text)?.[1], text };
  }

  it("the answer's link leads through the page to the issuer and back, and the next call gets through", async () => {
    const { link, text } = await call();
    expect(link, text).toMatch(new RegExp(`^${BASE}/connect/notes`));
    const page = await (await browser.newContext()).newPage();
    await page.goto(link ?? "");
    await page.getByRole("button", { name: "Continue to sign-in" }).click();
    await passIssuer(page);
    await page.waitForURL(`${BASE}/oauth/callback**`);
    expect(await page.locator("main").innerText()).toContain("notes is connected");
    const again = await page.reload();
    expect(again?.status()).toBe(400);
    expect(issuer.grants).toEqual({ authorization_code: 1 });
    await call();
    expect(resource.requests.some((line) => line === "POST /mcp 200")).toBe(true);
    await page.context().close();
  });

  it("T-34: a callback in another browser is 403, and the first browser can still finish", async () => {
    const mine = await browser.newContext();
    const page = await mine.newPage();
    const started: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(`${issuer.issuer}/auth?`)) started.push(request.url());
    });
    await page.goto(`${BASE}/connect/notes`);
    await page.getByRole("button", { name: "Continue to sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    options.interaction = "auto";
    const callback = (await walk(started[0] ?? "", `${BASE}/oauth/callback`)).href;

    const stolen = await browser.newContext();
    const thief = await stolen.newPage();
    expect((await thief.goto(callback))?.status()).toBe(403);
    expect(await thief.locator("main").innerText()).toContain("another browser");
    expect(issuer.grants).toEqual({ authorization_code: 1 });

    expect((await page.goto(callback))?.status()).toBe(200);
    expect(issuer.grants).toEqual({ authorization_code: 2 });
    await mine.close();
    await stolen.close();
  });
});
