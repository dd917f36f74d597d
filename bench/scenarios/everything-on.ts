/** P3: everything on. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callRows, compare } from "../compare.js";
import { startIssuer } from "../issuer.js";
import { floor, ours, startUpstream } from "../launch.js";
import type { Scenario } from "../scenario.js";

const AUDIENCE = "https://mcp.example.com/mcp";

export const p3: Scenario = {
  id: "P3",
  title:
    "Everything on: two upstreams with prefix and filters, jwt access with a rule, metrics, every call in the audit log",
  async run({ built, effort }) {
    const upstream = await startUpstream(built, "--ports", "2", "--tools", "10");
    const issuer = await startIssuer(AUDIENCE);
    const folder = mkdtempSync(join(tmpdir(), "mcp-proxy-bench-"));
    const [first = "", second = ""] = upstream.urls;
    const env = {
      BENCH_UPSTREAM_1: first,
      BENCH_UPSTREAM_2: second,
      BENCH_ISSUER: issuer.url,
      BENCH_AUDIT: join(folder, "audit.jsonl"),
    };
    try {
      const rows = [];
      for (const inFlight of effort.inFlight) {
        const order = {
          era: "legacy" as const,
          method: "tools/call" as const,
          tool: "small",
          arguments: '{"query":"weather"}',
          atLeast: 256,
          headers: { authorization: `Bearer ${issuer.token}` },
          inFlight,
        };
        const targets = [floor(built, "http", first), ours("everything-on.yaml", env)];
        const calls = effort.calls * (inFlight > 1 ? 2 : 1);
        const readings = await compare(built, targets, order, effort.rounds, calls);
        rows.push(...callRows(readings, `${inFlight} in flight`, 1.25));
      }
      return rows;
    } finally {
      await Promise.all([upstream.stop(), issuer.close()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
