import { isIssuerKnown } from "../../oauth/presets.js";
import { type Report, show } from "../finding.js";
import { at, items, upstreams } from "./look.js";

/** Ways of signing in with a client that was registered beforehand: at which issuer is not left to the upstream. */
const REGISTERED = ["oidc", "client-secret", "token-exchange"];

/** How the proxy signs in to upstreams: what the keys of a section need of each other. */
export function signingIn(data: unknown, report: Report): void {
  const ways = [at(data, "access"), ...items(at(data, "access", "of"))].map((way) => at(way, "mode"));
  const tokens = ways.includes("jwt");
  for (const { path, value } of upstreams(data)) {
    const auth = at(value, "auth");
    const mode = at(auth, "mode");
    const here = [...path, "auth"];
    const missing = (rule: "MCP2008" | "MCP2009", key: string, hint?: string): void =>
      report({ rule, message: `${show([...here, key])} is missing`, at: [...here, "mode"], hint });
    const provider = at(auth, "provider");
    if (typeof mode !== "string" || !REGISTERED.includes(mode) || at(value, "disabled") === true) continue;
    if (at(auth, "issuer") === undefined && !isIssuerKnown(provider)) {
      missing("MCP2008", "issuer", "the URL of the authorization server");
    }
    if (mode === "token-exchange" && !tokens)
      report({
        rule: "MCP2010",
        message: `${show(here)} exchanges the caller's token, but this access mode provides none`,
        at: [...here, "mode"],
        hint: "use access.mode: jwt",
      });
    const method = at(auth, "tokenEndpointAuth");
    const secret = at(auth, "clientSecret");
    const key = at(auth, "privateKey");
    if (method === "private_key_jwt" && key === undefined) missing("MCP2009", "privateKey");
    else if (method === "client_secret_basic" || method === "client_secret_post") {
      if (secret === undefined) missing("MCP2009", "clientSecret");
    } else if (mode === "client-secret" && method !== "none" && secret === undefined && key === undefined) {
      missing("MCP2009", "clientSecret", "set it or privateKey; use mode: oidc for a public client");
    }
  }
}
