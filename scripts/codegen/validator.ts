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
    messages: false,
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
  return compact(result.outputFiles[0]?.text ?? "");
}

/** Ajv writes out at every place how an error is kept; said once, the validator is half as long, and every start reads it. */
function compact(code: string): string {
  const kept =
    /const (err\d+) = \{ instancePath(?:: (.*))?, schemaPath: (".*"), keyword: (".*"), params: (.*) \};\s+if \(vErrors === null\) \{\s+vErrors = \[\1\];\s+\} else \{\s+vErrors\.push\(\1\);\s+\}\s+errors\+\+;/g;
  const short = replaced(
    code,
    kept,
    (_, _name, path = "instancePath", schemaPath, keyword, params) =>
      `vErrors = keep(vErrors, ${path}, ${schemaPath}, ${keyword}, ${params}); errors++;`,
  );
  // Of the schemas it looks at names and values alone, never behind a reference.
  const schemas = replaced(short, /^(var schema\d+ = )(\{.*\});$/gm, (_, start = "", text = "") => {
    const { definitions: _definitions, ...rest } = JSON.parse(text);
    return `${start}${JSON.stringify(rest)};`;
  });
  return `${schemas}${KEEP}`;
}

/** Throws where nothing was replaced: a release of Ajv that writes its code in another way must not be a silent no-op. */
function replaced(code: string, pattern: RegExp, by: (...parts: (string | undefined)[]) => string): string {
  const next = code.replace(pattern, by);
  if (next === code) throw new Error(`Ajv's code has nothing that fits ${pattern.source.slice(0, 60)}`);
  return next;
}

const KEEP = `function keep(errors, instancePath, schemaPath, keyword, params) {
  const error = { instancePath, schemaPath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
`;

export const VALIDATOR_TYPES = `// Generated from schema/ by \`npm run generate\`. Do not edit.
import type { ErrorObject } from "ajv";

/** Whether \`data\` has the shape of a config; fills in defaults in place. What is wrong stands in \`validate.errors\`. */
declare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
export default validate;
`;
