/** Host and port of `host:port`, `[v6]:port` or `:port`, or why it is neither. */
export function parseListen(text: string): { host: string; port: number } | { wrong: string } {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]*):([^:]*)$/.exec(text);
  if (match === null) return { wrong: text.includes(":") ? "is not an address and port" : "has no port" };
  const [, host = "", port = ""] = match;
  if (!/^(0|[1-9][0-9]{0,4})$/.test(port) || Number(port) > 65535) return { wrong: `needs a port from 0 to 65535` };
  const bare = host.replace(/^\[|\]$/g, "");
  if (/^[0-9.]+$/.test(bare) && !/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?=.)|$)){4}$/.test(bare))
    return { wrong: "is not a valid IPv4 address" };
  return { host: bare, port: Number(port) };
}
