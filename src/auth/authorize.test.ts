import { describe, expect, test } from "vitest";
import type { Discovery } from "../oauth/discovery.js";
import type { OAuthSettings } from "../oauth/settings.js";
import { scopesToAsk } from "./authorize.js";
import type { SignIn } from "./plan.js";

interface Case {
  readonly file?: readonly string[];
  readonly challenge?: readonly string[];
  readonly metadata?: readonly string[];
  readonly mode?: Partial<SignIn>;
  readonly offlineAccess?: OAuthSettings["offlineAccess"];
  readonly listed?: readonly string[];
  readonly wanted?: readonly string[];
}

function asked({ file, challenge, metadata, mode, offlineAccess = "auto", listed, wanted = [] }: Case): string {
  const settings = { offlineAccess, ...(file === undefined ? {} : { scopes: file }) } as unknown as OAuthSettings;
  const signIn: SignIn = { mode: "auto", settings, clients: [], grant: "authorization_code", askFirst: true, ...mode };
  const found: Discovery = {
    issuer: { issuer: "https://i.example", ...(listed === undefined ? {} : { scopes_supported: [...listed] }) },
    resource: undefined,
    resourceScopes: metadata,
  };
  return scopesToAsk(signIn, found, { metadataUrl: undefined, scopes: challenge }, wanted).join(" ");
}

describe("the scopes of a sign-in", () => {
  test.each<[string, Case, string]>([
    ["the file's go before all others", { file: ["f"], challenge: ["c"], metadata: ["m"] }, "f"],
    ["the challenge's go before the metadata's", { challenge: ["c"], metadata: ["m"] }, "c"],
    ["the mode's go before the metadata's", { mode: { defaultScopes: ["d"] }, metadata: ["m"] }, "d"],
    ["the metadata's are the last ones", { metadata: ["m", "n"] }, "m n"],
    ["none are asked for where none is named", {}, ""],
    [
      "the mode's own one is always there, once",
      { mode: { alwaysScope: "openid" }, file: ["f", "openid"] },
      "openid f",
    ],
    ["wanted ones are added, once", { file: ["f"], wanted: ["w", "f"] }, "f w"],
  ])("%s", (_what, given, scopes) => {
    expect(asked(given)).toBe(scopes);
  });

  test.each<[string, Case, string]>([
    ["is added where the issuer lists it", { file: ["f"], listed: ["offline_access"] }, "f offline_access"],
    ["is not added where the issuer does not list it", { file: ["f"], listed: ["openid"] }, "f"],
    ["is always added where the file says so", { file: ["f"], offlineAccess: "always" }, "f offline_access"],
    ["is never added where the file says so", { offlineAccess: "never", listed: ["offline_access"] }, ""],
    ["is taken out of the metadata's where the issuer does not list it", { metadata: ["m", "offline_access"] }, "m"],
    ["stays where the file's scopes have it", { file: ["f", "offline_access"] }, "f offline_access"],
    ["goes where the file contradicts itself", { file: ["offline_access"], offlineAccess: "never" }, ""],
    [
      "is not asked for by a grant without a person",
      { offlineAccess: "always", mode: { grant: "client_credentials" }, challenge: ["c"] },
      "c",
    ],
  ])("offline_access %s", (_what, given, scopes) => {
    expect(asked(given)).toBe(scopes);
  });
});
