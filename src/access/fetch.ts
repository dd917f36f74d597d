/** The guarded fetch of the wire layer, as far as access control needs it. */
export type Fetch = (
  url: string,
  init?: {
    readonly method?: string | undefined;
    readonly headers?: Record<string, string> | Headers;
    readonly body?: string | Uint8Array | URLSearchParams | null | undefined;
    readonly signal?: AbortSignal | null | undefined;
  },
) => Promise<Response>;
