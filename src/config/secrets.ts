import { HIDDEN_TEXTS, NAMED_SECRETS, WHOLE_SECRETS } from "../../generated/paths.js";
import { secretName } from "../base/secret-name.js";
import {
  argumentSpans,
  MASK,
  merged,
  randomSpans,
  replaced,
  type SecretSpan,
  secretSpans,
  wholeSecret,
} from "../base/secret-text.js";
import { type Path, pointer } from "./finding.js";
import { type Branches, branches, follow } from "./paths.js";
import { childOf, keysOf, look, type Node, nodeOf, UNSEEN } from "./schema.js";
import { nearest } from "./suggest.js";

/** Secret parts of one text of a file: of a value, or of the last key of the path. */
export interface FoundSecret {
  readonly path: Path;
  readonly key: boolean;
  /** Found by its shape alone, where any text may stand. */
  readonly anywhere: boolean;
  /** The text as the data has it. */
  readonly text: string;
  readonly spans: readonly SecretSpan[];
}

/** Where the walk stands: in the schema, in the tables of secret places, and below which names. */
interface Spot {
  /** Undefined below a key that the schema does not know. */
  readonly node: Node | undefined;
  readonly whole: Branches | undefined;
  readonly hidden: Branches | undefined;
  readonly named: Branches | undefined;
  /** What a text is here by the tables; `reference`: the name of a variable or file, or a hash. */
  readonly place: "whole" | "hidden" | "named" | "reference" | undefined;
  /** The last key of a map by name: of a header, a variable, an argument. */
  readonly entry: string | undefined;
  /** Keys above that the schema does not know. */
  readonly unknown: readonly string[];
  /** What this walk knows of misspelt keys. */
  readonly meant: Meant;
}

const ROOT: Omit<Spot, "node" | "meant"> = {
  whole: branches(WHOLE_SECRETS),
  hidden: branches(HIDDEN_TEXTS),
  named: branches(NAMED_SECRETS),
  place: undefined,
  entry: undefined,
  unknown: [],
};

/** Every secret that is written into a file, by its place in the schema and by its shape. Only `data` is looked at; linear in it. */
export function findSecrets(data: unknown): FoundSecret[] {
  const found: FoundSecret[] = [];
  const add = (path: Path, key: boolean, anywhere: boolean, text: string, spans: readonly SecretSpan[]): void => {
    if (spans.length > 0) found.push({ path, key, anywhere, text, spans });
  };
  const walk = (value: unknown, spot: Spot, path: Path, before?: string): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        const option: unknown = value[index - 1];
        walk(item, below(spot, index, item), [...path, index], typeof option === "string" ? option : undefined);
      });
    } else if (typeof value === "object" && value !== null) {
      const members = Object.entries(value);
      for (const [key, item] of members) {
        add([...path, key], true, true, key, keySpans(key, spot));
        const next = below(spot, key, item);
        // An item of a list such as `{ name: DB_PASSWORD, value: … }`.
        const label = key === "value" ? members.find(([name]) => /^(?:name|key|header)$/i.test(name))?.[1] : undefined;
        walk(item, typeof label === "string" ? { ...next, entry: label, place: next.place ?? "named" } : next, [
          ...path,
          key,
        ]);
      }
    } else if (typeof value === "string" || (value !== null && value !== undefined && spot.place !== undefined)) {
      const anywhere = spot.place === undefined && spot.unknown.length === 0 && before === undefined;
      add(path, false, anywhere, String(value), valueSpans(String(value), spot, before));
    }
  };
  walk(data, { ...ROOT, node: nodeOf(undefined, data), meant: new Map() }, []);
  return found;
}

