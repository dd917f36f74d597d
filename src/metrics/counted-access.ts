import type { Access, AccessRequest } from "../model/access.js";
import { ProxyError } from "../model/errors.js";
import type { Counters } from "./family.js";

/** The same access, with refusals counted by `reason`: that of the error, or `no_credential`. */
export function countRefusals(access: Access, refusals: Counters): Access {
  const refused = (request: AccessRequest, thrown: unknown): unknown => {
    const { code, row } = ProxyError.from(thrown);
    const { authorization } = request.headers;
    const bare =
      code === "UNAUTHENTICATED" && authorization === undefined && request.headers["x-api-key"] === undefined;
    refusals.of({ reason: bare ? "no_credential" : row.reason }).value++;
    return thrown;
  };
  return {
    authenticate(request) {
      try {
        const found = access.authenticate(request);
        if (!(found instanceof Promise)) return found;
        return found.catch((thrown: unknown) => {
          throw refused(request, thrown);
        });
      } catch (thrown) {
        throw refused(request, thrown);
      }
    },
    close: () => access.close(),
  };
}
