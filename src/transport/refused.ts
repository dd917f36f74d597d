import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Failure } from "../model/transport.js";
import { headerValues } from "../net/http-headers.js";
import { jsonRpcError, losesSession, refusal, restarted } from "./replies.js";

/** The most that is kept of a refusal's body. */
const BODY = 65_536;

/** A reply that is no answer by its status or its type: what it says, and what it means. */
export class RefusedReply {
  readonly status: number;
  readonly headers: readonly Buffer[];
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(status: number, headers: readonly Buffer[]) {
    this.status = status;
    this.headers = headers;
  }

  take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= BODY) this.#chunks.push(chunk);
  }

  /** Its `WWW-Authenticate` headers. */
  get challenges(): readonly string[] {
    return headerValues(this.headers, "www-authenticate");
  }

  /** The status of a credential that was refused, or has too few scopes (RFC 6750 section 3.1); undefined: it is about something else. */
  get ofCredential(): 401 | 403 | undefined {
    if (this.status === 401) return 401;
    const stepUp = this.status === 403 && this.challenges.some((one) => one.includes("insufficient_scope"));
    return stepUp ? 403 : undefined;
  }

  /** What a request comes to: the upstream's own error where the body has one, else a failure. `id`: the request's; `session`: its session. */
  ofRequest(upstream: string, id: number, session: string | undefined): Message | Failure {
    const { status } = this;
    const body = Buffer.concat(this.#chunks);
    const refused = status < 300 ? undefined : jsonRpcError(body);
    // An error of this very request's id was said by whoever knows the session.
    const own = status === 400 && refused?.id !== undefined && refused.raw(refused.id) === String(id);
    const sessionLost = !own && session !== undefined && losesSession(status, body);
    if (refused !== undefined && !sessionLost) return refused;
    const error = refusal(upstream, status, this.headers);
    const executed = status >= 500 || status < 300 ? "unknown" : "unsent";
    return { error, executed, status, sessionLost, body };
  }

  /** What a call comes to whose stream the upstream does not give back: it may have run. */
  ofReturn(upstream: string): Failure {
    const { status } = this;
    const error = restarted(upstream, refusal(upstream, status, []));
    const sessionLost = losesSession(status, Buffer.concat(this.#chunks));
    return { error, executed: "unknown", status, sessionLost, body: undefined };
  }
}

/** There is no credential to ask for a call's stream with: it may have run. */
export function unreturned(thrown: unknown): ProxyError {
  const { code, message, data } = ProxyError.from(thrown);
  return new ProxyError(code, message, { data: { ...data, executed: "unknown" }, cause: thrown });
}
