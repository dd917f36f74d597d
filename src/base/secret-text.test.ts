import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secretName } from "./secret-name.js";
import { masked, secretSpans, starred } from "./secret-text.js";

/** Puts a token together, so that no scanner of this repository takes it for a real one. */
const token = (start: string, length = 36) => start + "a1B2c3D4e5F6".repeat(9).slice(0, length);

describe("T-112: the secret part of a text is masked, and nothing else", () => {
  test.each([
    ["postgres://app:hunter2@db/prod", "postgres://app:***@db/prod"],
    ["postgres://app:p@ss@db:5432/prod", "postgres://app:***@db:5432/prod"],
    ["postgres://app:p/s#s?w@db:5432/prod", "postgres://app:***@db:5432/prod"],
    ["redis://:hunter2@cache:6379/0", "redis://:***@cache:6379/0"],
    ["mongodb+srv://u:hunter2@c.example.com/?w=1", "mongodb+srv://u:***@c.example.com/?w=1"],
    ["https://a1b2c3d4e5@git.example.com/x", "https://***@git.example.com/x"],
    ["https://a1b2c3d4e5:x-oauth-basic@git.example.com/x", "https://***:***@git.example.com/x"],
    ["https://h.example.com/mcp?key=abcd&q=1", "https://h.example.com/mcp?key=***&q=1"],
    ["https://h.example.com/cb?code=abcd&state=efgh", "https://h.example.com/cb?code=***&state=***"],
    [
      "https://h.example.com/?api%5Fkey=abcd#access_token=efgh",
      "https://h.example.com/?api%5Fkey=***#access_token=***",
    ],
    ["https://b.example.com/o?X-Amz-Signature=abcd", "https://b.example.com/o?X-Amz-Signature=***"],
    ["https://hooks.slack.com/services/T0/B0/abcd", "https://hooks.slack.com/services/***"],
    ["Server=db;Password=hun ter2;User=x", "Server=db;Password=***;User=x"],
    ["AccountName=a;AccountKey=abcd==;Suffix=x", "AccountName=a;AccountKey=***;Suffix=x"],
    ["host=db password=hunter2 user=x", "host=db password=*** user=x"],
    ["serve --token=abcd -v", "serve --token=*** -v"],
    ["serve --api-key abcd -v", "serve --api-key *** -v"],
    ["docker run -e API_TOKEN=abcd -e A=b", "docker run -e API_TOKEN=*** -e A=b"],
    ['curl -H "Authorization: Bearer abcd" x', 'curl -H "Authorization: Bearer ***" x'],
    ["Cookie: a=b; c=d", "Cookie: ***"],
    ['{"client_secret":"abcd","a":"b"}', '{"client_secret":"***","a":"b"}'],
    ['{\\"apiKey\\":\\"abcd\\"}', '{\\"apiKey\\":\\"***\\"}'],
    ['{"kty":"EC","d":"abcdefghijklmnopqrstuvwxyz"}', '{"kty":"EC","d":"***"}'],
    ["Bearer abcdefgh12345", "Bearer ***"],
    [
      "-----BEGIN PRIVATE KEY-----\nabcd\n-----END PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----",
    ],
    ["a ${TOKEN} b", "a ${TOKEN} b"],
    ["https://h.example.com/?key=${KEY:-abcd}", "https://h.example.com/?key=${KEY:-***}"],
    ["Password: hunter", "Password: ***"],
  ])("%s", (text, expected) => expect(masked(text)).toBe(expected));

  test.each([
    ["ghp_", 36],
    ["github_pat_", 40],
    ["glpat-", 20],
    ["sk-", 40],
    ["sk-ant-", 40],
    ["sk_live_", 24],
    ["xoxb-", 30],
    ["AIza", 35],
    ["npm_", 36],
    ["hf_", 34],
    ["GOCSPX-", 28],
    ["hvs.", 24],
    ["ntn_", 40],
  ])("a token that begins with %s", (start, length) => expect(masked(`x ${token(start, length)} y`)).toBe("x *** y"));

  test("a JWT, and an AWS access key", () => {
    const part = token("ey", 30);
    expect(masked(`x ${part}.${part}.${part} y`)).toBe("x *** y");
    expect(masked(`x ${"AKIA"}${"A1B2C3D4E5F6G7H8"} y`)).toBe("x *** y");
  });
});

test.each([
  "MAX_TOKENS: 4096",
  "  clientSecret: { env: OIDC_CLIENT_SECRET }",
  "token: ${TOKEN}",
  "tokenEndpoint: https://login.example.com/token",
  "invalid token: expired",
  'Bearer realm="mcp", error="invalid_token"',
  "peer https://peer.example.com:9077 refused ops@corp.example",
  "https://registry.example.com:8080/@scope/package",
  "npm i @scope/package@1.2.3",
  "ops@corp.example",
  "no credentials are needed",
  "the key of the map",
  "sha256:9f86d081884c7d659a2feaa0c55ad015",
])("%s has no secret in it", (text) => expect(masked(text)).toBe(text));

test.each([
  ["DB_PASSWORD", "sure"],
  ["dbPassword", "sure"],
  ["API_KEY_2", "sure"],
  ["OPENAI_KEY", "sure"],
  ["TOKEN_URL", undefined],
  ["PASSWORD_FILE", undefined],
  ["PUBLIC_KEY", undefined],
  ["key", "likely"],
  ["DATABASE_URL", "shape"],
  ["compass", undefined],
])("the name %s says %s", (name, kind) => expect(secretName(name)).toBe(kind));

describe("properties", () => {
  const pieces = fc.constantFrom(
    ...[
      "token",
      "password",
      "key",
      "=",
      ": ",
      '"',
      "'",
      "://",
      "u:p@",
      "?",
      "&",
      ";",
      " ",
      "--",
      "-",
      "Bearer ",
      "abcd1234",
    ],
    ...[
      "${A}",
      "${A:-b}",
      "***",
      "*",
      "\n",
      "/",
      "#",
      "@",
      "{",
      "}",
      ",",
      "\\",
      "[hidden]",
      "Authorization",
      "Cookie",
      "http",
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 20 }).map((all) => all.join("")),
    fc.string({ unit: "binary", maxLength: 100 }),
  );

  test("masking what is masked changes nothing", () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = masked(given);
        expect(masked(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  test("stars leave every character where it was", () => {
    fc.assert(
      fc.property(text, (given) => {
        const shown = starred(given);
        expect(shown).toHaveLength(given.length);
        expect(shown.replace(/\*/g, "").length).toBeLessThanOrEqual(given.length);
        for (const { start, end } of secretSpans(given)) expect(shown.slice(start, end)).toMatch(/^[*\s]*$/);
      }),
      { numRuns: 5000 },
    );
  });
});
