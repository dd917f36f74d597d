import type { Report } from "../finding.js";
import { access } from "./access.js";
import { alike } from "./alike.js";
import { signingIn } from "./auth.js";
import { admitted, endpoints, listening, outside, telemetry } from "./expose.js";
import { headers } from "./headers.js";
import { patterns, prefixes, renames } from "./items.js";
import { commands, transports, upstreamNames } from "./upstreams.js";
import { urls } from "./urls.js";

/**
 * One rule, or a few that look at the same thing. `data` is the file with its defaults, of whatever shape it has: rules look
 * with `rules/look.ts` and never assume. Values with a variable in them are not known yet and pass.
 */
export type Rule = (data: unknown, report: Report) => void;

/** What a schema cannot say. */
export const SEMANTIC_RULES: readonly Rule[] = [
  upstreamNames,
  commands,
  transports,
  headers,
  urls,
  listening,
  endpoints,
  admitted,
  outside,
  telemetry,
  signingIn,
  access,
  patterns,
  prefixes,
  renames,
  alike,
];
