import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import type { Node } from "./fragments.js";

/** The validator as one ES module without imports: defaults are filled in, all errors reported. */
export async function validator(schema: Node): Promise<string> {
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    useDefaults: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standalone.default(ajv, ajv.compile(schema));
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    write: false,
    // The same text wherever the packages are.
    preserveSymlinks: true,
    banner: { js: "// Generated from schema/ by `npm run generate`. Do not edit." },
  });
  return result.outputFiles[0]?.text ?? "";
}

export const VALIDATOR_TYPES = `// Generated from schema/ by \`npm run generate\`. Do not edit.
import type { ErrorObject } from "ajv";

/** Whether \`data\` has the shape of a config; fills in defaults in place. What is wrong stands in \`validate.errors\`. */
declare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
export default validate;
`;
