import { LOG_EVENTS, type LogEventRow, SEVERITIES, type Severity } from "../../src/model/log-events.js";

const SECTIONS: Record<Severity, string> = {
  error: "something is not done, or is not safe",
  warn: "it goes on, but look at it",
  info: "what happens, in short",
  debug: "for a closer look",
  trace: "for the closest",
};

/** docs/reference/log.md: every event of the log, under the heading of its severity, the worst first. */
export function logPage(): string {
  return `${INTRODUCTION}\n${SEVERITIES.toReversed().map(section).join("\n")}`;
}

function section(severity: Severity): string {
  const rows = Object.entries<LogEventRow>(LOG_EVENTS)
    .filter(([, row]) => row.severity === severity)
    .map(([name, { help }]) => `| \`${name}\` | ${help.replaceAll("|", "\\|")} |`);
  return `## ${severity}: ${SECTIONS[severity]}\n\n| event | what happened, and what to do |\n|---|---|\n${rows.join("\n")}\n`;
}

const INTRODUCTION = `# Log

The proxy's own log goes to stderr: a line per event, with the time (UTC), the severity, the name of the event and its fields.
\`log.level\` says which severities are written, \`log.format: json\` makes each line an object with the same names. Match on the name of
the event. Values that look like a credential are blanked out. A field \`upstream\` is the upstream's name in the file, \`principal\` the
caller as the page shows it, \`cause\` and \`reason\` say why, and \`error\` is a name or a reason of the [errors](errors.md) or, for \`oauth.*\`, of OAuth.

\`\`\`
2026-11-21T07:01:11.216Z info  upstream.up upstream=files era=legacy
\`\`\`

Which requests were made is in the [audit log](../how-to/audit.md); how many warnings and errors there were, in the [metrics](../how-to/metrics.md).

Generated from \`src/model/log-events.ts\`.
`;
