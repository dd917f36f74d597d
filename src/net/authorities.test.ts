import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { createGuardedFetch } from "./guarded-fetch.js";
import { HttpOrigin } from "./http.js";

const file = (name: string): string => fileURLToPath(new URL(`../../test/fixtures/tls/${name}`, import.meta.url));
const pem = (name: string): string => readFileSync(file(name), "utf8");
/** An authority of the file that has signed nothing here. */
const OTHER = pem("client.pem");

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function secure(): Promise<string> {
  const server = createServer({ cert: pem("upstream.pem"), key: pem("upstream.key") }, (_, response) =>
    response.end("{}"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  closing.push(async () => server.closeAllConnections());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks as an upstream is asked, and as its issuer is. */
const CLIENTS = {
  async upstream(origin: string, ca: string, env: Record<string, string>): Promise<string> {
    const client = new HttpOrigin({ origin, tls: { ca }, env });
    closing.push(() => client.close());
    return new Promise((resolve) => {
      client.request({
        method: "GET",
        path: "/",
        headers: [],
        body: undefined,
        onResponse: () => {},
        onData: () => true,
        onEnd: () => resolve("answered"),
        onError: () => resolve("refused"),
      });
    });
  },
  async issuer(origin: string, ca: string, env: Record<string, string>): Promise<string> {
    const client = createGuardedFetch({ ca, env, allowLoopback: true });
    closing.push(() => client.close());
    return client(`${origin}/`).then(
      () => "answered",
      () => "refused",
    );
  },
};

it.each(["upstream", "issuer"] as const)(
  "the %s is trusted by tls.ca and by NODE_EXTRA_CA_CERTS together",
  async (which) => {
    const origin = await secure();
    const ask = CLIENTS[which];
    expect(await ask(origin, pem("ca.pem"), {})).toBe("answered");
    expect(await ask(origin, OTHER, { NODE_EXTRA_CA_CERTS: file("ca.pem") })).toBe("answered");
    expect(await ask(origin, OTHER, {})).toBe("refused");
    expect(await ask(origin, OTHER, { NODE_EXTRA_CA_CERTS: "/nowhere/ca.pem" })).toBe("refused");
  },
);
