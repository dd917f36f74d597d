import type { NoAuth } from "../../generated/config.js";
import { fixedCredentials } from "./fixed.js";
import type { Mode } from "./plan.js";

/** `auth.mode: none`: nothing is shown to the upstream. */
export const none: Mode<NoAuth> = (_config, parts) => fixedCredentials("none", [], parts);
