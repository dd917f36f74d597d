// Generated from schema/ by `npm run generate`. Do not edit.

export type Upstream = HttpUpstream | StdioUpstream;
/**
 * Text, or where to find it when it is secret: `{ env: NAME }` or `{ file: path }`. A number or boolean is taken as it is written.
 */
export type Value = string | Secret;
export type Auth =
  AutoAuth | CimdAuth | ClientSecretAuth | DcrAuth | HeadersAuth | NoAuth | OidcAuth | TokenExchangeAuth;
/**
 * Where a secret is found when the proxy starts: an environment variable, or a file (its last line break is dropped; a relative path starts at the folder of this file).
 */
export type Secret = {readonly env: string} | {readonly file: string};
/**
 * Text; a number or boolean is taken as it is written.
 */
export type Text = string;
export type Store = FileStore | MemoryStore;
export type Access = AnyOfAccess | ApiKeyAccess | ForwardedUserAccess | JwtAccess | NoAccess | OAuthAccess;

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
   * How clients reach the proxy. Default: HTTP on 127.0.0.1:8080, one endpoint at `/mcp`.
   */
  expose: Expose;
  /**
   * The proxy's own log. It goes to stderr, never to stdout.
   */
  log: LogConfig;
  /**
   * Where logins are kept.
   */
  store: Store;
  /**
   * How callers are recognised, and who may do what.
   */
  access: Access;
  /**
   * Records every call. Default: nothing is recorded.
   */
  audit?: AuditConfig;
  /**
   * What is measured, and where it is read.
   */
  telemetry: Telemetry;
  /**
   * Expectations of who sees what, run by `mcp-proxy test`.
   */
  tests?: AccessTest[];
  /**
   * How items of several upstreams are named.
   */
  naming: Naming;
  /**
   * Holds upstreams to what was reviewed. Default: whatever an upstream offers is shown.
   */
  lock?: Lock;
  /**
   * What upstreams ask people in the middle of a call.
   */
  questions: Questions;
  /**
   * Taking over a changed file without a restart.
   */
  reload: Reload;
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
   * How to talk to it. `http-first` (also `auto`): Streamable HTTP, and HTTP+SSE where that fails (the other way round where the address ends in `/sse`); `sse-first`: the other way round; `streamable-http` (also `http`, `http-only`) and `sse` (also `sse-only`): only that.
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
   * The HTTP proxy to go through, as a URL, or `none` to go direct; the issuer of its sign-in is reached the same way, unless it is on this machine or NO_PROXY names it. Default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment decide.
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
  /**
   * Which methods that the protocol does not have may cross between clients and this upstream. Default: none as soon as `access` has users, roles or rules, else all of them. docs/reference/methods.md has the methods that cross without it.
   */
  methods?: UpstreamMethods;
  /**
   * What `naming` puts before this upstream's names. Default: its name in this file. Empty: none, unless names would collide.
   */
  prefix?: string;
  /**
   * Which of its tools are shown, and how.
   */
  tools: ToolRules;
  /**
   * Which of its prompts are shown, and how.
   */
  prompts: PromptRules;
  /**
   * Which of its resources and resource templates are shown, and how.
   */
  resources: ResourceRules;
  /**
   * What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.
   */
  hiddenText: "pass" | "strip";
  /**
   * Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Everybody on a `shared` link shares what the upstream remembers of the link, its lists, and its word that a list or a subscribed resource changed. Not shared: calls, their answers and cancelling; progress; tasks, which only the caller who made them lists, reads, cancels and hears of, until the proxy restarts; the log level. A log message goes to the caller whose call it belongs to and who asked for its level; where a program or HTTP+SSE does not say which call that is, nobody is told once a second caller has called. A shared upstream cannot use elicitation, sampling or roots outside a call. Where nobody signs in to the proxy there is one principal. A client that reads more slowly than its upstream speaks holds up a link it has for itself; on one that others use too it is cut off and may come back, so that nobody waits for it.
   */
  isolation: "principal" | "shared" | "session";
  /**
   * Which era of the protocol is spoken to it: `modern`, 2026-07-28 without sessions; `legacy`, the revisions up to 2025-11-25, with a session; `auto`, the modern era where the upstream speaks it, else the legacy one. A revision pins its era, and a legacy one is what `initialize` offers. `legacy` is for a server of both eras whose tools ask their client questions (elicitation, sampling, roots) in a way that its SDK allows in a session only.
   */
  protocol: "auto" | "legacy" | "modern" | "2026-07-28" | "2025-11-25" | "2025-06-18" | "2025-03-26" | "2024-11-05";
  /**
   * `eager`: with the proxy; `lazy`: at the first call or subscription to a resource. A lazy one is listed as it was when it last ran.
   */
  start: "eager" | "lazy";
  /**
   * After so long without a call, and without a client that subscribed to a resource of it, it is stopped; the next call starts it again. Default: never; only what is one caller's own (`isolation`), where callers sign in to the proxy, ends after 15 minutes in which that caller neither called nor listened. In milliseconds.
   */
  idleStop?: number;
  /**
   * `/ready` reports ready only while this upstream is connected, or stopped because it is unused (`start: lazy`, `idleStop`). Other upstreams work in any case.
   */
  required: boolean;
  /**
   * How it is started again.
   */
  restart: Restart;
}
/**
 * Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.
 */
