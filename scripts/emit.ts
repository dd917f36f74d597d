import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes generated files, by path from the repository's folder. With `--check` on the command line it writes nothing and makes the
 * process fail when a file is not what it would write; `remedy` is the command that puts that right.
 */
export function emit(files: Readonly<Record<string, string>>, remedy: string): void {
  const check = process.argv.includes("--check");
  for (const [file, text] of Object.entries(files)) {
    if (current(file) === text) continue;
    if (check) {
      console.error(`${file} is stale: run ${remedy}`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}
