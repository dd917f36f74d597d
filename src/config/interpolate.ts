import type { Path, Report } from "./finding.js";
import { show } from "./finding.js";

/** One `${VAR}` or `${VAR:-default}` of a text. */
export interface Variable {
  readonly name: string;
  readonly fallback: string | undefined;
}

const PART = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}$]*))?\}|\$\{/g;

/** Whether a text has a variable in it, so that what it will say is not known yet. */
export const hasVariable = (value: unknown): boolean => typeof value === "string" && /\$\{/.test(value);

/** The variables of a text, or what is wrong with how one is written. `$${` stands for `${` itself. */
export function variables(text: string): { variables: Variable[] } | { wrong: string } {
  const found: Variable[] = [];
  for (const match of text.matchAll(PART)) {
    const [whole, name, fallback] = match;
    if (name !== undefined) found.push({ name, fallback });
    else if (whole === "${") return { wrong: text.slice(match.index).split(/(?<=\})/)[0] ?? whole };
  }
  return { variables: found };
}

/**
 * The data with every variable of every text value replaced; what was put in is never read again. Missing ones are
 * reported by name and left as they are. Values that may be secret never appear in a finding.
 */
export function interpolate(
  data: unknown,
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
  path: Path = [],
): unknown {
  if (typeof data === "string") return data.includes("${") ? substitute(data, env, report, path) : data;
  if (Array.isArray(data)) return data.map((item, index) => interpolate(item, env, report, [...path, index]));
  if (typeof data !== "object" || data === null) return data;
  const out: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(data)) out[key] = interpolate(value, env, report, [...path, key]);
  return out;
}

function substitute(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
  path: Path,
): string {
  return text.replace(PART, (whole, name: string | undefined, fallback: string | undefined) => {
    if (whole === "$${") return "${";
    if (name === undefined) return whole; // reported by the rule about how variables are written
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    // As in a shell, `:-` also stands in for an empty value.
    if (fallback !== undefined && (value === undefined || value === "")) return fallback;
    if (value !== undefined) return value;
    report({
      rule: "MCP2002",
      message: `${show(path)} refers to the environment variable ${name}, which is not set`,
      at: path,
      hint: `set ${name}, or give a default: \${${name}:-…}`,
    });
    return whole;
  });
}