export interface AutoAuth {
  /**
   * Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.
   */
  mode: "auto";
  /**
   * A client id registered beforehand. Default: the proxy finds its own way.
   */
  clientId?: string;
  /**
   * The client's secret.
   */
  clientSecret?: Secret;
  /**
   * How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.
   */
  tokenEndpointAuth: "auto" | "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
  /**
   * Where this proxy's Client ID Metadata Document is published: an https URL with a path. Default: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.
   */
  clientMetadataUrl?: string;
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
  /**
   * What consent pages call this client.
   */
  clientName: string;
  /**
   * Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.
   */
  offlineAccess: "auto" | "always" | "never";
  /**
   * Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.
   */
  resourceMetadataUrl?: string;
  /**
   * More parameters for the page where a person signs in.
   */
  authorizeParams: {
    [k: string]: Text;
  };
  /**
   * The redirect URI, exactly as it is registered at the issuer. Default: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.
   */
  redirectUrl?: string;
  /**
   * The port on 127.0.0.1 where the browser comes back to. Default: one derived from the upstream, the same at every start.
   */
  callbackPort?: number;
  /**
   * How long a login link works. In milliseconds.
   */
  loginTimeout: number;
  /**
   * What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.
   */
  pkce: "advertised" | "assumed";
  /**
   * Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.
   */
  account: "caller" | "shared";
}
/**
 * Addresses of the issuer's endpoints, for issuers that publish none or wrong ones. What is said here wins over what the issuer publishes.
 */
export interface OAuthEndpoints {
  /**
   * Where a person's browser is sent to sign in.
   */
  authorization?: string;
  /**
   * Where tokens are fetched.
   */
  token?: string;
  /**
   * Where a client registers itself (RFC 7591).
   */
  registration?: string;
  /**
   * Where tokens are revoked at logout (RFC 7009).
   */
  revocation?: string;
  /**
   * Where a login by code on another device begins (RFC 8628).
   */
  deviceAuthorization?: string;
  /**
   * Where the issuer's signing keys are.
   */
  jwks?: string;
}
/**
 * Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.
 */
export interface CimdAuth {
  /**
   * Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.
   */
  mode: "cimd";
  /**
   * Where this proxy's Client ID Metadata Document is published: an https URL with a path. Default: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.
   */
  clientMetadataUrl?: string;
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
  /**
   * What consent pages call this client.
   */
  clientName: string;
  /**
   * Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.
   */
  offlineAccess: "auto" | "always" | "never";
  /**
   * Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.
   */
  resourceMetadataUrl?: string;
  /**
   * More parameters for the page where a person signs in.
   */
  authorizeParams: {
    [k: string]: Text;
  };
  /**
   * The redirect URI, exactly as it is registered at the issuer. Default: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.
   */
  redirectUrl?: string;
  /**
   * The port on 127.0.0.1 where the browser comes back to. Default: one derived from the upstream, the same at every start.
   */
  callbackPort?: number;
  /**
   * How long a login link works. In milliseconds.
   */
  loginTimeout: number;
  /**
   * What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.
   */
  pkce: "advertised" | "assumed";
  /**
   * Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.
   */
  account: "caller" | "shared";
}
/**
 * Sign in with a confidential client registered beforehand.
 */
export interface ClientSecretAuth {
  /**
   * Sign in with a confidential client registered beforehand.
   */
  mode: "client-secret";
  /**
   * The client id the issuer gave.
   */
  clientId: string;
  /**
   * The client's secret.
   */
  clientSecret?: Secret;
  /**
   * How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.
   */
  tokenEndpointAuth: "auto" | "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
  /**
   * The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK.
   */
  privateKey?: Secret;
  /**
   * The `kid` of the private key, where the issuer wants one and the key is PEM.
   */
  privateKeyId?: string;
  /**
   * The algorithm of the private key, where the key is PEM.
   */
  privateKeyAlgorithm: "RS256" | "PS256" | "ES256" | "ES384" | "EdDSA";
  /**
   * `authorization_code`: a person signs in. `client_credentials`: the proxy itself is the account, and nobody signs in.
   */
  grant: "authorization_code" | "client_credentials";
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
  /**
   * What consent pages call this client.
   */
  clientName: string;
  /**
   * Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.
   */
  offlineAccess: "auto" | "always" | "never";
  /**
   * Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.
   */
  resourceMetadataUrl?: string;
  /**
   * More parameters for the page where a person signs in.
   */
  authorizeParams: {
    [k: string]: Text;
  };
  /**
   * The redirect URI, exactly as it is registered at the issuer. Default: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.
   */
  redirectUrl?: string;
  /**
   * The port on 127.0.0.1 where the browser comes back to. Default: one derived from the upstream, the same at every start.
   */
  callbackPort?: number;
  /**
   * How long a login link works. In milliseconds.
   */
  loginTimeout: number;
  /**
   * What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.
   */
  pkce: "advertised" | "assumed";
  /**
   * Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.
   */
  account: "caller" | "shared";
}
/**
 * Sign in with a client the proxy registers itself (RFC 7591).
 */
export interface DcrAuth {
  /**
   * Sign in with a client the proxy registers itself (RFC 7591).
   */
  mode: "dcr";
  /**
   * The token the registration endpoint wants, where it wants one.
   */
  initialAccessToken?: Secret;
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
  /**
   * What consent pages call this client.
   */
  clientName: string;
  /**
   * Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.
   */
  offlineAccess: "auto" | "always" | "never";
  /**
   * Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.
   */
  resourceMetadataUrl?: string;
  /**
   * More parameters for the page where a person signs in.
   */
  authorizeParams: {
    [k: string]: Text;
  };
  /**
   * The redirect URI, exactly as it is registered at the issuer. Default: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.
   */
  redirectUrl?: string;
  /**
   * The port on 127.0.0.1 where the browser comes back to. Default: one derived from the upstream, the same at every start.
   */
  callbackPort?: number;
  /**
   * How long a login link works. In milliseconds.
   */
  loginTimeout: number;
  /**
   * What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.
   */
  pkce: "advertised" | "assumed";
  /**
   * Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.
   */
  account: "caller" | "shared";
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
 * Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).
 */
