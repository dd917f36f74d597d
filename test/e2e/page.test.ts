import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stumbles } from "../fixtures/axe.js";
import { CHROMIUM, openChromium, passIssuer } from "../fixtures/browser.js";
import { freePort } from "../fixtures/free-port.js";
import type { Running } from "../fixtures/launch.js";
import { PEOPLE } from "../fixtures/oauth-front.js";
import { type OidcFixture, startOidc } from "../fixtures/oidc.js";
import { startTeamIdp, type TeamIdp } from "../fixtures/team-idp.js";
import { EVERYTHING, startProxy } from "../peers/proxy.js";

/** Set to refresh the pictures of the documentation. */
const PICTURES = process.env.PICTURES;

if (CHROMIUM === undefined) console.log("skipped: test/e2e/page.test.ts needs Chromium");

/** The team's proxy in front of somebody else's MCP server, each with an identity provider of its own. */
describe.skipIf(CHROMIUM === undefined)("the page in a browser", () => {
  let browser: Browser;
  let idp: TeamIdp;
  let vendorIssuer: OidcFixture;
  let vendor: Running;
  let proxy: Running;
  let base: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
    const everything = EVERYTHING;
    vendorIssuer = await startOidc({ interaction: "page" });
    const vendorPort = await freePort();
    vendor = await startProxy(
      JSON.stringify({
        version: 1,
        upstreams: { everything },
        expose: { http: { listen: `127.0.0.1:${vendorPort}`, publicUrl: `http://127.0.0.1:${vendorPort}` } },
        access: { mode: "jwt", issuer: vendorIssuer.issuer },
        store: { type: "memory" },
      }),
    );
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    idp = await startTeamIdp(PEOPLE, () => [`${base}/auth/callback`]);
    proxy = await startProxy(
      JSON.stringify({
        version: 1,
        upstreams: {
          vendor: {
            url: `http://127.0.0.1:${vendorPort}/mcp`,
            title: "Vendor",
            auth: { mode: "dcr", scopes: ["mcp:read"] },
          },
          tools: { ...everything, title: "Team tools" },
        },
        expose: { http: { listen: `127.0.0.1:${port}`, publicUrl: base, legacySse: true } },
        access: {
          mode: "oauth",
          issuer: idp.issuer,
          clientId: idp.clientId,
          clientSecret: { env: "IDP_SECRET" },
          users: {
            "alice@example.com": { tools: ["*"], prompts: ["*"], resources: ["*"] },
            "bob@example.com": { tools: ["*"] },
          },
        },
        store: { type: "memory" },
      }),
      { IDP_SECRET: idp.clientSecret },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await vendor?.stop();
    await idp?.close();
    await vendorIssuer?.close();
  });

  async function profile(scheme: "light" | "dark" = "light"): Promise<BrowserContext> {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1080, height: 760 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => undefined);
    context.on("console", (message) => {
      if (message.type() === "error" && message.page()?.url().startsWith(base)) complaints.push(message.text());
    });
    return context;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync("docs/images", { recursive: true });
    await page.screenshot({ path: `docs/images/${name}.png`, fullPage: true });
  }

  async function signIn(context: BrowserContext, person: string, path = "/"): Promise<Page> {
    const page = await context.newPage();
    await page.goto(base + path);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("button", { name: `${person}@example.com` }).click();
    await page.waitForURL((url) => url.href.startsWith(base));
    return page;
  }

  async function connect(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Connect Vendor" }).click();
    await passIssuer(page);
    await page.waitForURL((url) => url.href.startsWith(base));
  }

  /** What stands there: the page is shown as far as it is known and completes itself. */
  const shown = (where: Locator) => expect.poll(() => where.innerText(), { timeout: 120_000 });

  const card = (page: Page, title: string) =>
    page.locator("section.card", { has: page.getByRole("heading", { name: title }) });

  test("a person connects an upstream, sees its tools, disconnects; another profile sees nothing of it", async () => {
    const alice = await profile();
    const page = await signIn(alice, "alice");
    expect(await page.title()).toBe("Your connections · mcp-proxy");
    expect(await page.locator(".who").innerText()).toContain("alice@example.com");
    await shown(card(page, "Vendor").locator(".badge")).toBe("Needs sign-in");
    await shown(card(page, "Team tools").locator("summary")).toMatch(/^\d+ tools, \d+ prompts/);
    await picture(page, "page-needs-sign-in");
    expect(await stumbles(page)).toEqual([]);

    // The same page in another tab follows by itself.
    const other = await alice.newPage();
    await other.goto(`${base}/`);
    await connect(page);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("vendor is connected");
    await picture(page, "page-connected-callback");
    expect(await stumbles(await freshCopy(page))).toEqual([]);
    await other.bringToFront();
    await shown(card(other, "Vendor").locator(".badge")).toBe("Connected");
    await shown(card(other, "Vendor").locator("summary")).toMatch(/^\d+ tools/);

    await page.goto(`${base}/`);
    await card(page, "Vendor").locator("summary").click();
    await shown(card(page, "Vendor").locator(".items")).toContain("echo");
    await page.getByRole("searchbox").fill("get-sum");
    await expect.poll(() => card(page, "Vendor").locator(".items li:visible").count()).toBe(1);
    await page.getByRole("searchbox").fill("");
    await picture(page, "page-connected");

    const bob = await profile("dark");
    const second = await signIn(bob, "bob");
    await shown(card(second, "Vendor").locator(".badge")).toBe("Needs sign-in");
    expect(await card(second, "Vendor").locator("summary").count()).toBe(0);
    expect(await second.content()).not.toContain("alice");
    await picture(second, "page-dark");
    expect(await stumbles(second)).toEqual([]);

    await page.goto(`${base}/`);
    await page.getByRole("link", { name: "Disconnect Vendor" }).click();
    await page.getByRole("button", { name: "Disconnect" }).waitFor();
    expect(await stumbles(page)).toEqual([]);
    await page.getByRole("button", { name: "Disconnect" }).click();
    await shown(page.locator("main")).toContain("Disconnected.");
    await shown(card(page, "Vendor").locator(".badge")).toBe("Needs sign-in");
    await alice.close();
    await bob.close();
  });

  test("T-74: a link from an MCP answer opens for its account only", async () => {
    const alice = await profile();
    const page = await signIn(alice, "alice");
    const api = await page.evaluate(() => fetch("/api/status").then((answer) => answer.json()));
    expect(api).toMatchObject({ principal: { subject: "alice" } });
    const { principalOf } = await import("../../src/model/principal.js");
    const { connectPath } = await import("../../src/model/page.js");
    const link = connectPath(principalOf(idp.issuer, "alice"), "vendor");
    await page.goto(base + link);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Connect Vendor");
    await picture(page, "page-link");
    expect(await stumbles(page)).toEqual([]);

    const bob = await profile();
    const other = await signIn(bob, "bob", link);
    expect(await other.getByRole("heading", { level: 1 }).innerText()).toBe("This link belongs to another account");
    await picture(other, "page-wrong-account");
    const status = (await other.request.get(other.url())).status();
    expect(status).toBe(403);
    await alice.close();
    await bob.close();
  });

  test("consent and its errors: readable, reachable, nothing to stumble over", async () => {
    const context = await profile();
    const page = await context.newPage();
    const { authorizeUrl, registerClient } = await import("../fixtures/oauth-front.js");
    const client = await registerClient(base, "http://127.0.0.1:33418/callback");
    await page.goto(authorizeUrl(base, client));
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Allow this client to use your tools?");
    await picture(page, "page-consent");
    expect(await stumbles(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Deny");
    await page.getByRole("button", { name: "Allow and sign in" }).click();
    await page.getByRole("button", { name: "alice@example.com" }).waitFor();
    expect(page.url().startsWith(idp.issuer)).toBe(true);
    await page.goto(authorizeUrl(base, { ...client, id: "mcp-none" }));
    expect(await page.locator("main").innerText()).toContain("This client is not registered here");
    expect(await stumbles(page)).toEqual([]);
    await page.goto(`${base}/auth/callback?state=x`);
    expect(await stumbles(page)).toEqual([]);
    await context.close();
  });

  test("copying works, without a script the page does too, and no page broke its own policy", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await signIn(context, "alice");
    expect(await page.locator("section.card").count()).toBe(2);
    await page.getByText("Cursor", { exact: true }).click();
    expect(await page.locator("#client-cursor pre").innerText()).toContain(`${base}/mcp`);
    await context.close();
    expect(complaints.filter((text) => !/40[0-9]|Failed to load resource/.test(text))).toEqual([]);
  });

  /** The callback's page counts once; its markup again, for the accessibility check. */
  async function freshCopy(page: Page): Promise<Page> {
    const markup = await page.content();
    const copy = await page.context().newPage();
    await copy.route("**/copy", (route) => route.fulfill({ body: markup, contentType: "text/html" }));
    await copy.goto(`${base}/copy`);
    return copy;
  }
});
