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
    description: "Run the access tests of the file (`tests`).",
    details: `
      Applies the rules of the file to the items of the lock file. Needs no secrets, no network and no upstream.

      Exit code: 0 every test passed, 1 a test failed, 2 the file or its lock file is invalid.
    `,
    examples: [["The file in this folder", "$0 test"]],
  });

  config = Option.String("-c,--config", DEFAULT_FILE, {
    description: `Config file (default: ${DEFAULT_FILE}).`,
  });

  async execute(): Promise<number> {
    const { stdout, stderr } = this.context;
    const { readOffline } = await import("./offline.js");
    const { accessRules } = await import("../serve/users-file.js");
    const offline = await readOffline(this.config, this.context);
    if (offline === undefined) return EXIT.usage;
    const tests = offline.config.tests ?? [];
    if (tests.length === 0) {
      stderr.write("mcp-proxy: the file has no tests; add some under tests\n");
      return EXIT.usage;
    }
    if (offline.lock === undefined) {
      stderr.write("mcp-proxy: the tests need a lock file; run mcp-proxy lock to write one\n");
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
    stdout.write(`${tests.length - failed} of ${tests.length} passed\n`);
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
  return parts.filter((part) => part !== undefined).join(", ") || "an unknown user";
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
    if (found.length === 0) problems.push(`expected to see ${wanted}, but the lock file does not have it`);
    else if (!found.some(({ name }) => name !== undefined)) {
      problems.push(`expected to see ${wanted}, but it is hidden: ${found[0]?.hidden}`);
    }
  }
  for (const unwanted of test.denied ?? []) {
    const found = named(unwanted);
    const shown = found.find(({ name }) => name !== undefined);
    if (found.length === 0) problems.push(`expected ${unwanted} to be hidden, but the lock file does not have it`);
    else if (shown !== undefined)
      problems.push(`expected ${unwanted} to be hidden, but it is visible: ${shown.because}`);
  }
  return problems;
}

/** The rules with more roles for one user. */
function withRoles(rules: AccessRules, user: string, roles: readonly string[] | undefined): AccessRules {
  if (roles === undefined) return rules;
  const own = rules.users?.[user] ?? {};
  return { ...rules, users: { ...rules.users, [user]: { ...own, roles: [...(own.roles ?? []), ...roles] } } };
}
