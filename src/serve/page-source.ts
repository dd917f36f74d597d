import type { Config } from "../../generated/config.js";
import type { AccessControl } from "../access/control.js";
import type { UpstreamLogins } from "../auth/logins.js";
import { masked } from "../base/secret-text.js";
import { within } from "../base/within.js";
import { hiddenIn } from "../filter/hidden-text.js";
import { memberOf } from "../filter/json.js";
import type { Caller } from "../model/call.js";
import type { Item } from "../model/item.js";
import type { LoginStatus } from "../model/logins.js";
import type { PageItem, PageSource, PageUpstream, UpstreamHealth } from "../model/page.js";
import type { Principal } from "../model/principal.js";
import { KINDS } from "../model/protocol.js";
import { bringsKey } from "../pages/snippets.js";
import type { MembersView } from "../proxy/members-view.js";
import { NOBODY } from "../upstream/pool/link-keys.js";
import type { Assembly } from "./assemble.js";
import { driftSeenBy } from "./page-drift.js";

const LIST_TIMEOUT_MS = 2000;
/** What the page shows of a running proxy. */
export function pageSource(
  config: () => Config,
  assembly: Assembly,
  logins: UpstreamLogins,
  control: AccessControl,
  base: () => string,
): PageSource {
  const http = config().expose.http;

  /** Every item the principal may use; an upstream counts at the first endpoint that shows it. */
  async function listed(principal: Principal): Promise<readonly PageItem[]> {
    const caller: Caller = { ...NOBODY, principal };
    const all = new Map<string, PageItem[]>();
    for (const { behind } of assembly.views.values()) {
      for (const [upstream, items] of await itemsOf(behind, caller)) if (!all.has(upstream)) all.set(upstream, items);
    }
    return [...all.values()].flat();
  }

  async function itemsOf(view: MembersView, caller: Caller): Promise<Map<string, PageItem[]>> {
    const found = new Map<string, PageItem[]>();
    const pages = await Promise.all(KINDS.map(({ kind }) => view.page(caller, kind)));
    for (const page of pages) {
      for (const [name, { item }] of page.items) {
        const mine = found.get(item.upstream) ?? [];
        found.set(item.upstream, mine);
        mine.push(itemOf(item, name));
      }
    }
    return found;
  }

  return {
    async upstreams(principal) {
      // Whether an upstream wants a sign-in at all is sometimes known only once it was asked.
      const looked = Promise.all([listed(principal), driftSeenBy({ ...NOBODY, principal }, assembly, control)]);
      const drifts = (await within(looked, LIST_TIMEOUT_MS))?.[1];
      const statuses = new Map((await logins.status(principal)).map((status) => [status.upstream, status]));
      return [...assembly.upstreams]
        .filter(([name]) => control.reaches(principal, name))
        .map(([name, upstream]): PageUpstream => {
          const { state, error } = upstream.state(principal);
          const kept: LoginStatus = statuses.get(name) ?? { upstream: name, state: "none", mode: "none" };
          const login: LoginStatus =
            kept.state === "none" && state === "needs-login" ? { ...kept, state: "login-required" } : kept;
          const health: UpstreamHealth = state === "needs-login" ? "idle" : state;
          const drift = drifts?.get(name);
          const lastError = error === undefined || error.code === "LOGIN_REQUIRED" ? undefined : masked(error.message);
          return {
            name,
            title: config().upstreams[name]?.title ?? name,
            health,
            login,
            ...(lastError === undefined ? {} : { lastError }),
            ...(drift === undefined ? {} : { drift }),
          };
        });
    },
    items: async (principal, upstream) => {
      const all = await within(listed(principal), LIST_TIMEOUT_MS);
      return (all ?? []).filter((item) => item.upstream === upstream);
    },
    endpoints: () =>
      Object.entries(http?.endpoints ?? {}).map(([path, endpoint], i) => ({
        url: base() + path,
        bringsKey: bringsKey(config().access),
        ...(endpoint.title === undefined ? {} : { title: endpoint.title }),
        ...(http?.legacySse === true && i === 0 ? { sseUrl: `${base()}/sse` } : {}),
      })),
  };
}

function itemOf({ kind, upstream, bytes }: Item, name: string): PageItem {
  const text = memberOf(bytes, "description");
  const description: unknown = text?.[0] === 0x22 ? JSON.parse(text.toString("utf8")) : undefined;
  const hiddenText = hiddenIn(bytes);
  return {
    kind,
    upstream,
    name,
    ...(typeof description === "string" && description !== "" ? { description } : {}),
    ...(hiddenText.length === 0 ? {} : { hiddenText }),
  };
}