export interface OidcAuth {
  /**
   * Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).
   */
  mode: "oidc";
  /**
   * The client id the issuer gave.
   */
  clientId: string;
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
  /**
   * What consent pages call this client.
   */
  clientName: string;
  /**
   * Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.
   */
  offlineAccess: "auto" | "always" | "never";
  /**
   * Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.
   */
  resourceMetadataUrl?: string;
  /**
   * More parameters for the page where a person signs in.
   */
  authorizeParams: {
    [k: string]: Text;
  };
  /**
   * The redirect URI, exactly as it is registered at the issuer. Default: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.
   */
  redirectUrl?: string;
  /**
   * The port on 127.0.0.1 where the browser comes back to. Default: one derived from the upstream, the same at every start.
   */
  callbackPort?: number;
  /**
   * How long a login link works. In milliseconds.
   */
  loginTimeout: number;
  /**
   * What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.
   */
  pkce: "advertised" | "assumed";
  /**
   * Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.
   */
  account: "caller" | "shared";
}
/**
 * Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.
 */
export interface TokenExchangeAuth {
  /**
   * Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.
   */
  mode: "token-exchange";
  /**
   * The client id the issuer gave.
   */
  clientId: string;
  /**
   * The client's secret.
   */
  clientSecret?: Secret;
  /**
   * How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.
   */
  tokenEndpointAuth: "auto" | "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
  /**
   * The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK.
   */
  privateKey?: Secret;
  /**
   * The `kid` of the private key, where the issuer wants one and the key is PEM.
   */
  privateKeyId?: string;
  /**
   * The algorithm of the private key, where the key is PEM.
   */
  privateKeyAlgorithm: "RS256" | "PS256" | "ES256" | "ES384" | "EdDSA";
  /**
   * The logical name of the upstream at the issuer (RFC 8693 section 2.1).
   */
  audience?: string;
  /**
   * The kind of token to ask for.
   */
  requestedTokenType: string;
  /**
   * A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.
   */
  provider?: "entra" | "google" | "github" | "okta" | "auth0" | "keycloak" | "atlassian" | "slack" | "cognito";
  /**
   * The authorization server, as its metadata spells it; only the slash of an address without a path makes no difference. Once said here, no other issuer is ever used for this upstream.
   */
  issuer?: string;
  /**
   * The scopes to ask for. Default: those the upstream's challenge names, else all its metadata lists, else none.
   */
  scopes?: string[];
  /**
   * The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.
   */
  resource: string;
  /**
   * Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.
   */
  metadataUrl?: string;
  /**
   * The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.
   */
  metadataIssuer?: string;
  /**
   * The issuer's endpoints, where discovery does not do.
   */
  endpoints?: OAuthEndpoints;
  /**
   * Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.
   */
  allowHosts: string[];
  /**
   * More parameters for every token request.
   */
  tokenParams: {
    [k: string]: Text;
  };
  /**
   * How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life. In milliseconds.
   */
  refreshBefore: number;
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
  /**
   * The most tools, prompts, resources and resource templates taken from one of its lists; the rest is left out, with an error in the log.
   */
  items: number;
  /**
   * The most bytes taken from one of its lists. In bytes.
   */
  list: number;
  /**
   * The most pages read of one of its lists.
   */
  pages: number;
  /**
   * Links to it at the same time: processes of a program, sessions of a server reached by URL. When the limit is reached, the oldest idle link of the caller with the most links is closed; if all are busy, the new one is refused with `rate_limited`. Where several callers may come, a caller who has links gets another only while more are free than that caller has, so that one caller's sessions cannot take them all. Default: 100 for a program, 10000 for a URL.
   */
  links?: number;
  /**
   * Calls under way at the same time; further ones wait in line. Callers are served in turn, whoever has fewest under way first. Where several callers may come, the last place is kept for a caller who has no call under way, so that calls which hang hold up nobody else; with `1` there is no such place, and a call that hangs holds up everybody until `timeouts` end it. Default: no limit.
   */
  concurrency?: number;
  /**
   * Calls that may wait in line; one more is refused with `rate_limited`. What one caller has under way or waiting never refuses another: in a full line the newest call of the caller who has the most gives way, and is refused; whoever has no call there may always wait with one.
   */
  queue: number;
  /**
   * Calls sent per minute, evenly refilled, at most a tenth of them at once; further ones are refused with `rate_limited`. Default: no limit.
   */
  perMinute?: number;
}
/**
 * Methods that the protocol does not have, which cross unread: no rule looks at what they name.
 */
export interface UpstreamMethods {
  /**
   * Patterns of the methods that may cross, requests and notifications, in both directions: `*` stands for any characters, `?` for one, upper and lower case differ, and a pattern fits the whole method. Every caller who may use anything of the upstream may then send them. The names of notifications begin with `notifications/`; a notification that does not is refused, whatever stands here. An empty list: none.
   */
  allow: string[];
}
/**
 * Which tools of the upstream are shown, and how. What is hidden cannot be called either, and answers like a tool that does not exist.
 */
