// Generated from schema/ by `npm run generate`. Do not edit.

export type Upstream = HttpUpstream | StdioUpstream;
/**
 * Text, or where to find it when it is secret: `{ env: NAME }` or `{ file: path }`. A number or boolean is taken as it is written.
 */
export type Value = string | Secret;
export type Auth = HeadersAuth | NoAuth;
/**
 * Text; a number or boolean is taken as it is written.
 */
export type Text = string;
/**
 * Where a secret is found when the proxy starts: an environment variable, or a file (its last line break is dropped; a relative path starts at the folder of this file).
 */
export type Secret = {readonly env: string} | {readonly file: string};

/**
 * One file in, a proxy out: which MCP servers stand behind the proxy, how to sign in to them, and how clients reach the result.
 */
export interface Config {
  /**
   * The version of this format.
   */
  version: 1;
  /**
   * The MCP servers behind the proxy, by name. A name has 1 to 32 letters, digits, `_` and `-`, begins with a letter or digit, has no `__` in it and differs from the others by more than case. An `mcpServers` block of a client's configuration pastes in as it is.
   */
  upstreams: {
    [k: string]: Upstream;
  };
  /**
   * How clients reach the proxy. Absent: HTTP on 127.0.0.1:8080, one endpoint at `/mcp`.
   */
  expose: Expose;
  /**
   * The proxy's own log. It goes to stderr, never to stdout.
   */
  log: LogConfig;
}
/**
 * An MCP server reached by URL.
 */
export interface HttpUpstream {
  /**
   * Said by some clients' configuration: `sse` and `streamable-http` set `transport`, `http` leaves it as it is.
   */
  type: "http";
  /**
   * The address of the MCP endpoint, http or https, without user name, password or fragment.
   */
  url: string;
  /**
   * How to talk to it. `http-first` (also `auto`): Streamable HTTP, and HTTP+SSE where that fails; `sse-first`: the other way round; `streamable-http` (also `http`, `http-only`) and `sse` (also `sse-only`): only that.
   */
  transport: "http-first" | "sse-first" | "streamable-http" | "sse";
  /**
   * Headers sent on every request to this upstream. Those the transport itself sets (Host, Content-Length, Mcp-Session-Id …) cannot be set here.
   */
  headers: {
    [k: string]: Value;
  };
  /**
   * How the proxy signs in to this upstream.
   */
  auth: Auth;
  /**
   * Certificates, where the usual ones do not do.
   */
  tls?: Tls;
  /**
   * The HTTP proxy to go through, as a URL, or `none` to go direct. Absent: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment decide.
   */
  httpProxy?: string;
  /**
   * What people call this upstream: shown on pages and in errors.
   */
  title?: string;
  /**
   * A note for whoever reads the file.
   */
  description?: string;
  /**
   * How long to wait for this upstream.
   */
  timeouts: Timeouts;
  /**
   * What this upstream may ask of the proxy.
   */
  limits: UpstreamLimits;
}
/**
 * Fixed credentials in headers, such as a personal access token. They count as secret: they are never printed, and go to no other origin than the upstream's.
 */
export interface HeadersAuth {
  /**
   * Fixed credentials in headers, such as a personal access token. They count as secret: they are never printed, and go to no other origin than the upstream's.
   */
  mode: "headers";
  /**
   * The headers and their values.
   */
  headers: {
    [k: string]: Value;
  };
}
/**
 * No sign-in: the upstream asks for none, or `headers` says all it wants.
 */
export interface NoAuth {
  /**
   * No sign-in: the upstream asks for none, or `headers` says all it wants.
   */
  mode: "none";
}
/**
 * Paths of PEM files; a relative path starts at the folder of this file.
 */
export interface Tls {
  /**
   * Certificates of authorities trusted for this upstream, besides the system's.
   */
  ca?: string;
  /**
   * The certificate the proxy shows; needs `key`.
   */
  cert?: string;
  /**
   * The private key of `cert`.
   */
  key?: string;
}
/**
 * Four clocks, so that a slow tool is not mistaken for a dead upstream. A duration is a whole number and a unit: `250ms`, `30s`, `5m`, `1h`.
 */
export interface Timeouts {
  /**
   * From nothing to a link that answered its handshake: the connection, or the process and what it downloads first. In milliseconds.
   */
  connect: number;
  /**
   * From a call sent to the first byte about it: an answer, or progress. In milliseconds.
   */
  firstByte: number;
  /**
   * The longest silence within a call after its first byte; progress starts it anew. In milliseconds.
   */
  idle: number;
  /**
   * The longest a call may take whatever happens. In milliseconds.
   */
  total: number;
}
/**
 * Bounds for what an upstream sends.
 */
