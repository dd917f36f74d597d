import * as modern from "@modelcontextprotocol/client";
import * as legacy from "@modelcontextprotocol/sdk/types.js";
import { expect, it } from "vitest";
import * as ours from "../../src/model/protocol.js";

/** The specification's constants as the official SDKs export them: a drift is seen at their next update. */

it("the keys of _meta are those of both SDKs", () => {
  expect(ours.META).toEqual({
    protocolVersion: modern.PROTOCOL_VERSION_META_KEY,
    clientCapabilities: modern.CLIENT_CAPABILITIES_META_KEY,
    clientInfo: modern.CLIENT_INFO_META_KEY,
    logLevel: modern.LOG_LEVEL_META_KEY,
    serverInfo: modern.SERVER_INFO_META_KEY,
    subscriptionId: modern.SUBSCRIPTION_ID_META_KEY,
    relatedTask: modern.RELATED_TASK_META_KEY,
  });
  expect(ours.META.relatedTask).toBe(legacy.RELATED_TASK_META_KEY);
});

it("the legacy revisions are those of both SDKs, without the one that no client speaks any more", () => {
  for (const sdk of [legacy, modern]) {
    expect(ours.LEGACY_REVISIONS).toEqual(sdk.SUPPORTED_PROTOCOL_VERSIONS.filter((one) => one !== "2024-10-07"));
    expect(ours.LATEST_LEGACY_REVISION).toBe(sdk.LATEST_PROTOCOL_VERSION);
    expect(ours.ASSUMED_REVISION).toBe(sdk.DEFAULT_NEGOTIATED_PROTOCOL_VERSION);
  }
});

it("the modern revision is the one that the SDK of the modern era asks for by itself", async () => {
  const client = new modern.Client({ name: "t", version: "1" }, { versionNegotiation: { mode: "auto" } });
  const asked = new Promise<modern.JSONRPCMessage>((resolve) => {
    const transport = {
      start: async () => {},
      close: async () => {},
      send: async (first: modern.JSONRPCMessage) => resolve(first),
    };
    void client.connect(transport).catch(() => {});
  });
  const { params } = (await asked) as modern.JSONRPCRequest;
  expect(params?._meta?.[ours.META.protocolVersion]).toBe(ours.MODERN_REVISION);
  await client.close();
});

it("the error codes are those of both SDKs", () => {
  const { ErrorCode } = legacy;
  const { ProtocolErrorCode } = modern;
  const { HEADER_MISMATCH, ...exported } = ours.RPC;
  expect(HEADER_MISMATCH, "no SDK exports it (2026-07-28, Streamable HTTP)").toBe(-32020);
  expect(exported).toEqual({
    PARSE_ERROR: ProtocolErrorCode.ParseError,
    INVALID_REQUEST: ProtocolErrorCode.InvalidRequest,
    METHOD_NOT_FOUND: ProtocolErrorCode.MethodNotFound,
    INVALID_PARAMS: ProtocolErrorCode.InvalidParams,
    INTERNAL_ERROR: ProtocolErrorCode.InternalError,
    RESOURCE_NOT_FOUND: ProtocolErrorCode.ResourceNotFound,
    URL_ELICITATION_REQUIRED: ProtocolErrorCode.UrlElicitationRequired,
    MISSING_CLIENT_CAPABILITY: ProtocolErrorCode.MissingRequiredClientCapability,
    UNSUPPORTED_PROTOCOL_VERSION: ProtocolErrorCode.UnsupportedProtocolVersion,
  });
  expect(exported).toMatchObject({
    PARSE_ERROR: ErrorCode.ParseError,
    INVALID_REQUEST: ErrorCode.InvalidRequest,
    METHOD_NOT_FOUND: ErrorCode.MethodNotFound,
    INVALID_PARAMS: ErrorCode.InvalidParams,
    INTERNAL_ERROR: ErrorCode.InternalError,
    URL_ELICITATION_REQUIRED: ErrorCode.UrlElicitationRequired,
  });
});
