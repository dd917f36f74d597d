/** Last words of names whose values are secret. */
const SECRET_WORD =
  /(?:secret|token|passw(?:or)?d|passwort|passphrase|passcode|pwd|api_?key|access_?key|secret_?key|private_?key|master_?key|signing_?key|encryption_?key|account_?key|host_?key|auth_?key|service_?key|credential|authorization|cookie|connection_?string|conn_?str)s?$/;
/** Last words that mean a secret often enough to keep their values out of what is printed. */
const LIKELY_WORD = /^(?:key|pass|pw|auth|sig|signature|pat|otp|pin|sas|jwt|bearer|cred|dsn|sid|session|assertion)s?$/;
/** Words at the end of a name that say nothing about its value. */
const SUFFIX =
  /^(?:\d+|old|new|prev|previous|current|next|prod|dev|staging|test|live|backup|primary|secondary|value|text|raw|base64|b64)$/;
/** Names that speak about a secret without holding it. */
const ABOUT =
  /^(?:file|path|dir|folder|url|uri|name|id|ttl|type|length|len|size|min|max|count|limit|policy|endpoint|host|port|algorithm|alg|header|prefix|expiry|expires|timeout|stdin|method|mode|params?|enabled|required|public)$/;
/** Names whose values are URLs or lists of settings with a password inside. */
const CONNECTION =
  /^(?:.*_)?(?:(?:database|db|redis|mongo|mongodb|amqp|postgres|postgresql|mysql|broker|sql|mssql|rabbitmq|kafka)_(?:url|uri)|dsn|conn(?:ection)?_?str(?:ing)?)$/;

/** `DB_PASSWORD`, `dbPassword` and `db-password` are all `db_password`. */
export const words = (name: string): string =>
  name
    .slice(-128)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");

/** What a name says about its value. `shape`: the value is a text with a secret somewhere inside, such as the URL of a database. */
export function secretName(name: string): "sure" | "likely" | "shape" | undefined {
  const plain = words(name);
  if (CONNECTION.test(plain)) return "shape";
  const parts = plain.split("_");
  while (parts.length > 1 && SUFFIX.test(parts.at(-1) ?? "")) parts.pop();
  const last = (parts.at(-1) ?? "").replace(/(?<=[a-z])\d+$/, "");
  if (ABOUT.test(last) || parts.includes("public")) return undefined;
  const whole = [...parts.slice(0, -1), last].join("_");
  if (SECRET_WORD.test(whole)) return "sure";
  if (/^keys?$/.test(last) && parts.length > 1) return "sure";
  if (LIKELY_WORD.test(last)) return "likely";
  return /password|passwd|secret|api_?key/.test(whole) ? "likely" : undefined;
}
