import { createHmac, hkdfSync } from "node:crypto";
import {
  EncryptJWT,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtDecrypt,
  jwtVerify,
  SignJWT,
} from "jose";
import { isBeyond } from "../../base/clock-skew.js";
import { ProxyError } from "../../model/errors.js";
import type { Store } from "../../model/store.js";
import type { Clock } from "../../model/world.js";

const RECORD = "front/keys";
const ALGORITHM = "ES256";
/** A signing key is replaced after this long … */
const ROTATE_MS = 30 * 86_400_000;
/** … and still verifies for this long after, which outlives every access token it signed. */
const OVERLAP_MS = 2 * 86_400_000;
/** The record is read again after this long, so that a key another replica made is known. */
const REREAD_MS = 60_000;
/** After a token with an unknown key id the record is read again at once, but not more often than this. */
const UNKNOWN_KEY_MS = 5_000;

/** Keys that only verify; more are a clock that was set to and fro. */
const MAX_PREVIOUS = 4;

interface SigningKey {
  readonly kid: string;
  readonly jwk: JWK;
  readonly createdAt: number;
}

/** The front's keys as they are kept. The newest signing key signs. */
interface KeyRecord {
  readonly signing: readonly SigningKey[];
  /** 32 bytes, base64: seals what goes through browsers, and makes refresh tokens and client secrets. */
  readonly secret: string;
}

/** The front's keys. They live in the store, so tokens survive a restart and are good at every replica. */
export interface FrontKeys {
  /** A signed JWT of ours. */
  sign(payload: JWTPayload, typ: string): Promise<string>;
  /**
   * The payload of a JWT of ours: signature, `typ`, issuer, audience, time (60 s of skew). Rejects with UNAUTHENTICATED;
   * `data.expired` says that time is all there is to it, and the cause is jose's error with the payload.
   */
  verify(
    token: string,
    expected: { typ: string; issuer: string; audience: readonly string[] | undefined },
  ): Promise<JWTPayload>;
  /** The public halves of the keys that verify, as JWKs (RFC 7517). */
  published(): Promise<readonly JWK[]>;
  /** An encrypted, authenticated text for `purpose` that ends after `ttl` milliseconds. */
  seal(purpose: string, data: Readonly<Record<string, unknown>>, ttl: number): Promise<string>;
  /** The content that was sealed for this purpose; undefined when it was sealed for another, was changed, or has ended. */
  open(purpose: string, text: string): Promise<JWTPayload | undefined>;
  /** A keyed hash, base64url; only the key makes it. */
  mac(purpose: string, text: string): Promise<string>;
}

/** Keys kept in the store: made once, shared by all replicas, rotated. */
export function frontKeys(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: (bytes: number) => Buffer;
}): FrontKeys {
  const { store, clock, random } = options;
  let loaded: { record: KeyRecord; at: number } | undefined;
  let loading: Promise<KeyRecord> | undefined;

  async function load(): Promise<KeyRecord> {
    const record = (await store.update(RECORD, async (current) => {
      const now = clock.now();
      const kept = current as KeyRecord | undefined;
      const secret = kept?.secret ?? random(32).toString("base64");
      const newest = kept?.signing[0];
      const isNew = newest !== undefined && !isBeyond(newest.createdAt, now, 0) && now - newest.createdAt < ROTATE_MS;
      if (kept !== undefined && isNew) return current;
      // The last key stays whatever its age seems to be: the clock may be wrong, and its tokens are still about.
      const previous = (kept?.signing ?? [])
        .filter((key, i) => i === 0 || Math.abs(now - key.createdAt) < ROTATE_MS + OVERLAP_MS)
        .slice(0, MAX_PREVIOUS);
      const made: SigningKey = { kid: random(12).toString("base64url"), jwk: await newKey(), createdAt: now };
      return { secret, signing: [made, ...previous] } satisfies KeyRecord;
    })) as KeyRecord;
    loaded = { record, at: clock.monotonic() };
    return record;
  }

  async function keys(maxAge = REREAD_MS): Promise<KeyRecord> {
    if (loaded !== undefined && clock.monotonic() - loaded.at < maxAge) return loaded.record;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  const derived = async (purpose: string): Promise<Buffer> =>
    Buffer.from(hkdfSync("sha256", Buffer.from((await keys()).secret, "base64"), "", `mcp-proxy ${purpose}`, 32));

  return {
    async sign(payload, typ) {
      const key = (await keys()).signing[0] as SigningKey;
      return new SignJWT(payload)
        .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ })
        .sign(await importJWK(key.jwk, ALGORITHM));
    },
    async verify(token, expected) {
      try {
        const { payload } = await jwtVerify(
          token,
          async (header) => {
            const find = (record: KeyRecord): SigningKey | undefined =>
              record.signing.find((key) => key.kid === header.kid);
            const key = find(await keys()) ?? find(await keys(UNKNOWN_KEY_MS));
            if (key === undefined) throw new errors.JWKSNoMatchingKey();
            const { d: _private, ...publicJwk } = key.jwk;
            return importJWK(publicJwk, ALGORITHM);
          },
          {
            algorithms: [ALGORITHM],
            typ: expected.typ,
            issuer: expected.issuer,
            ...(expected.audience === undefined ? {} : { audience: [...expected.audience] }),
            clockTolerance: 60,
            currentDate: new Date(clock.now()),
            requiredClaims: ["exp"],
          },
        );
        return payload;
      } catch (cause) {
        if (cause instanceof ProxyError) throw cause;
        // Both are looked at once the signature was found good.
        const genuine = cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed;
        const expired = cause instanceof errors.JWTExpired;
        const data = genuine ? { data: { genuine, ...(expired ? { expired } : {}) } } : {};
        throw new ProxyError("UNAUTHENTICATED", reasonOf(cause), { cause, ...data });
      }
    },
    async published() {
      const { signing } = await keys();
      return signing.map(({ kid, jwk: { d: _private, ...jwk } }) => ({ ...jwk, kid, alg: ALGORITHM, use: "sig" }));
    },
    async seal(purpose, data, ttl) {
      return new EncryptJWT({ ...data })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setAudience(purpose)
        .setExpirationTime(Math.floor((clock.now() + ttl) / 1000))
        .encrypt(await derived(purpose));
    },
    async open(purpose, text) {
      try {
        const { payload } = await jwtDecrypt(text, await derived(purpose), {
          audience: purpose,
          currentDate: new Date(clock.now()),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        });
        return payload;
      } catch (cause) {
        if (cause instanceof errors.JOSEError) return undefined;
        throw cause;
      }
    },
    mac: async (purpose, text) =>
      createHmac("sha256", await derived(purpose))
        .update(text, "utf8")
        .digest("base64url"),
  };
}

function reasonOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return "The token has expired";
  const isElsewhere = cause instanceof errors.JWTClaimValidationFailed && cause.claim === "aud";
  return isElsewhere ? "The token is not for this endpoint" : "The token cannot be verified";
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}
