/** What is measured: one requirement set of the suite, an implementation behind it, direct and through the proxy. */
import { existsSync } from "node:fs";
import { compile, type Running, startFixture, startSource } from "../fixtures/launch.js";
import { oneUpstream, startProxy } from "../peers/proxy.js";
import { type Leg, type Revision, testAuthorization, testClient, testServer, type Verdict } from "./suite.js";

export type Verdicts = Map<string, Verdict>;

export interface Cell {
  readonly name: string;
  /** What it says, for a person. */
  readonly about: string;
  readonly revision: Revision | undefined;
  readonly leg: Leg;
  /** The implementation alone; undefined where it does not speak this revision. */
  readonly direct?: () => Promise<Verdicts>;
  /** The same through the proxy. */
  readonly through: () => Promise<Verdicts>;
  /** Why it cannot run here, or undefined. */
  readonly missing?: () => string | undefined;
}

async function using(running: Running, use: (url: string) => Promise<Verdicts>): Promise<Verdicts> {
  try {
    return await use(running.url);
  } finally {
    await running.stop();
  }
}

type Fixture = "legacy-fixture" | "modern-fixture";

/** A fixture over HTTP (or HTTP+SSE by its flags) as the one upstream. */
function overHttp(
  name: string,
  about: string,
  revision: Revision,
  fixture: Fixture,
  speaks: boolean,
  ...flags: string[]
): Cell {
  const direct = async (): Promise<Verdicts> =>
    using(await startFixture(fixture, ...flags), (url) => testServer(url, revision, `${name}-direct`));
  return {
    name,
    about,
    revision,
    leg: "server",
    ...(speaks ? { direct } : {}),
    through: async () =>
      using(await startFixture(fixture, ...flags), async (upstream) =>
        using(await startProxy(oneUpstream({ url: upstream })), (url) => testServer(url, revision, `${name}-through`)),
      ),
  };
}

/** A fixture in a view that is made of lists: names, ids of tasks and pages are the proxy's own. */
function merged(name: string, about: string, revision: Revision, fixture: Fixture): Cell {
  return {
    name,
    about,
    revision,
    leg: "server",
    through: async () =>
      using(await startFixture(fixture), async (upstream) => {
        const config = oneUpstream({ url: upstream, tools: { ignore: ["nothing-is-called-so"] } });
        return using(await startProxy(config), (url) => testServer(url, revision, `${name}-through`));
      }),
  };
}

/** A fixture the proxy spawns. The suite speaks only HTTP, so there is no direct run. */
function overStdio(name: string, about: string, revision: Revision, fixture: Fixture): Cell {
  return {
    name,
    about,
    revision,
    leg: "server",
    through: async () => {
      const program = await compile(`test/fixtures/${fixture}.ts`);
      const upstream = { command: process.execPath, args: [program, "--stdio"] };
      return using(await startProxy(oneUpstream(upstream)), (url) => testServer(url, revision, `${name}-through`));
    },
  };
}

const PX_CLIENT = "test/conformance-suite/px-client.ts";
const AUTHORIZATION = "test/conformance-suite/authorization.ts";

/** The proxy as the suite's client: a script that runs it with the suite's server as its upstream. */
function client(name: string, revision: Revision): Cell {
  return {
    name,
    about: `${revision} client scenarios, the proxy being the client`,
    revision,
    leg: "client",
    through: async () => testClient(`${process.execPath} ${await compile(PX_CLIENT)}`, revision, name),
    missing: () => (existsSync(PX_CLIENT) ? undefined : `${PX_CLIENT} is not there`),
  };
}

export const CELLS: readonly Cell[] = [
  overHttp(
    "2025-legacy",
    "2025-11-25 suite, SDK 1.x fixture over Streamable HTTP",
    "2025-11-25",
    "legacy-fixture",
    true,
  ),
  overHttp(
    "2026-modern",
    "2026-07-28 suite, SDK 2.x fixture over Streamable HTTP",
    "2026-07-28",
    "modern-fixture",
    true,
  ),
  overHttp(
    "2026-legacy",
    "2026-07-28 suite, SDK 1.x fixture over Streamable HTTP",
    "2026-07-28",
    "legacy-fixture",
    false,
  ),
  overHttp(
    "2025-modern",
    "2025-11-25 suite, SDK 2.x fixture over Streamable HTTP",
    "2025-11-25",
    "modern-fixture",
    false,
  ),
  overStdio("2025-legacy-stdio", "2025-11-25 suite, SDK 1.x fixture over stdio", "2025-11-25", "legacy-fixture"),
  overStdio("2026-modern-stdio", "2026-07-28 suite, SDK 2.x fixture over stdio", "2026-07-28", "modern-fixture"),
  overStdio("2026-legacy-stdio", "2026-07-28 suite, SDK 1.x fixture over stdio", "2026-07-28", "legacy-fixture"),
  overStdio("2025-modern-stdio", "2025-11-25 suite, SDK 2.x fixture over stdio", "2025-11-25", "modern-fixture"),
  overHttp(
    "2025-legacy-sse",
    "2025-11-25 suite, SDK 1.x fixture over HTTP+SSE",
    "2025-11-25",
    "legacy-fixture",
    false,
    "--sse",
  ),
  overHttp(
    "2026-legacy-sse",
    "2026-07-28 suite, SDK 1.x fixture over HTTP+SSE",
    "2026-07-28",
    "legacy-fixture",
    false,
    "--sse",
  ),
  merged("2025-legacy-merged", "2025-11-25 suite, SDK 1.x fixture, a view with rules", "2025-11-25", "legacy-fixture"),
  merged("2026-legacy-merged", "2026-07-28 suite, SDK 1.x fixture, a view with rules", "2026-07-28", "legacy-fixture"),
  merged("2025-modern-merged", "2025-11-25 suite, SDK 2.x fixture, a view with rules", "2025-11-25", "modern-fixture"),
  merged("2026-modern-merged", "2026-07-28 suite, SDK 2.x fixture, a view with rules", "2026-07-28", "modern-fixture"),
  client("client-2025", "2025-11-25"),
  client("client-2026", "2026-07-28"),
  {
    name: "authorization",
    about: "authorization-server scenarios, the proxy being the issuer",
    revision: undefined,
    leg: "client",
    missing: () => (existsSync(AUTHORIZATION) ? undefined : `${AUTHORIZATION} is not there`),
    through: async () => using(await startSource(AUTHORIZATION), (url) => testAuthorization(url, "authorization")),
  },
];
