import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { CHROMIUM, openChromium, passIssuer } from "../fixtures/browser.js";
import { freePort } from "../fixtures/free-port.js";
import { CLIENTS, clientDocument, type OidcFixture, startOidc, walk } from "../fixtures/oidc.js";
import { type ResourceFixture, startResource } from "../fixtures/resource.js";

const BIN = resolve("dist/main.js");
const PORT = await freePort();
const REDIRECT = `http://127.0.0.1:${PORT}/oauth/callback`;
const DOCUMENT = "https://proxy.example.com/oauth/client-metadata.json";

if (CHROMIUM === undefined) console.log("skipped: there is no Chromium on this machine (apt-get install chromium)");

interface Run {
  readonly child: ChildProcess;
  stderr(): string;
  stdout(): string;
  readonly code: Promise<number | null>;
}

describe.skipIf(CHROMIUM === undefined)("mcp-proxy login in a real browser", () => {
  let browser: Browser;
  let issuer: OidcFixture;
  let resource: ResourceFixture;
  let folder: string;
  const env = { OIDC_SECRET: CLIENTS.confidential.client_secret };

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
    await issuer.close();
    await resource.close();
    rmSync(folder, { recursive: true });
  });

  async function prepare(auth: (issuer: string) => object, interaction: "auto" | "page" = "page"): Promise<void> {
    folder = mkdtempSync(join(tmpdir(), "mcp-proxy-login-"));
    issuer = await startOidc({
      interaction,
      redirectUris: [REDIRECT],
      documents: clientDocument(DOCUMENT, REDIRECT),
    });
    resource = await startResource({ issuer: issuer.issuer, challengeScope: "mcp:read" });
    const config = {
      upstreams: { notes: { url: resource.url, auth: { callbackPort: PORT, ...auth(issuer.issuer) } } },
      store: { type: "file", path: join(folder, "store") },
    };
    writeFileSync(join(folder, "mcp-proxy.yaml"), stringify(config), { mode: 0o600 });
  }

  function run(...args: string[]): Run {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, ...env },
    });
    children.push(child);
    let stderr = "";
    let stdout = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    // Its last words may be read after it is gone.
    const code = new Promise<number | null>((settle) => child.once("close", settle));
    return { child, code, stderr: () => stderr, stdout: () => stdout };
  }

  async function linkOf(login: Run): Promise<string> {
    await expect.poll(() => /^ {2}(http\S+)$/m.exec(login.stderr())?.[1]).toBeTruthy();
    return /^ {2}(http\S+)$/m.exec(login.stderr())?.[1] ?? "";
  }

  /** Goes through the issuer's pages as a person would; answers the text of the last page. */
  async function signIn(link: string): Promise<string> {
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(link);
    await passIssuer(page);
    await page.waitForURL(`${REDIRECT}**`);
    const text = await page.locator("main").innerText();
    expect(problems).toEqual([]);
    await page.context().close();
    return text;
  }

  const MODES: [string, (issuer: string) => object][] = [
    ["dynamic registration", () => ({ mode: "dcr" })],
    ["a client metadata document", () => ({ mode: "cimd", clientMetadataUrl: DOCUMENT })],
    ["a static public client", (url) => ({ mode: "oidc", issuer: url, clientId: CLIENTS.public.client_id })],
    [
      "a confidential client",
      (url) => ({
        mode: "client-secret",
        issuer: url,
        clientId: CLIENTS.confidential.client_id,
        clientSecret: { env: "OIDC_SECRET" },
      }),
    ],
    ["auto", () => ({ mode: "auto" })],
  ];

  it.each(MODES)("signs in with %s, shows it, and signs out", async (_name, auth) => {
    await prepare(auth);
    const login = run("login");
    const link = await linkOf(login);
    expect(await signIn(link)).toContain("notes is connected");
    expect(await login.code).toBe(0);
    expect(login.stderr()).toContain(`Signed in to notes at ${issuer.issuer}.`);
    expect(login.stdout()).toBe("");

    const status = run("status", "--json");
    expect(await status.code).toBe(0);
    const [row] = JSON.parse(status.stdout()) as Record<string, unknown>[];
    expect(row).toMatchObject({
      upstream: "notes",
      principal: "local",
      state: "ready",
      issuer: issuer.issuer,
      renewable: true,
    });

    const logout = run("logout", "notes");
    expect(await logout.code).toBe(0);
    // The issuer has two seconds to answer, which on a busy machine is too short; the conformance of sign-ins pins the revocation.
    expect(logout.stderr()).toMatch(/^notes: erased here( and revoked at the issuer)?\.\n$/);
    const after = run("status");
    await after.code;
    expect(after.stdout()).not.toContain("ready");
  });

  it("signs in by a code on another device", async () => {
    await prepare((url) => ({
      mode: "oidc",
      issuer: url,
      clientId: CLIENTS.device.client_id,
      scopes: ["openid", "mcp:read"],
    }));
    const login = run("login", "notes", "--device");
    const link = await linkOf(login);
    const page = await (await browser.newContext()).newPage();
    await page.goto(link);
    await page.locator("button[autofocus], button[type=submit], #op\\.deviceConfirmForm ~ button").first().click();
    await passIssuer(page);
    expect(await login.code, login.stderr()).toBe(0);
    expect(issuer.grants).toEqual({ "urn:ietf:params:oauth:grant-type:device_code": 1 });
    await page.context().close();
  });

  it("takes the pasted address where no browser can come back (the link on stderr, stdout clean)", async () => {
    await prepare(() => ({ mode: "dcr" }), "auto");
    const login = run("login", "--paste");
    const link = await linkOf(login);
    login.child.stdin?.write(`nonsense\n${(await walk(link, REDIRECT)).href}\n`);
    expect(await login.code, login.stderr()).toBe(0);
    expect(login.stderr()).toContain("Paste it again");
    expect(login.stdout()).toBe("");
  });

  it("says on the page and in the terminal that the person declined", async () => {
    await prepare(() => ({ mode: "dcr" }));
    const login = run("login");
    const link = new URL(await linkOf(login));
    const callback = new URL(REDIRECT);
    callback.searchParams.set("state", link.searchParams.get("state") ?? "");
    callback.searchParams.set("iss", issuer.issuer);
    callback.searchParams.set("error", "access_denied");
    callback.searchParams.set("error_description", "<script>alert(1)</script>");
    const page = await (await browser.newContext()).newPage();
    let alerted = false;
    page.on("dialog", (dialog) => {
      alerted = true;
      void dialog.dismiss();
    });
    const response = await page.goto(callback.href);
    expect(response?.status()).toBe(400);
    expect(await page.locator("main").innerText()).toContain("The sign-in was declined: <script>alert(1)</script>");
    expect(alerted).toBe(false);
    expect(await login.code).toBe(1);
    expect(login.stderr()).toContain("The sign-in was declined");
    await page.context().close();
  });

  it("keeps nothing readable: private files, and no secret in clear", async () => {
    await prepare(() => ({ mode: "dcr" }));
    const login = run("login");
    await signIn(await linkOf(login));
    await login.code;
    const store = join(folder, "store");
    const files = readdirSync(store, { recursive: true, withFileTypes: true });
    for (const entry of files) {
      const path = join(entry.parentPath, entry.name);
      expect(statSync(path).mode & 0o777, path).toBe(entry.isDirectory() ? 0o700 : 0o600);
      if (entry.isFile() && entry.name !== "key")
        expect(readFileSync(path, "utf8")).not.toMatch(/eyJhbGciOi|access_?token|verifier/i);
    }
    expect(files.length).toBeGreaterThan(4);
  });
});
