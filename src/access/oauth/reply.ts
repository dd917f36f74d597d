import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ProxyError } from "../../model/errors.js";
import type { Log } from "../../model/world.js";
import { OAuthError } from "./oauth-error.js";
import type { FrontOptions, FrontPages, Html } from "./options.js";

const MAX_BODY = 65_536;

/** The source a request is counted under. */
export function sourceOf({ addressOf }: Pick<FrontOptions, "addressOf">, { ip, headers }: FastifyRequest): string {
  return addressOf({ remoteAddress: ip, headers });
}

/** Sends a page with its own headers. */
export function sendPage(reply: FastifyReply, status: number, page: Html): FastifyReply {
  return reply
    .code(status)
    .headers({ ...page.headers, "cache-control": "no-store" })
    .send(page.body);
}

/** Sends the browser on by GET, whatever the request was (303: a form is never posted on). */
export function seeOther(reply: FastifyReply, url: string): FastifyReply {
  return reply
    .code(303)
    .headers({ location: url, "cache-control": "no-store", "referrer-policy": "no-referrer" })
    .send("");
}

/** Makes bodies of this scope plain text, at most 64 KiB; each route reads its own kind. */
export function textBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_BODY }, (_request, body, done) =>
    done(null, body),
  );
}

/** The body of a form; rejects with `invalid_request` when it is none. */
export function formBody(request: FastifyRequest): string {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" || typeof request.body !== "string") {
    throw new OAuthError("invalid_request", "The body must be application/x-www-form-urlencoded");
  }
  return request.body;
}

/** Errors of routes programs call: the JSON of RFC 6749, section 5.2. */
export function jsonErrors(scope: FastifyInstance, log: Log): void {
  scope.setErrorHandler((thrown, _request, reply) => {
    const error = asOAuthError(thrown, log);
    if (error.status === 401) void reply.header("www-authenticate", 'Basic realm="mcp-proxy"');
    if (error.retryAfterSeconds !== undefined) void reply.header("retry-after", String(error.retryAfterSeconds));
    return reply
      .code(error.status)
      .headers({ "cache-control": "no-store", pragma: "no-cache" })
      .send({ error: error.code, error_description: error.message });
  });
}

/** Errors of routes people see: a page, never a redirect. */
export function pageErrors(scope: FastifyInstance, log: Log, pages: FrontPages): void {
  scope.setErrorHandler((thrown, _request, reply) => {
    const error = asOAuthError(thrown, log);
    if (error.retryAfterSeconds !== undefined) void reply.header("retry-after", String(error.retryAfterSeconds));
    const title = error.status >= 500 ? "This is not working right now" : "This sign-in cannot go on";
    return sendPage(reply, error.status === 401 ? 400 : error.status, pages.problem({ title, text: error.message }));
  });
}

/** Any thrown value as an error of the front. Errors that are not the caller's fault are logged with their cause. */
export function asOAuthError(thrown: unknown, log: Log): OAuthError {
  if (thrown instanceof OAuthError) {
    if (thrown.cause !== undefined) log.info("oauth.request_refused", { error: thrown.code, cause: causeOf(thrown) });
    return thrown;
  }
  const status = (thrown as { statusCode?: unknown }).statusCode;
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new OAuthError("invalid_request", "The request cannot be read", { status });
  }
  const error = ProxyError.from(thrown);
  if (error.code === "FORBIDDEN") return new OAuthError("access_denied", error.message, { status: 403 });
  log.error("oauth.failed", { error: error.code, cause: causeOf(error) });
  if (error.row.http === 503) {
    return new OAuthError("temporarily_unavailable", error.message, { status: 503, retryAfterSeconds: 5 });
  }
  return new OAuthError("server_error", "Something went wrong here", { status: 500 });
}

/** The chain of causes, by class and message. */
function causeOf(error: Error): string {
  const parts: string[] = [];
  for (let at: unknown = error.cause; at instanceof Error && parts.length < 5; at = at.cause) {
    parts.push(`${at.name}: ${at.message}`);
  }
  return parts.join(" < ");
}
