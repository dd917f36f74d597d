import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from "yaml";
import type { Finding, Range } from "./finding.js";

/** How deep a file may nest; the deepest sensible one needs ten. */
const MAX_DEPTH = 100;

/** JSON without the braces around it. */
const COMMA = "put { } around entries that are separated by commas";

/** A YAML text taken apart. `root` is undefined when the text is empty or cannot be understood. */
export interface Parsed {
  readonly text: string;
  readonly root: ParsedNode | undefined;
  /** As `root`, and of a broken text as far as it could be read: good for finding secrets, and for nothing else. */
  readonly partial: ParsedNode | undefined;
  readonly comments: readonly Range[];
  readonly findings: readonly Finding[];
}

/** What to do about the YAML errors people meet most. */
const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_SCALAR_START: "put the value in quotes",
  BLOCK_AS_IMPLICIT_KEY: 'quote values that contain ": ", or check the indentation of the next line',
  MISSING_CHAR: "add the missing colon, closing quote or closing bracket",
  MULTILINE_IMPLICIT_KEY: "indent the entries of a key further than the key itself",
};

/** Takes a YAML 1.2 text apart: exactly one document, no surprises. Never throws; linear in the text. */
export function parseYaml(text: string): Parsed {
  const findings: Finding[] = [];
  const comments: Range[] = [];
  const tokens = lex(text, comments, findings);
  if (tokens === undefined) return { text, root: undefined, partial: undefined, comments, findings };
  // Duplicate keys are looked for in tree.ts: the library compares every key with every other.
  const documents: Document.Parsed[] = [
    ...new Composer({ version: "1.2", schema: "core", uniqueKeys: false, strict: true }).compose(tokens),
  ];
  const [first, second] = documents;
  if (second !== undefined) {
    const start = text.indexOf("---", first?.range[1] ?? 0);
    findings.push({
      rule: "MCP1010",
      message: "a file has one YAML document; a second one begins here",
      at: { start, end: start + 3 },
    });
  }
  if (first?.directives?.yaml.explicit === true && first.directives.yaml.version !== "1.2")
    findings.push({
      rule: "MCP1005",
      message: "only YAML 1.2 is supported",
      at: { start: 0, end: 5 },
      hint: "remove this line",
    });
  for (const error of first?.errors ?? []) {
    // What follows the first few is mostly their consequence.
    if (findings.length >= 5) break;
    findings.push({
      rule: "MCP1005",
      message: `not valid YAML: ${lower(withoutSource(error.message))}`,
      at: { start: error.pos[0], end: error.pos[1] },
      hint: text[error.pos[0]] === "," ? COMMA : HINTS[error.code],
    });
  }
  for (const warning of first?.warnings ?? []) {
    // Tags are looked at in tree.ts: here only those the library does not know are noticed.
    if (warning.code === "TAG_RESOLVE_FAILED") continue;
    findings.push({
      rule: "MCP1005",
      message: lower(warning.message),
      at: { start: warning.pos[0], end: warning.pos[1] },
    });
  }
  const broken = findings.some((finding) => finding.rule === "MCP1005" || finding.rule === "MCP1010");
  const partial = first?.contents ?? undefined;
  return { text, root: broken ? undefined : partial, partial, comments, findings };
}

/** Tokens of the text, or undefined when it nests too deeply: that is known before anything deep is built. */
function lex(text: string, comments: Range[], findings: Finding[]): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // Control lexemes of the lexer stand for no text: U+0002 document, U+0018 flow error, U+001F "a scalar follows".
    const control = lexeme === "\u0002" || lexeme === "\u0018" || lexeme === "\u001f";
    const start = offset;
    if (!control) {
      offset += lexeme.length;
      if (!scalar && lexeme.startsWith("#")) comments.push({ start, end: offset });
    }
    scalar = lexeme === "\u001f";
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH * 2) {
      findings.push({
        rule: "MCP1008",
        message: "the file is too deeply nested",
        at: { start, end: start + 1 },
        notes: [`limit: ${MAX_DEPTH} levels`],
      });
      return undefined;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** Some messages of the library end with a piece of the file, and that may be a piece of a secret. */
const withoutSource = (message: string) =>
  message
    .replace(
      /(?<=^(?:Not a YAML token|Block scalar header includes extra characters|Invalid escape sequence))\b[\s\S]*$/,
      "",
    )
    .replace(/(?<= in YAML (?:stream|document)): [\s\S]*$/, "");

const lower = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);
