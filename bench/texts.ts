/** Ordinary text of large results, because a proxy that looks for quotes and escapes passes `xxx…` for less than what tools send. */

/** What tools answer with: prose, source code, or JSON within text. */
export type TextKind = "prose" | "code" | "json";

export const TEXT_KINDS: readonly TextKind[] = ["prose", "code", "json"];

const WORDS =
  "the of a and to in server that request answer for is on with as by client tool this be at from which state café session naïve cache — result when every line file one reads order between before after through found".split(
    " ",
  );

/** The same numbers at every run: two runs are compared. */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

function prose(next: (below: number) => number): string {
  const words = Array.from({ length: 8 + next(8) }, () => WORDS[next(WORDS.length)]).join(" ");
  const end = next(4) === 0 ? `, "${WORDS[next(WORDS.length)]} ${WORDS[next(WORDS.length)]}".` : ".";
  return `${words[0]?.toUpperCase()}${words.slice(1)}${end}\n`;
}

function code(next: (below: number) => number): string {
  const name = (): string => `${WORDS[next(24)]}${WORDS[next(24)]?.toUpperCase()}`;
  const lines = [
    `  const ${name()} = await ${name()}.read("${name()}", { depth: ${next(90)} });\n`,
    `    if (${name()}.length > ${next(4096)}) return undefined;\n`,
    `    log.debug(\`\${${name()}} took \${elapsed} ms\\n\`, '${name()}');\n`,
    `\tthis.${name()}.set("${name()}", ${name()}(${next(7)}));\n`,
    "  }\n",
    `/** The ${WORDS[next(24)]} of a ${WORDS[next(24)]}, as ${WORDS[next(24)]} says. */\n`,
  ];
  return lines[next(lines.length)] as string;
}

function json(next: (below: number) => number): string {
  const row = {
    id: next(1_000_000),
    name: `${WORDS[next(WORDS.length)]} ${WORDS[next(WORDS.length)]}`,
    state: next(2) === 0 ? "open" : "closed",
    url: `https://example.com/items/${next(1_000_000)}`,
    labels: [WORDS[next(24)], WORDS[next(24)]],
    text: prose(next),
  };
  return `${JSON.stringify(row)},`;
}

const MAKERS = { prose, code, json };

/** Text of a kind as it stands within a JSON string, at least so many bytes long. */
export function ordinaryText(kind: TextKind, bytes: number): string {
  const next = numbers();
  const parts: string[] = [];
  for (let length = 0; length < bytes; ) {
    const part = JSON.stringify(MAKERS[kind](next)).slice(1, -1);
    parts.push(part);
    length += Buffer.byteLength(part);
  }
  return parts.join("");
}
