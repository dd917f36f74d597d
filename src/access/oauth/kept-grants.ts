import type { Store } from "../../model/store.js";
import type { Clock } from "../../model/world.js";
import type { CallerSignIn, KeptPrincipal } from "./grants.js";
import { type Expiring, isAlive, recordsOf } from "./records.js";

/** A person who is signed in to the proxy, and the client. */
export interface SignedIn {
  readonly principal: Omit<KeptPrincipal, "claims">;
  /** The client they signed in with, by its id and what it calls itself; undefined: a browser that shows the page. */
  readonly client: { readonly id: string; readonly name: string | undefined } | undefined;
  /** The endpoint's URL; undefined for the page. */
  readonly resource: string | undefined;
  /** Milliseconds since the epoch: when it began, and when it ends unless it is used again. */
  readonly since: number;
  readonly until: number;
}

interface Kept extends Expiring {
  readonly principal: KeptPrincipal;
  readonly createdAt: number;
}

const KINDS = ["grants", "sessions"] as const;

/** The sign-ins of all callers in the store, oldest first. */
export async function signedIn(store: Store, clock: Clock): Promise<SignedIn[]> {
  const clients = recordsOf<Expiring & { readonly name: string }>(store, clock, "clients", Number.POSITIVE_INFINITY);
  const found: SignedIn[] = [];
  for (const { value } of await kept(store, clock)) {
    const { issuer, subject, label } = value.principal;
    const grant = "clientId" in value ? (value as unknown as CallerSignIn) : undefined;
    const name = grant && (await clients.read(grant.clientId))?.name;
    found.push({
      principal: { issuer, subject, label },
      client: grant && { id: grant.clientId, name },
      resource: grant?.resource,
      since: value.createdAt,
      until: value.expiresAt,
    });
  }
  return found.sort((a, b) => a.since - b.since);
}

/**
 * Signs a person out of every client and browser (or of one client): their tokens are refused within 60 s, and cannot be
 * renewed. `who` is an e-mail address, ignoring case, or a subject. Answers how many sign-ins ended.
 */
export async function signOut(store: Store, clock: Clock, who: string, clientId?: string): Promise<number> {
  let ended = 0;
  for (const { key, value } of await kept(store, clock)) {
    if (!isAbout(value.principal, who)) continue;
    if (clientId !== undefined && (value as { clientId?: string }).clientId !== clientId) continue;
    await store.update(key, () => undefined);
    ended++;
  }
  return ended;
}

/** Grants and sessions that count, by the key they are kept under. */
async function kept(store: Store, clock: Clock): Promise<{ key: string; value: Kept }[]> {
  const found: { key: string; value: Kept }[] = [];
  for (const kind of KINDS) {
    for (const key of await store.list(`front/${kind}/`)) {
      const value = (await store.read(key)) as Kept | undefined;
      // A grant whose code was never redeemed has no client yet.
      const waits = kind === "grants" && (value as Partial<CallerSignIn> | undefined)?.generation === undefined;
      if (value !== undefined && isAlive(value, clock.now(), Number.POSITIVE_INFINITY) && !waits)
        found.push({ key, value });
    }
  }
  return found;
}

function isAbout({ subject, label, claims }: KeptPrincipal, who: string): boolean {
  const wanted = who.toLowerCase();
  const email = typeof claims.email === "string" ? claims.email.toLowerCase() : undefined;
  return subject === who || email === wanted || label.toLowerCase() === wanted;
}
