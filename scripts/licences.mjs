// @ts-check
// The notices of every package whose code is in dist/.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";

const PACKAGE = /(?:^|\/)(node_modules\/(?:@[^/]+\/)?[^/]+)\//g;

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Names, versions and licence texts. `built`: folders with source maps, because a package may have another one's code inside its own
 * bundle. Throws where a package has no text that could be shipped.
 * @param {string[]} inputs
 * @param {string[]} built
 */
export function licences(inputs, built) {
  const sources = built.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".map"))
      .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).sources),
  );
  const folders = new Set(
    [...inputs, ...sources]
      .flatMap((path) => [...`/${path}`.matchAll(PACKAGE)].slice(-1))
      .map(([, folder = ""]) => folder),
  );
  const entries = [...folders].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const text = licenceOf(join(root, folder)) ?? standardText(name, license, author);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `dist/ contains code of these packages.\n\n${entries.join(`\n${"-".repeat(80)}\n`)}`;
}

/**
 * The package's own licence file, or the text in its README.
 * @param {string} folder
 */
function licenceOf(folder) {
  const names = readdirSync(folder);
  const file = names.find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8");
  const readme = names.find((name) => /^readme/i.test(name));
  const section = readme && readFileSync(join(folder, readme), "utf8").split(/^#+\s*licen[cs]e.*$/im)[1];
  return section && /permission/i.test(section) ? section.replace(/^> ?/gm, "").replace(/\*\*/g, "") : undefined;
}

/**
 * @param {string} name
 * @param {string} license
 * @param {string | { name?: string } | undefined} author
 */
function standardText(name, license, author) {
  const holder = typeof author === "object" ? author.name : author;
  if (license !== "MIT" || !holder) throw new Error(`${name} (${license}) has no licence text that could be shipped`);
  return `Copyright (c) ${holder}\n\n${MIT}`;
}