export interface ToolRules {
  /**
   * Another name for an item, by the upstream's own name. `naming` still applies to it.
   */
  rename?: {
    /**
     * The new name.
     */
    [k: string]: string;
  };
  /**
   * Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.
   */
  describe?: {
    /**
     * The description.
     */
    [k: string]: string | {append: string};
  };
  /**
   * What a tool says about itself, corrected, by the upstream's own name; `readOnly`, `destructive` … above see the corrected value.
   */
  annotate?: {
    [k: string]: ToolAnnotations;
  };
  /**
   * Arguments of an item, by the upstream's own name, then by argument: hidden from clients, given a default, or fixed. The schema clients see says so.
   */
  arguments?: {
    /**
     * Arguments, by name.
     */
    [k: string]: {
      [k: string]: ArgumentRule;
    };
  };
  /**
   * Patterns of what is shown, on the names the upstream itself uses. In every pattern of this file `*` stands for any characters and `?` for one, and a pattern fits the whole name. Names of tools, prompts and upstreams are the same in upper and lower case everywhere; URIs of resources are not. Default: everything. An empty list: nothing.
   */
  include?: string[];
  /**
   * Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.
   */
  ignore?: string[];
  /**
   * `true` shows only tools that say they change nothing (`readOnlyHint`), `false` only the others. What a tool does not say counts as the specification says: not read-only.
   */
  readOnly?: boolean;
  /**
   * `false` hides tools that may destroy (`destructiveHint`, which a tool that is not read-only has unless it says otherwise), `true` shows only them.
   */
  destructive?: boolean;
  /**
   * `true` shows only tools that say calling twice is like calling once (`idempotentHint`), `false` only the others.
   */
  idempotent?: boolean;
  /**
   * `false` hides tools that reach beyond a closed domain (`openWorldHint`, true unless the tool says otherwise), `true` shows only them.
   */
  openWorld?: boolean;
}
/**
 * Corrections of a tool's annotations.
 */
export interface ToolAnnotations {
  /**
   * What people are shown instead of the name.
   */
  title?: string;
  /**
   * Whether it changes nothing (`readOnlyHint`).
   */
  readOnly?: boolean;
  /**
   * Whether it may destroy (`destructiveHint`).
   */
  destructive?: boolean;
  /**
   * Whether calling twice is like calling once (`idempotentHint`).
   */
  idempotent?: boolean;
  /**
   * Whether it reaches beyond a closed domain (`openWorldHint`).
   */
  openWorld?: boolean;
}
/**
 * What happens to one argument.
 */
export interface ArgumentRule {
  /**
   * Clients do not see it, and what they send for it anyway is dropped.
   */
  hide?: boolean;
  /**
   * The value when the client sends none; clients see it as optional.
   */
  default?: unknown;
  /**
   * The value, whatever the client sends; clients do not see the argument.
   */
  fix?: unknown;
}
/**
 * Which prompts of the upstream are shown, and how. What is hidden cannot be used either, and answers like a prompt that does not exist.
 */
export interface PromptRules {
  /**
   * Another name for an item, by the upstream's own name. `naming` still applies to it.
   */
  rename?: {
    /**
     * The new name.
     */
    [k: string]: string;
  };
  /**
   * Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.
   */
  describe?: {
    /**
     * The description.
     */
    [k: string]: string | {append: string};
  };
  /**
   * Arguments of an item, by the upstream's own name, then by argument: hidden from clients, given a default, or fixed. The schema clients see says so.
   */
  arguments?: {
    /**
     * Arguments, by name.
     */
    [k: string]: {
      [k: string]: ArgumentRule;
    };
  };
  /**
   * Patterns of what is shown, on the names the upstream itself uses; patterns as for tools. URIs are compared in their normal form (RFC 3986): `file:///a/%62` is `file:///a/b`, and so are `file:///a//b` and `file:///a/./b`. A pattern with a path also decides on URIs that no list has: what is behind `?`, `#` or `;` cannot make one fit, and one without a normal form (`%zz`, `%252e`, `..` that leads out) is refused. Default: everything. An empty list: nothing.
   */
  include?: string[];
  /**
   * Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.
   */
  ignore?: string[];
}
/**
 * Which resources and resource templates of the upstream are shown, and how; they are known by URI and template. What is hidden cannot be read either.
 */
export interface ResourceRules {
  /**
   * Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.
   */
  describe?: {
    /**
     * The description.
     */
    [k: string]: string | {append: string};
  };
  /**
   * Patterns of what is shown, on the names the upstream itself uses; patterns as for tools. URIs are compared in their normal form (RFC 3986): `file:///a/%62` is `file:///a/b`, and so are `file:///a//b` and `file:///a/./b`. A pattern with a path also decides on URIs that no list has: what is behind `?`, `#` or `;` cannot make one fit, and one without a normal form (`%zz`, `%252e`, `..` that leads out) is refused. Default: everything. An empty list: nothing.
   */
  include?: string[];
  /**
   * Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.
   */
  ignore?: string[];
}
/**
 * What happens after the program ended without being asked, or the connection was lost.
 */
