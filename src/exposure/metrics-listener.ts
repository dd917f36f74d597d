import { createHash, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { ProxyError } from "../model/errors.js";
import { bind } from "./bind.js";
import { createRequestGuard } from "./guard.js";
import { refuse } from "./refuse.js";

/** The listener of `GET /metrics`. */
export interface MetricsListener {
  /** `http://127.0.0.1:9464/metrics` */
  readonly url: string;
  close(): Promise<void>;
}

/** What a listener for metrics needs. */
export interface MetricsSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The bearer token that a scraper must send; undefined: none. */
  readonly token: string | undefined;
  /** Whether it listens on loopback alone, where DNS rebinding could reach it: then it accepts loopback names alone. */
  readonly isLocal: boolean;
}

const PATH = "/metrics";
const TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Opens a listener of its own for `GET /metrics`, so that clients cannot reach the operator's metrics. Rejects with CANNOT_LISTEN.
 */
export async function listenForMetrics(settings: MetricsSettings, render: () => string): Promise<MetricsListener> {
  const anyHost = settings.token !== undefined || !settings.isLocal;
  const names = { host: settings.host, publicUrl: undefined, allowedHosts: [], allowedOrigins: [], probes: [PATH] };
  const guard = createRequestGuard({ ...names, anyHost, identityIsAmbient: settings.token === undefined });
  const wanted = settings.token === undefined ? undefined : digest(settings.token);
  const http = createServer(
    // Connections live longer than a scrape interval, so that no scraper sends on one that is just being closed.
    { maxHeaderSize: 8192, requestTimeout: 9000, headersTimeout: 9000, keepAliveTimeout: 72_000 },
    (request, response) => {
      response.on("error", () => undefined); // The scraper left.
      if (!guard(request, response)) return;
      // Metrics have something to hide from a page whose name was rebound to this machine; only `/health` and `/ready` have not.
      if (!anyHost && guard.hasForeignHost(request))
        return refuse(
          response,
          new ProxyError("FORBIDDEN", "The metrics listener does not serve the host of this request"),
        );
      if (request.url?.split("?")[0] !== PATH)
        return refuse(response, new ProxyError("NOT_FOUND", "Unknown path; metrics are at /metrics"));
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("Allow", "GET, HEAD");
        return refuse(response, new ProxyError("METHOD_NOT_ALLOWED", "This path supports only GET and HEAD"));
      }
      if (wanted !== undefined && !isRight(request.headers.authorization, wanted)) {
        const challenge = 'Bearer realm="mcp-proxy metrics"';
        return refuse(response, new ProxyError("UNAUTHENTICATED", "Authentication required", { data: { challenge } }));
      }
      const text = render();
      response.writeHead(200, {
        "Content-Type": TYPE,
        "Content-Length": Buffer.byteLength(text),
        "Cache-Control": "no-store",
      });
      response.end(request.method === "HEAD" ? undefined : text);
    },
  );
  const origin = await bind(http, settings, "telemetry.metrics.listen");
  return {
    url: origin + PATH,
    close: async () => {
      const closed = new Promise((done) => http.close(done));
      http.closeAllConnections();
      await closed;
    },
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

function isRight(authorization: string | undefined, wanted: Buffer): boolean {
  const shown = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  return shown !== undefined && timingSafeEqual(digest(shown), wanted);
}
