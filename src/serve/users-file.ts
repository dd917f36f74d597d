import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parse, YAMLParseError } from "yaml";
import type { AccessUser, Config } from "../../generated/config.js";
import validate from "../../generated/validate.js";
import type { AccessRules } from "../access/rules.js";
import { accessPatternProblem, upstreamNamed } from "../base/pattern.js";
import { watchFiles } from "../config/watch.js";
import { ProxyError } from "../model/errors.js";
import { SERVER_FEATURES, type ServerFeature } from "../model/protocol.js";
import type { World } from "../model/world.js";

const COALESCE_MS = 200;

/** What of a file says who may do what. */
type FileInForce = Pick<Config, "access" | "upstreams">;

/** `access.users`, `roles` and `rules`, with the users of `usersFile`. Throws CONFIG when that file is not good. */
export function accessRules({ access, upstreams }: FileInForce, world: World): AccessRules {
  const { users, roles, rules } = access;
  const more = access.usersFile === undefined ? undefined : readUsers(resolve(world.baseDir, access.usersFile));
  const names = new Set(Object.keys(upstreams).map((name) => name.toLowerCase()));
  for (const { pattern } of Object.values(more ?? {}).flatMap(patternsOf)) {
    const upstream = upstreamNamed(pattern);
    if (upstream === undefined || names.has(upstream.toLowerCase())) continue;
    world.log.warn("users.unknown_upstream", { file: access.usersFile, pattern: pattern.slice(0, 60) });
  }
  for (const name of Object.keys(more ?? {})) {
    if (users !== undefined && Object.hasOwn(users, name)) {
      throw new ProxyError("CONFIG", `${name} is in both access.users and ${access.usersFile}`);
    }
  }
  const all = users === undefined && more === undefined ? undefined : { ...users, ...more };
  for (const [place, grant] of [
    ...Object.entries(all ?? {}),
    ...(rules ?? []).map((rule, i) => [`rules[${i}]`, rule] as const),
  ]) {
    const unknown = grant.roles?.find((role) => roles === undefined || !Object.hasOwn(roles, role));
    if (unknown !== undefined)
      throw new ProxyError("CONFIG", `access: ${place} refers to an unknown role ${unknown}; add it to access.roles`);
  }
  return {
    ...(all === undefined ? {} : { users: all }),
    ...(roles === undefined ? {} : { roles }),
    ...(rules === undefined ? {} : { rules }),
  };
}

/**
 * Reads the rules again whenever the content of `usersFile` changes. A file that is not good changes nothing and is logged; one
 * that is gone or empty is no change, because editors write anew by replacing. Answers how to stop.
 */
export function watchUsers(config: FileInForce, world: World, apply: (rules: AccessRules) => void): () => void {
  const { access } = config;
  if (access.usersFile === undefined) return () => {};
  const watched = watchFiles([resolve(world.baseDir, access.usersFile)], COALESCE_MS, world.log, () => {
    try {
      apply(accessRules(config, world));
      world.log.info("users.reloaded", { file: access.usersFile });
    } catch (thrown) {
      world.log.error("users.reload_rejected", { file: access.usersFile, reason: ProxyError.from(thrown).message });
    }
  });
  return () => watched.close();
}

function readUsers(path: string): Readonly<Record<string, AccessUser>> {
  const name = basename(path);
  let users: unknown;
  try {
    users = parse(readFileSync(path, "utf8"), { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw new ProxyError("CONFIG", `Cannot read the users file ${name}${whyNot(cause)}`, { cause });
  }
  // The schema knows users only as a part of a whole.
  const whole = { access: { mode: "none", users } };
  if (!validate(whole)) {
    const first = validate.errors?.find((error) => error.instancePath.startsWith("/access/users"));
    if (first !== undefined) {
      const at = first.instancePath.slice("/access/users".length).replaceAll("/", " ").trim();
      const key = (first.params as { additionalProperty?: string }).additionalProperty;
      const what = key === undefined ? first.message : `has an unknown key ${key}`;
      throw new ProxyError("CONFIG", `The users file ${name} is invalid: ${at === "" ? "it" : at} ${what}`);
    }
  }
  const known = whole.access.users as Record<string, AccessUser>;
  for (const [user, grant] of Object.entries(known)) checkPatterns(name, user, grant);
  return known;
}

/** What the system or the YAML parser says, in half a sentence. */
function whyNot(cause: unknown): string {
  if (cause instanceof YAMLParseError) {
    const [place] = cause.linePos ?? [];
    const where = place === undefined ? "" : ` (line ${place.line}, column ${place.col})`;
    return `: ${cause.message.split(/ at line |\n/)[0]}${where}`;
  }
  const { code } = cause as NodeJS.ErrnoException;
  return typeof code === "string" ? ` (${code})` : "";
}

/** A pattern that is none would match nothing, and a denial by it deny nothing. */
function checkPatterns(file: string, user: string, grant: AccessUser): void {
  for (const { pattern, side } of patternsOf(grant)) {
    const problem = accessPatternProblem(pattern, side);
    if (problem === undefined) continue;
    const what = `${JSON.stringify(pattern.slice(0, 60))} is not a valid pattern: ${problem}`;
    throw new ProxyError("CONFIG", `The users file ${file} is invalid: ${user}: ${what}`);
  }
}

function patternsOf(grant: AccessUser): { readonly pattern: string; readonly side: ServerFeature }[] {
  return [grant, grant.deny ?? {}].flatMap((one) =>
    SERVER_FEATURES.flatMap((side) => (one[side] ?? []).map((pattern) => ({ pattern, side }))),
  );
}
