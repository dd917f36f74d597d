// @ts-check
// vitest's global set-up of the tests that run the built program.
import { ensureBuilt } from "./setup.mjs";

/** Builds dist/ unless it is fresh. */
export default function setup() {
  ensureBuilt();
}