export interface Restart {
  /**
   * The first wait, counted from its last start, so that what ran for longer starts again at once; it doubles with every failure in a row, up to `max`, with up to a fifth of chance in it. In milliseconds.
   */
  initial: number;
  /**
   * The longest wait. In milliseconds.
   */
  max: number;
  /**
   * After so many failures within `window` calls are refused at once, and one start is tried every `probe`; what cannot be reached by URL is tried with the waits of `initial` and `max` all the same, because it may be back at any time.
   */
  crashes: number;
  /**
   * See `crashes`. In milliseconds.
   */
  window: number;
  /**
   * See `crashes`. In milliseconds.
   */
  probe: number;
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
   * The folder it starts in; a relative path starts at the folder of this file. Default: that folder.
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
  /**
   * Which methods that the protocol does not have may cross between clients and this upstream. Default: none as soon as `access` has users, roles or rules, else all of them. docs/reference/methods.md has the methods that cross without it.
   */
  methods?: UpstreamMethods;
  /**
   * What `naming` puts before this upstream's names. Default: its name in this file. Empty: none, unless names would collide.
   */
  prefix?: string;
  /**
   * Which of its tools are shown, and how.
   */
  tools: ToolRules;
  /**
   * Which of its prompts are shown, and how.
   */
  prompts: PromptRules;
  /**
   * Which of its resources and resource templates are shown, and how.
   */
  resources: ResourceRules;
  /**
   * What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.
   */
  hiddenText: "pass" | "strip";
  /**
   * Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Everybody on a `shared` link shares what the upstream remembers of the link, its lists, and its word that a list or a subscribed resource changed. Not shared: calls, their answers and cancelling; progress; tasks, which only the caller who made them lists, reads, cancels and hears of, until the proxy restarts; the log level. A log message goes to the caller whose call it belongs to and who asked for its level; where a program or HTTP+SSE does not say which call that is, nobody is told once a second caller has called. A shared upstream cannot use elicitation, sampling or roots outside a call. Where nobody signs in to the proxy there is one principal. A client that reads more slowly than its upstream speaks holds up a link it has for itself; on one that others use too it is cut off and may come back, so that nobody waits for it.
   */
  isolation: "principal" | "shared" | "session";
  /**
   * Which era of the protocol is spoken to it: `modern`, 2026-07-28 without sessions; `legacy`, the revisions up to 2025-11-25, with a session; `auto`, the modern era where the upstream speaks it, else the legacy one. A revision pins its era, and a legacy one is what `initialize` offers. `legacy` is for a server of both eras whose tools ask their client questions (elicitation, sampling, roots) in a way that its SDK allows in a session only.
   */
  protocol: "auto" | "legacy" | "modern" | "2026-07-28" | "2025-11-25" | "2025-06-18" | "2025-03-26" | "2024-11-05";
  /**
   * `eager`: with the proxy; `lazy`: at the first call or subscription to a resource. A lazy one is listed as it was when it last ran.
   */
  start: "eager" | "lazy";
  /**
   * After so long without a call, and without a client that subscribed to a resource of it, it is stopped; the next call starts it again. Default: never; only what is one caller's own (`isolation`), where callers sign in to the proxy, ends after 15 minutes in which that caller neither called nor listened. In milliseconds.
   */
  idleStop?: number;
  /**
   * `/ready` reports ready only while this upstream is connected, or stopped because it is unused (`start: lazy`, `idleStop`). Other upstreams work in any case.
   */
  required: boolean;
  /**
   * How it is started again.
   */
  restart: Restart;
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
export interface StdioExposure {
  /**
   * The names of the upstreams shown here. Default: all of them.
   *
   * @minItems 1
   */
  upstreams: string[];
  /**
   * Which tools are shown here, of those each upstream's own rules leave. A pattern may name the upstream too: `files:*`.
   */
  tools: ToolSelection;
  /**
   * Lists two tools in place of all: `find_tools`, which tells what tools there are and how they are called, and `call_tool`, which calls one. For clients that take only so many tools, and models that should not read them all. What the two reach is what is shown here; a call by its own name works too.
   */
  metaTools: boolean;
  /**
   * Which prompts are shown here.
   */
  prompts: ItemSelection;
  /**
   * Which resources and resource templates are shown here.
   */
  resources: ItemSelection;
}
/**
 * Which tools are shown. What is hidden cannot be called either, and answers like a tool that does not exist.
 */
export interface ToolSelection {
  /**
   * Patterns of what is shown, on the names the upstream itself uses. In every pattern of this file `*` stands for any characters and `?` for one, and a pattern fits the whole name. Names of tools, prompts and upstreams are the same in upper and lower case everywhere; URIs of resources are not. Default: everything. An empty list: nothing.
   */
  include?: string[];
  /**
   * Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.
   */
  ignore?: string[];
  /**
   * `true` shows only tools that say they change nothing (`readOnlyHint`), `false` only the others. What a tool does not say counts as the specification says: not read-only.
   */
  readOnly?: boolean;
  /**
   * `false` hides tools that may destroy (`destructiveHint`, which a tool that is not read-only has unless it says otherwise), `true` shows only them.
   */
  destructive?: boolean;
  /**
   * `true` shows only tools that say calling twice is like calling once (`idempotentHint`), `false` only the others.
   */
  idempotent?: boolean;
  /**
   * `false` hides tools that reach beyond a closed domain (`openWorldHint`, true unless the tool says otherwise), `true` shows only them.
   */
  openWorld?: boolean;
}
/**
 * Which prompts or resources are shown. What is hidden cannot be used either, and answers like something that does not exist. Resources are known by their URI, resource templates by their template.
 */
export interface ItemSelection {
  /**
   * Patterns of what is shown, on the names the upstream itself uses; patterns as for tools. URIs are compared in their normal form (RFC 3986): `file:///a/%62` is `file:///a/b`, and so are `file:///a//b` and `file:///a/./b`. A pattern with a path also decides on URIs that no list has: what is behind `?`, `#` or `;` cannot make one fit, and one without a normal form (`%zz`, `%252e`, `..` that leads out) is refused. Default: everything. An empty list: nothing.
   */
  include?: string[];
  /**
   * Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.
   */
  ignore?: string[];
}
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
   * Also speak the HTTP+SSE transport of 2024-11-05: `GET /sse` and `POST /message`, and the same under `/v1/`, `/v2/` …. `false` turns it off.
   */
  legacySse: boolean;
  /**
   * Host names a request may be addressed to, besides loopback names, the address listened on and the one in `publicUrl`. Guards against DNS rebinding.
   */
  allowedHosts: string[];
  /**
   * Web origins whose pages may call the proxy from a browser, besides its own: another port of localhost is another origin (`http://localhost:6274` is the MCP Inspector's). Where callers show a key or token, pages of every port of localhost may call unlisted. A request without `Origin` comes from no page and is not concerned.
   */
  allowedOrigins: string[];
  /**
   * Addresses and CIDR ranges of the reverse proxies in front, `unix` for a unix socket: from them, `X-Forwarded-For` says whose request it is when wrong credentials and registrations are counted. It opens nothing to anybody. Default: those of `access.mode: forwarded-user`.
   */
  trustedProxies?: string[];
  /**
   * Listen on more than loopback, or be reached by `publicUrl`, without access control: whoever comes may use every upstream, with the credentials in this file. For networks of your own, and where something in front asks who is calling.
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
   * The names of the upstreams shown here. Default: all of them.
   *
   * @minItems 1
   */
  upstreams: string[];
  /**
   * Which tools are shown here, of those each upstream's own rules leave. A pattern may name the upstream too: `files:*`.
   */
  tools: ToolSelection;
  /**
   * Lists two tools in place of all: `find_tools`, which tells what tools there are and how they are called, and `call_tool`, which calls one. For clients that take only so many tools, and models that should not read them all. What the two reach is what is shown here; a call by its own name works too.
   */
  metaTools: boolean;
  /**
   * Which prompts are shown here.
   */
  prompts: ItemSelection;
  /**
   * Which resources and resource templates are shown here.
   */
  resources: ItemSelection;
}
/**
 * Bounds of the HTTP exposure; what exceeds one is refused, and the rest goes on. Besides, what is under way and kept for callers is bounded by the memory of the process (a part of `--max-old-space-size`): bodies that are being read (1/8), calls under way and sessions (1/6 each), answers that wait for their readers (1/4). One caller may have half of what is free, and is answered 429 beyond; when nothing is free, everybody is answered 503, both with `Retry-After`.
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
   * How many legacy sessions one caller may hold open. The next one takes the place of the one left alone the longest, for a minute at least; without such a one it is answered 429.
   */
  sessionsPerPrincipal: number;
  /**
   * How many streams one caller may listen on at once: those of sessions, and those of `subscriptions/listen`. The next one is answered 429.
   */
  streamsPerPrincipal: number;
  /**
   * How many wrong keys and tokens one address may show, at once and then each minute; beyond that, requests are answered with 429 and `Retry-After` without checking the credential. A credential that was valid from that address before continues to work, a client that repeats one wrong key counts once, and tokens that have only expired do not count. Behind a reverse proxy, see `trustedProxies`.
   */
  wrongCredentials: number;
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
/**
 * Logins in files, encrypted (AES-256-GCM), shared by all processes that use the same folder.
 */
