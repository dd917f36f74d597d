import type { Report } from "./finding.js";
import { access } from "./rules/access.js";
import { alike } from "./rules/alike.js";
import { signingIn } from "./rules/auth.js";
import { admitted, endpoints, listening, outside, telemetry } from "./rules/expose.js";
import { headers } from "./rules/headers.js";
import { patterns, prefixes, renames } from "./rules/items.js";
import { commands, transports, upstreamNames } from "./rules/upstreams.js";
import { urls } from "./rules/urls.js";

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
