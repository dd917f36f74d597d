/**
 * Headers by which reverse proxies and platforms say who is calling. Only those the file names are read; the others are what
 * the client itself sent, because a front overwrites the headers it sets and passes on the rest.
 */
const KINDS: readonly RegExp[] = [
  // oauth2-proxy, Databricks Apps, Traefik, ingresses
  /^x-forwarded-(?:user(?:name|info)?|email|groups?|roles?|preferred-username|name|login|access-token|id-token|client-cert.*)$/,
  /^x-auth-request-/,
  // Apache, Authelia, Kubernetes' front proxy
  /^remote-(?:user|email|groups?|name)$/,
  /^x-remote-/,
  // Google IAP, Cloudflare Access, AWS load balancers, Azure App Service, Tailscale
  /^x-goog-(?:authenticated|iap)-/,
  /^cf-access-/,
  /^x-amzn-oidc-/,
  /^x-ms-(?:client-principal|token)/,
  /^tailscale-user-/,
  // authentik, Pomerium, Kong, Vouch, Grafana and the habits of hand-written configurations
  /^x-(?:authentik|pomerium|consumer|credential|vouch|webauth|authenticated|ssl-client)-/,
  /^x-(?:user|username|email|groups|roles|userinfo|id-token|access-token|client-cert)$/,
  /^x-user-(?:id|name|email|groups|roles)$/,
];

/** Whether a header says who is calling, at one front or another; `_` counts as `-`, as CGI and WSGI servers read it. */
export function isIdentityHeader(name: string): boolean {
  const plain = name.toLowerCase().replaceAll("_", "-");
  return KINDS.some((kind) => kind.test(plain));
}

/** Headers a request has that did not begin on this machine. */
const FORWARDED = /^(?:forwarded|via|x-real-ip|x-forwarded-.*|x-original-.*)$/;

/** Whether a reverse proxy handed a request on, by the names of its headers in lower case. `apart`: one that says nothing of it. */
export function isForwarded(headers: Readonly<Record<string, unknown>>, apart?: string): boolean {
  return Object.keys(headers).some((one) => one !== apart && FORWARDED.test(one));
}

/** The headers of a request that can be changed. */
interface Mutable {
  readonly headers: Record<string, unknown>;
  readonly rawHeaders: string[];
}

/** Takes out of a request every identity header, and every look-alike of one, that is not among `named` (lower case). */
export function removeUnnamedIdentity({ headers, rawHeaders }: Mutable, named: ReadonlySet<string>): void {
  for (let at = rawHeaders.length - 2; at >= 0; at -= 2) {
    const raw = rawHeaders[at] as string;
    if (!MAY_BE_ONE.has(raw.charCodeAt(0)) || !isIdentityHeader(raw)) continue;
    const name = raw.toLowerCase();
    if (named.has(name.replaceAll("_", "-"))) continue;
    rawHeaders.splice(at, 2);
    delete headers[name];
  }
}

/** First characters of the kinds in either case, so that most headers cost one look-up. */
const MAY_BE_ONE = new Set([..."xXrRcCtT"].map((letter) => letter.charCodeAt(0)));