/** What a reference to a secret has to look like; anything else is probably the secret itself. */
const REFERENCES: Readonly<Record<string, RegExp>> = {
  env: /^[A-Za-z_]\w*$|\$\{/,
  file: /./s,
  sha256: /^[0-9a-f]{64}$/,
};

/** The spot below a key or an index; a key that is nearly one of the schema's counts as that one. */
function below(spot: Spot, step: string | number, value: unknown): Spot {
  let name = String(step);
  let node = spot.node === undefined ? undefined : childOf(spot.node, step, value);
  if (node === undefined && spot.node !== undefined && typeof step === "string") {
    const meant = likeliest(step, spot.node, spot.meant);
    if (meant !== undefined) {
      name = meant;
      node = childOf(spot.node, meant, value);
    }
  }
  const whole = follow(spot.whole, name);
  const hidden = follow(spot.hidden, name);
  const named = follow(spot.named, name);
  const isEntry = [spot.whole, spot.hidden, spot.named].some((here) => here?.steps.has("*") && !here.steps.has(name));
  const place = whole?.end ? "whole" : hidden?.end ? "hidden" : named?.end ? "named" : spot.place;
  const refers =
    spot.place !== undefined && node !== undefined && typeof value === "string" && REFERENCES[name]?.test(value);
  return {
    ...spot,
    node,
    whole,
    hidden,
    named,
    place: refers ? "reference" : place,
    entry: isEntry ? String(step) : spot.entry,
    unknown: node === undefined && typeof step === "string" ? [...spot.unknown, step] : spot.unknown,
  };
}

/** The key that was probably meant. Work, so it is remembered; files have few keys, and hostile ones many. */
function likeliest(key: string, node: Node, meant: Meant): string | undefined {
  const known = meant.get(node) ?? new Map<string, string | undefined>();
  meant.set(node, known);
  if (!known.has(key)) known.set(key, known.size < FUZZY ? nearest(key, keysOf(node)) : undefined);
  return known.get(key);
}

type Meant = Map<Node, Map<string, string | undefined>>;
/** So many keys are compared with those of the schema, at each place. */
const FUZZY = 500;

/** The secret parts of a value at a spot, behind the item before it where it is one of a list. */
function valueSpans(text: string, spot: Spot, before: string | undefined): SecretSpan[] {
  if (spot.place === "whole" || holdsSecrets(spot, text)) return wholeSecret(text);
  const shaped = secretSpans(text);
  if (spot.place === "reference") return shaped;
  shaped.push(...randomSpans(text));
  if (before !== undefined) shaped.push(...argumentSpans(before, text));
  const name = isCount(text, spot) ? undefined : nameOf(spot);
  const isSettings = /^[a-z][a-z0-9+.-]*:\/|=/i.test(text);
  if (name === "sure" || name === "likely" || spot.place === "hidden")
    shaped.push(...wholeSecret(text, 0, text.length, name === "sure"));
  else if (name === "shape" && !isSettings) shaped.push(...wholeSecret(text, 0, text.length, false));
  return merged(shaped);
}

/** `MAX_TOKENS: 4096` */
const isCount = (text: string, { entry, unknown }: Spot): boolean =>
  /^[0-9]+$/.test(text) && /s$/i.test(unknown.at(-1) ?? entry ?? "");

/** What the names above a text say about it. */
function nameOf({ place, entry, unknown }: Spot): ReturnType<typeof secretName> {
  const own = place === "named" || place === "hidden" ? secretName(entry ?? "") : undefined;
  const foreign = unknown.map(
    (name) => secretName(name) ?? (nearest(name, SECRET_KEYS) === undefined ? undefined : "likely"),
  );
  return own ?? foreign.find((kind) => kind !== undefined);
}

/** What a text below these keys is, for what cannot be read as YAML; `unknown`: the schema does not know the place either. */
export function kindBelow(path: readonly string[]): "secret" | "plain" | "unknown" {
  const name = path.at(-1) ?? "";
  let spot: Spot = { ...ROOT, node: nodeOf(undefined, undefined), meant: new Map() };
  for (const step of path) spot = below(spot, step, UNSEEN);
  const refers = Object.hasOwn(REFERENCES, name);
  if ((spot.place === "whole" || spot.place === "hidden") && !refers) return "secret";
  if (spot.node !== undefined && spot.place === undefined) return "plain";
  if (!refers && nameOf({ ...spot, unknown: [...spot.unknown, name] }) !== undefined) return "secret";
  return spot.node === undefined || refers ? "unknown" : "plain";
}

/** What people call secrets, for keys that are misspelt. */
const SECRET_KEYS = ["password", "passphrase", "secret", "token", "api_key", "credentials", "authorization"];

/** Whether a text stands where a map or list of secrets belongs. */
function holdsSecrets({ whole, hidden, node }: Spot, text: string): boolean {
  const entries = [whole, hidden].flatMap((here) => [...(here?.steps ?? [])]);
  if (node === undefined || !entries.some(([, { end }]) => end)) return false;
  // `auth: none` says too little, and is no secret.
  return node.discriminator === undefined || !/^[a-z][a-z-]{0,15}$/.test(text);
}

/** The secret parts of a key: by shape, and below a secret whatever is no plain word. */
function keySpans(key: string, { place, node }: Spot): SecretSpan[] {
  const known = node !== undefined && keysOf(node).includes(key);
  if ((place === "whole" || place === "hidden") && !known && !/^[A-Za-z][A-Za-z_-]{0,15}$/.test(key))
    return wholeSecret(key);
  return secretSpans(key);
}

/** The data without its secrets: each is replaced where it stands, so that the rest stays to be read and the file valid. */
export function redact(data: unknown): unknown {
  const byPath = new Map(findSecrets(data).map((found) => [`${found.key}${pointer(found.path)}`, found]));
  const numbers = new Map<string, number>();
  const placeholder = (secret: string, plain: string): string => {
    if (!numbers.has(secret)) numbers.set(secret, numbers.size + 1);
    const number = numbers.get(secret) ?? 0;
    return number === 1 ? plain : `${plain}${number}`;
  };
  const text = (found: FoundSecret, place: Path): string => {
    // Two secrets stay two where they name something.
    const names = found.anywhere && found.spans.every(({ start, end }) => start === 0 && end === found.text.length);
    const plain = replaced(found.text, found.spans, (secret) => (names ? placeholder(secret, MASK) : MASK));
    // In lists stand patterns and names of hosts, in which a star means something.
    const isListed = typeof place.at(-1) === "number" && place.at(-2) !== "args";
    const pattern = found.key ? "^[A-Za-z0-9_-]*$" : isListed ? "^[^*]*$" : look(data, place).node.pattern;
    if (pattern === undefined || new RegExp(pattern, "u").test(plain)) return plain;
    return replaced(found.text, found.spans, (secret) => placeholder(secret, "REDACTED"));
  };
  const copy = (value: unknown, path: Path): unknown => {
    const found = byPath.get(`false${pointer(path)}`);
    if (found !== undefined) return text(found, path);
    if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const named = byPath.get(`true${pointer([...path, key])}`);
        return [named === undefined ? key : text(named, path), copy(item, [...path, key])];
      }),
    );
  };
  return copy(data, []);
}
