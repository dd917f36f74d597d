// Writes docs/reference/ from the sources that know best. With --check it writes nothing and fails when a page is stale.
// One generator per page, in scripts/docs/.
import { fileURLToPath } from "node:url";
import { errorsPage } from "./docs/errors.js";
import { emit } from "./emit.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
emit({ "docs/reference/errors.md": errorsPage() }, "npm run generate");
