import { ProxyError } from "../model/errors.js";

/** How far a request got before it failed. */
export type Stage = "connecting" | "sent" | "answering";

const DNS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME", "ENODATA", "ESERVFAIL"]);
const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|EPROTO$)/;
const TCP_TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ETIMEDOUT: "no answer to the connection attempt",
  EMFILE: "this process has too many open files",
  EADDRNOTAVAIL: "no local address or port left",
};

/**
 * A failure of an HTTP exchange, for a person: which stage failed (DNS, TCP, TLS, HTTP) and of which origin, never a path or
 * a header. `data.sent` says whether the request may have reached the upstream: false means it certainly did not, so that
 * it is safe to send again.
 */
export function httpError(origin: string, stage: Stage, cause: unknown): ProxyError {
  if (cause instanceof ProxyError) return fromReceiver(origin, cause);
  const code = codeOf(cause);
  if (code === "") return new ProxyError("INTERNAL", "Internal error: the receiver of the answer failed", { cause });
  const sent = stage !== "connecting";
  if (code === "UND_ERR_CONNECT_TIMEOUT") {
    const data = { sent, timeout: "connect" };
    return new ProxyError("UPSTREAM_TIMEOUT", `No connection to ${origin} within the connect timeout`, { data, cause });
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return new ProxyError("INTERNAL", "Internal error: the request to the upstream is not valid HTTP", { cause });
  }
  if (code.startsWith("HPE_") || code === "HTTPParserError" || code === "UND_ERR_HEADERS_OVERFLOW") {
    const what = code === "UND_ERR_HEADERS_OVERFLOW" ? "sent more headers than allowed" : "does not speak valid HTTP";
    return new ProxyError("UPSTREAM_PROTOCOL", `${origin} ${what}`, { data: { sent }, cause });
  }
  const data = { sent, stage: sent ? "http" : connectStage(code, origin) };
  return new ProxyError("UPSTREAM_UNAVAILABLE", sent ? broken(origin, stage, code) : unreached(origin, code, cause), {
    data,
    cause,
  });
}

/** What the receiver of an answer threw: when it refused the bytes as a message, the upstream is to blame. */
function fromReceiver(origin: string, thrown: ProxyError): ProxyError {
  if (thrown.code !== "PARSE_ERROR" && thrown.code !== "INVALID_REQUEST") return thrown;
  const text = `${origin} sent something that is not MCP: ${thrown.message}`;
  return new ProxyError("UPSTREAM_PROTOCOL", text, { data: { sent: true }, cause: thrown });
}

/** The error's code; empty for an error that no network and no peer can cause. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  const { code, cause: inner } = cause as Error & { code?: unknown };
  // Connection attempts to several addresses fail together; undici wraps errors of the HTTP proxy.
  if (cause instanceof AggregateError && typeof code !== "string") return codeOf(cause.errors[0]);
  if (code === "UND_ERR_PRX_TLS" && inner !== undefined) return codeOf(inner);
  if (typeof code === "string") return code;
  return cause.name === "HTTPParserError" ? cause.name : "";
}

function connectStage(code: string, origin: string): "dns" | "tcp" | "tls" | "proxy" {
  if (DNS.has(code)) return "dns";
  if (TLS_CODES.test(code) || (code === "ECONNRESET" && origin.startsWith("https:"))) return "tls";
  return code === "UND_ERR_ABORTED" ? "proxy" : "tcp";
}

function unreached(origin: string, code: string, cause: unknown): string {
  switch (connectStage(code, origin)) {
    case "dns":
      return `Cannot reach ${origin}: DNS has no address for the host (${code})`;
    case "tls":
      return `Cannot reach ${origin}: TLS failed: ${tlsText(code)} (${code})`;
    case "proxy": {
      const status = /Proxy response \((\d{3})\)/.exec(cause instanceof Error ? cause.message : "")?.[1];
      return `Cannot reach ${origin}: the HTTP proxy refused the tunnel${status === undefined ? "" : ` with status ${status}`}`;
    }
    default:
      return `Cannot reach ${origin}: TCP: ${TCP_TEXTS[code] ?? "no connection"} (${code})`;
  }
}

function tlsText(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "its certificate has expired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "its certificate is for another host name";
  if (/SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO/.test(code)) return "its certificate authority is not trusted; see tls.ca";
  return "no secure connection";
}

function broken(origin: string, stage: Stage, code: string): string {
  return stage === "answering"
    ? `${origin} closed the connection within its answer (${code})`
    : `${origin} closed the connection without an answer (${code})`;
}
