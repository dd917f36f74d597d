import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMcp, type RunningFront, redeem, registerClient, signIn, startFront } from "../fixtures/oauth-front.js";

let run: RunningFront;
beforeAll(async () => {
  run = await startFront();
});
afterAll(() => run.close());

describe("the whole way", () => {
  test("a client registers, a person consents and signs in, the token opens its endpoint and no other", async () => {
    const client = await registerClient(run.base);
    const back = await signIn(run.base, client, "alice");
    expect(back.searchParams.get("state")).toBe("client-state");
    expect(back.searchParams.get("iss")).toBe(run.base);
    const tokens = await redeem(run.base, client, back);
    const me = await callMcp(run.base, tokens.access_token);
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ issuer: run.idp.issuer, subject: "alice", label: "alice@example.com" });
    const other = await callMcp(run.base, tokens.access_token, "/other");
    expect(other.status).toBe(401);
    expect(other.headers.get("www-authenticate")).toContain("/.well-known/oauth-protected-resource/other");
  });
});
