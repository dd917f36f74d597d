// @ts-check
// The packages whose code is in dist/: their notices, and a list for scanners of vulnerabilities.
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
 * The packages whose code is in the bundle, by name. `built`: folders with source maps, because a package may have another one's code
 * inside its own bundle.
 * @param {string[]} inputs
 * @param {string[]} built
 */
export function packagesInside(inputs, built) {
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
  return [...folders].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return { folder, name: String(name), version: String(version), license: String(license), author };
  });
}

/** @typedef {ReturnType<typeof packagesInside>} Packages */

/**
 * Names, versions and licence texts. Throws where a package has no text that could be shipped.
 * @param {Packages} packages
 */
export function licences(packages) {
  const entries = packages.map(({ folder, name, version, license, author }) => {
    const text = licenceOf(join(root, folder)) ?? standardText(name, license, author);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `dist/ contains code of these packages.\n\n${entries.join(`\n${"-".repeat(80)}\n`)}`;
}

/**
 * A bill of materials (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/). It has no time and no serial number, so that one source gives
 * one file.
 * @param {{ name: string, version: string, license: string }} own
 * @param {Packages} packages
 */
export function billOfMaterials(own, packages) {
  /** @param {{ name: string, version: string, license: string }} entry */
  const component = ({ name, version, license }) => {
    // https://github.com/package-url/purl-spec: the @ of a scope is percent-encoded, its slash is not.
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    const licenses = /^[\w.+-]+$/.test(license) ? [{ license: { id: license } }] : [{ expression: license }];
    return { "bom-ref": purl, name, version, purl, licenses };
  };
  const program = { type: "application", ...component(own) };
  const libraries = packages.map((entry) => ({ type: "library", scope: "required", ...component(entry) }));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: program },
    components: libraries,
    dependencies: [
      { ref: program["bom-ref"], dependsOn: libraries.map((library) => library["bom-ref"]) },
      ...libraries.map((library) => ({ ref: library["bom-ref"] })),
    ],
  };
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
