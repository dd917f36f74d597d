import type { Era } from "./call.js";
import { ProxyError } from "./errors.js";
import {
  CLIENT_NOTIFICATIONS,
  CLIENT_REQUESTS,
  type ClientNotificationRow,
  type ClientRequestRow,
  UPSTREAM_NOTIFICATIONS,
  UPSTREAM_REQUESTS,
} from "./methods.js";
import { MODERN_REVISION } from "./protocol.js";

const REQUESTS: ReadonlyMap<string, ClientRequestRow> = new Map(Object.entries(CLIENT_REQUESTS));
const NOTIFICATIONS: ReadonlyMap<string, ClientNotificationRow> = new Map(Object.entries(CLIENT_NOTIFICATIONS));
const TABLES = [CLIENT_REQUESTS, CLIENT_NOTIFICATIONS, UPSTREAM_REQUESTS, UPSTREAM_NOTIFICATIONS];
/** Every method of the table, whoever sends it, by its folded spelling. */
const FOLDED: ReadonlySet<string> = new Set(TABLES.flatMap((table) => Object.keys(table)).map(folded));
const NAMESPACE = "notifications/";

/** The row of a client's request; undefined for a method that is not in the table. */
export function clientRequest(method: string | undefined): ClientRequestRow | undefined {
  return method === undefined ? undefined : REQUESTS.get(method);
}

/** The member of `params` that the header `Mcp-Name` repeats (2026-07-28, Streamable HTTP; tasks extension). */
export function mirroredTarget(method: string | undefined): ClientRequestRow["target"] {
  const row = clientRequest(method);
  return row?.mirrored === true ? row.target : undefined;
}

/** The requests of clients that have a property in the table. */
export function requestsThat(have: (row: ClientRequestRow) => boolean): ReadonlySet<string | undefined> {
  return new Set([...REQUESTS].filter(([, row]) => have(row)).map(([method]) => method));
}

/**
 * Throws METHOD_NOT_FOUND for a client's request that no upstream may see: a method of the other era, of the other direction, a
 * notification's, or one that is spelt almost like a method of the table. A method that passes and is not in the table is a
 * vendor's.
 */
export function checkRequest(method: string, era: Era): void {
  const row = REQUESTS.get(method);
  if (row === undefined) {
    if (isVendors(method) && !method.startsWith(NAMESPACE)) return;
    throw new ProxyError("METHOD_NOT_FOUND", "Method not found");
  }
  if (row.eras.includes(era)) return;
  const why = era === "legacy" ? `came with ${MODERN_REVISION}` : `is not a method of ${MODERN_REVISION}`;
  throw new ProxyError("METHOD_NOT_FOUND", `${method} ${why}`);
}

/**
 * What becomes of a client's notification. `dropped`: the protocol has it, for another sender or era. `refused`: its name does not begin
 * with `notifications/`, so that an upstream might run it as a request without an answer (JSON-RPC 2.0 section 4.1).
 */
export type NotificationFate = ClientNotificationRow["to"] | "vendor" | "dropped" | "refused";

/** What becomes of a client's notification of this method, in this era. */
export function notificationFate(method: string, era: Era): NotificationFate {
  const row = NOTIFICATIONS.get(method);
  if (row !== undefined) return row.eras.includes(era) ? row.to : "dropped";
  if (!method.startsWith(NAMESPACE)) return "refused";
  return isVendors(method) ? "vendor" : "dropped";
}

/** Whether an upstream's message of this method may reach a client: `listed` by the table, or a vendor's that the file must allow. */
export function upstreamFate(kind: "request" | "notification", method: string): "listed" | "vendor" | "refused" {
  const table = kind === "request" ? UPSTREAM_REQUESTS : UPSTREAM_NOTIFICATIONS;
  if (Object.hasOwn(table, method)) return "listed";
  return isVendors(method) && (kind === "notification") === method.startsWith(NAMESPACE) ? "vendor" : "refused";
}

/** Whether a table has a method, whoever sends it. */
export function isListed(method: string): boolean {
  return TABLES.some((table) => Object.hasOwn(table, method));
}

/** Whether no table has a method, in this spelling or one that a lenient reader takes for it. */
function isVendors(method: string): boolean {
  return !FOLDED.has(folded(method));
}

/** A method as a lenient reader may take it: compatibility forms, case, white space, invisible characters and empty segments folded. */
function folded(method: string): string {
  const text = method
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{C}]/gu, "")
    .replaceAll("\\", "/");
  return text
    .split("/")
    .filter((part) => part !== "")
    .join("/");
}
