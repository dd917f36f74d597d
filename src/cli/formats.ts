import { counted } from "../base/counted.js";
import { printedJson } from "../base/hidden-text.js";
import type { Diagnostic } from "../config/finding.js";
import { render } from "../config/render.js";
import type { ValidationOutcome } from "./outcome.js";

type Format = (outcome: ValidationOutcome) => string | Promise<string>;

/** Every form findings can be shown in. */
export const FORMATS = {
  text: (outcome) => [...all(outcome).map(render), summary(outcome), ""].join("\n"),
  json: ({ files, ...counts }) => `${printedJson({ ...counts, files }, 2)}\n`,
  github: (outcome) => [...all(outcome).map(annotation), summary(outcome), ""].join("\n"),
  sarif: async (outcome) => (await import("./formats/sarif.js")).sarif(outcome),
  junit: async (outcome) => (await import("./formats/junit.js")).junit(outcome),
} as const satisfies Record<string, Format>;

const all = ({ files }: ValidationOutcome): Diagnostic[] => files.flatMap(({ diagnostics }) => diagnostics);

/** `a, b and c`. Intl.ListFormat would cost more than the whole check. */
const list = (words: readonly string[]) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

/** `2 errors, 1 warning in 1 file (syntax, shape and rules checked; environment (--env) and network not checked)`. */
function summary({ files, errors, warnings, checked, unchecked }: ValidationOutcome): string {
  const found =
    errors + warnings === 0 ? "nothing wrong" : `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
  return `${found} in ${counted(files.length, "file")} (checked: ${list(checked)}; not checked: ${list(unchecked)})`;
}

/** A workflow command of GitHub Actions. */
function annotation({ level, file, place, rule, message, hint, notes }: Diagnostic): string {
  const at = place === undefined ? "" : `,line=${place.line},col=${place.column},endColumn=${place.endColumn}`;
  const text = [message, ...(hint === undefined ? [] : [hint]), ...notes].join("\n");
  return `::${level} file=${property(file)}${at},title=${property(rule)}::${data(text)}`;
}

const data = (text: string) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const property = (text: string) => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
