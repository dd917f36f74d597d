import type { CommandClass } from "clipanion";

/**
 * Every command, by its first word. Each is imported when it is asked for, so that none pays for what another needs; a
 * command file itself imports what is heavy (the HTTP server, OAuth) inside `execute`.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<CommandClass>>> = {
  serve: async () => (await import("./serve.js")).ServeCommand,
  validate: async () => (await import("./validate.js")).ValidateCommand,
  test: async () => (await import("./test.js")).TestCommand,
  explain: async () => (await import("./explain.js")).ExplainCommand,
  print: async () => (await import("./print.js")).PrintCommand,
  "client-config": async () => (await import("./client-config.js")).ClientConfigCommand,
  import: async () => (await import("./import.js")).ImportCommand,
  init: async () => (await import("./init.js")).InitCommand,
  schema: async () => (await import("./schema.js")).SchemaCommand,
  tools: async () => (await import("./tools.js")).ToolsCommand,
  lock: async () => (await import("./lock.js")).LockCommand,
  login: async () => (await import("./login.js")).LoginCommand,
  logout: async () => (await import("./logout.js")).LogoutCommand,
  callers: async () => (await import("./callers.js")).CallersCommand,
  status: async () => (await import("./status.js")).StatusCommand,
};
