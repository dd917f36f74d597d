import type { FilterMaker } from "../model/item.js";
import { memberOf } from "./json.js";

/** What a tool's annotations say, with the specification's defaults where they say nothing (2025-11-25, ToolAnnotations). */
function hints(tool: Buffer): { readOnly: boolean; destructive: boolean; idempotent: boolean; openWorld: boolean } {
  const annotations = memberOf(tool, "annotations");
  const said = annotations?.[0] === 0x7b ? (JSON.parse(annotations.toString("utf8")) as Record<string, unknown>) : {};
  const readOnly = said.readOnlyHint === true;
  return {
    readOnly,
    // Only what is not read-only can destroy.
    destructive: !readOnly && said.destructiveHint !== false,
    idempotent: readOnly || said.idempotentHint === true,
    openWorld: said.openWorldHint !== false,
  };
}

/** Whether a tool says that calling it twice is like calling it once. */
export const repeatable = (tool: Buffer): boolean => hints(tool).idempotent;

function byHint(name: "readOnly" | "destructive" | "idempotent" | "openWorld"): FilterMaker<boolean> {
  return (wanted, { path }) => ({
    show: (item) => (hints(item.bytes)[name] === wanted ? item : { hidden: `${path}.${name}: ${wanted}` }),
  });
}

/** Shows only tools whose `readOnlyHint` is as wanted. */
export const readOnly = byHint("readOnly");
/** Shows only tools that may destroy, or only those that do not. */
export const destructive = byHint("destructive");
/** Shows only tools that may be called twice like once, or only the others. */
export const idempotent = byHint("idempotent");
/** Shows only tools that reach beyond a closed domain, or only the others. */
export const openWorld = byHint("openWorld");
