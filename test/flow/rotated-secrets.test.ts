import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ask, assembled, caller } from "../fixtures/assembled.js";
import { type Scripted, scripted, tool } from "../fixtures/scripted.js";
import { testWorld } from "../fixtures/test-world.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function upstream(): Scripted {
  const made = scripted({ tools: [tool("x")] });
  closing.push(made.remove);
  return made;
}

test("a reload begins anew what has another secret or certificate in a file, and keeps the rest", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rotated-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write("token", "one");
  write("ca.pem", "");
  const [rotating, other] = [upstream(), upstream()];
  const tls = '{ url: "https://127.0.0.1:1/mcp", start: lazy, tls: { ca: ca.pem } }';
  const { assembly, view, close } = await assembled(
    `upstreams:\n  rotating: ${rotating.config({ env: { TOKEN: { file: "token" } } })}\n  other: ${other.config()}\n  tls: ${tls}`,
    { ...testWorld({ env: process.env }), baseDir: folder },
  );
  closing.push(close);
  const call = async (name: string): Promise<string> =>
    (await ask(view, caller("legacy"), "tools/call", { name }).answer).kind;
  await call("rotating__x");
  await call("other__x");
  const before = [...rotating.running(), ...other.running()];
  expect([...(await assembly.reload(assembly.config)).kept]).toEqual(["rotating", "other", "tls"]);

  write("token", "two");
  const changes = await assembly.reload(assembly.config);
  expect([[...changes.kept], changes.started, changes.stopped]).toEqual([["other", "tls"], ["rotating"], ["rotating"]]);
  expect(await call("rotating__x")).toBe("result");
  expect(other.running()).toEqual(before.slice(-1));
  expect(rotating.running().at(-1)).not.toBe(before[0]);

  write("ca.pem", "another");
  expect((await assembly.reload(assembly.config)).started).toEqual(["tls"]);
  // Some take secrets away once they were read: that is no other secret.
  rmSync(join(folder, "token"));
  expect((await assembly.reload(assembly.config)).started).toEqual([]);
});
