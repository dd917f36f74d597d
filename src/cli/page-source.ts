import type { Config } from "../../generated/config.js";
import type { AccessControl } from "../access/control.js";
import type { Assembly } from "../assemble.js";
import type { LoginOffice } from "../auth/logins.js";
import type { ItemKind } from "../model/access.js";
import { Call, type Caller, type CallSink } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { LoginStatus } from "../model/logins.js";
import type { PageItem, PageSource, PageUpstream, UpstreamHealth } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import { MergedView } from "../proxy/merged.js";
import { NOBODY } from "../upstream/whose.js";
import { request } from "../wire/build.js";

const KINDS: readonly ItemKind[] = ["tool", "prompt", "resource", "resourceTemplate"];
const LISTS = {
  tool: "tools",
  prompt: "prompts",
  resource: "resources",
  resourceTemplate: "resources/templates",
} as const;
const MEMBERS = {
  tool: "tools",
  prompt: "prompts",
  resource: "resources",
  resourceTemplate: "resourceTemplates",
} as const;
const PATIENCE_MS = 2000;
/** Progress of a list nobody waits for. */
const SINK: CallSink = { emit: () => true, onDrain: () => {} };

/** What the page shows of a running proxy. */
export function pageSource(
  config: () => Config,
  assembly: Assembly,
  logins: LoginOffice,
  control: AccessControl,
  base: () => string,
): PageSource {
  const http = config().expose.http;

  async function listed(principal: Principal): Promise<readonly PageItem[]> {
    const caller: Caller = { ...NOBODY, principal };
    const first = assembly.views.values().next().value?.behind;
    if (first instanceof MergedView) {
      const pages = await Promise.all(KINDS.map((kind) => first.page(caller, kind)));
      return pages.flatMap((page, i) =>
        [...page.items].map(([name, { item }]) =>
          itemOf(KINDS[i] as ItemKind, item.upstream, name, parsed(item.bytes)),
        ),
      );
    }
    const only = assembly.upstreams.keys().next().value;
    if (first === undefined || only === undefined) return [];
    const lists = await Promise.all(
      KINDS.map(async (kind) => {
        const call = new Call(request(Buffer.from("0"), `${LISTS[kind]}/list`), caller, SINK);
        try {
          const answer = await first.handle(call);
          const all = (answer.value as Record<string, unknown> | undefined)?.[MEMBERS[kind]];
          return Array.isArray(all)
            ? all.map((one: Record<string, unknown>) => itemOf(kind, only, nameOf(one), one))
            : [];
        } catch (thrown) {
          if (!(thrown instanceof ProxyError)) throw thrown;
          return []; // Its card says why nothing is listed.
        }
      }),
    );
    return lists.flat();
  }

  return {
    async upstreams(principal) {
      // Whether an upstream wants a sign-in at all is sometimes known only once it was asked.
      await within(listed(principal), PATIENCE_MS);
      const statuses = new Map((await logins.status(principal)).map((status) => [status.upstream, status]));
      return [...assembly.upstreams]
        .filter(([name]) => control.reaches(principal, name))
        .map(([name, upstream]): PageUpstream => {
          const { state, error } = upstream.state(principal);
          const kept: LoginStatus = statuses.get(name) ?? { upstream: name, state: "none", mode: "none" };
          const login: LoginStatus =
            kept.state === "none" && state === "needs-login" ? { ...kept, state: "login-required" } : kept;
          const health: UpstreamHealth = state === "needs-login" ? "idle" : state;
          const lastError = error === undefined || error.code === "LOGIN_REQUIRED" ? undefined : error.message;
          return {
            name,
            title: config().upstreams[name]?.title ?? name,
            health,
            login,
            ...(lastError === undefined ? {} : { lastError }),
          };
        });
    },
    items: async (principal, upstream) => {
      const all = await within(listed(principal), PATIENCE_MS);
      return (all ?? []).filter((item) => item.upstream === upstream);
    },
    endpoints: () =>
      Object.entries(http?.endpoints ?? {}).map(([path, endpoint], i) => ({
        url: base() + path,
        ...(endpoint.title === undefined ? {} : { title: endpoint.title }),
        ...(http?.legacySse === true && i === 0 ? { sseUrl: `${base()}/sse` } : {}),
      })),
  };
}

function itemOf(kind: ItemKind, upstream: string, name: string, listed: Record<string, unknown>): PageItem {
  const { description } = listed;
  return { kind, upstream, name, ...(typeof description === "string" && description !== "" ? { description } : {}) };
}

function nameOf(listed: Record<string, unknown>): string {
  return String(listed.name ?? listed.uri ?? listed.uriTemplate ?? "");
}

function parsed(bytes: Buffer): Record<string, unknown> {
  return JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
}

/** What a promise gives within a time; undefined when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
