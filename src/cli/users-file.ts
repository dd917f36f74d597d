import { readFileSync, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { parse } from "yaml";
import type { Access, AccessUser } from "../../generated/config.js";
import validate from "../../generated/validate.js";
import type { AccessRules } from "../access/rules.js";
import { ProxyError } from "../model/errors.js";
import type { World } from "../model/world.js";

const QUIET_MS = 200;

/** `access.users`, `roles` and `rules`, with the users of `usersFile`. Throws CONFIG when that file is not good. */
export function accessRules(access: Access, world: World): AccessRules {
  const { users, roles, rules } = access;
  const more = access.usersFile === undefined ? undefined : readUsers(resolve(world.baseDir, access.usersFile));
  for (const name of Object.keys(more ?? {})) {
    if (users !== undefined && Object.hasOwn(users, name)) {
      throw new ProxyError("CONFIG", `${name} is both in access.users and in ${access.usersFile}`);
    }
  }
  const all = users === undefined && more === undefined ? undefined : { ...users, ...more };
  for (const [place, grant] of [
    ...Object.entries(all ?? {}),
    ...(rules ?? []).map((rule, i) => [`rules[${i}]`, rule] as const),
  ]) {
    const unknown = grant.roles?.find((role) => roles === undefined || !Object.hasOwn(roles, role));
    if (unknown !== undefined)
      throw new ProxyError("CONFIG", `access: ${place} has the role ${unknown}, which is not in access.roles`);
  }
  return {
    ...(all === undefined ? {} : { users: all }),
    ...(roles === undefined ? {} : { roles }),
    ...(rules === undefined ? {} : { rules }),
  };
}

/**
 * Reads the rules again whenever `usersFile` changes. A file that is not good changes nothing and is logged; so does one that is
 * gone, because editors write anew by replacing. Answers how to stop.
 */
export function watchUsers(access: Access, world: World, apply: (rules: AccessRules) => void): () => void {
  if (access.usersFile === undefined) return () => {};
  const path = resolve(world.baseDir, access.usersFile);
  let pending: NodeJS.Timeout | undefined;
  const watcher = watch(dirname(path), (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(pending);
    pending = setTimeout(() => {
      try {
        apply(accessRules(access, world));
        world.log.info("users.reloaded", { file: access.usersFile });
      } catch (thrown) {
        world.log.error("users.not_reloaded", { file: access.usersFile, reason: ProxyError.from(thrown).message });
      }
    }, QUIET_MS);
  });
  return () => {
    clearTimeout(pending);
    watcher.close();
  };
}

function readUsers(path: string): Readonly<Record<string, AccessUser>> {
  const name = basename(path);
  let users: unknown;
  try {
    users = parse(readFileSync(path, "utf8"), { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw new ProxyError("CONFIG", `The users file ${name} cannot be read`, { cause });
  }
  // The schema knows users only as a part of a whole.
  const whole = { access: { mode: "none", users } };
  if (!validate(whole)) {
    const first = validate.errors?.find((error) => error.instancePath.startsWith("/access/users"));
    if (first !== undefined) {
      const at = first.instancePath.slice("/access/users".length).replaceAll("/", " ").trim();
      const key = (first.params as { additionalProperty?: string }).additionalProperty;
      const what = key === undefined ? first.message : `does not know the key ${key}`;
      throw new ProxyError("CONFIG", `The users file ${name} is not valid: ${at === "" ? "it" : at} ${what}`);
    }
  }
  return whole.access.users as Record<string, AccessUser>;
}
