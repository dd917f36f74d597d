import * as sdk from "@modelcontextprotocol/sdk/types.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Era } from "./call.js";
import { checkRequest, isListed, notificationFate, upstreamFate } from "./method-fates.js";
import { CLIENT_NOTIFICATIONS, CLIENT_REQUESTS, UPSTREAM_NOTIFICATIONS, UPSTREAM_REQUESTS } from "./methods.js";

const ERAS: readonly Era[] = ["legacy", "modern"];
const names = (...tables: object[]): string[] => tables.flatMap((table) => Object.keys(table));
const EVERY = names(CLIENT_REQUESTS, CLIENT_NOTIFICATIONS, UPSTREAM_REQUESTS, UPSTREAM_NOTIFICATIONS);

/** The methods a union of the SDK's message schemas accepts. */
function methodsOf(union: { readonly options: readonly unknown[] }): string[] {
  return union.options.map((one) => (one as { shape: { method: { value: string } } }).shape.method.value);
}

describe("the table of methods", () => {
  it("has every message that the SDK's revision of sessions knows, under its sender and kind", () => {
    // A client asks for tasks, and may run tasks itself; the proxy does not declare the latter to upstreams.
    const ofClientTasks = methodsOf(sdk.ServerRequestSchema).filter((method) => method.startsWith("tasks/"));
    expect(names(CLIENT_REQUESTS)).toEqual(expect.arrayContaining(methodsOf(sdk.ClientRequestSchema)));
    expect(names(CLIENT_NOTIFICATIONS)).toEqual(expect.arrayContaining(methodsOf(sdk.ClientNotificationSchema)));
    expect([...names(UPSTREAM_REQUESTS), ...ofClientTasks]).toEqual(
      expect.arrayContaining(methodsOf(sdk.ServerRequestSchema)),
    );
    expect(names(UPSTREAM_NOTIFICATIONS)).toEqual(expect.arrayContaining(methodsOf(sdk.ServerNotificationSchema)));
  });
});

describe("a request of a client", () => {
  const passes = (method: string, era: Era): boolean => {
    try {
      checkRequest(method, era);
      return true;
    } catch {
      return false;
    }
  };

  it("passes if the table has it for clients of its era, or if it is a vendor's", () => {
    for (const era of ERAS) {
      for (const method of EVERY) {
        const row = Object.entries(CLIENT_REQUESTS).find(([name]) => name === method)?.[1];
        expect([method, passes(method, era)]).toEqual([method, row?.eras.some((one) => one === era) === true]);
      }
      expect(passes("vendor/ask", era)).toBe(true);
    }
  });

  it("is refused if it has the name of a notification", () => {
    for (const era of ERAS) expect(passes("notifications/vendor/ready", era)).toBe(false);
  });

  it("T-111: is refused in a spelling that a lenient reader takes for a method of the table", () => {
    const mangle = fc.constantFrom<(method: string) => string>(
      (method) => method.toUpperCase(),
      (method) => ` ${method}`,
      (method) => `${method}\u0000`,
      (method) => method.replace("/", "//"),
      (method) => `/${method}/`,
      (method) => method.replace("/", "\\"),
      (method) => method.replace("o", "\uff4f"),
      (method) => `${method.slice(0, 2)}\u200b${method.slice(2)}`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVERY), fc.array(mangle, { minLength: 1, maxLength: 4 }), (method, steps) => {
        const odd = steps.reduce((text, step) => step(text), method);
        fc.pre(odd !== method);
        for (const era of ERAS) {
          expect(passes(odd, era)).toBe(false);
          expect(["refused", "dropped"]).toContain(notificationFate(odd, era));
        }
      }),
    );
  });
});

describe("a notification of a client", () => {
  it("T-110: is refused if its name does not begin with notifications/, whatever the name", () => {
    for (const era of ERAS) {
      for (const method of [...names(CLIENT_REQUESTS, UPSTREAM_REQUESTS), "exit", "$/cancelRequest", "vendor/ready"]) {
        expect([method, notificationFate(method, era)]).toEqual([method, "refused"]);
      }
    }
  });

  it("is dropped if it is one of an upstream's or of the other era", () => {
    expect(notificationFate("notifications/message", "legacy")).toBe("dropped");
    expect(notificationFate("notifications/roots/list_changed", "modern")).toBe("dropped");
    expect(notificationFate("notifications/initialized", "modern")).toBe("dropped");
  });

  it("is a vendor's if no table has its name", () => {
    for (const era of ERAS) expect(notificationFate("notifications/vendor/ready", era)).toBe("vendor");
  });
});

describe("a message of an upstream", () => {
  it("passes under the names of its own tables alone, or as a vendor's of its kind", () => {
    for (const method of EVERY.filter((one) => isListed(one))) {
      const request = Object.hasOwn(UPSTREAM_REQUESTS, method) ? "listed" : "refused";
      const notification = Object.hasOwn(UPSTREAM_NOTIFICATIONS, method) ? "listed" : "refused";
      expect([method, upstreamFate("request", method)]).toEqual([method, request]);
      expect([method, upstreamFate("notification", method)]).toEqual([method, notification]);
    }
    expect(upstreamFate("request", "vendor/ask")).toBe("vendor");
    expect(upstreamFate("notification", "vendor/ask")).toBe("refused");
    expect(upstreamFate("notification", "notifications/vendor/done")).toBe("vendor");
    expect(upstreamFate("request", "notifications/vendor/done")).toBe("refused");
  });
});
