// Writes docs/reference/ from the sources that know best. With --check it writes nothing and fails when a page is stale.
// One generator per page, in scripts/docs/.
import { fileURLToPath } from "node:url";
import { readFragments } from "./codegen/fragments.js";
import { configPage } from "./docs/config.js";
import { errorsPage } from "./docs/errors.js";
import { logPage } from "./docs/log.js";
import { methodsPage } from "./docs/methods.js";
import { rulesPage } from "./docs/rules.js";
import { emit } from "./emit.js";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
emit(
  {
    "docs/reference/config.md": configPage(readFragments("schema")),
    "docs/reference/errors.md": errorsPage(),
    "docs/reference/log.md": logPage(),
    "docs/reference/methods.md": methodsPage(),
    "docs/reference/rules.md": rulesPage(),
  },
  "npm run generate",
);
