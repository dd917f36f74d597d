import type { FastifyInstance, FastifyReply } from "fastify";
import { authenticateClient } from "./client-auth.js";
import type { Client } from "./clients.js";
import { type Params, readParams } from "./params.js";
import type { FrontParts } from "./parts.js";
import { rateLimit } from "./rate-limit.js";
import { formBody, jsonErrors, sourceOf, textBodies } from "./reply.js";

/** Serves a path to which clients post forms; `answer` hears of those that proved who they are (RFC 6749, section 2.3). */
export function clientRoute(
  scope: FastifyInstance,
  parts: FrontParts,
  path: string,
  answer: (client: Client, params: Params, reply: FastifyReply) => Promise<unknown>,
): void {
  const { options } = parts;
  const guesses = rateLimit(options.clock, { perMinute: 30, burst: 60 });
  textBodies(scope);
  jsonErrors(scope, options.log);
  scope.post(`${options.outside.pathPrefix}${path}`, async (request, reply) => {
    const params = readParams(formBody(request));
    const source = sourceOf(options, request);
    const client = await authenticateClient(parts, guesses, source, request.headers.authorization, params);
    return answer(client, params, reply);
  });
}
