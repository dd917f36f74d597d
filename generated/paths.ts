// Generated from schema/ by `npm run generate`. Do not edit.

/** Durations: text such as `30s` in the file, milliseconds in a `Config`. Segments are parted by a space. */
export const DURATIONS: readonly string[] = [
  "access maxLifetime",
  "access of * maxLifetime",
  "access of * refreshTtl",
  "access of * tokenTtl",
  "access refreshTtl",
  "access tokenTtl",
  "expose http keepAlive",
  "expose http limits sessionIdle",
  "mcpServers * auth loginTimeout",
  "mcpServers * auth refreshBefore",
  "mcpServers * idleStop",
  "mcpServers * restart initial",
  "mcpServers * restart max",
  "mcpServers * restart probe",
  "mcpServers * restart window",
  "mcpServers * timeouts connect",
  "mcpServers * timeouts firstByte",
  "mcpServers * timeouts idle",
  "mcpServers * timeouts total",
  "questions timeout",
  "reload debounce",
  "upstreams * auth loginTimeout",
  "upstreams * auth refreshBefore",
  "upstreams * idleStop",
  "upstreams * restart initial",
  "upstreams * restart max",
  "upstreams * restart probe",
  "upstreams * restart window",
  "upstreams * timeouts connect",
  "upstreams * timeouts firstByte",
  "upstreams * timeouts idle",
  "upstreams * timeouts total",
];

/** Sizes: text such as `4MiB` in the file, bytes in a `Config`. Segments are parted by a space. */
export const SIZES: readonly string[] = [
  "expose http limits body",
  "expose http limits headers",
  "mcpServers * limits list",
  "mcpServers * limits message",
  "upstreams * limits list",
  "upstreams * limits message",
];

/** Addresses to listen on. Segments are parted by a space. */
export const LISTENS: readonly string[] = [
  "expose http listen",
  "telemetry metrics listen",
];

/** Files that are read when the proxy starts. Segments are parted by a space. */
export const FILES: readonly string[] = [
  "access of * usersFile",
  "access usersFile",
  "mcpServers * tls ca",
  "mcpServers * tls cert",
  "mcpServers * tls key",
  "upstreams * tls ca",
  "upstreams * tls cert",
  "upstreams * tls key",
];

/** URLs the proxy calls. Segments are parted by a space. */
export const URLS: readonly string[] = [
  "access issuer",
  "access jwksUri",
  "access of * issuer",
  "access of * jwksUri",
  "mcpServers * auth clientMetadataUrl",
  "mcpServers * auth endpoints authorization",
  "mcpServers * auth endpoints deviceAuthorization",
  "mcpServers * auth endpoints jwks",
  "mcpServers * auth endpoints registration",
  "mcpServers * auth endpoints revocation",
  "mcpServers * auth endpoints token",
  "mcpServers * auth issuer",
  "mcpServers * auth metadataUrl",
  "mcpServers * auth redirectUrl",
  "mcpServers * auth resourceMetadataUrl",
  "mcpServers * url",
  "upstreams * auth clientMetadataUrl",
  "upstreams * auth endpoints authorization",
  "upstreams * auth endpoints deviceAuthorization",
  "upstreams * auth endpoints jwks",
  "upstreams * auth endpoints registration",
  "upstreams * auth endpoints revocation",
  "upstreams * auth endpoints token",
  "upstreams * auth issuer",
  "upstreams * auth metadataUrl",
  "upstreams * auth redirectUrl",
  "upstreams * auth resourceMetadataUrl",
  "upstreams * url",
];

/** Origins under which clients reach the proxy. Segments are parted by a space. */
export const PUBLIC_URLS: readonly string[] = [
  "expose http publicUrl",
];

/** Where a number or boolean is taken as the text it is written as. Segments are parted by a space. */
export const TEXTS: readonly string[] = [
  "mcpServers * args *",
  "mcpServers * auth authorizeParams *",
  "mcpServers * auth headers *",
  "mcpServers * auth tokenParams *",
  "mcpServers * env *",
  "mcpServers * headers *",
  "upstreams * args *",
  "upstreams * auth authorizeParams *",
  "upstreams * auth headers *",
  "upstreams * auth tokenParams *",
  "upstreams * env *",
  "upstreams * headers *",
];

/** Where `{ env }` and `{ file }` refer to a secret. Segments are parted by a space. */
export const SECRETS: readonly string[] = [
  "access clientSecret",
  "access introspection clientSecret",
  "access of * clientSecret",
  "access of * introspection clientSecret",
  "mcpServers * auth clientSecret",
  "mcpServers * auth headers *",
  "mcpServers * auth initialAccessToken",
  "mcpServers * auth privateKey",
  "mcpServers * env *",
  "mcpServers * headers *",
  "store encryption key",
  "store encryption previousKeys *",
  "telemetry metrics token",
  "upstreams * auth clientSecret",
  "upstreams * auth headers *",
  "upstreams * auth initialAccessToken",
  "upstreams * auth privateKey",
  "upstreams * env *",
  "upstreams * headers *",
];

/** Where a text that is written there is a secret. Segments are parted by a space. */
export const WHOLE_SECRETS: readonly string[] = [
  "access clientSecret",
  "access introspection clientSecret",
  "access keys *",
  "access of * clientSecret",
  "access of * introspection clientSecret",
  "access of * keys *",
  "mcpServers * auth clientSecret",
  "mcpServers * auth headers *",
  "mcpServers * auth initialAccessToken",
  "mcpServers * auth privateKey",
  "store encryption key",
  "store encryption previousKeys *",
  "telemetry metrics token",
  "upstreams * auth clientSecret",
  "upstreams * auth headers *",
  "upstreams * auth initialAccessToken",
  "upstreams * auth privateKey",
];

/** Where a text is never printed, though it need not be a secret. Segments are parted by a space. */
export const HIDDEN_TEXTS: readonly string[] = [
  "mcpServers * auth tokenParams *",
  "mcpServers * headers *",
  "upstreams * auth tokenParams *",
  "upstreams * headers *",
];

/** Where a text is a secret when the name of its key says so. Segments are parted by a space. */
export const NAMED_SECRETS: readonly string[] = [
  "mcpServers * auth authorizeParams *",
  "mcpServers * env *",
  "mcpServers * prompts arguments * * default",
  "mcpServers * prompts arguments * * fix",
  "mcpServers * tools arguments * * default",
  "mcpServers * tools arguments * * fix",
  "upstreams * auth authorizeParams *",
  "upstreams * env *",
  "upstreams * prompts arguments * * default",
  "upstreams * prompts arguments * * fix",
  "upstreams * tools arguments * * default",
  "upstreams * tools arguments * * fix",
];

/** Keys that shape a `Config` without being in it. Segments are parted by a space. */
export const INPUTS: readonly string[] = [
  "$schema",
  "mcpServers",
  "mcpServers * disabled",
  "mcpServers * ignore_prompts",
  "mcpServers * ignore_resources",
  "mcpServers * ignore_tools",
  "mcpServers * include_prompts",
  "mcpServers * include_resources",
  "mcpServers * include_tools",
  "upstreams * disabled",
  "upstreams * ignore_prompts",
  "upstreams * ignore_resources",
  "upstreams * ignore_tools",
  "upstreams * include_prompts",
  "upstreams * include_resources",
  "upstreams * include_tools",
];
