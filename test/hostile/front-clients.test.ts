import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningFront, registerClient, startFront, tokenRequest } from "../fixtures/oauth-front.js";
import { stillClock } from "../fixtures/test-world.js";

let run: RunningFront;
let client: { id: string; secret: string };

beforeAll(async () => {
  run = await startFront({ clock: stillClock() });
  const response = await fetch(`${run.base}/register`, {
    method: "POST",
    body: JSON.stringify({
      redirect_uris: ["http://127.0.0.1:33418/callback"],
      token_endpoint_auth_method: "client_secret_basic",
    }),
  });
  const { client_id, client_secret } = (await response.json()) as { client_id: string; client_secret: string };
  client = { id: client_id, secret: client_secret };
});
afterAll(() => run.close());

async function asked(secret: string, form: Record<string, string> = {}): Promise<{ status: number; error: string }> {
  const authorization = `Basic ${Buffer.from(`${client.id}:${secret}`).toString("base64")}`;
  const response = await tokenRequest(
    run.base,
    { grant_type: "refresh_token", refresh_token: "x", ...form },
    { authorization },
  );
  return { status: response.status, error: ((await response.json()) as { error: string }).error };
}

describe("a client with a secret", () => {
  test("T-52: may repeat its id in the form, and no other client's id", async () => {
    const other = await registerClient(run.base);
    expect(await asked(client.secret, { client_id: client.id })).toEqual({ status: 400, error: "invalid_grant" });
    expect(await asked(client.secret, { client_id: other.id })).toEqual({
      status: 400,
      error: "invalid_request",
    });
  });

  test("T-52: is told to wait after 60 wrong secrets of one source, and the right secret still counts", async () => {
    const refused: number[] = [];
    for (let guess = 0; guess < 70; guess++) refused.push((await asked(`wrong-${guess}`)).status);
    expect(refused.filter((status) => status === 401)).toHaveLength(60);
    expect(refused.slice(60)).toEqual(Array(10).fill(429));
    expect(await asked(client.secret)).toEqual({ status: 400, error: "invalid_grant" });
    run.clock.advance(60_000);
    expect((await asked("wrong-once-more")).status).toBe(401);
  });
});
