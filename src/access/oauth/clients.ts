import { createHash } from "node:crypto";
import { createRecent } from "../../base/recent.js";
import { sameText } from "../../base/same-text.js";
import { BOUNDS } from "../../model/bounds.js";
import { ProxyError } from "../../model/errors.js";
import type { FrontKeys } from "./keys.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions } from "./options.js";
import { openToAll } from "./rate-limit.js";
import { type Expiring, recordsOf } from "./records.js";
import { redirectProblem } from "./redirect-uri.js";
import { unfinished } from "./unfinished.js";

/** The way a client proves itself at the token endpoint. */
export type ClientAuth = "none" | "client_secret_basic" | "client_secret_post";

/** A client of the front. */
export interface RegisteredClient {
  readonly id: string;
  /** The name it gave itself: at most 80 characters, without control and direction characters. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly auth: ClientAuth;
  /** The host its metadata document is on; undefined: it registered itself. */
  readonly host: string | undefined;
}

interface ClientRecord extends Expiring, Omit<RegisteredClient, "host"> {}

/** An unused registration is forgotten after this long; a used one a good while after its last grant. */
const UNUSED_MS = 3_600_000;
/** Registrations that were not used yet. */
const MAX_UNUSED = 2_000;
const MAX_URIS = 10;
const MAX_METADATA = 16_384;
const MAX_DOCUMENT = 65_536;
const DOCUMENT_TTL_MS = 300_000;
const MAX_DOCUMENTS = 500;
const AUTHS: readonly ClientAuth[] = ["none", "client_secret_basic", "client_secret_post"];

/** The clients of the front: registered ones (RFC 7591), and those whose id is the URL of their metadata (CIMD). */
export interface Clients {
  /**
   * Registers a client. The same metadata of a public client gives the same client, so registering again costs nothing; one with a
   * secret is a client of its own each time, because a secret that others are given as well proves nothing. Rejects with
   * `invalid_redirect_uri` or `invalid_client_metadata`.
   */
  register(metadata: unknown, source: string): Promise<{ client: RegisteredClient; secret: string | undefined }>;
  /**
   * Rejects with `invalid_client` when there is no such client, or its document is not to be trusted, and with
   * `temporarily_unavailable` (429) when the source named too many documents.
   */
  find(id: string, source: string): Promise<RegisteredClient>;
  /** Keeps a registered client for as long as the grant it now has may live. */
  keep(id: string): Promise<void>;
  /** Whether a secret is this client's. */
  isSecret(client: RegisteredClient, secret: string): Promise<boolean>;
  sweep(): Promise<void>;
}

