import type { FastifyInstance, FastifyReply } from "fastify";
import { authenticateClient } from "./client-auth.js";
import type { RegisteredClient } from "./clients.js";
import { type Params, readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { openToAll, rateLimit } from "./rate-limit.js";
import { formBody, jsonErrors, sourceOf, textBodies } from "./reply.js";

const PER_SOURCE = { perMinute: 600, burst: 600 };
const IN_ALL = { perMinute: 6_000, burst: 6_000 };

/** Serves a path to which clients post forms; `answer` hears of those that proved who they are (RFC 6749, section 2.3). */
export function clientRoute(
  scope: FastifyInstance,
  parts: FrontParts,
  path: string,
  answer: (client: RegisteredClient, params: Params, reply: FastifyReply) => Promise<unknown>,
): void {
  const { options } = parts;
  const guesses = rateLimit(options.clock, { perMinute: 30, burst: 60 });
  // Each costs a look into the store. Many clients may share an address, and renew a few times an hour.
  const admit = openToAll(options.clock, "requests", PER_SOURCE, IN_ALL);
  textBodies(scope);
  jsonErrors(scope, options.log);
  scope.post(`${options.outside.pathPrefix}${path}`, async (request, reply) => {
    const source = sourceOf(options, request);
    admit(source);
    const params = readParams(formBody(request));
    const client = await authenticateClient(parts, guesses, source, request.headers.authorization, params);
    return answer(client, params, reply);
  });
}
