import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/how-to/troubleshooting.md", "utf8");
const source = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n")
  // Messages are written over several lines.
  .replace(/["`] \+\s+["`]/g, "");

/** Words of the program's messages. Both the program and the page must have them. */
const SAID = [
  "No sign-in within",
  "Sign in to",
  "the login has expired",
  "No browser found",
  "cannot be reached",
  "answered the token request with",
  "This sign-in link is no longer valid",
  "This sign-in was started in another browser",
  "rejects a new token from its issuer",
  "names another issuer",
  "not for the URL in the file",
  "The issuer gave no refresh token",
  "is in use by another program",
  "answered the registration with",
  "offers neither client metadata documents nor dynamic registration",
  "its address is not public",
];

describe("the troubleshooting page", () => {
  it.each(SAID)("a message is on the page as the program writes it: %s", (words) => {
    expect(page).toContain(words);
    expect(source).toContain(words);
  });

  it.each([
    "Another person's login is used",
    "The redirect URI does not match",
    "The client does not find the proxy",
    "There was an error connecting to your server",
    "Unauthorized, or a 403",
    "Nothing listens at the proxy's address",
    "Tools do not show",
    "In Docker the browser cannot come back",
    "Behind a VPN or a company's proxy",
    "No upstreams, a name twice, an unknown transport",
  ])("a problem has a heading: %s", (heading) => {
    expect(page).toContain(`### ${heading}\n`);
  });
});
