import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { openBrowser, safeUrl } from "../../src/cli/open-browser.js";
import { LOCAL } from "../../src/model/principal.js";
import { createMemoryStore } from "../../src/store/memory.js";
import { playIssuer, type Stranger, startStranger } from "../fixtures/evil-issuer.js";
import { freePort } from "../fixtures/free-port.js";
import { compile } from "../fixtures/launch.js";
import { type SignInRig, signInRig } from "../fixtures/sign-in.js";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const [PORT, TAKEN] = [await freePort(), await freePort()];

async function scene(
  store = createMemoryStore(),
  port = PORT,
): Promise<{ evil: Stranger; rig: SignInRig; again(): SignInRig }> {
  const evil = await startStranger();
  open.push(evil);
  playIssuer(evil);
  const again = () => {
    const rig = signInRig({ url: `${evil.origin}/mcp`, auth: { mode: "auto", callbackPort: port }, store });
    open.push(rig);
    return rig;
  };
  return { evil, rig: again(), again };
}

function get(
  path: string,
  options: { method?: string; host?: string; port?: number } = {},
): Promise<{ status: number; body: string }> {
  const port = options.port ?? PORT;
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: options.method ?? "GET",
        headers: { host: options.host ?? `127.0.0.1:${port}` },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    asking.on("error", reject);
    asking.end();
  });
}

const stateOf = (url: string) => new URL(url).searchParams.get("state") ?? "";

describe("T-39: only a browser is opened, and never by a shell", () => {
  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "--flag",
    "a:$(touch /tmp/x)",
    "",
    "vbscript:x",
    "\\\\host\\x",
  ])("%j is no URL to open", async (text) => {
    expect(safeUrl(text)).toBeUndefined();
    expect(await openBrowser(text, { DISPLAY: ":0", PATH: "/nowhere" }, "linux")).toBe(false);
  });

  it("whatever is opened is http or https, one word, without a shell's special characters", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })),
        fc.string(),
        (text, more) => {
          for (const candidate of [text, `https://example.com/?q=${more}`, `http://x/$(calc)${more}`]) {
            const url = safeUrl(candidate);
            if (url !== undefined) expect(url).toMatch(/^https?:\/\/[^\s$`'"()|;!*{}^\\<>]*$/);
          }
        },
      ),
    );
  });

  it("without a display there is nothing to open", async () => {
    expect(await openBrowser("https://example.com", { PATH: process.env.PATH }, "linux")).toBe(false);
  });

  it("every program started is the opener itself, with the URL as its one argument (strace)", async ({ skip }) => {
    if (spawnSync("strace", ["-o", "/dev/null", "true"]).status !== 0)
      skip("there is no strace on this machine (apt-get install strace), or it may not look at programs");
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-opener-"));
    try {
      symlinkSync("/bin/true", join(folder, "xdg-open"));
      const program = join(folder, "open.ts");
      writeFileSync(
        program,
        `import { openBrowser } from ${JSON.stringify(join(process.cwd(), "src/cli/open-browser.ts"))};
         console.log(await openBrowser(process.argv[2], { DISPLAY: ":0", PATH: ${JSON.stringify(folder)} }, "linux"));`,
      );
      chmodSync(program, 0o600);
      const file = await compile(program);
      const trace = join(folder, "trace");
      const url = "https://example.com/$(touch pwned)?a='b'&c=`id`;d|e";
      const run = spawnSync(
        "strace",
        ["-f", "-s", "500", "-e", "trace=execve", "-o", trace, process.execPath, file, url],
        { encoding: "utf8" },
      );
      expect(run.stdout.trim(), run.stderr).toBe("true");
      const started = readFileSync(trace, "utf8")
        .split("\n")
        .filter((line) => line.includes("execve(") && line.includes("= 0"));
      expect(started).toHaveLength(2);
      expect(started[1]).toContain(
        `execve("${folder}/xdg-open", ["xdg-open", "https://example.com/%24%28touch%20pwned%29?a=%27b%27&c=%60id%60%3Bd%7Ce"]`,
      );
      expect(started.join("\n")).not.toMatch(/\/(ba|da|z|k)?sh"|cmd\.exe/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("T-42: the listener for callbacks", () => {
  it("hears 127.0.0.1 only, and junk neither answers nor uses up the login", async () => {
    const { rig } = await scene();
    const { url } = await rig.logins.start(LOCAL, "notes");
    const good = `/oauth/callback?state=${stateOf(url)}&code=c`;
    expect((await get(good, { host: "evil.example.com" })).status).toBe(404);
    expect((await get(good, { method: "POST" })).status).toBe(404);
    expect((await get("/other")).status).toBe(404);
    for (let junk = 0; junk < 200; junk++) expect((await get(`/oauth/callback?state=junk${junk}`)).status).toBe(400);
    const page = await get(good);
    expect(page.status).toBe(200);
    expect(page.body).toContain("is connected");
    expect(await rig.call()).toBe(200);
  });

  it("a port that is another program's is said, with the key that helps", async () => {
    const other = createServer((_request, response) => response.end("I am something else"));
    await new Promise<void>((resolve) => other.listen(TAKEN, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => other.close(resolve)) });
    const { rig } = await scene(createMemoryStore(), TAKEN);
    await expect(rig.logins.start(LOCAL, "notes")).rejects.toMatchObject({
      code: "AUTH_FAILED",
      message: expect.stringContaining("auth.callbackPort"),
    });
  });
});

describe("T-42: two proxies on one machine sign in to one upstream", () => {
  it("share the port and the login: either ends it, and both have it", async () => {
    const { evil, rig, again } = await scene();
    const other = again();
    const [mine, theirs] = [await rig.logins.start(LOCAL, "notes"), await other.logins.start(LOCAL, "notes")];
    expect(theirs.url).toBe(mine.url);
    expect((await get(`/oauth/callback?state=${stateOf(mine.url)}&code=c`)).status).toBe(200);
    expect([await rig.call(), await other.call()]).toEqual([200, 200]);
    expect(evil.count("POST /token")).toBe(1);
  });

  it("when the one that holds the port ends, the other takes over", async () => {
    const { rig, again } = await scene();
    const other = again();
    await rig.logins.start(LOCAL, "notes");
    const { url } = await other.logins.start(LOCAL, "notes");
    await rig.logins.close();
    const page = () =>
      get(`/oauth/callback?state=${stateOf(url)}&code=c`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(page).toBe(200);
    expect(await other.call()).toBe(200);
  });
});
