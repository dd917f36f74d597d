// @ts-check
// The notes of a release: the section of CHANGELOG.md for a version.
// usage: node scripts/release-notes.mjs v0.1.0     exits 1 unless package.json has that version and the section has entries
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";

const tag = process.argv[2] ?? "";
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
if (tag !== `v${version}`) {
  console.error(`The tag is "${tag}" and package.json has ${version}: tag v${version}, or change the version first.`);
  process.exit(1);
}
const sections = readFileSync(join(root, "CHANGELOG.md"), "utf8").split(/^(?=## \[)/m);
const notes = sections
  .find((section) => section.startsWith(`## [${version}]`))
  ?.replace(/^.*\n/, "")
  .trim();
if (notes === undefined || !/^- /m.test(notes)) {
  console.error(`CHANGELOG.md has no entries under "## [${version}]".`);
  process.exit(1);
}
console.log(notes);
