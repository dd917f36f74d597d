import type { Diagnostic } from "../../config/finding.js";
import { render } from "../../config/render.js";
import type { ValidationOutcome } from "../outcome.js";

/** JUnit XML: a suite per file, a failed case per error; warnings that fail nothing are in the suite's output. */
export function junit({ files, errors, warnings, strict }: ValidationOutcome): string {
  const fails = ({ level }: Diagnostic): boolean => strict || level === "error";
  const suites = files.map(({ file, diagnostics }) => {
    const failed = diagnostics.filter(fails);
    const warned = diagnostics.filter((diagnostic) => !fails(diagnostic));
    const cases = failed.map((diagnostic) => {
      const { rule, message, place } = diagnostic;
      const name = place === undefined ? rule : `${rule} line ${place.line}`;
      return `    <testcase classname="${xml(file)}" name="${xml(name)}"><failure message="${xml(message)}" type="${rule}">${xml(render(diagnostic))}</failure></testcase>`;
    });
    if (cases.length === 0) cases.push(`    <testcase classname="${xml(file)}" name="valid"/>`);
    const output = warned.length === 0 ? [] : [`    <system-out>${xml(warned.map(render).join("\n"))}</system-out>`];
    const head = `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failed.length}">`;
    return [head, ...cases, ...output, "  </testsuite>"].join("\n");
  });
  const tests = files.reduce((sum, { diagnostics }) => sum + Math.max(1, diagnostics.filter(fails).length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mcp-proxy validate" tests="${tests}" failures="${strict ? errors + warnings : errors}">`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

/** Text inside XML 1.0: markup escaped, characters XML cannot hold replaced. */
function xml(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text
    .replace(/[&<>"]/g, (character) => escapes[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
