import type { Diagnostic } from "../config/finding.js";

/** What `validate` found. */
export interface ValidationOutcome {
  readonly files: readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[];
  readonly errors: number;
  readonly warnings: number;
  /** Warnings fail too. */
  readonly strict: boolean;
  readonly checked: readonly string[];
  readonly unchecked: readonly string[];
}
