import { readFileSync } from "node:fs";
import tls from "node:tls";

/**
 * The certificate authorities to trust beside one that the file names (`tls.ca`): those that Node trusts by itself, and those that
 * `NODE_EXTRA_CA_CERTS` adds. Node drops both where a connection names authorities of its own. Undefined without one of the file's.
 */
export function authoritiesWith(
  ca: string | undefined,
  env: Readonly<Record<string, string | undefined>> = {},
): string[] | undefined {
  if (ca === undefined) return undefined;
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return [...(getCACertificates?.("default") ?? tls.rootCertificates), ...extra(env.NODE_EXTRA_CA_CERTS), ca];
}

function extra(path: string | undefined): string[] {
  if (path === undefined || path === "") return [];
  try {
    return [readFileSync(path, "utf8")];
  } catch {
    return []; // Node has warned of the file when it started, and goes on without it.
  }
}
