import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ProxyError } from "../model/errors.js";
import type { HttpSettings } from "./settings.js";

const NO_ADDRESS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the address is in use by another program",
  EACCES: "this user lacks permission for the port",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "the host name has no address",
};

/**
 * Opens a listener and resolves with its URL as this machine reaches it. Rejects with CANNOT_LISTEN, which names the key of the file
 * that has the address.
 */
export async function bind(
  server: Server,
  { host, port }: Pick<HttpSettings, "host" | "port">,
  key = "expose.http.listen",
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => {
      const asked = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
      const why = NO_ADDRESS[cause.code ?? ""] ?? cause.code ?? "the system refused";
      reject(new ProxyError("CANNOT_LISTEN", `Cannot listen on ${asked}: ${why}; see ${key}`, { cause }));
    };
    server.once("error", failed);
    server.listen({ host, port }, () => {
      server.removeListener("error", failed);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;
  if (bound.family === "IPv6") return `http://[${bound.address}]:${bound.port}`;
  return `http://${bound.address === "0.0.0.0" ? "127.0.0.1" : bound.address}:${bound.port}`;
}