/** Registered clients kept in the store; metadata documents of others fetched and kept for a while. */
export function createClients(options: FrontOptions, keys: FrontKeys): Clients {
  const { clock } = options;
  const rules = { hosts: options.redirectHosts, schemes: options.redirectSchemes };
  const records = recordsOf<ClientRecord>(options.store, clock, "clients", options.refreshTtl + UNUSED_MS);
  const unused = unfinished(clock, MAX_UNUSED, UNUSED_MS);
  const documents = createRecent<{ client: RegisteredClient; until: number }>(
    MAX_DOCUMENTS,
    BOUNDS["access.documents"].bytes,
  );
  // A stranger may name any document, so a limit keeps the proxy from calling others all day.
  const each = { perMinute: 20, burst: 30 };
  const admit = openToAll(clock, "client metadata documents", each, { perMinute: 600, burst: 600 });

  function redirectUrisOf(value: unknown): string[] {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_URIS) {
      throw new OAuthError("invalid_redirect_uri", `redirect_uris must be a list of 1 to ${MAX_URIS} URLs`);
    }
    return value.map((uri: unknown) => {
      if (typeof uri !== "string") throw new OAuthError("invalid_redirect_uri", "A redirect URI must be text");
      const problem = redirectProblem(uri, rules);
      if (problem === undefined) return uri;
      const cause = new Error(problem); // Clients show little of an answer; the log has it for who can change the file.
      throw new OAuthError("invalid_redirect_uri", `A redirect URI is refused: ${problem}`, { cause });
    });
  }

  async function fetchDocument(id: string, source: string): Promise<RegisteredClient> {
    const known = documents.get(id);
    if (known !== undefined && clock.monotonic() < known.until) return known.client;
    admit(source);
    let text: string;
    try {
      const response = await options.publicFetch(id, { headers: { accept: "application/json" } });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      text = await response.text();
    } catch (cause) {
      const why = cause instanceof ProxyError ? cause.message : "it cannot be fetched";
      throw new OAuthError("invalid_client", `The client's metadata document is not usable: ${why}`, { cause });
    }
    if (text.length > MAX_DOCUMENT)
      throw new OAuthError("invalid_client", "The client's metadata document is too long");
    const metadata = parseObject(text);
    if (metadata === undefined || metadata.client_id !== id) {
      throw new OAuthError("invalid_client", "The client's metadata document is not about this client");
    }
    const client: RegisteredClient = {
      id,
      name: nameOf(metadata.client_name, new URL(id).hostname),
      redirectUris: redirectUrisOf(metadata.redirect_uris),
      auth: "none",
      host: new URL(id).hostname,
    };
    // A text cut out of a document keeps all of it.
    documents.set(id, { client, until: clock.monotonic() + DOCUMENT_TTL_MS }, 2 * text.length);
    return client;
  }

  async function makeRoom(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const latest = clock.now() + UNUSED_MS;
    await records.update(id, (current) => (current !== undefined && current.expiresAt > latest ? current : undefined));
  }

  return {
    async register(metadata, source) {
      if (metadata === null || typeof metadata !== "object" || Array.isArray(metadata)) {
        throw new OAuthError("invalid_client_metadata", "The body must be a JSON object");
      }
      if (JSON.stringify(metadata).length > MAX_METADATA) {
        throw new OAuthError("invalid_client_metadata", `The metadata is longer than ${MAX_METADATA} bytes`);
      }
      const given = metadata as Record<string, unknown>;
      const redirectUris = redirectUrisOf(given.redirect_uris);
      const asked = given.token_endpoint_auth_method;
      const auth = AUTHS.find((one) => one === asked) ?? "none";
      const name = nameOf(given.client_name, "An MCP client without a name");
      const hash = createHash("sha256").update(JSON.stringify([name, redirectUris, auth]));
      const id = `mcp-${auth === "none" ? hash.digest("hex").slice(0, 32) : options.random(16).toString("hex")}`;
      const expiresAt = clock.now() + UNUSED_MS;
      const record = await records.update(id, (current) =>
        current !== undefined && current.expiresAt >= expiresAt ? current : { id, name, redirectUris, auth, expiresAt },
      );
      // A client that is used already is kept for longer than a registration.
      if ((record as ClientRecord).expiresAt <= expiresAt) await makeRoom(unused.add(id, source));
      const client = { ...(record as ClientRecord), host: undefined };
      return { client, secret: auth === "none" ? undefined : await keys.mac("client-secret", id) };
    },
    async find(id, source) {
      if (isDocumentUrl(id)) return fetchDocument(id, source);
      const record = await records.read(id);
      if (record === undefined)
        throw new OAuthError(
          "invalid_client",
          "This client is not registered here, or was not used for too long; remove it in your MCP client and add it again",
          { status: 401 },
        );
      return { ...record, host: undefined };
    },
    async keep(id) {
      if (isDocumentUrl(id)) return;
      unused.settle(id);
      const expiresAt = clock.now() + options.refreshTtl + UNUSED_MS;
      await records.update(id, (current) => (current === undefined ? undefined : { ...current, expiresAt }));
    },
    isSecret: async (client, secret) => sameText(await keys.mac("client-secret", client.id), secret),
    sweep: () => records.sweep(),
  };
}

/** A client ID metadata document: an https URL with a path, spelled canonically, without query tricks. */
function isDocumentUrl(id: string): boolean {
  if (!id.startsWith("https://") || id.length > 2048 || !URL.canParse(id)) return false;
  const url = new URL(id);
  return url.href === id && url.pathname !== "/" && url.hash === "" && url.username === "" && url.password === "";
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // not JSON: the caller tells the client
  }
}

/** A client's own name, harmless to show: no control, format or direction characters, at most 80 characters. */
function nameOf(value: unknown, fallback: string): string {
  if (typeof value !== "string") return fallback;
  const clean = value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim();
  if (clean === "") return fallback;
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean;
}
