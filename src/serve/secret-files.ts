import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Upstream } from "../../generated/config.js";
import { type Changes, reached } from "../config/changes.js";
import type { World } from "../model/world.js";

/** What stood in the files an upstream's secrets and certificates are in, by path; hashed, so that it can be kept. */
export type SecretFiles = ReadonlyMap<string, string>;

/** Reads the secret and certificate files of an upstream; those that cannot be read are left out. */
export function secretFilesOf(entry: Upstream, world: World): SecretFiles {
  const found = new Map<string, string>();
  for (const path of paths(entry)) {
    try {
      const text = readFileSync(resolve(world.baseDir, path));
      found.set(path, createHash("sha256").update(text).digest("hex"));
    } catch {
      // Whoever needs it says so; some are taken away once they were read.
    }
  }
  return found;
}

/** The changes, and with them the upstreams that are reached as before but with other secrets: those begin anew too. */
export function withRotated(changes: Changes, rotated: (upstream: string) => boolean): Changes {
  const anew = [...changes.kept].filter(rotated);
  if (anew.length === 0) return changes;
  return {
    ...changes,
    kept: new Set([...changes.kept].filter((name) => !anew.includes(name))),
    started: [...changes.started, ...anew],
    stopped: [...changes.stopped, ...anew],
  };
}

/** Whether a file that can be read now says something else than before. */
export function differ(before: SecretFiles, now: SecretFiles): boolean {
  return [...now].some(([path, hash]) => before.get(path) !== hash);
}

function paths(entry: Upstream): string[] {
  const tls = "url" in entry ? Object.values(entry.tls ?? {}) : [];
  return [...tls, ...secretPaths(reached(entry))];
}

/** Every `{ file }` of a secret, however deep. */
function secretPaths(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "file" && typeof only[1] === "string") return [only[1]];
  return entries.flatMap(([, inner]) => secretPaths(inner));
}
