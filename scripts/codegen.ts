// Writes generated/ from schema/. With --check it writes nothing and fails when a file is not what it would write.
import { fileURLToPath } from "node:url";
import { bundle } from "./codegen/bundle.js";
import { readFragments } from "./codegen/fragments.js";
import { paths } from "./codegen/paths.js";
import { types } from "./codegen/types.js";
import { VALIDATOR_TYPES, validator } from "./codegen/validator.js";
import { emit } from "./emit.js";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const fragments = readFragments("schema");
const files: Record<string, string> = {
  "generated/config.ts": await types(fragments),
  "generated/mcp-proxy.schema.json": `${JSON.stringify(bundle(fragments, "editor"), undefined, 2)}\n`,
  "generated/paths.ts": paths(fragments),
  "generated/validate.js": await validator(bundle(fragments, "validator")),
  "generated/validate.d.ts": VALIDATOR_TYPES,
};

emit(files, "npm run generate");
