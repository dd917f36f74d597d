import type { Writable } from "node:stream";
import { compileRules } from "../access/rules.js";
import { oneLine } from "../base/hidden-text.js";
import { ProxyError } from "../model/errors.js";
import { type Principal, principalOf } from "../model/principal.js";
import { EXIT } from "../serve/exit.js";
import type { InventoryItem } from "../serve/inventory.js";
import { accessRules } from "../serve/users-file.js";
import type { Streams } from "./load-config.js";
import { readOffline, seen } from "./offline.js";

/** What `explain --user` was asked. */
export interface UserQuestion {
  readonly user: string;
  /** `name=value`, each. */
  readonly claims: readonly string[];
  readonly endpoint: string | undefined;
  readonly file: string;
}

const WORDS = { tool: "tool", prompt: "prompt", resource: "resource", resourceTemplate: "template" } as const;

/** Prints what a user sees and which place of the file says so. Answers 0; 1 when the user is refused; 2 when the file is no good. */
export async function explainUser(
  question: UserQuestion,
  streams: Streams & { readonly stdout: Writable },
): Promise<number> {
  const offline = await readOffline(question.file, streams);
  if (offline === undefined) return EXIT.usage;
  const rules = accessRules(offline.config, offline.world);
  const principal = asked(question.user, claimsOf(question.claims));
  const compiled = compileRules(rules);
  const say = (line: string): void => void streams.stdout.write(`${oneLine(line)}\n`);
  const places = compiled.applies(principal);
  try {
    compiled.admit(principal);
  } catch (thrown) {
    say(`${question.user}: refused with 403. ${ProxyError.from(thrown).message}.`);
    say("No entry of access.users or access.rules matches.");
    return EXIT.failed;
  }
  say(
    places.length === 0
      ? `${question.user}: everything, because the file has no access.users and no access.rules.`
      : `${question.user}: by ${places.join(", ")}`,
  );
  if (offline.lock === undefined) {
    say("");
    say("There is no lock file, so the resulting items are unknown. `mcp-proxy lock` writes one,");
    say(`and \`mcp-proxy tools --user ${question.user}\` asks the upstreams.`);
    return EXIT.ok;
  }
  const { items } = await seen(offline, rules, principal, question.endpoint);
  const shown = items.filter(({ name }) => name !== undefined).sort(byName);
  const hidden = items.filter(({ name }) => name === undefined).sort(byName);
  table(say, `Sees ${shown.length}`, shown, (item) => item.because ?? "");
  table(say, `Does not see ${hidden.length}`, hidden, (item) => (item.hidden ?? "").replace(/^access: /, ""));
  return EXIT.ok;
}

/** A caller nobody has verified, for asking what would be. */
export function asked(user: string, claims: Readonly<Record<string, unknown>> = {}): Principal {
  return principalOf("asked", user, user, { email: user, email_verified: true, ...claims });
}

function claimsOf(pairs: readonly string[]): Record<string, unknown> {
  const claims: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw new ProxyError("CONFIG", `--claim expects name=value, not ${pair}`);
    const name = pair.slice(0, at);
    claims[name] = [...(claims[name] ?? []), pair.slice(at + 1)];
  }
  return { ...claims };
}

function byName(a: InventoryItem, b: InventoryItem): number {
  const key = (item: InventoryItem): string => `${item.upstream}\n${item.kind}\n${item.own}`;
  return key(a) < key(b) ? -1 : 1;
}

function table(
  say: (line: string) => void,
  title: string,
  items: readonly InventoryItem[],
  why: (item: InventoryItem) => string,
): void {
  if (items.length === 0) return;
  say("");
  say(title);
  const names = items.map((item) => `${item.upstream}:${item.own}`);
  const width = Math.min(60, Math.max(...names.map((name) => name.length)));
  items.forEach((item, i) => {
    say(`  ${WORDS[item.kind].padEnd(9)} ${(names[i] as string).padEnd(width)}  ${why(item)}`);
  });
}
