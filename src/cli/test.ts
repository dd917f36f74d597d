import { Command, Option } from "clipanion";
import type { AccessTest } from "../../generated/config.js";
import type { AccessRules } from "../access/rules.js";
import { oneLine } from "../base/hidden-text.js";
import { wordsOf } from "../model/protocol.js";
import { EXIT } from "../serve/exit.js";
import type { InventoryItem } from "../serve/inventory.js";
import { DEFAULT_FILE } from "./files.js";
import type { Offline } from "./offline.js";

export class TestCommand extends Command {
  static override paths = [["test"]];
  static override usage = Command.Usage({
    category: "Config",
    description: "Run the expectations of who sees what that stand under `tests` in the file.",
    details: `
      Judges the items of the lock file by the rules of the file, and asks nobody: no secrets, no network, no upstream.

      Exit code: 0 every expectation holds, 1 one does not, 2 the file or its lock file cannot be used.
    `,
    examples: [["The file in this folder", "$0 test"]],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `The file; ${DEFAULT_FILE} when nothing is said.`,
  });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    const { readOffline } = await import("./offline.js");
    const { accessRules } = await import("../serve/users-file.js");
    const offline = await readOffline(this.config, this.context);
    if (offline === undefined) return EXIT.usage;
    const tests = offline.config.tests ?? [];
    if (tests.length === 0) {
      stderr.write("mcp-proxy: the file has no tests\n");
      return EXIT.usage;
    }
    if (offline.lock === undefined) {
      stderr.write("mcp-proxy: there is no lock file to test against; `mcp-proxy lock` writes one\n");
      return EXIT.usage;
    }
    const rules = accessRules(offline.config, offline.world);
    let failed = 0;
    for (const [i, test] of tests.entries()) {
      const problems = await run(offline, rules, test);
      failed += problems.length > 0 ? 1 : 0;
      stdout.write(`${problems.length === 0 ? "ok  " : "FAIL"}  tests[${i}] as ${oneLine(nameOf(test))}\n`);
      for (const problem of problems) stdout.write(`        ${oneLine(problem)}\n`);
    }
    stdout.write(`${tests.length - failed} of ${tests.length} hold\n`);
    return failed === 0 ? EXIT.ok : EXIT.failed;
  }
}

const namesOf = ({ name, exposed, upstream, own }: InventoryItem) => [name ?? exposed, `${upstream}:${own}`];

function nameOf({ as }: AccessTest): string {
  const parts = [
    as.user,
    as.roles && `roles ${as.roles.join(", ")}`,
    as.claims && `claims ${JSON.stringify(as.claims)}`,
  ];
  return parts.filter((part) => part !== undefined).join(", ") || "somebody nobody knows";
}

/** What of one expectation does not hold, a line each. */
async function run(offline: Offline, rules: AccessRules, test: AccessTest): Promise<string[]> {
  const [{ seen }, { asked }] = await Promise.all([import("./offline.js"), import("./explain-user.js")]);
  const user = test.as.user ?? "nobody";
  const { items } = await seen(
    offline,
    withRoles(rules, user, test.as.roles),
    asked(user, test.as.claims),
    test.endpoint,
  );
  const named = (wanted: string): InventoryItem[] => {
    const exact = items.filter((item) => namesOf(item).includes(wanted));
    if (exact.length > 0) return exact;
    // As patterns: names of tools and prompts are the same in any case.
    const low = wanted.toLowerCase();
    return items.filter(
      (item) => wordsOf(item.kind).changes !== "resources" && namesOf(item).some((name) => name?.toLowerCase() === low),
    );
  };
  const problems: string[] = [];
  for (const wanted of test.sees ?? []) {
    const found = named(wanted);
    if (found.length === 0) problems.push(`${wanted} should be seen, but the lock file has no such item`);
    else if (!found.some(({ name }) => name !== undefined)) {
      problems.push(`${wanted} should be seen, but is hidden: ${found[0]?.hidden}`);
    }
  }
  for (const unwanted of test.denied ?? []) {
    const found = named(unwanted);
    const shown = found.find(({ name }) => name !== undefined);
    if (found.length === 0) problems.push(`${unwanted} should be hidden, but the lock file has no such item`);
    else if (shown !== undefined) problems.push(`${unwanted} should be hidden, but is seen: ${shown.because}`);
  }
  return problems;
}

/** The rules with more roles for one user. */
function withRoles(rules: AccessRules, user: string, roles: readonly string[] | undefined): AccessRules {
  if (roles === undefined) return rules;
  const own = rules.users?.[user] ?? {};
  return { ...rules, users: { ...rules.users, [user]: { ...own, roles: [...(own.roles ?? []), ...roles] } } };
}