export interface FileStore {
  /**
   * Logins in files, encrypted (AES-256-GCM), shared by all processes that use the same folder.
   */
  type: "file";
  /**
   * The folder; `~` is the home directory. Default: `mcp-proxy` in the user's configuration folder.
   */
  path?: string;
  /**
   * The key the files are encrypted with. Default: a key file the proxy makes inside the folder.
   */
  encryption?: StoreEncryption;
}
/**
 * Keys are 32 random bytes in base64 or hex: `openssl rand -base64 32` makes one.
 */
export interface StoreEncryption {
  /**
   * The key in force.
   */
  key: Secret;
  /**
   * Keys that were in force before; what they encrypted is read and written anew with `key`.
   */
  previousKeys: Secret[];
}
/**
 * Logins in memory only: gone when the process ends, and shared with no other.
 */
export interface MemoryStore {
  /**
   * Logins in memory only: gone when the process ends, and shared with no other.
   */
  type: "memory";
}
/**
 * Several ways of recognising callers at one port, tried in order; a request that carries the credentials of two different callers is refused.
 */
export interface AnyOfAccess {
  /**
   * Several ways of recognising callers at one port, tried in order; a request that carries the credentials of two different callers is refused.
   */
  mode: "any-of";
  /**
   * The ways. `users`, `usersFile`, `roles` and `rules` stand beside this key, not inside it.
   *
   * @minItems 1
   */
  of: Access[];
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * What one person or account may do.
 */
export interface AccessUser {
  /**
   * A note on who this is, for whoever reads the file.
   */
  name?: string;
  /**
   * Roles of `access.roles` that apply too.
   */
  roles?: string[];
  /**
   * Taken away again, whoever granted it: what is denied anywhere is denied.
   */
  deny?: AccessPatterns;
  /**
   * Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing. Upper and lower case are the same.
   */
  tools?: string[];
  /**
   * Prompts that may be seen and used; patterns as for tools.
   */
  prompts?: string[];
  /**
   * Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`. URIs are compared in their normal form (RFC 3986), and upper and lower case are different: where an upstream serves files of a system that ignores case, grant what may be read, and do not deny what may not. A URI without a normal form (`%zz`, `%252e`, `..` that leads out) is refused wherever a pattern with a path is in force.
   */
  resources?: string[];
}
/**
 * Patterns per kind of item. A kind that is absent names nothing of that kind.
 */
export interface AccessPatterns {
  /**
   * Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing. Upper and lower case are the same.
   */
  tools?: string[];
  /**
   * Prompts that may be seen and used; patterns as for tools.
   */
  prompts?: string[];
  /**
   * Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`. URIs are compared in their normal form (RFC 3986), and upper and lower case are different: where an upstream serves files of a system that ignores case, grant what may be read, and do not deny what may not. A URI without a normal form (`%zz`, `%252e`, `..` that leads out) is refused wherever a pattern with a path is in force.
   */
  resources?: string[];
}
/**
 * What a role grants, and what it takes away.
 */
export interface AccessRole {
  /**
   * Taken away again, whoever granted it: what is denied anywhere is denied.
   */
  deny?: AccessPatterns;
  /**
   * Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing. Upper and lower case are the same.
   */
  tools?: string[];
  /**
   * Prompts that may be seen and used; patterns as for tools.
   */
  prompts?: string[];
  /**
   * Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`. URIs are compared in their normal form (RFC 3986), and upper and lower case are different: where an upstream serves files of a system that ignores case, grant what may be read, and do not deny what may not. A URI without a normal form (`%zz`, `%252e`, `..` that leads out) is refused wherever a pattern with a path is in force.
   */
  resources?: string[];
}
/**
 * What everybody may do whose verified claims fit.
 */
export interface AccessRule {
  /**
   * Claims of the caller's token, and the values that fit. Every claim named here must hold one of its values; a claim that is a list fits when it contains one.
   */
  claims: {
    /**
     * Values, one of which is enough.
     *
     * @minItems 1
     */
    [k: string]: string[];
  };
  /**
   * Roles of `access.roles` that apply too.
   */
  roles?: string[];
  /**
   * Taken away again, whoever granted it: what is denied anywhere is denied.
   */
  deny?: AccessPatterns;
  /**
   * Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing. Upper and lower case are the same.
   */
  tools?: string[];
  /**
   * Prompts that may be seen and used; patterns as for tools.
   */
  prompts?: string[];
  /**
   * Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`. URIs are compared in their normal form (RFC 3986), and upper and lower case are different: where an upstream serves files of a system that ignores case, grant what may be read, and do not deny what may not. A URI without a normal form (`%zz`, `%252e`, `..` that leads out) is refused wherever a pattern with a path is in force.
   */
  resources?: string[];
}
/**
 * Keys for programs, sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`.
 */
export interface ApiKeyAccess {
  /**
   * Keys for programs, sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`.
   */
  mode: "api-key";
  /**
   * The keys by name. The name is who calls: it appears in the audit log, and `users` may speak of it. Taking one out revokes it at the next reload.
   */
  keys: {
    [k: string]: AccessApiKey;
  };
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * One API key: its hash, or where to find it. Make one with `openssl rand -base64 32`.
 */
export interface AccessApiKey {
  /**
   * The SHA-256 of the key in hex: `printf %s "$KEY" | sha256sum`. Not a secret as long as the key is random.
   */
  sha256?: string;
  /**
   * The name of an environment variable that holds the key.
   */
  env?: string;
  /**
   * The path of a file that holds the key and nothing else.
   */
  file?: string;
}
/**
 * A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).
 */
export interface ForwardedUserAccess {
  /**
   * A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).
   */
  mode: "forwarded-user";
  /**
   * Addresses and CIDR ranges of the reverse proxies whose word counts, `unix` for a unix socket. Decided on the address of the connection, never on a header. From anywhere else the header is as if absent.
   *
   * @minItems 1
   */
  trustedProxies: string[];
  /**
   * The header that names the user. The reverse proxy must set or remove it on every request. Identity headers that the file does not name (`X-Forwarded-Groups`, `X-Auth-Request-*`, `Remote-User` and their like) are removed unread.
   */
  header: string;
  /**
   * The header with the user's e-mail address. What it says counts as verified, so the reverse proxy must set or remove it on every request. Default: no e-mail address is read, and users are known by `header` alone.
   */
  emailHeader?: string;
  /**
   * Who calls when a request from loopback that nothing forwarded (no `Forwarded`, `Via`, `X-Forwarded-*` or `X-Real-IP`) names nobody, for trying things out on one machine. Default: nobody.
   */
  fallbackUser?: string;
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.
 */
export interface JwtAccess {
  /**
   * Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.
   */
  mode: "jwt";
  /**
   * The issuer, exactly as its tokens and its metadata spell it.
   */
  issuer: string;
  /**
   * Audiences a token may have; one must be there exactly. Default: the URL of the endpoint that is called.
   *
   * @minItems 1
   */
  audience?: string[];
  /**
   * Where the issuer's keys are. Default: its metadata says.
   */
  jwksUri?: string;
  /**
   * Signature algorithms that are accepted.
   *
   * @minItems 1
   */
  algorithms: (
    "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "EdDSA" | "Ed25519"
  )[];
  /**
   * `at+jwt`: only tokens that say they are access tokens (RFC 9068). `any`: whatever the header's `typ` says; right for issuers that do not follow that RFC.
   */
  typ: "at+jwt" | "any";
  /**
   * Scopes a token must carry, all of them.
   */
  scopes: string[];
  /**
   * The claim that names the caller.
   */
  subjectClaim: string;
  /**
   * Asks the issuer about tokens. Default: a token that is not a JWT is refused.
   */
  introspection?: AccessIntrospection;
  /**
   * Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.
   */
  allowHosts: string[];
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * Asks the issuer about tokens (RFC 7662).
 */
export interface AccessIntrospection {
  /**
   * The client the proxy is at the issuer.
   */
  clientId: string;
  /**
   * That client's secret.
   */
  clientSecret: Secret;
  /**
   * `opaque`: only about tokens that are not JWTs. `always`: about every token, so that one that was revoked is refused within 60 s.
   */
  when: "opaque" | "always";
}
/**
 * Nobody is asked who they are; everybody who reaches the port is one local user. On anything but loopback this needs `expose.http.insecureAllowUnauthenticated`.
 */
export interface NoAccess {
  /**
   * Nobody is asked who they are; everybody who reaches the port is one local user. On anything but loopback this needs `expose.http.insecureAllowUnauthenticated`.
   */
  mode: "none";
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.
 */
export interface OAuthAccess {
  /**
   * The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.
   */
  mode: "oauth";
  /**
   * The kind of identity provider, for its quirks; `oidc` is any that has OpenID Connect discovery.
   */
  provider: "auth0" | "entra" | "google" | "okta" | "keycloak" | "cognito" | "oidc";
  /**
   * The identity provider's issuer, as its metadata spells it; only the slash of an address without a path makes no difference. `google` needs none.
   */
  issuer?: string;
  /**
   * The client the proxy is at the identity provider. Its redirect URI there is the proxy's public URL and `callbackPath`.
   */
  clientId: string;
  /**
   * That client's secret. Default: a public client.
   */
  clientSecret?: Secret;
  /**
   * What to ask the identity provider for, and what clients may ask the proxy for.
   *
   * @minItems 1
   */
  scopes: string[];
  /**
   * The API identifier sent to the identity provider on authorize and token requests (Auth0).
   */
  audience?: string;
  /**
   * Where the identity provider sends people back to, under the public URL.
   */
  callbackPath: string;
  /**
   * Hosts whose https URLs a client may be sent back to, besides loopback (any port). `*.example.com` stands for every name below. What a client registers outside of it is refused.
   */
  redirectHosts: string[];
  /**
   * Private-use URI schemes of desktop clients that a person may be sent back to.
   */
  redirectSchemes: string[];
  /**
   * How long an access token of the proxy lives. In milliseconds.
   */
  tokenTtl: number;
  /**
   * How long a client stays signed in without being used. In milliseconds.
   */
  refreshTtl: number;
  /**
   * How long a sign-in lasts that the identity provider does not confirm. A provider that gives a refresh token is asked again when a client renews its tokens, and each confirmation begins the time anew; without one the sign-in ends after this time, however much it is used. In milliseconds.
   */
  maxLifetime: number;
  /**
   * Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.
   */
  allowHosts: string[];
  /**
   * People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. If the file has `users` or `rules`, anyone listed in neither gets 403.
   */
  users?: {
    [k: string]: AccessUser;
  };
  /**
   * A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.
   */
  usersFile?: string;
  /**
   * Named grants that users and rules refer to.
   */
  roles?: {
    [k: string]: AccessRole;
  };
  /**
   * Grants by claims, for groups of an identity provider.
   */
  rules?: AccessRule[];
}
/**
 * One JSON line per call: who, what, upstream, outcome, duration, sizes. Arguments and results are not in it.
 */
export interface AuditConfig {
  /**
   * The file lines are appended to (mode 0600), or `stderr`. A line is there within a tenth of a second.
   */
  path: string;
}
/**
 * What the proxy tells about its own work, besides the log.
 */
export interface Telemetry {
  /**
   * Numbers for Prometheus, served at `/metrics` on an address of their own. Default: none are kept.
   */
  metrics?: MetricsConfig;
}
/**
 * Prometheus metrics (text format 0.0.4) of `serve` over HTTP: calls by endpoint, upstream and outcome, their durations, sessions, upstream states, sign-ins, callers that were refused. No user, tool or argument is in them.
 */
export interface MetricsConfig {
  /**
   * The address and port metrics are served on, apart from where clients come in. Anything but loopback needs `token`. `host` is empty for every address of the machine.
   */
  listen: {host: string; port: number};
  /**
   * What a reader must send as `Authorization: Bearer TOKEN` (Prometheus: `authorization.credentials_file`). Default: none.
   */
  token?: Secret;
  /**
   * Listen on more than loopback without `token`, where the network itself keeps strangers away: whoever reaches the port reads the names of upstreams and endpoints, and how much is called.
   */
  insecureAllowUnauthenticated: boolean;
}
/**
 * One expectation of who sees what, checked by `mcp-proxy test` against the lock file.
 */
export interface AccessTest {
  as: AccessTestCaller;
  /**
   * The endpoint to try. Default: all upstreams.
   */
  endpoint?: string;
  /**
   * Items, as `upstream:name` or as clients see them, that must be visible.
   */
  sees?: string[];
  /**
   * Items that must be hidden.
   */
  denied?: string[];
}
/**
 * Whom to try.
 */
export interface AccessTestCaller {
  /**
   * An e-mail address or subject, as in `access.users`.
   */
  user?: string;
  /**
   * Claims the caller's token would carry.
   */
  claims?: Record<string, unknown>;
  /**
   * Roles to try besides those the file gives.
   */
  roles?: string[];
}
/**
 * How tools and prompts of several upstreams are named, so that every client accepts the names and no two meet.
 */
export interface Naming {
  /**
   * When the upstream's prefix goes before a name: `conflict`, where two upstreams offer the same name (then both get theirs); `always`, as soon as an endpoint shows more than one upstream; `never`, then the first upstream in the file keeps the name and the other's item is hidden. With `conflict` and `never`, a name without a prefix is that of the first upstream that lists it, also while that one starts, restarts, is away or wants a login. Until an upstream has listed its items for the first time, names of those behind it have their prefix and their resources' URIs a mark (`name+`), and calls by the bare name wait for it, then fail with `unavailable`.
   */
  prefix: "conflict" | "always" | "never";
  /**
   * Between prefix and name. A prefix must not contain it.
   */
  separator: string;
  /**
   * Longer names are shortened, with a hash at the end that is the same every time.
   */
  maxLength: number;
  /**
   * What the client itself puts before every name, such as `mcp__company__`: its length is taken off `maxLength`.
   */
  clientPrefix: string;
  /**
   * `safe`: letters, digits, `_` and `-`, which every client takes; other characters become `_`, with a hash at the end. `any`: names as the upstreams send them.
   */
  characters: "safe" | "any";
}
/**
 * Holds upstreams to the items that were reviewed and written down by `mcp-proxy lock`.
 */
export interface Lock {
  /**
   * The lock file; a relative path starts at the folder of this file.
   */
  path: string;
  /**
   * What happens to an item that is not as it was reviewed, or is new: `warn`, a line in the log; `hide`, it is not shown; `block`, it is shown as reviewed, and calls of it are refused.
   */
  onDrift: "warn" | "hide" | "block";
}
/**
 * What upstreams ask people in the middle of a call (elicitation, sampling, roots), and the calls that wait for the answer.
 */
export interface Questions {
  /**
   * How long an answer may take. Then the upstream is told that there is none, and the call ends. In milliseconds.
   */
  timeout: number;
  /**
   * Calls of one principal that may wait at the same time; one more is refused.
   */
  perPrincipal: number;
  /**
   * Calls that may wait at the same time, of all principals together.
   */
  total: number;
}
/**
 * Taking over a changed file without a restart. SIGHUP does it at any time. A file that is not valid changes nothing.
 */
export interface Reload {
  /**
   * Whether changes of the file are noticed and taken over.
   */
  watch: boolean;
  /**
   * How long the file must have been left alone. In milliseconds.
   */
  debounce: number;
}
