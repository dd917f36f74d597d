import { afterEach, describe, expect, test } from "vitest";
import { startFickleIdp } from "../fixtures/fickle-idp.js";
import { callMcp, type RunningFront, redeem, registerClient, signIn, startFront } from "../fixtures/oauth-front.js";

/** The issuer in the file and the one its metadata states, by the rule that upstreams have too. */
let open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.map((close) => close()));
  open = [];
});

async function frontOf(spelled: (issuer: string) => string): Promise<RunningFront & { readonly stated: string }> {
  const idp = await startFickleIdp();
  const run = await startFront({
    idp,
    rules: { rules: [{ claims: {}, tools: ["*"] }] },
    options: { issuer: spelled(idp.issuer) },
  });
  open.push(async () => {
    await run.close();
    await idp.close();
  });
  return { ...run, stated: idp.issuer };
}

describe("T-29: the identity provider's metadata", () => {
  test.each([(issuer: string) => issuer, (issuer: string) => `${issuer}/`])(
    "that states the issuer but for a root slash signs people in (%#)",
    async (spelled) => {
      const run = await frontOf(spelled);
      const client = await registerClient(run.base);
      const tokens = await redeem(run.base, client, await signIn(run.base, client, "ann"));
      expect((await callMcp(run.base, tokens.access_token)).status).toBe(200);
    },
  );

  test.each([
    (issuer: string) => issuer.replace("127.0.0.1", "localhost"),
    (issuer: string) => issuer.replace("http:", "HTTP:"),
  ])("that states another issuer is refused, and the log has both and the key (%#)", async (spelled) => {
    const run = await frontOf(spelled);
    const client = await registerClient(run.base);
    const end = await signIn(run.base, client, "ann");
    expect(end.href.startsWith(client.redirectUri)).toBe(false);
    const cause = run.log.lines.find(({ event }) => event === "oauth.failed")?.fields.cause;
    expect(cause).toContain(`issuer ${spelled(run.stated)} names another issuer, ${run.stated}.`);
    expect(cause).toContain(`set access.issuer to ${run.stated}`);
    expect(run.idp.seen).not.toContain("GET /auth");
  });
});
