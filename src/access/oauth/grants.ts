import { latestPast } from "../../base/clock-skew.js";
import { sameText } from "../../base/same-text.js";
import { type Principal, principalOf } from "../../model/principal.js";
import type { FrontKeys } from "./keys.js";
import type { FrontOptions } from "./options.js";
import { type Expiring, recordsOf } from "./records.js";

/** The person who signed in, as the record keeps them. */
export interface KeptPrincipal {
  readonly issuer: string;
  readonly subject: string;
  readonly label: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The refresh token to ask the identity provider whether a person is still welcome there. */
export interface KeptSignIn {
  readonly refreshToken: string;
  /** When that was last asked; milliseconds since the epoch. */
  readonly checkedAt: number;
  /** The latest `checkedAt` there ever was: a clock set back makes the last one earlier. */
  readonly latestCheck?: number;
  /** Whether the provider's user info had to be asked for the e-mail address. It is asked again then, and else not. */
  readonly userInfo?: boolean;
}

/** The grant of a person to a client: one family of tokens. */
export interface CallerSignIn extends Expiring {
  readonly principal: KeptPrincipal;
  /** Absent where the identity provider gave no refresh token. */
  readonly signIn?: KeptSignIn;
  readonly clientId: string;
  readonly resource: string;
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When a grant that was made by a clock ahead of time was first used by a right one. */
  readonly adoptedAt?: number;
  /** The generation of the refresh token in force; undefined until the code is redeemed. */
  readonly generation: number | undefined;
  /** Generations that were replaced within the grace, and when. */
  readonly replaced: readonly (readonly [generation: number, at: number])[];
}

/** A replaced refresh token still works for this long: answers get lost, and clients refresh in parallel. */
const GRACE_MS = 120_000;
/** Generations within the grace that are remembered; beyond it a refresh answers with the token in force. */
const MAX_REPLACED = 32;
/** The time in which a code and its grant must be redeemed. */
export const CODE_TTL_MS = 60_000;

/** The result of a refresh. */
export type Refreshed =
  | { readonly ok: true; readonly grant: CallerSignIn; readonly refreshToken: string }
  | { readonly ok: false; readonly why: "unknown" | "reused" | "client" };

/** The grants of clients, and their refresh tokens. */
export interface CallerSignIns {
  /** A grant that waits for its code to be redeemed. */
  create(
    id: string,
    grant: Pick<CallerSignIn, "principal" | "signIn" | "clientId" | "resource" | "scope">,
  ): Promise<void>;
  /** The first refresh token of a grant; undefined when the grant is gone. */
  redeem(id: string): Promise<{ grant: CallerSignIn; refreshToken: string } | undefined>;
  /**
   * Rotates. Within the grace a replaced token gives the same successor as the first use did; after it, its use means that
   * another program has it, and the whole grant ends (OAuth 2.1, section 4.3.1).
   */
  refresh(token: string, clientId: string, check: (grant: CallerSignIn) => void): Promise<Refreshed>;
  /** Lets `check` look at a grant and change or end it (undefined), alone; what stands there afterwards. */
  recheck(
    id: string,
    check: (grant: CallerSignIn) => Promise<CallerSignIn | undefined>,
  ): Promise<CallerSignIn | undefined>;
  /** Whose token this is; undefined when it is none of ours. */
  idOf(refreshToken: string): Promise<string | undefined>;
  read(id: string): Promise<CallerSignIn | undefined>;
  revoke(id: string): Promise<void>;
  sweep(): Promise<void>;
}

/** When the last one vouched for a person: the identity provider, now or at the sign-in. Undefined: a time still to come. */
function vouchedAt({ signIn, createdAt, adoptedAt }: CallerSignIn, now: number): number | undefined {
  return latestPast(now, createdAt, adoptedAt, signIn?.checkedAt, signIn?.latestCheck);
}

/** Whether the provider has not vouched for the person for so long (`maxLifetime`) that the sign-in is over. */
export function isOver(grant: CallerSignIn, now: number, maxLifetime: number): boolean {
  return now - (vouchedAt(grant, now) ?? now) >= maxLifetime;
}

/** The principal of a grant. */
export function principalOfGrant(kept: KeptPrincipal): Principal {
  return principalOf(kept.issuer, kept.subject, kept.label, kept.claims);
}

/** Grants kept in the store; a refresh token is a keyed hash and is kept nowhere. */
export function createCallerSignIns(options: FrontOptions, keys: FrontKeys): CallerSignIns {
  const { clock } = options;
  const records = recordsOf<CallerSignIn>(options.store, clock, "grants", options.refreshTtl);
  /** A grant that can be checked again lasts as long as it is used; another one no longer than `maxLifetime`. */
  const expiryOf = (grant: CallerSignIn, now: number): number => {
    const unused = now + options.refreshTtl;
    if (grant.signIn !== undefined) return unused;
    return Math.min(unused, (vouchedAt(grant, now) ?? now) + options.maxLifetime);
  };
  const macOf = (id: string, generation: number): Promise<string> => keys.mac("refresh-token", `${id}.${generation}`);
  const tokenOf = async (id: string, generation: number): Promise<string> =>
    `${id}.${generation}.${await macOf(id, generation)}`;

  async function parse(token: string): Promise<{ id: string; generation: number } | undefined> {
    const parts = /^([\w-]{20,64})\.(\d{1,9})\.([\w-]{43})$/.exec(token);
    if (parts === null) return undefined;
    const id = parts[1] as string;
    const generation = Number(parts[2]);
    return sameText(await macOf(id, generation), parts[3] as string) ? { id, generation } : undefined;
  }

  return {
    async create(id, grant) {
      await records.update(id, () => ({
        ...grant,
        createdAt: clock.now(),
        generation: undefined,
        replaced: [],
        // Until it is redeemed, a grant lives as long as its code, and a little for clocks.
        expiresAt: clock.now() + 2 * CODE_TTL_MS,
      }));
    },
    async redeem(id) {
      const grant = await records.update(id, (current) =>
        current === undefined ? undefined : { ...current, generation: 0, expiresAt: expiryOf(current, clock.now()) },
      );
      return grant === undefined ? undefined : { grant, refreshToken: await tokenOf(id, 0) };
    },
    async refresh(token, clientId, check) {
      const asked = await parse(token);
      if (asked === undefined) return { ok: false, why: "unknown" };
      let why: "unknown" | "reused" | "client" = "unknown";
      let accepted = false;
      const grant = await records.update(asked.id, (current) => {
        if (current === undefined || current.generation === undefined) return current;
        if (current.clientId !== clientId) {
          why = "client";
          return current;
        }
        const now = clock.now();
        const replaced = current.replaced.filter(([, at]) => now - at < GRACE_MS);
        if (asked.generation === current.generation) {
          check(current);
          accepted = true;
          if (replaced.length >= MAX_REPLACED) return current;
          const isFromTheFuture = latestPast(now, current.createdAt, current.adoptedAt) === undefined;
          return {
            ...current,
            ...(isFromTheFuture ? { adoptedAt: now } : {}),
            generation: current.generation + 1,
            replaced: [...replaced, [current.generation, now] as const],
            expiresAt: expiryOf(current, now),
          };
        }
        if (replaced.some(([generation]) => generation === asked.generation)) {
          check(current);
          accepted = true;
          return current;
        }
        why = "reused";
        return undefined;
      });
      if (!accepted || grant?.generation === undefined) return { ok: false, why };
      return { ok: true, grant, refreshToken: await tokenOf(asked.id, grant.generation) };
    },
    recheck: (id, check) => records.update(id, (current) => (current === undefined ? undefined : check(current))),
    idOf: async (refreshToken) => (await parse(refreshToken))?.id,
    read: (id) => records.read(id),
    revoke: async (id) => {
      await records.update(id, () => undefined);
    },
    sweep: () => records.sweep(),
  };
}
