/** What a rule is about; its page and `mcp-proxy explain` say the rest. */
export interface RuleEntry {
  /** An error keeps the proxy from starting; a warning does not. */
  readonly level: "error" | "warning";
  /** A noun phrase. */
  readonly title: string;
  /** Markdown: why it matters, and what to do. */
  readonly text: string;
  /** A file that has the finding, and the same put right; absent where it is not about what the file says. */
  readonly wrong?: string;
  readonly right?: string;
}
