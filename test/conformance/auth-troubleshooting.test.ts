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

/** Words the program says, by the case of the requirements they answer. Both the program and the page must have them. */
const SAID: [string, string][] = [
  ["R270", "Nobody signed in within"],
  ["R271", "Sign in to"],
  ["R272", "the login has ended"],
  ["R273", "No browser could be opened here"],
  ["R274", "cannot be reached"],
  ["R275", "answered the token request with"],
  ["R276", "This sign-in link is not valid any more"],
  ["R276", "This sign-in was started in another browser"],
  ["R278", "refuses a token its issuer has just given"],
  ["R278", "names another issuer"],
  ["R278", "not of the URL in the file"],
  ["R280", "The issuer gave no refresh token"],
  ["R281", "is in use by another program"],
  ["R283", "answered the registration with"],
  ["R283", "offers neither client metadata documents nor dynamic registration"],
  ["R288", "its address is not public"],
];

describe("the troubleshooting page answers what people see", () => {
  it.each(SAID)("%s: %s", (_case, words) => {
    expect(page).toContain(words);
    expect(source).toContain(words);
  });

  it.each([
    ["R277", "Another person's login is used"],
    ["R279", "The redirect URI does not match"],
    ["R282", "The client does not find the proxy"],
    ["R283", "There was an error connecting to your server"],
    ["R284", "Unauthorized, or a 403"],
    ["R285", "Nothing listens at the proxy's address"],
    ["R286", "Tools do not show"],
    ["R287", "In Docker the browser cannot come back"],
    ["R288", "Behind a VPN or a company's proxy"],
    ["R289", "No upstreams, a name twice, an unknown transport"],
  ])("%s has a heading: %s", (_case, heading) => {
    expect(page).toContain(`### ${heading}\n`);
  });
});
