import type { FastifyInstance } from "fastify";
import type { Access as AccessConfig, Secret } from "../../generated/config.js";
import type { Principal } from "../model/principal.js";
import type { Store } from "../model/store.js";
import type { World } from "../model/world.js";
import type { ClientAddress } from "./client-address.js";
import type { Front } from "./oauth/front.js";
import type { FrontPages } from "./oauth/options.js";
import type { PublicAddress } from "./outside.js";
import type { Recogniser } from "./recogniser.js";
import type { ResourceMetadata } from "./resource-metadata.js";

/** The parts that a way of recognising callers is made of. */
export interface AccessParts {
  readonly world: World;
  readonly store: Store;
  /** Reads a secret; throws CONFIG when it is not there. */
  readonly secret: (ref: Secret) => string;
  readonly outside: PublicAddress;
  readonly addressOf: ClientAddress;
  readonly pages: FrontPages;
  /** Throws FORBIDDEN for a principal to whom the file grants nothing; follows reloads. */
  readonly admit: (principal: Principal) => void;
}

/** One way of recognising callers, ready. */
export interface AccessMethod {
  readonly recognisers: readonly Recogniser[];
  /** The part of every endpoint's metadata that names this way (RFC 9728); absent: no issuer's tokens count here. */
  readonly metadata?: ResourceMetadata;
  /** Adds routes of its own. */
  readonly routes?: (app: FastifyInstance) => void;
  /** The authorization server, where there is one: people sign in to the page by it. */
  readonly front?: Front;
  /** Whether callers show a key or token, which a person could paste on the page. */
  readonly takesCredential?: boolean;
  /**
   * Prepares to go on by another section of the same mode: what to do when it counts; undefined: that takes a restart.
   * Throws CONFIG.
   */
  readonly update?: (config: AccessConfig) => (() => void) | undefined;
  /** Ends what the way holds besides its recognisers. */
  readonly close?: () => Promise<void>;
}

/** Makes a way of its section of the file. One implementation per `access.mode`; `make` makes others, for a list. */
export type AccessMode<C> = (
  config: C,
  parts: AccessParts,
  make: (config: AccessConfig) => Promise<AccessMethod>,
) => Promise<AccessMethod>;
