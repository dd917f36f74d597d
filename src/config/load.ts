import type { Config } from "../../generated/config.js";
import { conceal } from "./conceal.js";
import type { Diagnostic, Finding } from "./finding.js";
import { ignored } from "./ignore.js";
import { interpolate } from "./interpolate.js";
import { quantify, unify } from "./normalise.js";
import { parseYaml } from "./parse.js";
import { placed } from "./place.js";
import { LEVELS } from "./rules/entries.js";
import { inDisabled } from "./rules/look.js";
import { type Rule, SEMANTIC_RULES } from "./rules/semantic.js";
import { literalSecrets, texts } from "./rules/texts.js";
import { findSecrets } from "./secrets.js";
import { checkShape } from "./shape.js";
import { toTree } from "./tree.js";

/** What is known of a file besides its text. */
export interface Surroundings {
  /** Fills in `${VAR}`; absent: variables stay as they are, and what they stand in is not checked. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The file's permission bits. */
  readonly mode?: number;
  /** Rules besides those that need nothing but the file. */
  readonly rules?: readonly Rule[];
}

/** A checked file. `data` is its content with defaults, and has the shape of the schema unless a diagnostic is an error. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly valid: boolean;
  readonly data: unknown;
}

/** Checks a text as config: syntax, shape, rules; every finding at once. Never throws, reads nothing else. */
export function check(text: string, file: string, { env, mode, rules = [] }: Surroundings = {}): Checked {
  const findings: Finding[] = [];
  const report = (finding: Finding) => findings.push(finding);
  const parsed = parseYaml(text);
  const tree = toTree(parsed.root);
  findings.push(...parsed.findings, ...tree.findings);
  const broken = parsed.findings.length > 0 && parsed.root === undefined;
  const readable = broken && parsed.partial !== undefined ? toTree(parsed.partial) : tree;
  const secrets = findSecrets(readable.data);
  const filledIn: string[] = [];
  let data = tree.data;
  if (!broken && !tree.findings.some(({ rule }) => rule === "MCP1008")) {
    if (env !== undefined) {
      const leftOut = inDisabled(data);
      const told = (finding: Finding): void => {
        if (!Array.isArray(finding.at) || !leftOut(finding.at)) report(finding);
      };
      data = interpolate(data, env, told);
      filledIn.push(...secretTexts(data));
    }
    if (data === undefined || data === null)
      report({ rule: "MCP1016", message: "the file is empty", at: { start: 0, end: 0 } });
    else {
      // Before defaults are filled in: what they say is never wrong, and there are many of them.
      texts(data, report);
      literalSecrets(secrets, report);
      checkShape(data, report);
      for (const rule of [...SEMANTIC_RULES, ...rules]) rule(data, report);
    }
  }
  if (mode !== undefined && (mode & 0o044) !== 0 && findings.some(({ rule }) => rule === "MCP3001"))
    report({
      rule: "MCP3009",
      message: `the file contains a secret and is readable by other users (mode 0${(mode & 0o777).toString(8)})`,
      at: { start: 0, end: 0 },
      hint: "run chmod 600 on it",
    });

  if (findings.length === 0 && parsed.comments.length === 0) return { diagnostics: [], valid: true, data };
  const wrong = findings.some(({ rule }) => LEVELS[rule] === "error");
  const reading = broken ? "broken" : wrong ? "doubtful" : "clear";
  const shown = conceal({ text, secrets, places: readable.places, reading, others: filledIn });
  const first = placed(findings, file, shown, tree.places);
  const { kept, findings: unused } = ignored(first, text, parsed.comments);
  const diagnostics = unused.length === 0 ? kept : inOrder([...kept, ...placed(unused, file, shown, tree.places)]);
  return { diagnostics, valid: !diagnostics.some(({ level }) => level === "error"), data };
}

/** A config that is valid and complete, with warnings; or why there is none. */
export type Loaded =
  | { readonly config: Config; readonly diagnostics: readonly Diagnostic[] }
  | { readonly config?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** The config a text says, with `${VAR}` taken from `env`. What a variable gives is checked like what is written. */
export function load(text: string, file: string, surroundings: Surroundings = {}): Loaded {
  const { diagnostics, valid, data } = check(text, file, { ...surroundings, env: surroundings.env ?? {} });
  if (!valid) return { diagnostics };
  // The validator has seen every key; from here on the type is trusted.
  return { config: quantify(unify(data as Record<string, unknown>)) as unknown as Config, diagnostics };
}

/** As `load`, but variables stay as they are written: for commands that need neither the environment nor what it holds. */
export function draft(text: string, file: string, surroundings: Omit<Surroundings, "env"> = {}): Loaded {
  const { diagnostics, valid, data } = check(text, file, surroundings);
  if (!valid) return { diagnostics };
  return { config: quantify(unify(data as Record<string, unknown>)) as unknown as Config, diagnostics };
}

/** The secrets in data, each once: those long enough not to be found in every word. */
export function secretTexts(data: unknown): string[] {
  const found = findSecrets(data).flatMap(({ text, spans }) =>
    spans.flatMap(({ start, end, sure }) => {
      const secret = text.slice(start, end);
      const long = secret.length >= (sure ? 6 : 16);
      return long ? [secret, encodeURIComponent(Buffer.from(secret).toString())] : [];
    }),
  );
  return [...new Set(found)];
}

const inOrder = (diagnostics: Diagnostic[]) =>
  diagnostics.sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
