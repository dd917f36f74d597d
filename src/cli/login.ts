import { createInterface } from "node:readline/promises";
import type { Readable } from "node:stream";
import { Command, Option } from "clipanion";
import { ProxyError } from "../model/errors.js";
import { LOCAL } from "../model/principal.js";
import { EXIT } from "../serve/exit.js";
import { type LoginSetting, openLoginSetting } from "./desk.js";
import { DEFAULT_FILE } from "./files.js";
import { openBrowser } from "./open-browser.js";

export class LoginCommand extends Command {
  static override paths = [["login"]];
  static override usage = Command.Usage({
    category: "Logins",
    description: "Sign in to an upstream.",
    details: `
      Opens the issuer's sign-in page in a browser and waits until you have signed in. The store keeps the login for every
      process that shares it. Without a browser: --no-browser prints the link, --paste reads the address at which another browser
      ended, --device shows a code to enter on any device (if the issuer supports that).
    `,
    examples: [
      ["The only upstream that needs a login", "$0 login"],
      ["On a machine without a browser", "$0 login notes --paste"],
    ],
  });

  upstream = Option.String({ required: false, name: "upstream" });
  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });
  noBrowser = Option.Boolean("--no-browser", false, { description: "Print the link; do not open a browser." });
  device = Option.Boolean("--device", false, { description: "Sign in with a code on another device (RFC 8628)." });
  paste = Option.Boolean("--paste", false, { description: "Paste the address at which the browser ended." });

  async execute(): Promise<number> {
    const desk = await openLoginSetting(this.config, this.context);
    if (desk === undefined) return EXIT.usage;
    try {
      const name = this.#choose(desk);
      if (name === undefined) return EXIT.usage;
      await (this.device ? this.#byDevice(desk, name) : this.#byBrowser(desk, name));
      const status = (await desk.logins.status(LOCAL)).find((each) => each.upstream === name);
      this.#say(`Signed in to ${name} at ${status?.issuer ?? "its issuer"}.`);
      if (status?.renewable === false) {
        this.#say(
          "The issuer gave no refresh token, so this login ends when its access token expires. To renew it, " +
            "add offline_access to auth.scopes or set auth.offlineAccess: always.",
        );
      }
      return EXIT.ok;
    } finally {
      await desk.close();
    }
  }

  #say(text: string): void {
    this.context.stderr.write(`${text}\n`);
  }

  /** The upstream named, or the only one somebody could sign in to. */
  #choose(desk: LoginSetting): string | undefined {
    if (this.upstream !== undefined) {
      if (desk.names.includes(this.upstream)) return this.upstream;
      this.#say(`mcp-proxy: no upstream "${this.upstream}" with a URL. Available: ${desk.names.join(", ") || "none"}`);
      return undefined;
    }
    const candidates = desk.names.filter((name) => {
      const entry = desk.config.upstreams[name];
      if (entry === undefined || !("auth" in entry)) return false;
      const { auth } = entry;
      const alone = auth.mode === "client-secret" && auth.grant === "client_credentials";
      return !["none", "headers", "token-exchange"].includes(auth.mode) && !alone;
    });
    if (candidates.length === 1) return candidates[0];
    this.#say(
      candidates.length === 0
        ? "mcp-proxy: no upstream in this file needs a login"
        : `mcp-proxy: name an upstream. Available: ${candidates.join(", ")}`,
    );
    return undefined;
  }

  async #byBrowser(desk: LoginSetting, name: string): Promise<void> {
    const since = desk.world.clock.now();
    const started = await desk.logins.start(LOCAL, name);
    const { stdin, env } = this.context;
    const opened = !this.noBrowser && !this.paste && (await openBrowser(started.url, env));
    if (opened)
      this.#say(`Opening the sign-in page of ${name} in your browser. If it does not appear, open this link:`);
    else if (this.noBrowser || this.paste) this.#say(`Open this link to sign in to ${name}:`);
    else this.#say(`No browser found. Open this link to sign in to ${name}:`);
    this.#say(`\n  ${started.url}\n`);
    const seconds = Math.round((started.expiresAt - desk.world.clock.now()) / 1000);
    const expired = AbortSignal.timeout(Math.max(1, seconds * 1000));
    const over = new AbortController();
    const signal = AbortSignal.any([expired, over.signal]);
    const finished = desk.logins.finished(LOCAL, name, since, signal);
    const loser = finished.catch(() => undefined); // whichever way comes second is told to end, and nobody asks how
    try {
      if (this.paste) {
        await Promise.race([this.#pasted(desk, stdin, signal), finished]);
        return;
      }
      this.#say(`Waiting for the sign-in (${seconds} s). If the browser is on another machine, use --paste.`);
      await finished;
    } catch (error) {
      if (!expired.aborted) throw error;
      const text = `No sign-in within ${seconds} seconds; run mcp-proxy login ${name} for a new link`;
      throw new ProxyError("AUTH_FAILED", text, { cause: error });
    } finally {
      over.abort();
      await loser;
    }
  }

  async #pasted(desk: LoginSetting, stdin: Readable, signal: AbortSignal): Promise<void> {
    this.#say(
      "After the sign-in, the browser goes to an address of this machine and may fail to load it. Paste that whole address here:",
    );
    const lines = createInterface({ input: stdin, signal });
    try {
      for await (const line of lines) {
        const text = line.trim();
        if (text === "") continue;
        if (!URL.canParse(text) || !new URL(text).searchParams.has("state")) {
          this.#say("That is not the address at which the sign-in ended; it must contain state=. Paste it again:");
          continue;
        }
        const outcome = await desk.logins.complete(new URL(text).searchParams, {});
        if (!outcome.ok) throw new ProxyError("AUTH_FAILED", outcome.message);
        return;
      }
    } finally {
      lines.close();
      stdin.destroy(); // an open terminal would keep the process alive
    }
    if (signal.aborted) return;
    throw new ProxyError("AUTH_FAILED", "Nothing was pasted; no sign-in took place");
  }

  async #byDevice(desk: LoginSetting, name: string): Promise<void> {
    const login = await desk.logins.device(LOCAL, name, AbortSignal.timeout(15 * 60_000));
    this.#say(
      `Open this link on any device:\n\n  ${login.url}\n\nand check that it shows the code ${login.code}. Waiting …`,
    );
    await login.done;
  }
}
