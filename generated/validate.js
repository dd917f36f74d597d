// Generated from schema/ by `npm run generate`. Do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = __commonJS({
  "node_modules/fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});

// node_modules/ajv/dist/runtime/equal.js
var require_equal = __commonJS({
  "node_modules/ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  }
});

// <stdin>
var validate = validate21;
var stdin_default = validate21;
var schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"$schema":{"type":"string"},"version":{"const":1,"default":1},"upstreams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Upstream"},"default":{}},"mcpServers":{"type":"object","additionalProperties":{"$ref":"#/definitions/Upstream"}},"expose":{"$ref":"#/definitions/Expose","default":{"http":{}}},"log":{"$ref":"#/definitions/LogConfig","default":{}},"store":{"$ref":"#/definitions/Store","default":{"type":"file"}},"access":{"$ref":"#/definitions/Access","default":{"mode":"none"}},"audit":{"$ref":"#/definitions/AuditConfig"},"telemetry":{"$ref":"#/definitions/Telemetry","default":{}},"tests":{"type":"array","items":{"$ref":"#/definitions/AccessTest"}},"naming":{"$ref":"#/definitions/Naming","default":{}},"lock":{"$ref":"#/definitions/Lock"},"questions":{"$ref":"#/definitions/Questions","default":{}},"reload":{"$ref":"#/definitions/Reload","default":{}}},"additionalProperties":false};
var func2 = Object.prototype.hasOwnProperty;
var schema8 = {"type":"object","properties":{"type":{"enum":["http","sse","streamable-http"],"default":"http"},"url":{"type":"string"},"transport":{"enum":["http-first","streamable-http","sse","sse-first","http","http-only","sse-only","auto"],"default":"http-first"},"headers":{"type":"object","additionalProperties":{"$ref":"#/definitions/Value"},"default":{}},"auth":{"$ref":"#/definitions/Auth","default":{"mode":"auto"}},"tls":{"$ref":"#/definitions/Tls"},"httpProxy":{"type":"string"},"title":{"type":"string","minLength":1},"description":{"type":"string"},"disabled":{"type":"boolean","default":false},"timeouts":{"$ref":"#/definitions/Timeouts","default":{}},"limits":{"$ref":"#/definitions/UpstreamLimits","default":{}},"methods":{"$ref":"#/definitions/UpstreamMethods"},"prefix":{"type":"string","pattern":"^[a-zA-Z0-9_-]{0,32}$"},"tools":{"$ref":"#/definitions/ToolRules","default":{}},"prompts":{"$ref":"#/definitions/PromptRules","default":{}},"resources":{"$ref":"#/definitions/ResourceRules","default":{}},"hiddenText":{"enum":["pass","strip"],"default":"pass"},"isolation":{"enum":["principal","shared","session"],"default":"principal"},"protocol":{"enum":["auto","legacy","modern","2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"default":"auto"},"start":{"enum":["eager","lazy"],"default":"eager"},"idleStop":{"type":"string","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"required":{"type":"boolean","default":false},"restart":{"$ref":"#/definitions/Restart","default":{}},"include_tools":{"type":"array","items":{"type":"string","minLength":1}},"ignore_tools":{"type":"array","items":{"type":"string","minLength":1}},"include_prompts":{"type":"array","items":{"type":"string","minLength":1}},"ignore_prompts":{"type":"array","items":{"type":"string","minLength":1}},"include_resources":{"type":"array","items":{"type":"string","minLength":1}},"ignore_resources":{"type":"array","items":{"type":"string","minLength":1}}},"required":["url"],"additionalProperties":false};
var func4 = require_ucs2length().default;
var schema9 = {"type":["string","number","boolean","object"],"minProperties":1,"maxProperties":1,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","minLength":1}},"additionalProperties":false};
var pattern0 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean" && !(data && typeof data == "object" && !Array.isArray(data))) {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: schema9.type }); errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      vErrors = keep(vErrors, instancePath, "#/maxProperties", "maxProperties", { limit: 1 }); errors++;
    }
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "env" || key0 === "file")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.env !== void 0) {
      let data0 = data.env;
      if (typeof data0 === "string") {
        if (!pattern0.test(data0)) {
          vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/pattern", "pattern", { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.file !== void 0) {
      let data1 = data.file;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/type", "type", { type: "string" }); errors++;
      }
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
var schema11 = {"type":"object","properties":{"mode":{"const":"auto"},"clientId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/definitions/Secret"},"tokenEndpointAuth":{"enum":["auto","none","client_secret_basic","client_secret_post","private_key_jwt"],"default":"auto"},"clientMetadataUrl":{"type":"string"},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"clientName":{"type":"string","minLength":1,"default":"mcp-proxy"},"offlineAccess":{"enum":["auto","always","never"],"default":"auto"},"resourceMetadataUrl":{"type":"string"},"authorizeParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"redirectUrl":{"type":"string"},"callbackPort":{"type":"integer","minimum":1024,"maximum":65535},"loginTimeout":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"pkce":{"enum":["advertised","assumed"],"default":"advertised"},"account":{"enum":["caller","shared"],"default":"caller"}},"dependencies":{"clientSecret":["clientId"]},"required":["mode"],"additionalProperties":false};
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      vErrors = keep(vErrors, instancePath, "#/maxProperties", "maxProperties", { limit: 1 }); errors++;
    }
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "env" || key0 === "file")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.env !== void 0) {
      let data0 = data.env;
      if (typeof data0 === "string") {
        if (!pattern0.test(data0)) {
          vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/pattern", "pattern", { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.file !== void 0) {
      let data1 = data.file;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/type", "type", { type: "string" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate28.errors = vErrors;
  return errors === 0;
}
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "authorization" || key0 === "token" || key0 === "registration" || key0 === "revocation" || key0 === "deviceAuthorization" || key0 === "jwks")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.authorization !== void 0) {
      if (typeof data.authorization !== "string") {
        vErrors = keep(vErrors, instancePath + "/authorization", "#/properties/authorization/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.token !== void 0) {
      if (typeof data.token !== "string") {
        vErrors = keep(vErrors, instancePath + "/token", "#/properties/token/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.registration !== void 0) {
      if (typeof data.registration !== "string") {
        vErrors = keep(vErrors, instancePath + "/registration", "#/properties/registration/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.revocation !== void 0) {
      if (typeof data.revocation !== "string") {
        vErrors = keep(vErrors, instancePath + "/revocation", "#/properties/revocation/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.deviceAuthorization !== void 0) {
      if (typeof data.deviceAuthorization !== "string") {
        vErrors = keep(vErrors, instancePath + "/deviceAuthorization", "#/properties/deviceAuthorization/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.jwks !== void 0) {
      if (typeof data.jwks !== "string") {
        vErrors = keep(vErrors, instancePath + "/jwks", "#/properties/jwks/type", "type", { type: "string" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate30.errors = vErrors;
  return errors === 0;
}
var schema14 = {"type":["string","number","boolean"]};
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean") {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: schema14.type }); errors++;
  }
  validate32.errors = vErrors;
  return errors === 0;
}
var pattern2 = new RegExp("^[!#-\\[\\]-~]+$", "u");
var pattern3 = new RegExp("^[0-9]{1,9}(ms|s|m|h|d)$", "u");
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tokenEndpointAuth === void 0) {
      data.tokenEndpointAuth = "auto";
    }
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.clientName === void 0) {
      data.clientName = "mcp-proxy";
    }
    if (data.offlineAccess === void 0) {
      data.offlineAccess = "auto";
    }
    if (data.authorizeParams === void 0) {
      data.authorizeParams = {};
    }
    if (data.loginTimeout === void 0) {
      data.loginTimeout = "5m";
    }
    if (data.pkce === void 0) {
      data.pkce = "advertised";
    }
    if (data.account === void 0) {
      data.account = "caller";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (data.clientId === void 0) {
        const err2 = { instancePath, schemaPath: "#/dependencies", keyword: "dependencies", params: {
          property: "clientSecret",
          missingProperty: "clientId",
          depsCount: 1,
          deps: "clientId"
        } };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("auto" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "auto" }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (!validate28(data.clientSecret, { instancePath: instancePath + "/clientSecret", parentData: data, parentDataProperty: "clientSecret", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data3 = data.tokenEndpointAuth;
    if (!(data3 === "auto" || data3 === "none" || data3 === "client_secret_basic" || data3 === "client_secret_post" || data3 === "private_key_jwt")) {
      vErrors = keep(vErrors, instancePath + "/tokenEndpointAuth", "#/properties/tokenEndpointAuth/enum", "enum", { allowedValues: schema11.properties.tokenEndpointAuth.enum }); errors++;
    }
    if (data.clientMetadataUrl !== void 0) {
      if (typeof data.clientMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/clientMetadataUrl", "#/properties/clientMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.provider !== void 0) {
      let data5 = data.provider;
      if (!(data5 === "entra" || data5 === "google" || data5 === "github" || data5 === "okta" || data5 === "auth0" || data5 === "keycloak" || data5 === "atlassian" || data5 === "slack" || data5 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema11.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data7 = data.scopes;
      if (Array.isArray(data7)) {
        const len0 = data7.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data8 = data7[i0];
          if (typeof data8 === "string") {
            if (func4(data8) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data8)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data7.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data7[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data9 = data.resource;
    if (typeof data9 === "string") {
      if (func4(data9) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data11 = data.metadataIssuer;
      if (typeof data11 === "string") {
        if (func4(data11) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data13 = data.allowHosts;
    if (Array.isArray(data13)) {
      const len1 = data13.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data14 = data13[i2];
        if (typeof data14 === "string") {
          if (func4(data14) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data15 = data.tokenParams;
    if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
      for (const key1 in data15) {
        if (!validate32(data15[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data15, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data17 = data.refreshBefore;
    if (typeof data17 === "string") {
      if (!pattern3.test(data17)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
    let data18 = data.clientName;
    if (typeof data18 === "string") {
      if (func4(data18) < 1) {
        vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/type", "type", { type: "string" }); errors++;
    }
    let data19 = data.offlineAccess;
    if (!(data19 === "auto" || data19 === "always" || data19 === "never")) {
      vErrors = keep(vErrors, instancePath + "/offlineAccess", "#/properties/offlineAccess/enum", "enum", { allowedValues: schema11.properties.offlineAccess.enum }); errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/resourceMetadataUrl", "#/properties/resourceMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data21 = data.authorizeParams;
    if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
      for (const key2 in data21) {
        if (!validate32(data21[key2], { instancePath: instancePath + "/authorizeParams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data21, parentDataProperty: key2, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/authorizeParams", "#/properties/authorizeParams/type", "type", { type: "object" }); errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/redirectUrl", "#/properties/redirectUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data24 = data.callbackPort;
      if (!(typeof data24 == "number" && (!(data24 % 1) && !isNaN(data24)) && isFinite(data24))) {
        vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data24 == "number" && isFinite(data24)) {
        if (data24 > 65535 || isNaN(data24)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/maximum", "maximum", { comparison: "<=", limit: 65535 }); errors++;
        }
        if (data24 < 1024 || isNaN(data24)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/minimum", "minimum", { comparison: ">=", limit: 1024 }); errors++;
        }
      }
    }
    let data25 = data.loginTimeout;
    if (typeof data25 === "string") {
      if (!pattern3.test(data25)) {
        vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/type", "type", { type: "string" }); errors++;
    }
    let data26 = data.pkce;
    if (!(data26 === "advertised" || data26 === "assumed")) {
      vErrors = keep(vErrors, instancePath + "/pkce", "#/properties/pkce/enum", "enum", { allowedValues: schema11.properties.pkce.enum }); errors++;
    }
    let data27 = data.account;
    if (!(data27 === "caller" || data27 === "shared")) {
      vErrors = keep(vErrors, instancePath + "/account", "#/properties/account/enum", "enum", { allowedValues: schema11.properties.account.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate27.errors = vErrors;
  return errors === 0;
}
var schema15 = {"type":"object","properties":{"mode":{"const":"cimd"},"clientMetadataUrl":{"type":"string"},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"clientName":{"type":"string","minLength":1,"default":"mcp-proxy"},"offlineAccess":{"enum":["auto","always","never"],"default":"auto"},"resourceMetadataUrl":{"type":"string"},"authorizeParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"redirectUrl":{"type":"string"},"callbackPort":{"type":"integer","minimum":1024,"maximum":65535},"loginTimeout":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"pkce":{"enum":["advertised","assumed"],"default":"advertised"},"account":{"enum":["caller","shared"],"default":"caller"}},"required":["mode"],"additionalProperties":false};
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.clientName === void 0) {
      data.clientName = "mcp-proxy";
    }
    if (data.offlineAccess === void 0) {
      data.offlineAccess = "auto";
    }
    if (data.authorizeParams === void 0) {
      data.authorizeParams = {};
    }
    if (data.loginTimeout === void 0) {
      data.loginTimeout = "5m";
    }
    if (data.pkce === void 0) {
      data.pkce = "advertised";
    }
    if (data.account === void 0) {
      data.account = "caller";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema15.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("cimd" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "cimd" }); errors++;
      }
    }
    if (data.clientMetadataUrl !== void 0) {
      if (typeof data.clientMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/clientMetadataUrl", "#/properties/clientMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.provider !== void 0) {
      let data2 = data.provider;
      if (!(data2 === "entra" || data2 === "google" || data2 === "github" || data2 === "okta" || data2 === "auth0" || data2 === "keycloak" || data2 === "atlassian" || data2 === "slack" || data2 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema15.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data4 = data.scopes;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 === "string") {
            if (func4(data5) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data5)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data4.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data4[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data10 = data.allowHosts;
    if (Array.isArray(data10)) {
      const len1 = data10.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data11 = data10[i2];
        if (typeof data11 === "string") {
          if (func4(data11) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data12 = data.tokenParams;
    if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
      for (const key1 in data12) {
        if (!validate32(data12[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data12, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/type", "type", { type: "string" }); errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      vErrors = keep(vErrors, instancePath + "/offlineAccess", "#/properties/offlineAccess/enum", "enum", { allowedValues: schema15.properties.offlineAccess.enum }); errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/resourceMetadataUrl", "#/properties/resourceMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data18 = data.authorizeParams;
    if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
      for (const key2 in data18) {
        if (!validate32(data18[key2], { instancePath: instancePath + "/authorizeParams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key2, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/authorizeParams", "#/properties/authorizeParams/type", "type", { type: "object" }); errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/redirectUrl", "#/properties/redirectUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/maximum", "maximum", { comparison: "<=", limit: 65535 }); errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/minimum", "minimum", { comparison: ">=", limit: 1024 }); errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/type", "type", { type: "string" }); errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      vErrors = keep(vErrors, instancePath + "/pkce", "#/properties/pkce/enum", "enum", { allowedValues: schema15.properties.pkce.enum }); errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      vErrors = keep(vErrors, instancePath + "/account", "#/properties/account/enum", "enum", { allowedValues: schema15.properties.account.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
var schema16 = {"type":"object","properties":{"mode":{"const":"client-secret"},"clientId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/definitions/Secret"},"tokenEndpointAuth":{"enum":["auto","none","client_secret_basic","client_secret_post","private_key_jwt"],"default":"auto"},"privateKey":{"$ref":"#/definitions/Secret"},"privateKeyId":{"type":"string","minLength":1},"privateKeyAlgorithm":{"enum":["RS256","PS256","ES256","ES384","EdDSA"],"default":"RS256"},"grant":{"enum":["authorization_code","client_credentials"],"default":"authorization_code"},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"clientName":{"type":"string","minLength":1,"default":"mcp-proxy"},"offlineAccess":{"enum":["auto","always","never"],"default":"auto"},"resourceMetadataUrl":{"type":"string"},"authorizeParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"redirectUrl":{"type":"string"},"callbackPort":{"type":"integer","minimum":1024,"maximum":65535},"loginTimeout":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"pkce":{"enum":["advertised","assumed"],"default":"advertised"},"account":{"enum":["caller","shared"],"default":"caller"}},"required":["mode","clientId"],"additionalProperties":false};
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tokenEndpointAuth === void 0) {
      data.tokenEndpointAuth = "auto";
    }
    if (data.privateKeyAlgorithm === void 0) {
      data.privateKeyAlgorithm = "RS256";
    }
    if (data.grant === void 0) {
      data.grant = "authorization_code";
    }
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.clientName === void 0) {
      data.clientName = "mcp-proxy";
    }
    if (data.offlineAccess === void 0) {
      data.offlineAccess = "auto";
    }
    if (data.authorizeParams === void 0) {
      data.authorizeParams = {};
    }
    if (data.loginTimeout === void 0) {
      data.loginTimeout = "5m";
    }
    if (data.pkce === void 0) {
      data.pkce = "advertised";
    }
    if (data.account === void 0) {
      data.account = "caller";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.clientId === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientId" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema16.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("client-secret" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "client-secret" }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (!validate28(data.clientSecret, { instancePath: instancePath + "/clientSecret", parentData: data, parentDataProperty: "clientSecret", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data3 = data.tokenEndpointAuth;
    if (!(data3 === "auto" || data3 === "none" || data3 === "client_secret_basic" || data3 === "client_secret_post" || data3 === "private_key_jwt")) {
      vErrors = keep(vErrors, instancePath + "/tokenEndpointAuth", "#/properties/tokenEndpointAuth/enum", "enum", { allowedValues: schema16.properties.tokenEndpointAuth.enum }); errors++;
    }
    if (data.privateKey !== void 0) {
      if (!validate28(data.privateKey, { instancePath: instancePath + "/privateKey", parentData: data, parentDataProperty: "privateKey", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (data.privateKeyId !== void 0) {
      let data5 = data.privateKeyId;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          vErrors = keep(vErrors, instancePath + "/privateKeyId", "#/properties/privateKeyId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/privateKeyId", "#/properties/privateKeyId/type", "type", { type: "string" }); errors++;
      }
    }
    let data6 = data.privateKeyAlgorithm;
    if (!(data6 === "RS256" || data6 === "PS256" || data6 === "ES256" || data6 === "ES384" || data6 === "EdDSA")) {
      vErrors = keep(vErrors, instancePath + "/privateKeyAlgorithm", "#/properties/privateKeyAlgorithm/enum", "enum", { allowedValues: schema16.properties.privateKeyAlgorithm.enum }); errors++;
    }
    let data7 = data.grant;
    if (!(data7 === "authorization_code" || data7 === "client_credentials")) {
      vErrors = keep(vErrors, instancePath + "/grant", "#/properties/grant/enum", "enum", { allowedValues: schema16.properties.grant.enum }); errors++;
    }
    if (data.provider !== void 0) {
      let data8 = data.provider;
      if (!(data8 === "entra" || data8 === "google" || data8 === "github" || data8 === "okta" || data8 === "auth0" || data8 === "keycloak" || data8 === "atlassian" || data8 === "slack" || data8 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema16.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data10 = data.scopes;
      if (Array.isArray(data10)) {
        const len0 = data10.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data11 = data10[i0];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data11)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data10.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data10[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data12 = data.resource;
    if (typeof data12 === "string") {
      if (func4(data12) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data14 = data.metadataIssuer;
      if (typeof data14 === "string") {
        if (func4(data14) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data16 = data.allowHosts;
    if (Array.isArray(data16)) {
      const len1 = data16.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data17 = data16[i2];
        if (typeof data17 === "string") {
          if (func4(data17) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data18 = data.tokenParams;
    if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
      for (const key1 in data18) {
        if (!validate32(data18[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data20 = data.refreshBefore;
    if (typeof data20 === "string") {
      if (!pattern3.test(data20)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
    let data21 = data.clientName;
    if (typeof data21 === "string") {
      if (func4(data21) < 1) {
        vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/type", "type", { type: "string" }); errors++;
    }
    let data22 = data.offlineAccess;
    if (!(data22 === "auto" || data22 === "always" || data22 === "never")) {
      vErrors = keep(vErrors, instancePath + "/offlineAccess", "#/properties/offlineAccess/enum", "enum", { allowedValues: schema16.properties.offlineAccess.enum }); errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/resourceMetadataUrl", "#/properties/resourceMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data24 = data.authorizeParams;
    if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
      for (const key2 in data24) {
        if (!validate32(data24[key2], { instancePath: instancePath + "/authorizeParams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data24, parentDataProperty: key2, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/authorizeParams", "#/properties/authorizeParams/type", "type", { type: "object" }); errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/redirectUrl", "#/properties/redirectUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data27 = data.callbackPort;
      if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
        vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data27 == "number" && isFinite(data27)) {
        if (data27 > 65535 || isNaN(data27)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/maximum", "maximum", { comparison: "<=", limit: 65535 }); errors++;
        }
        if (data27 < 1024 || isNaN(data27)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/minimum", "minimum", { comparison: ">=", limit: 1024 }); errors++;
        }
      }
    }
    let data28 = data.loginTimeout;
    if (typeof data28 === "string") {
      if (!pattern3.test(data28)) {
        vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/type", "type", { type: "string" }); errors++;
    }
    let data29 = data.pkce;
    if (!(data29 === "advertised" || data29 === "assumed")) {
      vErrors = keep(vErrors, instancePath + "/pkce", "#/properties/pkce/enum", "enum", { allowedValues: schema16.properties.pkce.enum }); errors++;
    }
    let data30 = data.account;
    if (!(data30 === "caller" || data30 === "shared")) {
      vErrors = keep(vErrors, instancePath + "/account", "#/properties/account/enum", "enum", { allowedValues: schema16.properties.account.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate39.errors = vErrors;
  return errors === 0;
}
var schema17 = {"type":"object","properties":{"mode":{"const":"dcr"},"initialAccessToken":{"$ref":"#/definitions/Secret"},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"clientName":{"type":"string","minLength":1,"default":"mcp-proxy"},"offlineAccess":{"enum":["auto","always","never"],"default":"auto"},"resourceMetadataUrl":{"type":"string"},"authorizeParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"redirectUrl":{"type":"string"},"callbackPort":{"type":"integer","minimum":1024,"maximum":65535},"loginTimeout":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"pkce":{"enum":["advertised","assumed"],"default":"advertised"},"account":{"enum":["caller","shared"],"default":"caller"}},"required":["mode"],"additionalProperties":false};
function validate45(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.clientName === void 0) {
      data.clientName = "mcp-proxy";
    }
    if (data.offlineAccess === void 0) {
      data.offlineAccess = "auto";
    }
    if (data.authorizeParams === void 0) {
      data.authorizeParams = {};
    }
    if (data.loginTimeout === void 0) {
      data.loginTimeout = "5m";
    }
    if (data.pkce === void 0) {
      data.pkce = "advertised";
    }
    if (data.account === void 0) {
      data.account = "caller";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema17.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("dcr" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "dcr" }); errors++;
      }
    }
    if (data.initialAccessToken !== void 0) {
      if (!validate28(data.initialAccessToken, { instancePath: instancePath + "/initialAccessToken", parentData: data, parentDataProperty: "initialAccessToken", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (data.provider !== void 0) {
      let data2 = data.provider;
      if (!(data2 === "entra" || data2 === "google" || data2 === "github" || data2 === "okta" || data2 === "auth0" || data2 === "keycloak" || data2 === "atlassian" || data2 === "slack" || data2 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema17.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data4 = data.scopes;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 === "string") {
            if (func4(data5) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data5)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data4.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data4[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data10 = data.allowHosts;
    if (Array.isArray(data10)) {
      const len1 = data10.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data11 = data10[i2];
        if (typeof data11 === "string") {
          if (func4(data11) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data12 = data.tokenParams;
    if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
      for (const key1 in data12) {
        if (!validate32(data12[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data12, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/type", "type", { type: "string" }); errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      vErrors = keep(vErrors, instancePath + "/offlineAccess", "#/properties/offlineAccess/enum", "enum", { allowedValues: schema17.properties.offlineAccess.enum }); errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/resourceMetadataUrl", "#/properties/resourceMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data18 = data.authorizeParams;
    if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
      for (const key2 in data18) {
        if (!validate32(data18[key2], { instancePath: instancePath + "/authorizeParams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key2, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/authorizeParams", "#/properties/authorizeParams/type", "type", { type: "object" }); errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/redirectUrl", "#/properties/redirectUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/maximum", "maximum", { comparison: "<=", limit: 65535 }); errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/minimum", "minimum", { comparison: ">=", limit: 1024 }); errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/type", "type", { type: "string" }); errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      vErrors = keep(vErrors, instancePath + "/pkce", "#/properties/pkce/enum", "enum", { allowedValues: schema17.properties.pkce.enum }); errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      vErrors = keep(vErrors, instancePath + "/account", "#/properties/account/enum", "enum", { allowedValues: schema17.properties.account.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate45.errors = vErrors;
  return errors === 0;
}
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.headers === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "headers" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "headers")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("headers" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "headers" }); errors++;
      }
    }
    if (data.headers !== void 0) {
      let data1 = data.headers;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (Object.keys(data1).length < 1) {
          vErrors = keep(vErrors, instancePath + "/headers", "#/properties/headers/minProperties", "minProperties", { limit: 1 }); errors++;
        }
        for (const key1 in data1) {
          if (!validate24(data1[key1], { instancePath: instancePath + "/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/headers", "#/properties/headers/type", "type", { type: "object" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate50.errors = vErrors;
  return errors === 0;
}
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("none" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "none" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
var schema20 = {"type":"object","properties":{"mode":{"const":"oidc"},"clientId":{"type":"string","minLength":1},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"clientName":{"type":"string","minLength":1,"default":"mcp-proxy"},"offlineAccess":{"enum":["auto","always","never"],"default":"auto"},"resourceMetadataUrl":{"type":"string"},"authorizeParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"redirectUrl":{"type":"string"},"callbackPort":{"type":"integer","minimum":1024,"maximum":65535},"loginTimeout":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"pkce":{"enum":["advertised","assumed"],"default":"advertised"},"account":{"enum":["caller","shared"],"default":"caller"}},"required":["mode","clientId"],"additionalProperties":false};
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.clientName === void 0) {
      data.clientName = "mcp-proxy";
    }
    if (data.offlineAccess === void 0) {
      data.offlineAccess = "auto";
    }
    if (data.authorizeParams === void 0) {
      data.authorizeParams = {};
    }
    if (data.loginTimeout === void 0) {
      data.loginTimeout = "5m";
    }
    if (data.pkce === void 0) {
      data.pkce = "advertised";
    }
    if (data.account === void 0) {
      data.account = "caller";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.clientId === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientId" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema20.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("oidc" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "oidc" }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.provider !== void 0) {
      let data2 = data.provider;
      if (!(data2 === "entra" || data2 === "google" || data2 === "github" || data2 === "okta" || data2 === "auth0" || data2 === "keycloak" || data2 === "atlassian" || data2 === "slack" || data2 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema20.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data4 = data.scopes;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 === "string") {
            if (func4(data5) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data5)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data4.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data4[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data10 = data.allowHosts;
    if (Array.isArray(data10)) {
      const len1 = data10.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data11 = data10[i2];
        if (typeof data11 === "string") {
          if (func4(data11) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data12 = data.tokenParams;
    if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
      for (const key1 in data12) {
        if (!validate32(data12[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data12, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientName", "#/properties/clientName/type", "type", { type: "string" }); errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      vErrors = keep(vErrors, instancePath + "/offlineAccess", "#/properties/offlineAccess/enum", "enum", { allowedValues: schema20.properties.offlineAccess.enum }); errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/resourceMetadataUrl", "#/properties/resourceMetadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data18 = data.authorizeParams;
    if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
      for (const key2 in data18) {
        if (!validate32(data18[key2], { instancePath: instancePath + "/authorizeParams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key2, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/authorizeParams", "#/properties/authorizeParams/type", "type", { type: "object" }); errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/redirectUrl", "#/properties/redirectUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/maximum", "maximum", { comparison: "<=", limit: 65535 }); errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          vErrors = keep(vErrors, instancePath + "/callbackPort", "#/properties/callbackPort/minimum", "minimum", { comparison: ">=", limit: 1024 }); errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/loginTimeout", "#/properties/loginTimeout/type", "type", { type: "string" }); errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      vErrors = keep(vErrors, instancePath + "/pkce", "#/properties/pkce/enum", "enum", { allowedValues: schema20.properties.pkce.enum }); errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      vErrors = keep(vErrors, instancePath + "/account", "#/properties/account/enum", "enum", { allowedValues: schema20.properties.account.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
var schema21 = {"type":"object","properties":{"mode":{"const":"token-exchange"},"clientId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/definitions/Secret"},"tokenEndpointAuth":{"enum":["auto","none","client_secret_basic","client_secret_post","private_key_jwt"],"default":"auto"},"privateKey":{"$ref":"#/definitions/Secret"},"privateKeyId":{"type":"string","minLength":1},"privateKeyAlgorithm":{"enum":["RS256","PS256","ES256","ES384","EdDSA"],"default":"RS256"},"audience":{"type":"string","minLength":1},"requestedTokenType":{"type":"string","minLength":1,"default":"urn:ietf:params:oauth:token-type:access_token"},"provider":{"enum":["entra","google","github","okta","auth0","keycloak","atlassian","slack","cognito"]},"issuer":{"type":"string"},"scopes":{"type":"array","items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true},"resource":{"type":"string","minLength":1,"default":"on"},"metadataUrl":{"type":"string"},"metadataIssuer":{"type":"string","minLength":1},"endpoints":{"$ref":"#/definitions/OAuthEndpoints"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"tokenParams":{"type":"object","additionalProperties":{"$ref":"#/definitions/Text"},"default":{}},"refreshBefore":{"type":"string","default":"5m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"}},"required":["mode","clientId"],"additionalProperties":false};
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tokenEndpointAuth === void 0) {
      data.tokenEndpointAuth = "auto";
    }
    if (data.privateKeyAlgorithm === void 0) {
      data.privateKeyAlgorithm = "RS256";
    }
    if (data.requestedTokenType === void 0) {
      data.requestedTokenType = "urn:ietf:params:oauth:token-type:access_token";
    }
    if (data.resource === void 0) {
      data.resource = "on";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.tokenParams === void 0) {
      data.tokenParams = {};
    }
    if (data.refreshBefore === void 0) {
      data.refreshBefore = "5m";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.clientId === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientId" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema21.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("token-exchange" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "token-exchange" }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (!validate28(data.clientSecret, { instancePath: instancePath + "/clientSecret", parentData: data, parentDataProperty: "clientSecret", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data3 = data.tokenEndpointAuth;
    if (!(data3 === "auto" || data3 === "none" || data3 === "client_secret_basic" || data3 === "client_secret_post" || data3 === "private_key_jwt")) {
      vErrors = keep(vErrors, instancePath + "/tokenEndpointAuth", "#/properties/tokenEndpointAuth/enum", "enum", { allowedValues: schema21.properties.tokenEndpointAuth.enum }); errors++;
    }
    if (data.privateKey !== void 0) {
      if (!validate28(data.privateKey, { instancePath: instancePath + "/privateKey", parentData: data, parentDataProperty: "privateKey", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (data.privateKeyId !== void 0) {
      let data5 = data.privateKeyId;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          vErrors = keep(vErrors, instancePath + "/privateKeyId", "#/properties/privateKeyId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/privateKeyId", "#/properties/privateKeyId/type", "type", { type: "string" }); errors++;
      }
    }
    let data6 = data.privateKeyAlgorithm;
    if (!(data6 === "RS256" || data6 === "PS256" || data6 === "ES256" || data6 === "ES384" || data6 === "EdDSA")) {
      vErrors = keep(vErrors, instancePath + "/privateKeyAlgorithm", "#/properties/privateKeyAlgorithm/enum", "enum", { allowedValues: schema21.properties.privateKeyAlgorithm.enum }); errors++;
    }
    if (data.audience !== void 0) {
      let data7 = data.audience;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/type", "type", { type: "string" }); errors++;
      }
    }
    let data8 = data.requestedTokenType;
    if (typeof data8 === "string") {
      if (func4(data8) < 1) {
        vErrors = keep(vErrors, instancePath + "/requestedTokenType", "#/properties/requestedTokenType/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/requestedTokenType", "#/properties/requestedTokenType/type", "type", { type: "string" }); errors++;
    }
    if (data.provider !== void 0) {
      let data9 = data.provider;
      if (!(data9 === "entra" || data9 === "google" || data9 === "github" || data9 === "okta" || data9 === "auth0" || data9 === "keycloak" || data9 === "atlassian" || data9 === "slack" || data9 === "cognito")) {
        vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema21.properties.provider.enum }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.scopes !== void 0) {
      let data11 = data.scopes;
      if (Array.isArray(data11)) {
        const len0 = data11.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data12 = data11[i0];
          if (typeof data12 === "string") {
            if (func4(data12) < 1) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
            }
            if (!pattern2.test(data12)) {
              vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data11.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data11[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
      }
    }
    let data13 = data.resource;
    if (typeof data13 === "string") {
      if (func4(data13) < 1) {
        vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/resource", "#/properties/resource/type", "type", { type: "string" }); errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/metadataUrl", "#/properties/metadataUrl/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data15 = data.metadataIssuer;
      if (typeof data15 === "string") {
        if (func4(data15) < 1) {
          vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/metadataIssuer", "#/properties/metadataIssuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.endpoints !== void 0) {
      if (!validate30(data.endpoints, { instancePath: instancePath + "/endpoints", parentData: data, parentDataProperty: "endpoints", rootData })) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    let data17 = data.allowHosts;
    if (Array.isArray(data17)) {
      const len1 = data17.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data18 = data17[i2];
        if (typeof data18 === "string") {
          if (func4(data18) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i2, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    let data19 = data.tokenParams;
    if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
      for (const key1 in data19) {
        if (!validate32(data19[key1], { instancePath: instancePath + "/tokenParams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data19, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenParams", "#/properties/tokenParams/type", "type", { type: "object" }); errors++;
    }
    let data21 = data.refreshBefore;
    if (typeof data21 === "string") {
      if (!pattern3.test(data21)) {
        vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshBefore", "#/properties/refreshBefore/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate57.errors = vErrors;
  return errors === 0;
}
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    const tag0 = data.mode;
    if (typeof tag0 == "string") {
      if (tag0 === "auto") {
        if (!validate27(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "cimd") {
        if (!validate35(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "client-secret") {
        if (!validate39(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "dcr") {
        if (!validate45(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "headers") {
        if (!validate50(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "none") {
        if (!validate52(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "oidc") {
        if (!validate53(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "token-exchange") {
        if (!validate57(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
          errors = vErrors.length;
        }
      } else {
        vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "mapping", tag: "mode", tagValue: tag0 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "tag", tag: "mode", tagValue: tag0 }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate26.errors = vErrors;
  return errors === 0;
}
function validate71(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "ca" || key0 === "cert" || key0 === "key")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.cert !== void 0) {
      if (data.key === void 0) {
        const err1 = { instancePath, schemaPath: "#/dependencies", keyword: "dependencies", params: {
          property: "cert",
          missingProperty: "key",
          depsCount: 1,
          deps: "key"
        } };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.key !== void 0) {
      if (data.cert === void 0) {
        const err2 = { instancePath, schemaPath: "#/dependencies", keyword: "dependencies", params: {
          property: "key",
          missingProperty: "cert",
          depsCount: 1,
          deps: "cert"
        } };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.ca !== void 0) {
      let data0 = data.ca;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          vErrors = keep(vErrors, instancePath + "/ca", "#/properties/ca/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ca", "#/properties/ca/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.cert !== void 0) {
      let data1 = data.cert;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/cert", "#/properties/cert/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/cert", "#/properties/cert/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.key !== void 0) {
      let data2 = data.key;
      if (typeof data2 === "string") {
        if (func4(data2) < 1) {
          vErrors = keep(vErrors, instancePath + "/key", "#/properties/key/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/key", "#/properties/key/type", "type", { type: "string" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate71.errors = vErrors;
  return errors === 0;
}
function validate73(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.connect === void 0) {
      data.connect = "30s";
    }
    if (data.firstByte === void 0) {
      data.firstByte = "5m";
    }
    if (data.idle === void 0) {
      data.idle = "5m";
    }
    if (data.total === void 0) {
      data.total = "1h";
    }
    for (const key0 in data) {
      if (!(key0 === "connect" || key0 === "firstByte" || key0 === "idle" || key0 === "total")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.connect;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        vErrors = keep(vErrors, instancePath + "/connect", "#/properties/connect/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/connect", "#/properties/connect/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.firstByte;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        vErrors = keep(vErrors, instancePath + "/firstByte", "#/properties/firstByte/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/firstByte", "#/properties/firstByte/type", "type", { type: "string" }); errors++;
    }
    let data2 = data.idle;
    if (typeof data2 === "string") {
      if (!pattern3.test(data2)) {
        vErrors = keep(vErrors, instancePath + "/idle", "#/properties/idle/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/idle", "#/properties/idle/type", "type", { type: "string" }); errors++;
    }
    let data3 = data.total;
    if (typeof data3 === "string") {
      if (!pattern3.test(data3)) {
        vErrors = keep(vErrors, instancePath + "/total", "#/properties/total/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/total", "#/properties/total/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate73.errors = vErrors;
  return errors === 0;
}
var pattern23 = new RegExp("^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$", "u");
function validate75(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.message === void 0) {
      data.message = "64MiB";
    }
    if (data.items === void 0) {
      data.items = 5e3;
    }
    if (data.list === void 0) {
      data.list = "8MiB";
    }
    if (data.pages === void 0) {
      data.pages = 100;
    }
    if (data.queue === void 0) {
      data.queue = 1e3;
    }
    for (const key0 in data) {
      if (!(key0 === "message" || key0 === "items" || key0 === "list" || key0 === "pages" || key0 === "links" || key0 === "concurrency" || key0 === "queue" || key0 === "perMinute")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.message;
    if (typeof data0 === "string") {
      if (!pattern23.test(data0)) {
        vErrors = keep(vErrors, instancePath + "/message", "#/properties/message/pattern", "pattern", { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/message", "#/properties/message/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.items;
    if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
      vErrors = keep(vErrors, instancePath + "/items", "#/properties/items/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data1 == "number" && isFinite(data1)) {
      if (data1 < 1 || isNaN(data1)) {
        vErrors = keep(vErrors, instancePath + "/items", "#/properties/items/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data2 = data.list;
    if (typeof data2 === "string") {
      if (!pattern23.test(data2)) {
        vErrors = keep(vErrors, instancePath + "/list", "#/properties/list/pattern", "pattern", { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/list", "#/properties/list/type", "type", { type: "string" }); errors++;
    }
    let data3 = data.pages;
    if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
      vErrors = keep(vErrors, instancePath + "/pages", "#/properties/pages/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data3 == "number" && isFinite(data3)) {
      if (data3 < 1 || isNaN(data3)) {
        vErrors = keep(vErrors, instancePath + "/pages", "#/properties/pages/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    if (data.links !== void 0) {
      let data4 = data.links;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        vErrors = keep(vErrors, instancePath + "/links", "#/properties/links/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 1 || isNaN(data4)) {
          vErrors = keep(vErrors, instancePath + "/links", "#/properties/links/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
        }
      }
    }
    if (data.concurrency !== void 0) {
      let data5 = data.concurrency;
      if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
        vErrors = keep(vErrors, instancePath + "/concurrency", "#/properties/concurrency/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data5 == "number" && isFinite(data5)) {
        if (data5 < 1 || isNaN(data5)) {
          vErrors = keep(vErrors, instancePath + "/concurrency", "#/properties/concurrency/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
        }
      }
    }
    let data6 = data.queue;
    if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
      vErrors = keep(vErrors, instancePath + "/queue", "#/properties/queue/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data6 == "number" && isFinite(data6)) {
      if (data6 < 0 || isNaN(data6)) {
        vErrors = keep(vErrors, instancePath + "/queue", "#/properties/queue/minimum", "minimum", { comparison: ">=", limit: 0 }); errors++;
      }
    }
    if (data.perMinute !== void 0) {
      let data7 = data.perMinute;
      if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
        vErrors = keep(vErrors, instancePath + "/perMinute", "#/properties/perMinute/type", "type", { type: "integer" }); errors++;
      }
      if (typeof data7 == "number" && isFinite(data7)) {
        if (data7 < 1 || isNaN(data7)) {
          vErrors = keep(vErrors, instancePath + "/perMinute", "#/properties/perMinute/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
        }
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate75.errors = vErrors;
  return errors === 0;
}
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.allow === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "allow" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "allow")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.allow !== void 0) {
      let data0 = data.allow;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              vErrors = keep(vErrors, instancePath + "/allow/" + i0, "#/properties/allow/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/allow/" + i0, "#/properties/allow/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/allow", "#/properties/allow/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate77.errors = vErrors;
  return errors === 0;
}
var schema26 = {"type":"object","properties":{"rename":{"type":"object","additionalProperties":{"type":"string","pattern":"^[a-zA-Z0-9_-]{1,64}$"}},"describe":{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"object","properties":{"append":{"description":"Text put behind the upstream's own description.","type":"string","minLength":1}},"required":["append"],"additionalProperties":false}]}},"annotate":{"type":"object","additionalProperties":{"$ref":"#/definitions/ToolAnnotations"}},"arguments":{"type":"object","additionalProperties":{"type":"object","additionalProperties":{"$ref":"#/definitions/ArgumentRule"}}},"include":{"type":"array","items":{"type":"string","minLength":1}},"ignore":{"type":"array","items":{"type":"string","minLength":1}},"readOnly":{"type":"boolean"},"destructive":{"type":"boolean"},"idempotent":{"type":"boolean"},"openWorld":{"type":"boolean"}},"additionalProperties":false};
var pattern26 = new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "title" || key0 === "readOnly" || key0 === "destructive" || key0 === "idempotent" || key0 === "openWorld")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/readOnly", "#/properties/readOnly/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/destructive", "#/properties/destructive/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/idempotent", "#/properties/idempotent/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/openWorld", "#/properties/openWorld/type", "type", { type: "boolean" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate80.errors = vErrors;
  return errors === 0;
}
function validate82(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "hide" || key0 === "default" || key0 === "fix")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.hide !== void 0) {
      if (typeof data.hide !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/hide", "#/properties/hide/type", "type", { type: "boolean" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate82.errors = vErrors;
  return errors === 0;
}
function validate79(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema26.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.rename !== void 0) {
      let data0 = data.rename;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (typeof data1 === "string") {
            if (!pattern26.test(data1)) {
              vErrors = keep(vErrors, instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/rename/additionalProperties/pattern", "pattern", { pattern: "^[a-zA-Z0-9_-]{1,64}$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/rename/additionalProperties/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rename", "#/properties/rename/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.describe !== void 0) {
      let data2 = data.describe;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        for (const key2 in data2) {
          let data3 = data2[key2];
          const _errs11 = errors;
          let valid3 = false;
          const _errs12 = errors;
          if (typeof data3 !== "string") {
            vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/0/type", "type", { type: "string" }); errors++;
          }
          var _valid0 = _errs12 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const _errs14 = errors;
            if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
              if (data3.append === void 0) {
                vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/required", "required", { missingProperty: "append" }); errors++;
              }
              for (const key3 in data3) {
                if (!(key3 === "append")) {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", "additionalProperties", { additionalProperty: key3 }); errors++;
                }
              }
              if (data3.append !== void 0) {
                let data4 = data3.append;
                if (typeof data4 === "string") {
                  if (func4(data4) < 1) {
                    vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", "minLength", { limit: 1 }); errors++;
                  }
                } else {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", "type", { type: "string" }); errors++;
                }
              }
            } else {
              vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/type", "type", { type: "object" }); errors++;
            }
            var _valid0 = _errs14 === errors;
            valid3 = valid3 || _valid0;
          }
          if (!valid3) {
            vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf", "anyOf", {}); errors++;
          } else {
            errors = _errs11;
            if (vErrors !== null) {
              if (_errs11) {
                vErrors.length = _errs11;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/describe", "#/properties/describe/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.annotate !== void 0) {
      let data5 = data.annotate;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (const key4 in data5) {
          if (!validate80(data5[key4], { instancePath: instancePath + "/annotate/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data5, parentDataProperty: key4, rootData })) {
            vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/annotate", "#/properties/annotate/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.arguments !== void 0) {
      let data7 = data.arguments;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (const key5 in data7) {
          let data8 = data7[key5];
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            for (const key6 in data8) {
              if (!validate82(data8[key6], { instancePath: instancePath + "/arguments/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key6, rootData })) {
                vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
                errors = vErrors.length;
              }
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/arguments/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/arguments/additionalProperties/type", "type", { type: "object" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/arguments", "#/properties/arguments/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.include !== void 0) {
      let data10 = data.include;
      if (Array.isArray(data10)) {
        const len0 = data10.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data11 = data10[i0];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include", "#/properties/include/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data12 = data.ignore;
      if (Array.isArray(data12)) {
        const len1 = data12.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data13 = data12[i1];
          if (typeof data13 === "string") {
            if (func4(data13) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore", "#/properties/ignore/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/readOnly", "#/properties/readOnly/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/destructive", "#/properties/destructive/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/idempotent", "#/properties/idempotent/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/openWorld", "#/properties/openWorld/type", "type", { type: "boolean" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate79.errors = vErrors;
  return errors === 0;
}
function validate85(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "rename" || key0 === "describe" || key0 === "arguments" || key0 === "include" || key0 === "ignore")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.rename !== void 0) {
      let data0 = data.rename;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (typeof data1 === "string") {
            if (!pattern26.test(data1)) {
              vErrors = keep(vErrors, instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/rename/additionalProperties/pattern", "pattern", { pattern: "^[a-zA-Z0-9_-]{1,64}$" }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/rename/additionalProperties/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rename", "#/properties/rename/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.describe !== void 0) {
      let data2 = data.describe;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        for (const key2 in data2) {
          let data3 = data2[key2];
          const _errs11 = errors;
          let valid3 = false;
          const _errs12 = errors;
          if (typeof data3 !== "string") {
            vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/0/type", "type", { type: "string" }); errors++;
          }
          var _valid0 = _errs12 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const _errs14 = errors;
            if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
              if (data3.append === void 0) {
                vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/required", "required", { missingProperty: "append" }); errors++;
              }
              for (const key3 in data3) {
                if (!(key3 === "append")) {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", "additionalProperties", { additionalProperty: key3 }); errors++;
                }
              }
              if (data3.append !== void 0) {
                let data4 = data3.append;
                if (typeof data4 === "string") {
                  if (func4(data4) < 1) {
                    vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", "minLength", { limit: 1 }); errors++;
                  }
                } else {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", "type", { type: "string" }); errors++;
                }
              }
            } else {
              vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/type", "type", { type: "object" }); errors++;
            }
            var _valid0 = _errs14 === errors;
            valid3 = valid3 || _valid0;
          }
          if (!valid3) {
            vErrors = keep(vErrors, instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf", "anyOf", {}); errors++;
          } else {
            errors = _errs11;
            if (vErrors !== null) {
              if (_errs11) {
                vErrors.length = _errs11;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/describe", "#/properties/describe/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.arguments !== void 0) {
      let data5 = data.arguments;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (const key4 in data5) {
          let data6 = data5[key4];
          if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
            for (const key5 in data6) {
              if (!validate82(data6[key5], { instancePath: instancePath + "/arguments/" + key4.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key5, rootData })) {
                vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
                errors = vErrors.length;
              }
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/arguments/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/arguments/additionalProperties/type", "type", { type: "object" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/arguments", "#/properties/arguments/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.include !== void 0) {
      let data8 = data.include;
      if (Array.isArray(data8)) {
        const len0 = data8.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data9 = data8[i0];
          if (typeof data9 === "string") {
            if (func4(data9) < 1) {
              vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include", "#/properties/include/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data10 = data.ignore;
      if (Array.isArray(data10)) {
        const len1 = data10.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data11 = data10[i1];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore", "#/properties/ignore/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate85.errors = vErrors;
  return errors === 0;
}
function validate88(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "describe" || key0 === "include" || key0 === "ignore")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.describe !== void 0) {
      let data0 = data.describe;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          const _errs6 = errors;
          let valid2 = false;
          const _errs7 = errors;
          if (typeof data1 !== "string") {
            vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/0/type", "type", { type: "string" }); errors++;
          }
          var _valid0 = _errs7 === errors;
          valid2 = valid2 || _valid0;
          if (!valid2) {
            const _errs9 = errors;
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              if (data1.append === void 0) {
                vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/required", "required", { missingProperty: "append" }); errors++;
              }
              for (const key2 in data1) {
                if (!(key2 === "append")) {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", "additionalProperties", { additionalProperty: key2 }); errors++;
                }
              }
              if (data1.append !== void 0) {
                let data2 = data1.append;
                if (typeof data2 === "string") {
                  if (func4(data2) < 1) {
                    vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", "minLength", { limit: 1 }); errors++;
                  }
                } else {
                  vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", "type", { type: "string" }); errors++;
                }
              }
            } else {
              vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf/1/type", "type", { type: "object" }); errors++;
            }
            var _valid0 = _errs9 === errors;
            valid2 = valid2 || _valid0;
          }
          if (!valid2) {
            vErrors = keep(vErrors, instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/describe/additionalProperties/anyOf", "anyOf", {}); errors++;
          } else {
            errors = _errs6;
            if (vErrors !== null) {
              if (_errs6) {
                vErrors.length = _errs6;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/describe", "#/properties/describe/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.include !== void 0) {
      let data3 = data.include;
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (typeof data4 === "string") {
            if (func4(data4) < 1) {
              vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include", "#/properties/include/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data5 = data.ignore;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data6 = data5[i1];
          if (typeof data6 === "string") {
            if (func4(data6) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore", "#/properties/ignore/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate88.errors = vErrors;
  return errors === 0;
}
function validate90(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.initial === void 0) {
      data.initial = "100ms";
    }
    if (data.max === void 0) {
      data.max = "30s";
    }
    if (data.crashes === void 0) {
      data.crashes = 5;
    }
    if (data.window === void 0) {
      data.window = "60s";
    }
    if (data.probe === void 0) {
      data.probe = "30s";
    }
    for (const key0 in data) {
      if (!(key0 === "initial" || key0 === "max" || key0 === "crashes" || key0 === "window" || key0 === "probe")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.initial;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        vErrors = keep(vErrors, instancePath + "/initial", "#/properties/initial/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/initial", "#/properties/initial/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.max;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        vErrors = keep(vErrors, instancePath + "/max", "#/properties/max/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/max", "#/properties/max/type", "type", { type: "string" }); errors++;
    }
    let data2 = data.crashes;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      vErrors = keep(vErrors, instancePath + "/crashes", "#/properties/crashes/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 < 1 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/crashes", "#/properties/crashes/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data3 = data.window;
    if (typeof data3 === "string") {
      if (!pattern3.test(data3)) {
        vErrors = keep(vErrors, instancePath + "/window", "#/properties/window/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/window", "#/properties/window/type", "type", { type: "string" }); errors++;
    }
    let data4 = data.probe;
    if (typeof data4 === "string") {
      if (!pattern3.test(data4)) {
        vErrors = keep(vErrors, instancePath + "/probe", "#/properties/probe/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/probe", "#/properties/probe/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate90.errors = vErrors;
  return errors === 0;
}
var pattern25 = new RegExp("^[a-zA-Z0-9_-]{0,32}$", "u");
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      data.type = "http";
    }
    if (data.transport === void 0) {
      data.transport = "http-first";
    }
    if (data.headers === void 0) {
      data.headers = {};
    }
    if (data.auth === void 0) {
      data.auth = { "mode": "auto" };
    }
    if (data.disabled === void 0) {
      data.disabled = false;
    }
    if (data.timeouts === void 0) {
      data.timeouts = {};
    }
    if (data.limits === void 0) {
      data.limits = {};
    }
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    if (data.hiddenText === void 0) {
      data.hiddenText = "pass";
    }
    if (data.isolation === void 0) {
      data.isolation = "principal";
    }
    if (data.protocol === void 0) {
      data.protocol = "auto";
    }
    if (data.start === void 0) {
      data.start = "eager";
    }
    if (data.required === void 0) {
      data.required = false;
    }
    if (data.restart === void 0) {
      data.restart = {};
    }
    if (data.url === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "url" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema8.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.type;
    if (!(data0 === "http" || data0 === "sse" || data0 === "streamable-http")) {
      vErrors = keep(vErrors, instancePath + "/type", "#/properties/type/enum", "enum", { allowedValues: schema8.properties.type.enum }); errors++;
    }
    if (data.url !== void 0) {
      if (typeof data.url !== "string") {
        vErrors = keep(vErrors, instancePath + "/url", "#/properties/url/type", "type", { type: "string" }); errors++;
      }
    }
    let data2 = data.transport;
    if (!(data2 === "http-first" || data2 === "streamable-http" || data2 === "sse" || data2 === "sse-first" || data2 === "http" || data2 === "http-only" || data2 === "sse-only" || data2 === "auto")) {
      vErrors = keep(vErrors, instancePath + "/transport", "#/properties/transport/enum", "enum", { allowedValues: schema8.properties.transport.enum }); errors++;
    }
    let data3 = data.headers;
    if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
      for (const key1 in data3) {
        if (!validate24(data3[key1], { instancePath: instancePath + "/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/headers", "#/properties/headers/type", "type", { type: "object" }); errors++;
    }
    if (!validate26(data.auth, { instancePath: instancePath + "/auth", parentData: data, parentDataProperty: "auth", rootData })) {
      vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
      errors = vErrors.length;
    }
    if (data.tls !== void 0) {
      if (!validate71(data.tls, { instancePath: instancePath + "/tls", parentData: data, parentDataProperty: "tls", rootData })) {
        vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
        errors = vErrors.length;
      }
    }
    if (data.httpProxy !== void 0) {
      if (typeof data.httpProxy !== "string") {
        vErrors = keep(vErrors, instancePath + "/httpProxy", "#/properties/httpProxy/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.title !== void 0) {
      let data8 = data.title;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.description !== void 0) {
      if (typeof data.description !== "string") {
        vErrors = keep(vErrors, instancePath + "/description", "#/properties/description/type", "type", { type: "string" }); errors++;
      }
    }
    if (typeof data.disabled !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/disabled", "#/properties/disabled/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate73(data.timeouts, { instancePath: instancePath + "/timeouts", parentData: data, parentDataProperty: "timeouts", rootData })) {
      vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
      errors = vErrors.length;
    }
    if (!validate75(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
      errors = vErrors.length;
    }
    if (data.methods !== void 0) {
      if (!validate77(data.methods, { instancePath: instancePath + "/methods", parentData: data, parentDataProperty: "methods", rootData })) {
        vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
        errors = vErrors.length;
      }
    }
    if (data.prefix !== void 0) {
      let data14 = data.prefix;
      if (typeof data14 === "string") {
        if (!pattern25.test(data14)) {
          vErrors = keep(vErrors, instancePath + "/prefix", "#/properties/prefix/pattern", "pattern", { pattern: "^[a-zA-Z0-9_-]{0,32}$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prefix", "#/properties/prefix/type", "type", { type: "string" }); errors++;
      }
    }
    if (!validate79(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
      errors = vErrors.length;
    }
    if (!validate85(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
      errors = vErrors.length;
    }
    if (!validate88(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
      errors = vErrors.length;
    }
    let data18 = data.hiddenText;
    if (!(data18 === "pass" || data18 === "strip")) {
      vErrors = keep(vErrors, instancePath + "/hiddenText", "#/properties/hiddenText/enum", "enum", { allowedValues: schema8.properties.hiddenText.enum }); errors++;
    }
    let data19 = data.isolation;
    if (!(data19 === "principal" || data19 === "shared" || data19 === "session")) {
      vErrors = keep(vErrors, instancePath + "/isolation", "#/properties/isolation/enum", "enum", { allowedValues: schema8.properties.isolation.enum }); errors++;
    }
    let data20 = data.protocol;
    if (!(data20 === "auto" || data20 === "legacy" || data20 === "modern" || data20 === "2026-07-28" || data20 === "2025-11-25" || data20 === "2025-06-18" || data20 === "2025-03-26" || data20 === "2024-11-05")) {
      vErrors = keep(vErrors, instancePath + "/protocol", "#/properties/protocol/enum", "enum", { allowedValues: schema8.properties.protocol.enum }); errors++;
    }
    let data21 = data.start;
    if (!(data21 === "eager" || data21 === "lazy")) {
      vErrors = keep(vErrors, instancePath + "/start", "#/properties/start/enum", "enum", { allowedValues: schema8.properties.start.enum }); errors++;
    }
    if (data.idleStop !== void 0) {
      let data22 = data.idleStop;
      if (typeof data22 === "string") {
        if (!pattern3.test(data22)) {
          vErrors = keep(vErrors, instancePath + "/idleStop", "#/properties/idleStop/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/idleStop", "#/properties/idleStop/type", "type", { type: "string" }); errors++;
      }
    }
    if (typeof data.required !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/required", "#/properties/required/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate90(data.restart, { instancePath: instancePath + "/restart", parentData: data, parentDataProperty: "restart", rootData })) {
      vErrors = vErrors === null ? validate90.errors : vErrors.concat(validate90.errors);
      errors = vErrors.length;
    }
    if (data.include_tools !== void 0) {
      let data25 = data.include_tools;
      if (Array.isArray(data25)) {
        const len0 = data25.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data26 = data25[i0];
          if (typeof data26 === "string") {
            if (func4(data26) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_tools/" + i0, "#/properties/include_tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_tools/" + i0, "#/properties/include_tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_tools", "#/properties/include_tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_tools !== void 0) {
      let data27 = data.ignore_tools;
      if (Array.isArray(data27)) {
        const len1 = data27.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data28 = data27[i1];
          if (typeof data28 === "string") {
            if (func4(data28) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_tools/" + i1, "#/properties/ignore_tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_tools/" + i1, "#/properties/ignore_tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_tools", "#/properties/ignore_tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.include_prompts !== void 0) {
      let data29 = data.include_prompts;
      if (Array.isArray(data29)) {
        const len2 = data29.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data30 = data29[i2];
          if (typeof data30 === "string") {
            if (func4(data30) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_prompts/" + i2, "#/properties/include_prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_prompts/" + i2, "#/properties/include_prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_prompts", "#/properties/include_prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_prompts !== void 0) {
      let data31 = data.ignore_prompts;
      if (Array.isArray(data31)) {
        const len3 = data31.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data32 = data31[i3];
          if (typeof data32 === "string") {
            if (func4(data32) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_prompts/" + i3, "#/properties/ignore_prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_prompts/" + i3, "#/properties/ignore_prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_prompts", "#/properties/ignore_prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.include_resources !== void 0) {
      let data33 = data.include_resources;
      if (Array.isArray(data33)) {
        const len4 = data33.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data34 = data33[i4];
          if (typeof data34 === "string") {
            if (func4(data34) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_resources/" + i4, "#/properties/include_resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_resources/" + i4, "#/properties/include_resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_resources", "#/properties/include_resources/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_resources !== void 0) {
      let data35 = data.ignore_resources;
      if (Array.isArray(data35)) {
        const len5 = data35.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data36 = data35[i5];
          if (typeof data36 === "string") {
            if (func4(data36) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_resources/" + i5, "#/properties/ignore_resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_resources/" + i5, "#/properties/ignore_resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_resources", "#/properties/ignore_resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate23.errors = vErrors;
  return errors === 0;
}
var schema32 = {"type":"object","properties":{"type":{"enum":["stdio"],"default":"stdio"},"command":{"type":"string","minLength":1},"args":{"type":"array","items":{"$ref":"#/definitions/Text"},"default":[]},"env":{"type":"object","additionalProperties":{"$ref":"#/definitions/Value"},"default":{}},"cwd":{"type":"string","minLength":1},"title":{"type":"string","minLength":1},"description":{"type":"string"},"disabled":{"type":"boolean","default":false},"timeouts":{"$ref":"#/definitions/Timeouts","default":{}},"limits":{"$ref":"#/definitions/UpstreamLimits","default":{}},"methods":{"$ref":"#/definitions/UpstreamMethods"},"prefix":{"type":"string","pattern":"^[a-zA-Z0-9_-]{0,32}$"},"tools":{"$ref":"#/definitions/ToolRules","default":{}},"prompts":{"$ref":"#/definitions/PromptRules","default":{}},"resources":{"$ref":"#/definitions/ResourceRules","default":{}},"hiddenText":{"enum":["pass","strip"],"default":"pass"},"isolation":{"enum":["principal","shared","session"],"default":"principal"},"protocol":{"enum":["auto","legacy","modern","2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"default":"auto"},"start":{"enum":["eager","lazy"],"default":"eager"},"idleStop":{"type":"string","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"required":{"type":"boolean","default":false},"restart":{"$ref":"#/definitions/Restart","default":{}},"include_tools":{"type":"array","items":{"type":"string","minLength":1}},"ignore_tools":{"type":"array","items":{"type":"string","minLength":1}},"include_prompts":{"type":"array","items":{"type":"string","minLength":1}},"ignore_prompts":{"type":"array","items":{"type":"string","minLength":1}},"include_resources":{"type":"array","items":{"type":"string","minLength":1}},"ignore_resources":{"type":"array","items":{"type":"string","minLength":1}}},"required":["command"],"additionalProperties":false};
function validate93(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      data.type = "stdio";
    }
    if (data.args === void 0) {
      data.args = [];
    }
    if (data.env === void 0) {
      data.env = {};
    }
    if (data.disabled === void 0) {
      data.disabled = false;
    }
    if (data.timeouts === void 0) {
      data.timeouts = {};
    }
    if (data.limits === void 0) {
      data.limits = {};
    }
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    if (data.hiddenText === void 0) {
      data.hiddenText = "pass";
    }
    if (data.isolation === void 0) {
      data.isolation = "principal";
    }
    if (data.protocol === void 0) {
      data.protocol = "auto";
    }
    if (data.start === void 0) {
      data.start = "eager";
    }
    if (data.required === void 0) {
      data.required = false;
    }
    if (data.restart === void 0) {
      data.restart = {};
    }
    if (data.command === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "command" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema32.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (!(data.type === "stdio")) {
      vErrors = keep(vErrors, instancePath + "/type", "#/properties/type/enum", "enum", { allowedValues: schema32.properties.type.enum }); errors++;
    }
    if (data.command !== void 0) {
      let data1 = data.command;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/command", "#/properties/command/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/command", "#/properties/command/type", "type", { type: "string" }); errors++;
      }
    }
    let data2 = data.args;
    if (Array.isArray(data2)) {
      const len0 = data2.length;
      for (let i0 = 0; i0 < len0; i0++) {
        if (!validate32(data2[i0], { instancePath: instancePath + "/args/" + i0, parentData: data2, parentDataProperty: i0, rootData })) {
          vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/args", "#/properties/args/type", "type", { type: "array" }); errors++;
    }
    let data4 = data.env;
    if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
      for (const key1 in data4) {
        if (!validate24(data4[key1], { instancePath: instancePath + "/env/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/type", "type", { type: "object" }); errors++;
    }
    if (data.cwd !== void 0) {
      let data6 = data.cwd;
      if (typeof data6 === "string") {
        if (func4(data6) < 1) {
          vErrors = keep(vErrors, instancePath + "/cwd", "#/properties/cwd/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/cwd", "#/properties/cwd/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.title !== void 0) {
      let data7 = data.title;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.description !== void 0) {
      if (typeof data.description !== "string") {
        vErrors = keep(vErrors, instancePath + "/description", "#/properties/description/type", "type", { type: "string" }); errors++;
      }
    }
    if (typeof data.disabled !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/disabled", "#/properties/disabled/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate73(data.timeouts, { instancePath: instancePath + "/timeouts", parentData: data, parentDataProperty: "timeouts", rootData })) {
      vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
      errors = vErrors.length;
    }
    if (!validate75(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
      errors = vErrors.length;
    }
    if (data.methods !== void 0) {
      if (!validate77(data.methods, { instancePath: instancePath + "/methods", parentData: data, parentDataProperty: "methods", rootData })) {
        vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
        errors = vErrors.length;
      }
    }
    if (data.prefix !== void 0) {
      let data13 = data.prefix;
      if (typeof data13 === "string") {
        if (!pattern25.test(data13)) {
          vErrors = keep(vErrors, instancePath + "/prefix", "#/properties/prefix/pattern", "pattern", { pattern: "^[a-zA-Z0-9_-]{0,32}$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prefix", "#/properties/prefix/type", "type", { type: "string" }); errors++;
      }
    }
    if (!validate79(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
      errors = vErrors.length;
    }
    if (!validate85(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
      errors = vErrors.length;
    }
    if (!validate88(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
      errors = vErrors.length;
    }
    let data17 = data.hiddenText;
    if (!(data17 === "pass" || data17 === "strip")) {
      vErrors = keep(vErrors, instancePath + "/hiddenText", "#/properties/hiddenText/enum", "enum", { allowedValues: schema32.properties.hiddenText.enum }); errors++;
    }
    let data18 = data.isolation;
    if (!(data18 === "principal" || data18 === "shared" || data18 === "session")) {
      vErrors = keep(vErrors, instancePath + "/isolation", "#/properties/isolation/enum", "enum", { allowedValues: schema32.properties.isolation.enum }); errors++;
    }
    let data19 = data.protocol;
    if (!(data19 === "auto" || data19 === "legacy" || data19 === "modern" || data19 === "2026-07-28" || data19 === "2025-11-25" || data19 === "2025-06-18" || data19 === "2025-03-26" || data19 === "2024-11-05")) {
      vErrors = keep(vErrors, instancePath + "/protocol", "#/properties/protocol/enum", "enum", { allowedValues: schema32.properties.protocol.enum }); errors++;
    }
    let data20 = data.start;
    if (!(data20 === "eager" || data20 === "lazy")) {
      vErrors = keep(vErrors, instancePath + "/start", "#/properties/start/enum", "enum", { allowedValues: schema32.properties.start.enum }); errors++;
    }
    if (data.idleStop !== void 0) {
      let data21 = data.idleStop;
      if (typeof data21 === "string") {
        if (!pattern3.test(data21)) {
          vErrors = keep(vErrors, instancePath + "/idleStop", "#/properties/idleStop/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/idleStop", "#/properties/idleStop/type", "type", { type: "string" }); errors++;
      }
    }
    if (typeof data.required !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/required", "#/properties/required/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate90(data.restart, { instancePath: instancePath + "/restart", parentData: data, parentDataProperty: "restart", rootData })) {
      vErrors = vErrors === null ? validate90.errors : vErrors.concat(validate90.errors);
      errors = vErrors.length;
    }
    if (data.include_tools !== void 0) {
      let data24 = data.include_tools;
      if (Array.isArray(data24)) {
        const len1 = data24.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data25 = data24[i1];
          if (typeof data25 === "string") {
            if (func4(data25) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_tools/" + i1, "#/properties/include_tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_tools/" + i1, "#/properties/include_tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_tools", "#/properties/include_tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_tools !== void 0) {
      let data26 = data.ignore_tools;
      if (Array.isArray(data26)) {
        const len2 = data26.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data27 = data26[i2];
          if (typeof data27 === "string") {
            if (func4(data27) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_tools/" + i2, "#/properties/ignore_tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_tools/" + i2, "#/properties/ignore_tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_tools", "#/properties/ignore_tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.include_prompts !== void 0) {
      let data28 = data.include_prompts;
      if (Array.isArray(data28)) {
        const len3 = data28.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data29 = data28[i3];
          if (typeof data29 === "string") {
            if (func4(data29) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_prompts/" + i3, "#/properties/include_prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_prompts/" + i3, "#/properties/include_prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_prompts", "#/properties/include_prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_prompts !== void 0) {
      let data30 = data.ignore_prompts;
      if (Array.isArray(data30)) {
        const len4 = data30.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data31 = data30[i4];
          if (typeof data31 === "string") {
            if (func4(data31) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_prompts/" + i4, "#/properties/ignore_prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_prompts/" + i4, "#/properties/ignore_prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_prompts", "#/properties/ignore_prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.include_resources !== void 0) {
      let data32 = data.include_resources;
      if (Array.isArray(data32)) {
        const len5 = data32.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data33 = data32[i5];
          if (typeof data33 === "string") {
            if (func4(data33) < 1) {
              vErrors = keep(vErrors, instancePath + "/include_resources/" + i5, "#/properties/include_resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include_resources/" + i5, "#/properties/include_resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include_resources", "#/properties/include_resources/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore_resources !== void 0) {
      let data34 = data.ignore_resources;
      if (Array.isArray(data34)) {
        const len6 = data34.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data35 = data34[i6];
          if (typeof data35 === "string") {
            if (func4(data35) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore_resources/" + i6, "#/properties/ignore_resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore_resources/" + i6, "#/properties/ignore_resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore_resources", "#/properties/ignore_resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate93.errors = vErrors;
  return errors === 0;
}
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data))) {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  const _errs1 = errors;
  let valid0 = false;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.url === void 0) {
      vErrors = keep(vErrors, instancePath, "#/anyOf/0/required", "required", { missingProperty: "url" }); errors++;
    }
  }
  var _valid0 = _errs2 === errors;
  valid0 = valid0 || _valid0;
  if (!valid0) {
    const _errs3 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.command === void 0) {
        vErrors = keep(vErrors, instancePath, "#/anyOf/1/required", "required", { missingProperty: "command" }); errors++;
      }
    }
    var _valid0 = _errs3 === errors;
    valid0 = valid0 || _valid0;
  }
  if (!valid0) {
    vErrors = keep(vErrors, instancePath, "#/anyOf", "anyOf", {}); errors++;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  const _errs4 = errors;
  let valid1 = true;
  const _errs5 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if (data.url === void 0 && (missing0 = "url")) {
      const err4 = {};
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
  }
  var _valid1 = _errs5 === errors;
  errors = _errs4;
  if (vErrors !== null) {
    if (_errs4) {
      vErrors.length = _errs4;
    } else {
      vErrors = null;
    }
  }
  let ifClause0;
  if (_valid1) {
    const _errs6 = errors;
    if (!validate23(data, { instancePath, parentData, parentDataProperty, rootData })) {
      vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
      errors = vErrors.length;
    }
    var _valid1 = _errs6 === errors;
    valid1 = _valid1;
    ifClause0 = "then";
  } else {
    const _errs7 = errors;
    const _errs8 = errors;
    let valid2 = true;
    const _errs9 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.command === void 0 && (missing1 = "command")) {
        const err5 = {};
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    var _valid2 = _errs9 === errors;
    errors = _errs8;
    if (vErrors !== null) {
      if (_errs8) {
        vErrors.length = _errs8;
      } else {
        vErrors = null;
      }
    }
    if (_valid2) {
      const _errs10 = errors;
      if (!validate93(data, { instancePath, parentData, parentDataProperty, rootData })) {
        vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
        errors = vErrors.length;
      }
      var _valid2 = _errs10 === errors;
      valid2 = _valid2;
    }
    if (!valid2) {
      vErrors = keep(vErrors, instancePath, "#/else/if", "if", { failingKeyword: "then" }); errors++;
    }
    var _valid1 = _errs7 === errors;
    valid1 = _valid1;
    ifClause0 = "else";
  }
  if (!valid1) {
    vErrors = keep(vErrors, instancePath, "#/if", "if", { failingKeyword: ifClause0 }); errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
function validate108(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "include" || key0 === "ignore" || key0 === "readOnly" || key0 === "destructive" || key0 === "idempotent" || key0 === "openWorld")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.include !== void 0) {
      let data0 = data.include;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include", "#/properties/include/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data2 = data.ignore;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 === "string") {
            if (func4(data3) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore", "#/properties/ignore/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/readOnly", "#/properties/readOnly/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/destructive", "#/properties/destructive/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/idempotent", "#/properties/idempotent/type", "type", { type: "boolean" }); errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        vErrors = keep(vErrors, instancePath + "/openWorld", "#/properties/openWorld/type", "type", { type: "boolean" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate108.errors = vErrors;
  return errors === 0;
}
function validate110(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "include" || key0 === "ignore")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.include !== void 0) {
      let data0 = data.include;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/include/" + i0, "#/properties/include/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/include", "#/properties/include/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data2 = data.ignore;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 === "string") {
            if (func4(data3) < 1) {
              vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/ignore/" + i1, "#/properties/ignore/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/ignore", "#/properties/ignore/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate110.errors = vErrors;
  return errors === 0;
}
function validate107(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.metaTools === void 0) {
      data.metaTools = false;
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    for (const key0 in data) {
      if (!(key0 === "upstreams" || key0 === "tools" || key0 === "metaTools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.upstreams !== void 0) {
      let data0 = data.upstreams;
      if (Array.isArray(data0)) {
        if (data0.length < 1) {
          vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/minItems", "minItems", { limit: 1 }); errors++;
        }
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data0[i0] !== "string") {
            vErrors = keep(vErrors, instancePath + "/upstreams/" + i0, "#/properties/upstreams/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data0.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data0[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/type", "type", { type: "array" }); errors++;
      }
    }
    if (!validate108(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
      errors = vErrors.length;
    }
    if (typeof data.metaTools !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/metaTools", "#/properties/metaTools/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate110(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
      errors = vErrors.length;
    }
    if (!validate110(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
      errors = vErrors.length;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate107.errors = vErrors;
  return errors === 0;
}
var schema37 = {"type":"object","properties":{"listen":{"type":"string","default":"127.0.0.1:8080"},"publicUrl":{"type":"string"},"pathPrefix":{"type":"string","pattern":"^(/[A-Za-z0-9._~-]+)*$","default":""},"endpoints":{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/definitions/Endpoint"},"default":{"/mcp":{}}},"legacySse":{"type":"boolean","default":true},"allowedHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"allowedOrigins":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"trustedProxies":{"type":"array","items":{"type":"string","minLength":1}},"insecureAllowUnauthenticated":{"type":"boolean","default":false},"limits":{"$ref":"#/definitions/HttpLimits","default":{}},"keepAlive":{"type":"string","default":"15s","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"}},"additionalProperties":false};
var pattern35 = new RegExp("^(/[A-Za-z0-9._~-]+)*$", "u");
function validate115(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.metaTools === void 0) {
      data.metaTools = false;
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    for (const key0 in data) {
      if (!(key0 === "title" || key0 === "upstreams" || key0 === "tools" || key0 === "metaTools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/title", "#/properties/title/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.upstreams !== void 0) {
      let data1 = data.upstreams;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/minItems", "minItems", { limit: 1 }); errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data1[i0] !== "string") {
            vErrors = keep(vErrors, instancePath + "/upstreams/" + i0, "#/properties/upstreams/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data1.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data1[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/type", "type", { type: "array" }); errors++;
      }
    }
    if (!validate108(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
      errors = vErrors.length;
    }
    if (typeof data.metaTools !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/metaTools", "#/properties/metaTools/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate110(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
      errors = vErrors.length;
    }
    if (!validate110(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
      errors = vErrors.length;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate115.errors = vErrors;
  return errors === 0;
}
function validate120(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.body === void 0) {
      data.body = "4MiB";
    }
    if (data.headers === void 0) {
      data.headers = "16KiB";
    }
    if (data.sessionsPerPrincipal === void 0) {
      data.sessionsPerPrincipal = 2e3;
    }
    if (data.streamsPerPrincipal === void 0) {
      data.streamsPerPrincipal = 2e3;
    }
    if (data.wrongCredentials === void 0) {
      data.wrongCredentials = 30;
    }
    if (data.sessionIdle === void 0) {
      data.sessionIdle = "1h";
    }
    for (const key0 in data) {
      if (!(key0 === "body" || key0 === "headers" || key0 === "sessionsPerPrincipal" || key0 === "streamsPerPrincipal" || key0 === "wrongCredentials" || key0 === "sessionIdle")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.body;
    if (typeof data0 === "string") {
      if (!pattern23.test(data0)) {
        vErrors = keep(vErrors, instancePath + "/body", "#/properties/body/pattern", "pattern", { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/body", "#/properties/body/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.headers;
    if (typeof data1 === "string") {
      if (!pattern23.test(data1)) {
        vErrors = keep(vErrors, instancePath + "/headers", "#/properties/headers/pattern", "pattern", { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/headers", "#/properties/headers/type", "type", { type: "string" }); errors++;
    }
    let data2 = data.sessionsPerPrincipal;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      vErrors = keep(vErrors, instancePath + "/sessionsPerPrincipal", "#/properties/sessionsPerPrincipal/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 1e6 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/sessionsPerPrincipal", "#/properties/sessionsPerPrincipal/maximum", "maximum", { comparison: "<=", limit: 1e6 }); errors++;
      }
      if (data2 < 1 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/sessionsPerPrincipal", "#/properties/sessionsPerPrincipal/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data3 = data.streamsPerPrincipal;
    if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
      vErrors = keep(vErrors, instancePath + "/streamsPerPrincipal", "#/properties/streamsPerPrincipal/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data3 == "number" && isFinite(data3)) {
      if (data3 > 1e6 || isNaN(data3)) {
        vErrors = keep(vErrors, instancePath + "/streamsPerPrincipal", "#/properties/streamsPerPrincipal/maximum", "maximum", { comparison: "<=", limit: 1e6 }); errors++;
      }
      if (data3 < 1 || isNaN(data3)) {
        vErrors = keep(vErrors, instancePath + "/streamsPerPrincipal", "#/properties/streamsPerPrincipal/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data4 = data.wrongCredentials;
    if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
      vErrors = keep(vErrors, instancePath + "/wrongCredentials", "#/properties/wrongCredentials/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data4 == "number" && isFinite(data4)) {
      if (data4 > 1e6 || isNaN(data4)) {
        vErrors = keep(vErrors, instancePath + "/wrongCredentials", "#/properties/wrongCredentials/maximum", "maximum", { comparison: "<=", limit: 1e6 }); errors++;
      }
      if (data4 < 1 || isNaN(data4)) {
        vErrors = keep(vErrors, instancePath + "/wrongCredentials", "#/properties/wrongCredentials/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data5 = data.sessionIdle;
    if (typeof data5 === "string") {
      if (!pattern3.test(data5)) {
        vErrors = keep(vErrors, instancePath + "/sessionIdle", "#/properties/sessionIdle/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/sessionIdle", "#/properties/sessionIdle/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate120.errors = vErrors;
  return errors === 0;
}
function validate114(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.listen === void 0) {
      data.listen = "127.0.0.1:8080";
    }
    if (data.pathPrefix === void 0) {
      data.pathPrefix = "";
    }
    if (data.endpoints === void 0) {
      data.endpoints = { "/mcp": {} };
    }
    if (data.legacySse === void 0) {
      data.legacySse = true;
    }
    if (data.allowedHosts === void 0) {
      data.allowedHosts = [];
    }
    if (data.allowedOrigins === void 0) {
      data.allowedOrigins = [];
    }
    if (data.insecureAllowUnauthenticated === void 0) {
      data.insecureAllowUnauthenticated = false;
    }
    if (data.limits === void 0) {
      data.limits = {};
    }
    if (data.keepAlive === void 0) {
      data.keepAlive = "15s";
    }
    for (const key0 in data) {
      if (!func2.call(schema37.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (typeof data.listen !== "string") {
      vErrors = keep(vErrors, instancePath + "/listen", "#/properties/listen/type", "type", { type: "string" }); errors++;
    }
    if (data.publicUrl !== void 0) {
      if (typeof data.publicUrl !== "string") {
        vErrors = keep(vErrors, instancePath + "/publicUrl", "#/properties/publicUrl/type", "type", { type: "string" }); errors++;
      }
    }
    let data2 = data.pathPrefix;
    if (typeof data2 === "string") {
      if (!pattern35.test(data2)) {
        vErrors = keep(vErrors, instancePath + "/pathPrefix", "#/properties/pathPrefix/pattern", "pattern", { pattern: "^(/[A-Za-z0-9._~-]+)*$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/pathPrefix", "#/properties/pathPrefix/type", "type", { type: "string" }); errors++;
    }
    let data3 = data.endpoints;
    if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
      if (Object.keys(data3).length < 1) {
        vErrors = keep(vErrors, instancePath + "/endpoints", "#/properties/endpoints/minProperties", "minProperties", { limit: 1 }); errors++;
      }
      for (const key1 in data3) {
        if (!validate115(data3[key1], { instancePath: instancePath + "/endpoints/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate115.errors : vErrors.concat(validate115.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/endpoints", "#/properties/endpoints/type", "type", { type: "object" }); errors++;
    }
    if (typeof data.legacySse !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/legacySse", "#/properties/legacySse/type", "type", { type: "boolean" }); errors++;
    }
    let data6 = data.allowedHosts;
    if (Array.isArray(data6)) {
      const len0 = data6.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data7 = data6[i0];
        if (typeof data7 === "string") {
          if (func4(data7) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowedHosts/" + i0, "#/properties/allowedHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowedHosts/" + i0, "#/properties/allowedHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowedHosts", "#/properties/allowedHosts/type", "type", { type: "array" }); errors++;
    }
    let data8 = data.allowedOrigins;
    if (Array.isArray(data8)) {
      const len1 = data8.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data9 = data8[i1];
        if (typeof data9 === "string") {
          if (func4(data9) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowedOrigins/" + i1, "#/properties/allowedOrigins/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowedOrigins/" + i1, "#/properties/allowedOrigins/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowedOrigins", "#/properties/allowedOrigins/type", "type", { type: "array" }); errors++;
    }
    if (data.trustedProxies !== void 0) {
      let data10 = data.trustedProxies;
      if (Array.isArray(data10)) {
        const len2 = data10.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data11 = data10[i2];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              vErrors = keep(vErrors, instancePath + "/trustedProxies/" + i2, "#/properties/trustedProxies/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/trustedProxies/" + i2, "#/properties/trustedProxies/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/trustedProxies", "#/properties/trustedProxies/type", "type", { type: "array" }); errors++;
      }
    }
    if (typeof data.insecureAllowUnauthenticated !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/insecureAllowUnauthenticated", "#/properties/insecureAllowUnauthenticated/type", "type", { type: "boolean" }); errors++;
    }
    if (!validate120(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
      errors = vErrors.length;
    }
    let data14 = data.keepAlive;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        vErrors = keep(vErrors, instancePath + "/keepAlive", "#/properties/keepAlive/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/keepAlive", "#/properties/keepAlive/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate114.errors = vErrors;
  return errors === 0;
}
function validate106(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "stdio" || key0 === "http")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.stdio !== void 0) {
      if (!validate107(data.stdio, { instancePath: instancePath + "/stdio", parentData: data, parentDataProperty: "stdio", rootData })) {
        vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
        errors = vErrors.length;
      }
    }
    if (data.http !== void 0) {
      if (!validate114(data.http, { instancePath: instancePath + "/http", parentData: data, parentDataProperty: "http", rootData })) {
        vErrors = vErrors === null ? validate114.errors : vErrors.concat(validate114.errors);
        errors = vErrors.length;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate106.errors = vErrors;
  return errors === 0;
}
var schema40 = {"type":"object","properties":{"level":{"enum":["trace","debug","info","warn","error"],"default":"info"},"format":{"enum":["text","json"],"default":"text"}},"additionalProperties":false};
function validate124(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.level === void 0) {
      data.level = "info";
    }
    if (data.format === void 0) {
      data.format = "text";
    }
    for (const key0 in data) {
      if (!(key0 === "level" || key0 === "format")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.level;
    if (!(data0 === "trace" || data0 === "debug" || data0 === "info" || data0 === "warn" || data0 === "error")) {
      vErrors = keep(vErrors, instancePath + "/level", "#/properties/level/enum", "enum", { allowedValues: schema40.properties.level.enum }); errors++;
    }
    let data1 = data.format;
    if (!(data1 === "text" || data1 === "json")) {
      vErrors = keep(vErrors, instancePath + "/format", "#/properties/format/enum", "enum", { allowedValues: schema40.properties.format.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate124.errors = vErrors;
  return errors === 0;
}
function validate128(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.previousKeys === void 0) {
      data.previousKeys = [];
    }
    if (data.key === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "key" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "key" || key0 === "previousKeys")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.key !== void 0) {
      if (!validate28(data.key, { instancePath: instancePath + "/key", parentData: data, parentDataProperty: "key", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data1 = data.previousKeys;
    if (Array.isArray(data1)) {
      const len0 = data1.length;
      for (let i0 = 0; i0 < len0; i0++) {
        if (!validate28(data1[i0], { instancePath: instancePath + "/previousKeys/" + i0, parentData: data1, parentDataProperty: i0, rootData })) {
          vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/previousKeys", "#/properties/previousKeys/type", "type", { type: "array" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate128.errors = vErrors;
  return errors === 0;
}
function validate127(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "type" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "type" || key0 === "path" || key0 === "encryption")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.type !== void 0) {
      if ("file" !== data.type) {
        vErrors = keep(vErrors, instancePath + "/type", "#/properties/type/const", "const", { allowedValue: "file" }); errors++;
      }
    }
    if (data.path !== void 0) {
      let data1 = data.path;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.encryption !== void 0) {
      if (!validate128(data.encryption, { instancePath: instancePath + "/encryption", parentData: data, parentDataProperty: "encryption", rootData })) {
        vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors);
        errors = vErrors.length;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate127.errors = vErrors;
  return errors === 0;
}
function validate132(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "type" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "type")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.type !== void 0) {
      if ("memory" !== data.type) {
        vErrors = keep(vErrors, instancePath + "/type", "#/properties/type/const", "const", { allowedValue: "memory" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate132.errors = vErrors;
  return errors === 0;
}
function validate126(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "type" }); errors++;
    }
    const tag0 = data.type;
    if (typeof tag0 == "string") {
      if (tag0 === "file") {
        if (!validate127(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate127.errors : vErrors.concat(validate127.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "memory") {
        if (!validate132(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate132.errors : vErrors.concat(validate132.errors);
          errors = vErrors.length;
        }
      } else {
        vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "mapping", tag: "type", tagValue: tag0 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "tag", tag: "type", tagValue: tag0 }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate126.errors = vErrors;
  return errors === 0;
}
var wrapper0 = { validate: validate136 };
function validate139(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.tools !== void 0) {
      let data0 = data.tools;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              vErrors = keep(vErrors, instancePath + "/tools/" + i0, "#/properties/tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/tools/" + i0, "#/properties/tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/tools", "#/properties/tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.prompts !== void 0) {
      let data2 = data.prompts;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 === "string") {
            if (func4(data3) < 1) {
              vErrors = keep(vErrors, instancePath + "/prompts/" + i1, "#/properties/prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/prompts/" + i1, "#/properties/prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prompts", "#/properties/prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.resources !== void 0) {
      let data4 = data.resources;
      if (Array.isArray(data4)) {
        const len2 = data4.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data5 = data4[i2];
          if (typeof data5 === "string") {
            if (func4(data5) < 1) {
              vErrors = keep(vErrors, instancePath + "/resources/" + i2, "#/properties/resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/resources/" + i2, "#/properties/resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/resources", "#/properties/resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate139.errors = vErrors;
  return errors === 0;
}
function validate138(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "name" || key0 === "roles" || key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.name !== void 0) {
      if (typeof data.name !== "string") {
        vErrors = keep(vErrors, instancePath + "/name", "#/properties/name/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data1 = data.roles;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func4(data2) < 1) {
              vErrors = keep(vErrors, instancePath + "/roles/" + i0, "#/properties/roles/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/roles/" + i0, "#/properties/roles/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i1 = data1.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data1[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate139(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
        errors = vErrors.length;
      }
    }
    if (data.tools !== void 0) {
      let data4 = data.tools;
      if (Array.isArray(data4)) {
        const len1 = data4.length;
        for (let i2 = 0; i2 < len1; i2++) {
          let data5 = data4[i2];
          if (typeof data5 === "string") {
            if (func4(data5) < 1) {
              vErrors = keep(vErrors, instancePath + "/tools/" + i2, "#/properties/tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/tools/" + i2, "#/properties/tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/tools", "#/properties/tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.prompts !== void 0) {
      let data6 = data.prompts;
      if (Array.isArray(data6)) {
        const len2 = data6.length;
        for (let i3 = 0; i3 < len2; i3++) {
          let data7 = data6[i3];
          if (typeof data7 === "string") {
            if (func4(data7) < 1) {
              vErrors = keep(vErrors, instancePath + "/prompts/" + i3, "#/properties/prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/prompts/" + i3, "#/properties/prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prompts", "#/properties/prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.resources !== void 0) {
      let data8 = data.resources;
      if (Array.isArray(data8)) {
        const len3 = data8.length;
        for (let i4 = 0; i4 < len3; i4++) {
          let data9 = data8[i4];
          if (typeof data9 === "string") {
            if (func4(data9) < 1) {
              vErrors = keep(vErrors, instancePath + "/resources/" + i4, "#/properties/resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/resources/" + i4, "#/properties/resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/resources", "#/properties/resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate138.errors = vErrors;
  return errors === 0;
}
function validate142(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate139(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
        errors = vErrors.length;
      }
    }
    if (data.tools !== void 0) {
      let data1 = data.tools;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func4(data2) < 1) {
              vErrors = keep(vErrors, instancePath + "/tools/" + i0, "#/properties/tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/tools/" + i0, "#/properties/tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/tools", "#/properties/tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.prompts !== void 0) {
      let data3 = data.prompts;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data4 = data3[i1];
          if (typeof data4 === "string") {
            if (func4(data4) < 1) {
              vErrors = keep(vErrors, instancePath + "/prompts/" + i1, "#/properties/prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/prompts/" + i1, "#/properties/prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prompts", "#/properties/prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.resources !== void 0) {
      let data5 = data.resources;
      if (Array.isArray(data5)) {
        const len2 = data5.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data6 = data5[i2];
          if (typeof data6 === "string") {
            if (func4(data6) < 1) {
              vErrors = keep(vErrors, instancePath + "/resources/" + i2, "#/properties/resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/resources/" + i2, "#/properties/resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/resources", "#/properties/resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate142.errors = vErrors;
  return errors === 0;
}
function validate145(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.claims === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "claims" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "claims" || key0 === "roles" || key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.claims !== void 0) {
      let data0 = data.claims;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (Object.keys(data0).length < 1) {
          vErrors = keep(vErrors, instancePath + "/claims", "#/properties/claims/minProperties", "minProperties", { limit: 1 }); errors++;
        }
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (Array.isArray(data1)) {
            if (data1.length < 1) {
              vErrors = keep(vErrors, instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/claims/additionalProperties/minItems", "minItems", { limit: 1 }); errors++;
            }
            const len0 = data1.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data1[i0] !== "string") {
                vErrors = keep(vErrors, instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0, "#/properties/claims/additionalProperties/items/type", "type", { type: "string" }); errors++;
              }
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), "#/properties/claims/additionalProperties/type", "type", { type: "array" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/claims", "#/properties/claims/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data3 = data.roles;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data4 = data3[i1];
          if (typeof data4 === "string") {
            if (func4(data4) < 1) {
              vErrors = keep(vErrors, instancePath + "/roles/" + i1, "#/properties/roles/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/roles/" + i1, "#/properties/roles/items/type", "type", { type: "string" }); errors++;
          }
        }
        let i2 = data3.length;
        let j0;
        if (i2 > 1) {
          const indices0 = {};
          for (; i2--; ) {
            let item0 = data3[i2];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/uniqueItems", "uniqueItems", { i: i2, j: j0 }); errors++;
              break;
            }
            indices0[item0] = i2;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate139(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
        errors = vErrors.length;
      }
    }
    if (data.tools !== void 0) {
      let data6 = data.tools;
      if (Array.isArray(data6)) {
        const len2 = data6.length;
        for (let i3 = 0; i3 < len2; i3++) {
          let data7 = data6[i3];
          if (typeof data7 === "string") {
            if (func4(data7) < 1) {
              vErrors = keep(vErrors, instancePath + "/tools/" + i3, "#/properties/tools/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/tools/" + i3, "#/properties/tools/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/tools", "#/properties/tools/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.prompts !== void 0) {
      let data8 = data.prompts;
      if (Array.isArray(data8)) {
        const len3 = data8.length;
        for (let i4 = 0; i4 < len3; i4++) {
          let data9 = data8[i4];
          if (typeof data9 === "string") {
            if (func4(data9) < 1) {
              vErrors = keep(vErrors, instancePath + "/prompts/" + i4, "#/properties/prompts/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/prompts/" + i4, "#/properties/prompts/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/prompts", "#/properties/prompts/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.resources !== void 0) {
      let data10 = data.resources;
      if (Array.isArray(data10)) {
        const len4 = data10.length;
        for (let i5 = 0; i5 < len4; i5++) {
          let data11 = data10[i5];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              vErrors = keep(vErrors, instancePath + "/resources/" + i5, "#/properties/resources/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/resources/" + i5, "#/properties/resources/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/resources", "#/properties/resources/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate145.errors = vErrors;
  return errors === 0;
}
function validate137(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.of === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "of" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "of" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("any-of" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "any-of" }); errors++;
      }
    }
    if (data.of !== void 0) {
      let data1 = data.of;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          vErrors = keep(vErrors, instancePath + "/of", "#/properties/of/minItems", "minItems", { limit: 1 }); errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!wrapper0.validate(data1[i0], { instancePath: instancePath + "/of/" + i0, parentData: data1, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/of", "#/properties/of/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.users !== void 0) {
      let data3 = data.users;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          if (!validate138(data3[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data5 = data.usersFile;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data6 = data.roles;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key2 in data6) {
          if (!validate142(data6[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data8 = data.rules;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate145(data8[i1], { instancePath: instancePath + "/rules/" + i1, parentData: data8, parentDataProperty: i1, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate137.errors = vErrors;
  return errors === 0;
}
var pattern40 = new RegExp("^[0-9a-f]{64}$", "u");
function validate149(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      vErrors = keep(vErrors, instancePath, "#/maxProperties", "maxProperties", { limit: 1 }); errors++;
    }
    if (Object.keys(data).length < 1) {
      vErrors = keep(vErrors, instancePath, "#/minProperties", "minProperties", { limit: 1 }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "sha256" || key0 === "env" || key0 === "file")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.sha256 !== void 0) {
      let data0 = data.sha256;
      if (typeof data0 === "string") {
        if (!pattern40.test(data0)) {
          vErrors = keep(vErrors, instancePath + "/sha256", "#/properties/sha256/pattern", "pattern", { pattern: "^[0-9a-f]{64}$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/sha256", "#/properties/sha256/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.env !== void 0) {
      let data1 = data.env;
      if (typeof data1 === "string") {
        if (!pattern0.test(data1)) {
          vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/pattern", "pattern", { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/env", "#/properties/env/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.file !== void 0) {
      let data2 = data.file;
      if (typeof data2 === "string") {
        if (func4(data2) < 1) {
          vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/file", "#/properties/file/type", "type", { type: "string" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate149.errors = vErrors;
  return errors === 0;
}
function validate148(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.keys === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "keys" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "keys" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("api-key" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "api-key" }); errors++;
      }
    }
    if (data.keys !== void 0) {
      let data1 = data.keys;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (Object.keys(data1).length < 1) {
          vErrors = keep(vErrors, instancePath + "/keys", "#/properties/keys/minProperties", "minProperties", { limit: 1 }); errors++;
        }
        for (const key1 in data1) {
          if (!validate149(data1[key1], { instancePath: instancePath + "/keys/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/keys", "#/properties/keys/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.users !== void 0) {
      let data3 = data.users;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key2 in data3) {
          if (!validate138(data3[key2], { instancePath: instancePath + "/users/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data5 = data.usersFile;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data6 = data.roles;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key3 in data6) {
          if (!validate142(data6[key3], { instancePath: instancePath + "/roles/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key3, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data8 = data.rules;
      if (Array.isArray(data8)) {
        const len0 = data8.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate145(data8[i0], { instancePath: instancePath + "/rules/" + i0, parentData: data8, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate148.errors = vErrors;
  return errors === 0;
}
var schema53 = {"type":"object","properties":{"mode":{"const":"forwarded-user"},"trustedProxies":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"header":{"type":"string","pattern":"^[A-Za-z0-9-]+$","default":"X-Forwarded-User"},"emailHeader":{"type":"string","pattern":"^[A-Za-z0-9-]+$"},"fallbackUser":{"type":"string","minLength":1},"users":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessUser"}},"usersFile":{"type":"string","minLength":1},"roles":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessRole"}},"rules":{"type":"array","items":{"$ref":"#/definitions/AccessRule"}}},"required":["mode","trustedProxies"],"additionalProperties":false};
var pattern42 = new RegExp("^[A-Za-z0-9-]+$", "u");
function validate154(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.header === void 0) {
      data.header = "X-Forwarded-User";
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.trustedProxies === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "trustedProxies" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema53.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("forwarded-user" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "forwarded-user" }); errors++;
      }
    }
    if (data.trustedProxies !== void 0) {
      let data1 = data.trustedProxies;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          vErrors = keep(vErrors, instancePath + "/trustedProxies", "#/properties/trustedProxies/minItems", "minItems", { limit: 1 }); errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func4(data2) < 1) {
              vErrors = keep(vErrors, instancePath + "/trustedProxies/" + i0, "#/properties/trustedProxies/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/trustedProxies/" + i0, "#/properties/trustedProxies/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/trustedProxies", "#/properties/trustedProxies/type", "type", { type: "array" }); errors++;
      }
    }
    let data3 = data.header;
    if (typeof data3 === "string") {
      if (!pattern42.test(data3)) {
        vErrors = keep(vErrors, instancePath + "/header", "#/properties/header/pattern", "pattern", { pattern: "^[A-Za-z0-9-]+$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/header", "#/properties/header/type", "type", { type: "string" }); errors++;
    }
    if (data.emailHeader !== void 0) {
      let data4 = data.emailHeader;
      if (typeof data4 === "string") {
        if (!pattern42.test(data4)) {
          vErrors = keep(vErrors, instancePath + "/emailHeader", "#/properties/emailHeader/pattern", "pattern", { pattern: "^[A-Za-z0-9-]+$" }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/emailHeader", "#/properties/emailHeader/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.fallbackUser !== void 0) {
      let data5 = data.fallbackUser;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          vErrors = keep(vErrors, instancePath + "/fallbackUser", "#/properties/fallbackUser/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/fallbackUser", "#/properties/fallbackUser/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.users !== void 0) {
      let data6 = data.users;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key1 in data6) {
          if (!validate138(data6[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data8 = data.usersFile;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data9 = data.roles;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        for (const key2 in data9) {
          if (!validate142(data9[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data9, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data11 = data.rules;
      if (Array.isArray(data11)) {
        const len1 = data11.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate145(data11[i1], { instancePath: instancePath + "/rules/" + i1, parentData: data11, parentDataProperty: i1, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate154.errors = vErrors;
  return errors === 0;
}
var schema54 = {"type":"object","properties":{"mode":{"const":"jwt"},"issuer":{"type":"string"},"audience":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"jwksUri":{"type":"string"},"algorithms":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["RS256","RS384","RS512","PS256","PS384","PS512","ES256","ES384","ES512","EdDSA","Ed25519"]},"default":["RS256","PS256","ES256","ES384","EdDSA","Ed25519"]},"typ":{"enum":["at+jwt","any"],"default":"any"},"scopes":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"default":[]},"subjectClaim":{"type":"string","minLength":1,"default":"sub"},"introspection":{"$ref":"#/definitions/AccessIntrospection"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"users":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessUser"}},"usersFile":{"type":"string","minLength":1},"roles":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessRole"}},"rules":{"type":"array","items":{"$ref":"#/definitions/AccessRule"}}},"required":["mode","issuer"],"additionalProperties":false};
var func0 = require_equal().default;
var schema55 = {"type":"object","properties":{"clientId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/definitions/Secret"},"when":{"enum":["opaque","always"],"default":"opaque"}},"required":["clientId","clientSecret"],"additionalProperties":false};
function validate159(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.when === void 0) {
      data.when = "opaque";
    }
    if (data.clientId === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientId" }); errors++;
    }
    if (data.clientSecret === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientSecret" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "clientId" || key0 === "clientSecret" || key0 === "when")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data0 = data.clientId;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (!validate28(data.clientSecret, { instancePath: instancePath + "/clientSecret", parentData: data, parentDataProperty: "clientSecret", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data2 = data.when;
    if (!(data2 === "opaque" || data2 === "always")) {
      vErrors = keep(vErrors, instancePath + "/when", "#/properties/when/enum", "enum", { allowedValues: schema55.properties.when.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate159.errors = vErrors;
  return errors === 0;
}
function validate158(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.algorithms === void 0) {
      data.algorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"];
    }
    if (data.typ === void 0) {
      data.typ = "any";
    }
    if (data.scopes === void 0) {
      data.scopes = [];
    }
    if (data.subjectClaim === void 0) {
      data.subjectClaim = "sub";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.issuer === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "issuer" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema54.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("jwt" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "jwt" }); errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.audience !== void 0) {
      let data2 = data.audience;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/minItems", "minItems", { limit: 1 }); errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === "string") {
            if (func4(data3) < 1) {
              vErrors = keep(vErrors, instancePath + "/audience/" + i0, "#/properties/audience/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/audience/" + i0, "#/properties/audience/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.jwksUri !== void 0) {
      if (typeof data.jwksUri !== "string") {
        vErrors = keep(vErrors, instancePath + "/jwksUri", "#/properties/jwksUri/type", "type", { type: "string" }); errors++;
      }
    }
    let data5 = data.algorithms;
    if (Array.isArray(data5)) {
      if (data5.length < 1) {
        vErrors = keep(vErrors, instancePath + "/algorithms", "#/properties/algorithms/minItems", "minItems", { limit: 1 }); errors++;
      }
      const len1 = data5.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data6 = data5[i1];
        if (!(data6 === "RS256" || data6 === "RS384" || data6 === "RS512" || data6 === "PS256" || data6 === "PS384" || data6 === "PS512" || data6 === "ES256" || data6 === "ES384" || data6 === "ES512" || data6 === "EdDSA" || data6 === "Ed25519")) {
          vErrors = keep(vErrors, instancePath + "/algorithms/" + i1, "#/properties/algorithms/items/enum", "enum", { allowedValues: schema54.properties.algorithms.items.enum }); errors++;
        }
      }
      let i2 = data5.length;
      let j0;
      if (i2 > 1) {
        outer0:
          for (; i2--; ) {
            for (j0 = i2; j0--; ) {
              if (func0(data5[i2], data5[j0])) {
                vErrors = keep(vErrors, instancePath + "/algorithms", "#/properties/algorithms/uniqueItems", "uniqueItems", { i: i2, j: j0 }); errors++;
                break outer0;
              }
            }
          }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/algorithms", "#/properties/algorithms/type", "type", { type: "array" }); errors++;
    }
    let data7 = data.typ;
    if (!(data7 === "at+jwt" || data7 === "any")) {
      vErrors = keep(vErrors, instancePath + "/typ", "#/properties/typ/enum", "enum", { allowedValues: schema54.properties.typ.enum }); errors++;
    }
    let data8 = data.scopes;
    if (Array.isArray(data8)) {
      const len2 = data8.length;
      for (let i3 = 0; i3 < len2; i3++) {
        let data9 = data8[i3];
        if (typeof data9 === "string") {
          if (func4(data9) < 1) {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i3, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
          }
          if (!pattern2.test(data9)) {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i3, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/scopes/" + i3, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
        }
      }
      let i4 = data8.length;
      let j1;
      if (i4 > 1) {
        const indices0 = {};
        for (; i4--; ) {
          let item0 = data8[i4];
          if (typeof item0 !== "string") {
            continue;
          }
          if (typeof indices0[item0] == "number") {
            j1 = indices0[item0];
            vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i4, j: j1 }); errors++;
            break;
          }
          indices0[item0] = i4;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
    }
    let data10 = data.subjectClaim;
    if (typeof data10 === "string") {
      if (func4(data10) < 1) {
        vErrors = keep(vErrors, instancePath + "/subjectClaim", "#/properties/subjectClaim/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/subjectClaim", "#/properties/subjectClaim/type", "type", { type: "string" }); errors++;
    }
    if (data.introspection !== void 0) {
      if (!validate159(data.introspection, { instancePath: instancePath + "/introspection", parentData: data, parentDataProperty: "introspection", rootData })) {
        vErrors = vErrors === null ? validate159.errors : vErrors.concat(validate159.errors);
        errors = vErrors.length;
      }
    }
    let data12 = data.allowHosts;
    if (Array.isArray(data12)) {
      const len3 = data12.length;
      for (let i5 = 0; i5 < len3; i5++) {
        let data13 = data12[i5];
        if (typeof data13 === "string") {
          if (func4(data13) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i5, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i5, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    if (data.users !== void 0) {
      let data14 = data.users;
      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
        for (const key1 in data14) {
          if (!validate138(data14[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data14, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data16 = data.usersFile;
      if (typeof data16 === "string") {
        if (func4(data16) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data17 = data.roles;
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        for (const key2 in data17) {
          if (!validate142(data17[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data17, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data19 = data.rules;
      if (Array.isArray(data19)) {
        const len4 = data19.length;
        for (let i6 = 0; i6 < len4; i6++) {
          if (!validate145(data19[i6], { instancePath: instancePath + "/rules/" + i6, parentData: data19, parentDataProperty: i6, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate158.errors = vErrors;
  return errors === 0;
}
function validate165(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("none" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "none" }); errors++;
      }
    }
    if (data.users !== void 0) {
      let data1 = data.users;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        for (const key1 in data1) {
          if (!validate138(data1[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data3 = data.usersFile;
      if (typeof data3 === "string") {
        if (func4(data3) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data4 = data.roles;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key2 in data4) {
          if (!validate142(data4[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data6 = data.rules;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate145(data6[i0], { instancePath: instancePath + "/rules/" + i0, parentData: data6, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate165.errors = vErrors;
  return errors === 0;
}
var schema57 = {"type":"object","properties":{"mode":{"const":"oauth"},"provider":{"enum":["auth0","entra","google","okta","keycloak","cognito","oidc"],"default":"oidc"},"issuer":{"type":"string"},"clientId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/definitions/Secret"},"scopes":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1,"pattern":"^[!#-\\[\\]-~]+$"},"default":["openid","profile","email"]},"audience":{"type":"string","minLength":1},"callbackPath":{"type":"string","pattern":"^(/[A-Za-z0-9._~-]+)+$","default":"/auth/callback"},"redirectHosts":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1},"default":["claude.ai","claude.com","chatgpt.com","www.cursor.com","vscode.dev","insiders.vscode.dev"]},"redirectSchemes":{"type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[a-z][a-z0-9+.-]*$"},"default":["cursor","vscode","vscode-insiders","windsurf"]},"tokenTtl":{"type":"string","default":"15m","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"refreshTtl":{"type":"string","default":"30d","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"maxLifetime":{"type":"string","default":"30d","pattern":"^[0-9]{1,9}(ms|s|m|h|d)$"},"allowHosts":{"type":"array","items":{"type":"string","minLength":1},"default":[]},"users":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessUser"}},"usersFile":{"type":"string","minLength":1},"roles":{"type":"object","additionalProperties":{"$ref":"#/definitions/AccessRole"}},"rules":{"type":"array","items":{"$ref":"#/definitions/AccessRule"}}},"required":["mode","clientId"],"additionalProperties":false};
var pattern46 = new RegExp("^(/[A-Za-z0-9._~-]+)+$", "u");
var pattern47 = new RegExp("^[a-z][a-z0-9+.-]*$", "u");
function validate169(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.provider === void 0) {
      data.provider = "oidc";
    }
    if (data.scopes === void 0) {
      data.scopes = ["openid", "profile", "email"];
    }
    if (data.callbackPath === void 0) {
      data.callbackPath = "/auth/callback";
    }
    if (data.redirectHosts === void 0) {
      data.redirectHosts = ["claude.ai", "claude.com", "chatgpt.com", "www.cursor.com", "vscode.dev", "insiders.vscode.dev"];
    }
    if (data.redirectSchemes === void 0) {
      data.redirectSchemes = ["cursor", "vscode", "vscode-insiders", "windsurf"];
    }
    if (data.tokenTtl === void 0) {
      data.tokenTtl = "15m";
    }
    if (data.refreshTtl === void 0) {
      data.refreshTtl = "30d";
    }
    if (data.maxLifetime === void 0) {
      data.maxLifetime = "30d";
    }
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    if (data.clientId === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "clientId" }); errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema57.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("oauth" !== data.mode) {
        vErrors = keep(vErrors, instancePath + "/mode", "#/properties/mode/const", "const", { allowedValue: "oauth" }); errors++;
      }
    }
    let data1 = data.provider;
    if (!(data1 === "auth0" || data1 === "entra" || data1 === "google" || data1 === "okta" || data1 === "keycloak" || data1 === "cognito" || data1 === "oidc")) {
      vErrors = keep(vErrors, instancePath + "/provider", "#/properties/provider/enum", "enum", { allowedValues: schema57.properties.provider.enum }); errors++;
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        vErrors = keep(vErrors, instancePath + "/issuer", "#/properties/issuer/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data3 = data.clientId;
      if (typeof data3 === "string") {
        if (func4(data3) < 1) {
          vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/clientId", "#/properties/clientId/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (!validate28(data.clientSecret, { instancePath: instancePath + "/clientSecret", parentData: data, parentDataProperty: "clientSecret", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    let data5 = data.scopes;
    if (Array.isArray(data5)) {
      if (data5.length < 1) {
        vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/minItems", "minItems", { limit: 1 }); errors++;
      }
      const len0 = data5.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data6 = data5[i0];
        if (typeof data6 === "string") {
          if (func4(data6) < 1) {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/minLength", "minLength", { limit: 1 }); errors++;
          }
          if (!pattern2.test(data6)) {
            vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/pattern", "pattern", { pattern: "^[!#-\\[\\]-~]+$" }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/scopes/" + i0, "#/properties/scopes/items/type", "type", { type: "string" }); errors++;
        }
      }
      let i1 = data5.length;
      let j0;
      if (i1 > 1) {
        const indices0 = {};
        for (; i1--; ) {
          let item0 = data5[i1];
          if (typeof item0 !== "string") {
            continue;
          }
          if (typeof indices0[item0] == "number") {
            j0 = indices0[item0];
            vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/uniqueItems", "uniqueItems", { i: i1, j: j0 }); errors++;
            break;
          }
          indices0[item0] = i1;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/scopes", "#/properties/scopes/type", "type", { type: "array" }); errors++;
    }
    if (data.audience !== void 0) {
      let data7 = data.audience;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/audience", "#/properties/audience/type", "type", { type: "string" }); errors++;
      }
    }
    let data8 = data.callbackPath;
    if (typeof data8 === "string") {
      if (!pattern46.test(data8)) {
        vErrors = keep(vErrors, instancePath + "/callbackPath", "#/properties/callbackPath/pattern", "pattern", { pattern: "^(/[A-Za-z0-9._~-]+)+$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/callbackPath", "#/properties/callbackPath/type", "type", { type: "string" }); errors++;
    }
    let data9 = data.redirectHosts;
    if (Array.isArray(data9)) {
      const len1 = data9.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data10 = data9[i2];
        if (typeof data10 === "string") {
          if (func4(data10) < 1) {
            vErrors = keep(vErrors, instancePath + "/redirectHosts/" + i2, "#/properties/redirectHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/redirectHosts/" + i2, "#/properties/redirectHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
      let i3 = data9.length;
      let j1;
      if (i3 > 1) {
        const indices1 = {};
        for (; i3--; ) {
          let item1 = data9[i3];
          if (typeof item1 !== "string") {
            continue;
          }
          if (typeof indices1[item1] == "number") {
            j1 = indices1[item1];
            vErrors = keep(vErrors, instancePath + "/redirectHosts", "#/properties/redirectHosts/uniqueItems", "uniqueItems", { i: i3, j: j1 }); errors++;
            break;
          }
          indices1[item1] = i3;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/redirectHosts", "#/properties/redirectHosts/type", "type", { type: "array" }); errors++;
    }
    let data11 = data.redirectSchemes;
    if (Array.isArray(data11)) {
      const len2 = data11.length;
      for (let i4 = 0; i4 < len2; i4++) {
        let data12 = data11[i4];
        if (typeof data12 === "string") {
          if (!pattern47.test(data12)) {
            vErrors = keep(vErrors, instancePath + "/redirectSchemes/" + i4, "#/properties/redirectSchemes/items/pattern", "pattern", { pattern: "^[a-z][a-z0-9+.-]*$" }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/redirectSchemes/" + i4, "#/properties/redirectSchemes/items/type", "type", { type: "string" }); errors++;
        }
      }
      let i5 = data11.length;
      let j2;
      if (i5 > 1) {
        const indices2 = {};
        for (; i5--; ) {
          let item2 = data11[i5];
          if (typeof item2 !== "string") {
            continue;
          }
          if (typeof indices2[item2] == "number") {
            j2 = indices2[item2];
            vErrors = keep(vErrors, instancePath + "/redirectSchemes", "#/properties/redirectSchemes/uniqueItems", "uniqueItems", { i: i5, j: j2 }); errors++;
            break;
          }
          indices2[item2] = i5;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/redirectSchemes", "#/properties/redirectSchemes/type", "type", { type: "array" }); errors++;
    }
    let data13 = data.tokenTtl;
    if (typeof data13 === "string") {
      if (!pattern3.test(data13)) {
        vErrors = keep(vErrors, instancePath + "/tokenTtl", "#/properties/tokenTtl/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/tokenTtl", "#/properties/tokenTtl/type", "type", { type: "string" }); errors++;
    }
    let data14 = data.refreshTtl;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        vErrors = keep(vErrors, instancePath + "/refreshTtl", "#/properties/refreshTtl/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/refreshTtl", "#/properties/refreshTtl/type", "type", { type: "string" }); errors++;
    }
    let data15 = data.maxLifetime;
    if (typeof data15 === "string") {
      if (!pattern3.test(data15)) {
        vErrors = keep(vErrors, instancePath + "/maxLifetime", "#/properties/maxLifetime/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/maxLifetime", "#/properties/maxLifetime/type", "type", { type: "string" }); errors++;
    }
    let data16 = data.allowHosts;
    if (Array.isArray(data16)) {
      const len3 = data16.length;
      for (let i6 = 0; i6 < len3; i6++) {
        let data17 = data16[i6];
        if (typeof data17 === "string") {
          if (func4(data17) < 1) {
            vErrors = keep(vErrors, instancePath + "/allowHosts/" + i6, "#/properties/allowHosts/items/minLength", "minLength", { limit: 1 }); errors++;
          }
        } else {
          vErrors = keep(vErrors, instancePath + "/allowHosts/" + i6, "#/properties/allowHosts/items/type", "type", { type: "string" }); errors++;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/allowHosts", "#/properties/allowHosts/type", "type", { type: "array" }); errors++;
    }
    if (data.users !== void 0) {
      let data18 = data.users;
      if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
        for (const key1 in data18) {
          if (!validate138(data18[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate138.errors : vErrors.concat(validate138.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/users", "#/properties/users/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data20 = data.usersFile;
      if (typeof data20 === "string") {
        if (func4(data20) < 1) {
          vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/minLength", "minLength", { limit: 1 }); errors++;
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/usersFile", "#/properties/usersFile/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.roles !== void 0) {
      let data21 = data.roles;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        for (const key2 in data21) {
          if (!validate142(data21[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data21, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/roles", "#/properties/roles/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.rules !== void 0) {
      let data23 = data.rules;
      if (Array.isArray(data23)) {
        const len4 = data23.length;
        for (let i7 = 0; i7 < len4; i7++) {
          if (!validate145(data23[i7], { instancePath: instancePath + "/rules/" + i7, parentData: data23, parentDataProperty: i7, rootData })) {
            vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/rules", "#/properties/rules/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate169.errors = vErrors;
  return errors === 0;
}
function validate136(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "mode" }); errors++;
    }
    const tag0 = data.mode;
    if (typeof tag0 == "string") {
      if (tag0 === "any-of") {
        if (!validate137(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "api-key") {
        if (!validate148(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate148.errors : vErrors.concat(validate148.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "forwarded-user") {
        if (!validate154(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate154.errors : vErrors.concat(validate154.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "jwt") {
        if (!validate158(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate158.errors : vErrors.concat(validate158.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "none") {
        if (!validate165(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate165.errors : vErrors.concat(validate165.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "oauth") {
        if (!validate169(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate169.errors : vErrors.concat(validate169.errors);
          errors = vErrors.length;
        }
      } else {
        vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "mapping", tag: "mode", tagValue: tag0 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath, "#/discriminator", "discriminator", { error: "tag", tag: "mode", tagValue: tag0 }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate136.errors = vErrors;
  return errors === 0;
}
function validate181(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path === void 0) {
      data.path = "stderr";
    }
    for (const key0 in data) {
      if (!(key0 === "path")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.path;
    if (typeof data0 === "string") {
      if (func4(data0) < 1) {
        vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate181.errors = vErrors;
  return errors === 0;
}
function validate184(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.listen === void 0) {
      data.listen = "127.0.0.1:9464";
    }
    if (data.insecureAllowUnauthenticated === void 0) {
      data.insecureAllowUnauthenticated = false;
    }
    for (const key0 in data) {
      if (!(key0 === "listen" || key0 === "token" || key0 === "insecureAllowUnauthenticated")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (typeof data.listen !== "string") {
      vErrors = keep(vErrors, instancePath + "/listen", "#/properties/listen/type", "type", { type: "string" }); errors++;
    }
    if (data.token !== void 0) {
      if (!validate28(data.token, { instancePath: instancePath + "/token", parentData: data, parentDataProperty: "token", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (typeof data.insecureAllowUnauthenticated !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/insecureAllowUnauthenticated", "#/properties/insecureAllowUnauthenticated/type", "type", { type: "boolean" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate184.errors = vErrors;
  return errors === 0;
}
function validate183(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "metrics")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.metrics !== void 0) {
      if (!validate184(data.metrics, { instancePath: instancePath + "/metrics", parentData: data, parentDataProperty: "metrics", rootData })) {
        vErrors = vErrors === null ? validate184.errors : vErrors.concat(validate184.errors);
        errors = vErrors.length;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate183.errors = vErrors;
  return errors === 0;
}
function validate188(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.as === void 0) {
      vErrors = keep(vErrors, instancePath, "#/required", "required", { missingProperty: "as" }); errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "as" || key0 === "endpoint" || key0 === "sees" || key0 === "denied")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.as !== void 0) {
      let data0 = data.as;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!(key1 === "user" || key1 === "claims" || key1 === "roles")) {
            vErrors = keep(vErrors, instancePath + "/as", "#/properties/as/additionalProperties", "additionalProperties", { additionalProperty: key1 }); errors++;
          }
        }
        if (data0.user !== void 0) {
          let data1 = data0.user;
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              vErrors = keep(vErrors, instancePath + "/as/user", "#/properties/as/properties/user/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/as/user", "#/properties/as/properties/user/type", "type", { type: "string" }); errors++;
          }
        }
        if (data0.claims !== void 0) {
          let data2 = data0.claims;
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
          } else {
            vErrors = keep(vErrors, instancePath + "/as/claims", "#/properties/as/properties/claims/type", "type", { type: "object" }); errors++;
          }
        }
        if (data0.roles !== void 0) {
          let data3 = data0.roles;
          if (Array.isArray(data3)) {
            const len0 = data3.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data4 = data3[i0];
              if (typeof data4 === "string") {
                if (func4(data4) < 1) {
                  vErrors = keep(vErrors, instancePath + "/as/roles/" + i0, "#/properties/as/properties/roles/items/minLength", "minLength", { limit: 1 }); errors++;
                }
              } else {
                vErrors = keep(vErrors, instancePath + "/as/roles/" + i0, "#/properties/as/properties/roles/items/type", "type", { type: "string" }); errors++;
              }
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/as/roles", "#/properties/as/properties/roles/type", "type", { type: "array" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/as", "#/properties/as/type", "type", { type: "object" }); errors++;
      }
    }
    if (data.endpoint !== void 0) {
      if (typeof data.endpoint !== "string") {
        vErrors = keep(vErrors, instancePath + "/endpoint", "#/properties/endpoint/type", "type", { type: "string" }); errors++;
      }
    }
    if (data.sees !== void 0) {
      let data6 = data.sees;
      if (Array.isArray(data6)) {
        const len1 = data6.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data7 = data6[i1];
          if (typeof data7 === "string") {
            if (func4(data7) < 1) {
              vErrors = keep(vErrors, instancePath + "/sees/" + i1, "#/properties/sees/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/sees/" + i1, "#/properties/sees/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/sees", "#/properties/sees/type", "type", { type: "array" }); errors++;
      }
    }
    if (data.denied !== void 0) {
      let data8 = data.denied;
      if (Array.isArray(data8)) {
        const len2 = data8.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data9 = data8[i2];
          if (typeof data9 === "string") {
            if (func4(data9) < 1) {
              vErrors = keep(vErrors, instancePath + "/denied/" + i2, "#/properties/denied/items/minLength", "minLength", { limit: 1 }); errors++;
            }
          } else {
            vErrors = keep(vErrors, instancePath + "/denied/" + i2, "#/properties/denied/items/type", "type", { type: "string" }); errors++;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/denied", "#/properties/denied/type", "type", { type: "array" }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate188.errors = vErrors;
  return errors === 0;
}
var schema62 = {"type":"object","properties":{"prefix":{"enum":["conflict","always","never"],"default":"always"},"separator":{"type":"string","pattern":"^[a-zA-Z0-9_./:-]{1,4}$","default":"__"},"maxLength":{"type":"integer","minimum":24,"maximum":256,"default":64},"clientPrefix":{"type":"string","maxLength":100,"default":""},"characters":{"enum":["safe","any"],"default":"safe"}},"additionalProperties":false};
var pattern51 = new RegExp("^[a-zA-Z0-9_./:-]{1,4}$", "u");
function validate190(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.prefix === void 0) {
      data.prefix = "always";
    }
    if (data.separator === void 0) {
      data.separator = "__";
    }
    if (data.maxLength === void 0) {
      data.maxLength = 64;
    }
    if (data.clientPrefix === void 0) {
      data.clientPrefix = "";
    }
    if (data.characters === void 0) {
      data.characters = "safe";
    }
    for (const key0 in data) {
      if (!(key0 === "prefix" || key0 === "separator" || key0 === "maxLength" || key0 === "clientPrefix" || key0 === "characters")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.prefix;
    if (!(data0 === "conflict" || data0 === "always" || data0 === "never")) {
      vErrors = keep(vErrors, instancePath + "/prefix", "#/properties/prefix/enum", "enum", { allowedValues: schema62.properties.prefix.enum }); errors++;
    }
    let data1 = data.separator;
    if (typeof data1 === "string") {
      if (!pattern51.test(data1)) {
        vErrors = keep(vErrors, instancePath + "/separator", "#/properties/separator/pattern", "pattern", { pattern: "^[a-zA-Z0-9_./:-]{1,4}$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/separator", "#/properties/separator/type", "type", { type: "string" }); errors++;
    }
    let data2 = data.maxLength;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      vErrors = keep(vErrors, instancePath + "/maxLength", "#/properties/maxLength/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 256 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/maxLength", "#/properties/maxLength/maximum", "maximum", { comparison: "<=", limit: 256 }); errors++;
      }
      if (data2 < 24 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/maxLength", "#/properties/maxLength/minimum", "minimum", { comparison: ">=", limit: 24 }); errors++;
      }
    }
    let data3 = data.clientPrefix;
    if (typeof data3 === "string") {
      if (func4(data3) > 100) {
        vErrors = keep(vErrors, instancePath + "/clientPrefix", "#/properties/clientPrefix/maxLength", "maxLength", { limit: 100 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/clientPrefix", "#/properties/clientPrefix/type", "type", { type: "string" }); errors++;
    }
    let data4 = data.characters;
    if (!(data4 === "safe" || data4 === "any")) {
      vErrors = keep(vErrors, instancePath + "/characters", "#/properties/characters/enum", "enum", { allowedValues: schema62.properties.characters.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate190.errors = vErrors;
  return errors === 0;
}
var schema63 = {"type":"object","properties":{"path":{"type":"string","minLength":1,"default":"mcp-proxy.lock.yaml"},"onDrift":{"enum":["warn","hide","block"],"default":"warn"}},"additionalProperties":false};
function validate192(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path === void 0) {
      data.path = "mcp-proxy.lock.yaml";
    }
    if (data.onDrift === void 0) {
      data.onDrift = "warn";
    }
    for (const key0 in data) {
      if (!(key0 === "path" || key0 === "onDrift")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.path;
    if (typeof data0 === "string") {
      if (func4(data0) < 1) {
        vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/minLength", "minLength", { limit: 1 }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/path", "#/properties/path/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.onDrift;
    if (!(data1 === "warn" || data1 === "hide" || data1 === "block")) {
      vErrors = keep(vErrors, instancePath + "/onDrift", "#/properties/onDrift/enum", "enum", { allowedValues: schema63.properties.onDrift.enum }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate192.errors = vErrors;
  return errors === 0;
}
function validate194(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.timeout === void 0) {
      data.timeout = "10m";
    }
    if (data.perPrincipal === void 0) {
      data.perPrincipal = 100;
    }
    if (data.total === void 0) {
      data.total = 1e4;
    }
    for (const key0 in data) {
      if (!(key0 === "timeout" || key0 === "perPrincipal" || key0 === "total")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    let data0 = data.timeout;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        vErrors = keep(vErrors, instancePath + "/timeout", "#/properties/timeout/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/timeout", "#/properties/timeout/type", "type", { type: "string" }); errors++;
    }
    let data1 = data.perPrincipal;
    if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
      vErrors = keep(vErrors, instancePath + "/perPrincipal", "#/properties/perPrincipal/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data1 == "number" && isFinite(data1)) {
      if (data1 > 1e5 || isNaN(data1)) {
        vErrors = keep(vErrors, instancePath + "/perPrincipal", "#/properties/perPrincipal/maximum", "maximum", { comparison: "<=", limit: 1e5 }); errors++;
      }
      if (data1 < 1 || isNaN(data1)) {
        vErrors = keep(vErrors, instancePath + "/perPrincipal", "#/properties/perPrincipal/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
    let data2 = data.total;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      vErrors = keep(vErrors, instancePath + "/total", "#/properties/total/type", "type", { type: "integer" }); errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 1e6 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/total", "#/properties/total/maximum", "maximum", { comparison: "<=", limit: 1e6 }); errors++;
      }
      if (data2 < 1 || isNaN(data2)) {
        vErrors = keep(vErrors, instancePath + "/total", "#/properties/total/minimum", "minimum", { comparison: ">=", limit: 1 }); errors++;
      }
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate194.errors = vErrors;
  return errors === 0;
}
function validate196(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.watch === void 0) {
      data.watch = false;
    }
    if (data.debounce === void 0) {
      data.debounce = "200ms";
    }
    for (const key0 in data) {
      if (!(key0 === "watch" || key0 === "debounce")) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (typeof data.watch !== "boolean") {
      vErrors = keep(vErrors, instancePath + "/watch", "#/properties/watch/type", "type", { type: "boolean" }); errors++;
    }
    let data1 = data.debounce;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        vErrors = keep(vErrors, instancePath + "/debounce", "#/properties/debounce/pattern", "pattern", { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }); errors++;
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/debounce", "#/properties/debounce/type", "type", { type: "string" }); errors++;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate196.errors = vErrors;
  return errors === 0;
}
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.version === void 0) {
      data.version = 1;
    }
    if (data.upstreams === void 0) {
      data.upstreams = {};
    }
    if (data.expose === void 0) {
      data.expose = { "http": {} };
    }
    if (data.log === void 0) {
      data.log = {};
    }
    if (data.store === void 0) {
      data.store = { "type": "file" };
    }
    if (data.access === void 0) {
      data.access = { "mode": "none" };
    }
    if (data.telemetry === void 0) {
      data.telemetry = {};
    }
    if (data.naming === void 0) {
      data.naming = {};
    }
    if (data.questions === void 0) {
      data.questions = {};
    }
    if (data.reload === void 0) {
      data.reload = {};
    }
    for (const key0 in data) {
      if (!func2.call(schema6.properties, key0)) {
        vErrors = keep(vErrors, instancePath, "#/additionalProperties", "additionalProperties", { additionalProperty: key0 }); errors++;
      }
    }
    if (data.$schema !== void 0) {
      if (typeof data.$schema !== "string") {
        vErrors = keep(vErrors, instancePath + "/$schema", "#/properties/%24schema/type", "type", { type: "string" }); errors++;
      }
    }
    if (1 !== data.version) {
      vErrors = keep(vErrors, instancePath + "/version", "#/properties/version/const", "const", { allowedValue: 1 }); errors++;
    }
    let data2 = data.upstreams;
    if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
      for (const key1 in data2) {
        if (!validate22(data2[key1], { instancePath: instancePath + "/upstreams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data2, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
          errors = vErrors.length;
        }
      }
    } else {
      vErrors = keep(vErrors, instancePath + "/upstreams", "#/properties/upstreams/type", "type", { type: "object" }); errors++;
    }
    if (data.mcpServers !== void 0) {
      let data4 = data.mcpServers;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key2 in data4) {
          if (!validate22(data4[key2], { instancePath: instancePath + "/mcpServers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/mcpServers", "#/properties/mcpServers/type", "type", { type: "object" }); errors++;
      }
    }
    if (!validate106(data.expose, { instancePath: instancePath + "/expose", parentData: data, parentDataProperty: "expose", rootData })) {
      vErrors = vErrors === null ? validate106.errors : vErrors.concat(validate106.errors);
      errors = vErrors.length;
    }
    if (!validate124(data.log, { instancePath: instancePath + "/log", parentData: data, parentDataProperty: "log", rootData })) {
      vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
      errors = vErrors.length;
    }
    if (!validate126(data.store, { instancePath: instancePath + "/store", parentData: data, parentDataProperty: "store", rootData })) {
      vErrors = vErrors === null ? validate126.errors : vErrors.concat(validate126.errors);
      errors = vErrors.length;
    }
    if (!validate136(data.access, { instancePath: instancePath + "/access", parentData: data, parentDataProperty: "access", rootData })) {
      vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
      errors = vErrors.length;
    }
    if (data.audit !== void 0) {
      if (!validate181(data.audit, { instancePath: instancePath + "/audit", parentData: data, parentDataProperty: "audit", rootData })) {
        vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors);
        errors = vErrors.length;
      }
    }
    if (!validate183(data.telemetry, { instancePath: instancePath + "/telemetry", parentData: data, parentDataProperty: "telemetry", rootData })) {
      vErrors = vErrors === null ? validate183.errors : vErrors.concat(validate183.errors);
      errors = vErrors.length;
    }
    if (data.tests !== void 0) {
      let data12 = data.tests;
      if (Array.isArray(data12)) {
        const len0 = data12.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate188(data12[i0], { instancePath: instancePath + "/tests/" + i0, parentData: data12, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors);
            errors = vErrors.length;
          }
        }
      } else {
        vErrors = keep(vErrors, instancePath + "/tests", "#/properties/tests/type", "type", { type: "array" }); errors++;
      }
    }
    if (!validate190(data.naming, { instancePath: instancePath + "/naming", parentData: data, parentDataProperty: "naming", rootData })) {
      vErrors = vErrors === null ? validate190.errors : vErrors.concat(validate190.errors);
      errors = vErrors.length;
    }
    if (data.lock !== void 0) {
      if (!validate192(data.lock, { instancePath: instancePath + "/lock", parentData: data, parentDataProperty: "lock", rootData })) {
        vErrors = vErrors === null ? validate192.errors : vErrors.concat(validate192.errors);
        errors = vErrors.length;
      }
    }
    if (!validate194(data.questions, { instancePath: instancePath + "/questions", parentData: data, parentDataProperty: "questions", rootData })) {
      vErrors = vErrors === null ? validate194.errors : vErrors.concat(validate194.errors);
      errors = vErrors.length;
    }
    if (!validate196(data.reload, { instancePath: instancePath + "/reload", parentData: data, parentDataProperty: "reload", rootData })) {
      vErrors = vErrors === null ? validate196.errors : vErrors.concat(validate196.errors);
      errors = vErrors.length;
    }
  } else {
    vErrors = keep(vErrors, instancePath, "#/type", "type", { type: "object" }); errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
export {
  stdin_default as default,
  validate
};
function keep(errors, instancePath, schemaPath, keyword, params) {
  const error = { instancePath, schemaPath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