export interface UpstreamLimits {
  /**
   * The longest message accepted from the upstream; a call answered by a longer one fails, the upstream stays. In bytes.
   */
  message: number;
}
/**
 * A program the proxy starts and talks to over its standard input and output.
 */
export interface StdioUpstream {
  /**
   * Said by some clients' configuration; `command` says as much.
   */
  type: "stdio";
  /**
   * The program to start: a name looked up in PATH, or a path. Never run by a shell; arguments go to `args`.
   */
  command: string;
  /**
   * Its arguments, one by one, exactly as the program gets them.
   */
  args: Text[];
  /**
   * Environment variables it gets besides the few every program needs (PATH, HOME, LANG …). The proxy's own environment is not handed on.
   */
  env: {
    [k: string]: Value;
  };
  /**
   * The folder it starts in; a relative path starts at the folder of this file. Absent: that folder.
   */
  cwd?: string;
  /**
   * What people call this upstream: shown on pages and in errors.
   */
  title?: string;
  /**
   * A note for whoever reads the file.
   */
  description?: string;
  /**
   * How long to wait for this upstream.
   */
  timeouts: Timeouts;
  /**
   * What this upstream may ask of the proxy.
   */
  limits: UpstreamLimits;
}
/**
 * How clients reach the proxy: over stdio, over HTTP, or both.
 */
export interface Expose {
  stdio?: StdioExposure;
  http?: HttpExposure;
}
/**
 * For clients that start the proxy themselves: `mcp-proxy serve --stdio`.
 */
export interface StdioExposure {}
/**
 * Streamable HTTP, with one or more endpoints on one address.
 */
export interface HttpExposure {
  /**
   * The address and port to listen on: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, or `:8080` for every address of the machine. Port 0 takes a free one. Anything but loopback needs access control. `host` is empty for every address of the machine.
   */
  listen: {host: string; port: number};
  /**
   * The origin under which clients reach the proxy from outside, when a reverse proxy or tunnel stands in front: https (or http on loopback), host and port, nothing after it. Everything the proxy says about its own address comes from here, never from a request's headers. An origin, as `URL.origin` spells it.
   */
  publicUrl?: string;
  /**
   * Put before the path of every route, for a reverse proxy that shares the host with other programs: `/tools`. Empty: none.
   */
  pathPrefix: string;
  /**
   * What is served where: a path, and what of the upstreams it shows.
   */
  endpoints: {
    [k: string]: Endpoint;
  };
  /**
   * Also speak the HTTP+SSE transport of 2024-11-05: `GET /sse` and `POST /message`, and the same under `/v1/`, `/v2/` …
   */
  legacySse: boolean;
  /**
   * Host names a request may be addressed to, besides loopback names, the address listened on and the one in `publicUrl`. Guards against DNS rebinding.
   */
  allowedHosts: string[];
  /**
   * Web origins whose pages may call the proxy from a browser, besides its own. A request without `Origin` comes from no page and is not concerned.
   */
  allowedOrigins: string[];
  /**
   * Listen on more than loopback without access control: whoever reaches the port may use every upstream, with the credentials in this file.
   */
  insecureAllowUnauthenticated: boolean;
  /**
   * What one client may ask of the proxy.
   */
  limits: HttpLimits;
  /**
   * A comment is sent on an open event stream after this much silence, so that nothing between the two closes it. In milliseconds.
   */
  keepAlive: number;
}
/**
 * One HTTP path, and the view of the upstreams it shows.
 */
export interface Endpoint {
  /**
   * What clients call this endpoint when they show it.
   */
  title?: string;
  /**
   * The names of the upstreams shown here. Absent: all of them.
   *
   * @minItems 1
   */
  upstreams: string[];
}
/**
 * Bounds of the HTTP exposure; what exceeds one is refused, and the rest goes on.
 */
export interface HttpLimits {
  /**
   * The longest request body; a longer one is answered 413. In bytes.
   */
  body: number;
  /**
   * The longest header section of a request; a longer one is answered 431. In bytes.
   */
  headers: number;
  /**
   * How many legacy sessions one caller may hold open; the next one is answered 429.
   */
  sessionsPerPrincipal: number;
  /**
   * A legacy session without a request and without an open stream for this long is ended. In milliseconds.
   */
  sessionIdle: number;
}
/**
 * What is logged, and how it looks.
 */
export interface LogConfig {
  /**
   * The least severe lines that are written.
   */
  level: "trace" | "debug" | "info" | "warn" | "error";
  /**
   * `text` for people, `json` (one object a line) for programs.
   */
  format: "text" | "json";
}
