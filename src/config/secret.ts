import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Secret, Value } from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import type { World } from "../model/world.js";

/** The text a secret reference stands for. Rejects with CONFIG, which names the variable or says that a file cannot be read. */
export function resolveSecret(secret: Secret, { env, baseDir }: Pick<World, "env" | "baseDir">): string {
  if ("env" in secret) {
    const value = env[secret.env];
    if (value === undefined || value === "")
      throw new ProxyError("CONFIG", `The environment variable ${secret.env} is not set`);
    return value;
  }
  try {
    return readFileSync(resolve(baseDir, secret.file), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new ProxyError("CONFIG", "A file that holds a secret cannot be read", { cause: error });
  }
}

/** The text of a value that may be secret. */
export const resolveValue = (value: Value, world: Pick<World, "env" | "baseDir">): string =>
  typeof value === "string" ? value : resolveSecret(value, world);
