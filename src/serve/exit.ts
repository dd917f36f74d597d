/** Exit codes of every command: 0 fine, 1 it found or met something wrong, 2 wrong usage or unreadable input. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
