/** The revision of the modern era spoken here. */
export const MODERN_REVISION = "2026-07-28";

/** The revisions of the legacy era, newest first; the first is answered to a client that asks for an unknown one. */
export const LEGACY_REVISIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** Every revision a client may speak here, newest first. */
export const REVISIONS: readonly string[] = [MODERN_REVISION, ...LEGACY_REVISIONS];

/** What a request without `MCP-Protocol-Version` is taken to speak (2025-06-18, Streamable HTTP). */
export const ASSUMED_REVISION = "2025-03-26";

/** The legacy revision in force after a client asked for `requested` (2025-11-25, lifecycle). */
export function negotiate(requested: string): string {
  return (LEGACY_REVISIONS as readonly string[]).includes(requested) ? requested : LEGACY_REVISIONS[0];
}
