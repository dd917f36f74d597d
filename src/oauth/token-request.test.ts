import { authorizationCodeGrant, clientCredentialsGrant } from "openid-client";
import { describe, expect, test } from "vitest";
import type { ClientAtIssuer } from "./configuration.js";
import { IssuerFailure } from "./issuer-failure.js";
import { requestTokens } from "./token-request.js";

function at(response: () => Response): ClientAtIssuer {
  return {
    issuer: { issuer: "https://i.example", token_endpoint: "https://i.example/token" },
    client: { kind: "registered", clientId: "c", method: "none", secret: undefined },
    fetch: async () => response(),
  };
}

const ask = (body: unknown, init: ResponseInit = {}) =>
  requestTokens(
    at(() => (typeof body === "string" ? new Response(body, init) : Response.json(body, init))),
    (configuration) => clientCredentialsGrant(configuration),
  );

async function failureOf(body: unknown, init: ResponseInit = {}): Promise<IssuerFailure> {
  const error = await ask(body, init).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(IssuerFailure);
  return error as IssuerFailure;
}

describe("tokens as the field writes them", () => {
  test.each([
    [{ token_type: "Bearer", expires_in: 3600 }, { expiresIn: 3600 }],
    [{ expires_in: "3600" }, { expiresIn: 3600 }],
    [{ expires_in: 3600.9 }, { expiresIn: 3600 }],
    [{ expires_in: 0 }, { expiresIn: undefined }],
    [{ expires_in: -1 }, { expiresIn: undefined }],
    [{ expires_in: "soon" }, { expiresIn: undefined }],
    [{ expires_in: null }, { expiresIn: undefined }],
    [{ expires_in: 1e12 }, { expiresIn: 366 * 24 * 3600 }],
    [{ refresh_token: "" }, { refreshToken: undefined }],
    [{ refresh_token: null }, { refreshToken: undefined }],
    [{ refresh_token: "r" }, { refreshToken: "r" }],
    [{ scope: ["a", "b"] }, { scope: "a b" }],
    [{ scope: "" }, { scope: undefined }],
    [{ id_token: "" }, { accessToken: "a" }],
  ])("%j is %j", async (members, expected) => {
    expect(await ask({ access_token: "a", ...members })).toMatchObject(expected);
  });

  test("a status 201 is a success", async () => {
    expect((await ask({ access_token: "a" }, { status: 201 })).accessToken).toBe("a");
  });

  test.each(["a b", "a\u00e9", "x".repeat(16_385)])(
    "an access token no header can have is refused (%#)",
    async (token) => {
      expect((await failureOf({ access_token: token })).kind).toBe("refused");
    },
  );

  test("a token that is not a bearer token is refused", async () => {
    expect((await failureOf({ access_token: "a", token_type: "mac" })).kind).toBe("refused");
  });
});

describe("a failed token request", () => {
  test.each<[body: unknown, status: number, kind: string, words: string]>([
    [{ error: "invalid_grant" }, 400, "invalid_grant", "invalid_grant"],
    [{ error: "invalid_grant" }, 200, "invalid_grant", "invalid_grant"],
    [{ error: "invalid_client" }, 401, "invalid_client", "invalid_client"],
    [{ error: "unauthorized_client" }, 400, "invalid_client", "unauthorized_client"],
    ["<html>", 404, "invalid_client", "status 404"],
    ["<html>", 422, "invalid_client", "status 422"],
    ["<html>", 400, "rejected", "status 400"],
    [{ error: "invalid_scope" }, 400, "rejected", "invalid_scope"],
    [{ error: "a code\nwith lines" }, 400, "rejected", "status 400"],
    [{ error: "invalid_grant" }, 500, "transient", "invalid_grant"],
    ["", 503, "transient", "status 503"],
    ["", 429, "transient", "status 429"],
    ["<html>", 200, "refused", "was refused"],
  ])("%j with status %i is %s", async (body, status, kind, words) => {
    const failure = await failureOf(body, { status });
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
    expect(failure.message).toContain("i.example");
    expect(failure.answerLost).toBe(false);
  });

  test("a challenge does not hide what the body says", async () => {
    const headers = { "www-authenticate": 'Basic realm="x"' };
    const failure = await failureOf({ error: "invalid_client" }, { status: 401, headers });
    expect(failure).toMatchObject({ kind: "invalid_client", cause: { error: "invalid_client" } });
  });

  test("has the error code a browser came back with, and not its description", async () => {
    const callback = new URL("http://localhost/cb?error=invalid_scope&error_description=call+me&state=s");
    const asked = requestTokens(
      at(() => Response.json({})),
      (configuration) => authorizationCodeGrant(configuration, callback, { expectedState: "s" }),
    );
    const failure = (await asked.catch((thrown: unknown) => thrown)) as IssuerFailure;
    expect(failure.message).toContain("(invalid_scope)");
    expect(failure.message).not.toContain("call me");
  });

  test.each([
    ["7", 7000],
    ["99999", 3_600_000],
    ["-1", undefined],
    ["soon", undefined],
  ])("Retry-After %s waits %s ms", async (value, retryAfter) => {
    const failure = await failureOf("", { status: 503, headers: { "retry-after": value } });
    expect(failure.retryAfter).toBe(retryAfter);
  });
});
