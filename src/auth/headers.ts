import type { HeadersAuth } from "../../generated/config.js";
import { ProxyError } from "../model/errors.js";
import { isHeaderValue } from "../wire/headers.js";
import { fixedCredentials } from "./fixed.js";
import type { Mode } from "./plan.js";

/** `auth.mode: headers`: the same headers on every request, text or secret references. */
export const headers: Mode<HeadersAuth> = (config, parts) => {
  const list: string[] = [];
  for (const [name, value] of Object.entries(config.headers)) {
    const text = typeof value === "string" ? value : parts.secret(value);
    if (!isHeaderValue(text)) {
      throw new ProxyError(
        "CONFIG",
        `upstreams.${parts.upstream.name}.auth.headers.${name} is not a valid header value`,
      );
    }
    list.push(name.toLowerCase(), text);
  }
  return fixedCredentials("headers", list, parts);
};
