/**
 * The shapes of what servers and clients declare (schema of 2024-11-05 … 2026-07-28: `ServerCapabilities`,
 * `ClientCapabilities`). Every member is an object but for these flags; `*` stands for a member of any other name.
 */
interface CapabilityShape {
  readonly [key: string]: "flag" | CapabilityShape;
}

const ANY: CapabilityShape = Object.freeze({});
const NAMED: CapabilityShape = { "*": ANY };
const TASKS: CapabilityShape = { list: ANY, cancel: ANY, requests: { "*": NAMED } };

const SERVER: CapabilityShape = {
  tools: { listChanged: "flag" },
  prompts: { listChanged: "flag" },
  resources: { listChanged: "flag", subscribe: "flag" },
  experimental: NAMED,
  extensions: NAMED,
  tasks: TASKS,
  "*": ANY,
};

const CLIENT: CapabilityShape = {
  sampling: { context: ANY, tools: ANY },
  elicitation: { form: ANY, url: ANY },
  roots: { listChanged: "flag" },
  experimental: NAMED,
  extensions: NAMED,
  tasks: TASKS,
  "*": ANY,
};

/** Capabilities without what is malformed. */
export interface SoundCapabilities {
  readonly value: Record<string, unknown>;
  /** The paths of the members that were malformed; empty: `value` says what was declared. */
  readonly faults: readonly string[];
}

/** How many malformed members are named. */
const MAX_FAULTS = 8;
const MAX_PATH_CHARS = 120;

/** A JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a server declares: null is absent, `true` and an empty list are an empty object, and anything else that is no object is
 * left out.
 */
export function serverCapabilities(declared: unknown): SoundCapabilities {
  const meant = (value: unknown): unknown =>
    value === true || (Array.isArray(value) && value.length === 0) ? {} : undefined;
  return sound(declared, SERVER, meant);
}

/** What a client declares. A member that is no object declares nothing, because a server acts on what a client can do. */
export function clientCapabilities(declared: unknown): SoundCapabilities {
  return sound(declared, CLIENT, () => undefined);
}

function sound(declared: unknown, shape: CapabilityShape, meant: (value: unknown) => unknown): SoundCapabilities {
  const faults: string[] = [];
  const value = isObject(declared) ? pruned(declared, shape, "", faults, meant) : {};
  if (!isObject(declared)) faults.push("capabilities");
  return { value, faults: faults.slice(0, MAX_FAULTS).map((path) => path.slice(0, MAX_PATH_CHARS)) };
}

function pruned(
  declared: Record<string, unknown>,
  shape: CapabilityShape,
  path: string,
  faults: string[],
  meant: (value: unknown) => unknown,
): Record<string, unknown> {
  const kept = Object.entries(declared).flatMap(([key, value]): [string, unknown][] => {
    const own = Object.hasOwn(shape, key) ? shape[key] : shape["*"];
    const at = path === "" ? key : `${path}.${key}`;
    if (own === undefined) return [[key, value]];
    if (own === "flag") {
      if (typeof value === "boolean") return [[key, value]];
      faults.push(at);
      return [];
    }
    const object = isObject(value) ? value : meant(value);
    if (!isObject(value)) faults.push(at);
    return isObject(object) ? [[key, pruned(object, own, at, faults, meant)]] : [];
  });
  return Object.fromEntries(kept);
}
