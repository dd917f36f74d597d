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
var schema6 = { "$schema": "http://json-schema.org/draft-07/schema#", "title": "Config", "description": "One file in, a proxy out: which MCP servers stand behind the proxy, how to sign in to them, and how clients reach the result.", "type": "object", "properties": { "$schema": { "description": "Where editors find this schema; the proxy does not read it.", "type": "string" }, "version": { "description": "The version of this format.", "const": 1, "default": 1 }, "upstreams": { "description": "The MCP servers behind the proxy, by name. A name has 1 to 32 letters, digits, `_` and `-`, begins with a letter or digit, has no `__` in it and differs from the others by more than case. An `mcpServers` block of a client's configuration pastes in as it is.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Upstream" }, "default": {}, "examples": [{ "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/data"] } }, { "notes": { "url": "https://notes.example.com/mcp" } }] }, "mcpServers": { "description": "Another name for `upstreams`, so that a client's configuration file is a valid file here. Both together are allowed as long as no name appears twice.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Upstream" } }, "expose": { "$ref": "#/definitions/Expose", "description": "How clients reach the proxy. Absent: HTTP on 127.0.0.1:8080, one endpoint at `/mcp`.", "default": { "http": {} } }, "log": { "$ref": "#/definitions/LogConfig", "description": "The proxy's own log. It goes to stderr, never to stdout.", "default": {} }, "store": { "$ref": "#/definitions/Store", "description": "Where logins are kept.", "default": { "type": "file" }, "examples": [{ "type": "file", "path": "~/.mcp-proxy" }] }, "access": { "$ref": "#/definitions/Access", "description": "How callers are recognised, and who may do what.", "default": { "mode": "none" } }, "audit": { "$ref": "#/definitions/AuditConfig", "description": "Records every call. Absent: nothing is recorded." }, "telemetry": { "$ref": "#/definitions/Telemetry", "description": "What is measured, and where it is read.", "default": {} }, "tests": { "description": "Expectations of who sees what, run by `mcp-proxy test`.", "type": "array", "items": { "$ref": "#/definitions/AccessTest" }, "examples": [[{ "as": { "user": "friend@example.com" }, "sees": ["files:read_file"], "denied": ["files:delete_file"] }]] }, "naming": { "$ref": "#/definitions/Naming", "description": "How items of several upstreams are named.", "default": {} }, "lock": { "$ref": "#/definitions/Lock", "description": "Holds upstreams to what was reviewed. Absent: whatever an upstream offers is shown." }, "questions": { "$ref": "#/definitions/Questions", "description": "What upstreams ask people in the middle of a call.", "default": {} }, "reload": { "$ref": "#/definitions/Reload", "description": "Taking over a changed file without a restart.", "default": {} } }, "additionalProperties": false, "definitions": { "Access": { "type": "object", "required": ["mode"], "discriminator": { "propertyName": "mode" }, "oneOf": [{ "$ref": "#/definitions/AnyOfAccess" }, { "$ref": "#/definitions/ApiKeyAccess" }, { "$ref": "#/definitions/ForwardedUserAccess" }, { "$ref": "#/definitions/JwtAccess" }, { "$ref": "#/definitions/NoAccess" }, { "$ref": "#/definitions/OAuthAccess" }] }, "AccessApiKey": { "title": "AccessApiKey", "description": "One API key: its hash, or where to find it. Make one with `openssl rand -base64 32`.", "type": "object", "minProperties": 1, "maxProperties": 1, "properties": { "sha256": { "description": 'The SHA-256 of the key in hex: `printf %s "$KEY" | sha256sum`. Not a secret as long as the key is random.', "type": "string", "pattern": "^[0-9a-f]{64}$" }, "env": { "description": "The name of an environment variable that holds the key.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "file": { "description": "The path of a file that holds the key and nothing else.", "type": "string", "minLength": 1 } }, "additionalProperties": false }, "AccessIntrospection": { "title": "AccessIntrospection", "description": "Asks the issuer about tokens (RFC 7662).", "type": "object", "properties": { "clientId": { "description": "The client the proxy is at the issuer.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "That client's secret." }, "when": { "description": "`opaque`: only about tokens that are not JWTs. `always`: about every token, so that one that was revoked is refused within 60 s.", "enum": ["opaque", "always"], "default": "opaque" } }, "required": ["clientId", "clientSecret"], "additionalProperties": false }, "AccessPatterns": { "title": "AccessPatterns", "description": "Patterns per kind of item. A kind that is absent names nothing of that kind.", "type": "object", "properties": { "tools": { "description": "Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:*", "time:*"]] }, "prompts": { "description": "Prompts that may be seen and used; patterns as for tools.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*"]] }, "resources": { "description": "Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:file:///public/*"]] } }, "additionalProperties": false }, "AccessRole": { "title": "AccessRole", "description": "What a role grants, and what it takes away.", "type": "object", "properties": { "deny": { "$ref": "#/definitions/AccessPatterns", "description": "Taken away again, whoever granted it: what is denied anywhere is denied." }, "tools": { "description": "Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:*", "time:*"]] }, "prompts": { "description": "Prompts that may be seen and used; patterns as for tools.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*"]] }, "resources": { "description": "Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:file:///public/*"]] } }, "additionalProperties": false }, "AccessRule": { "title": "AccessRule", "description": "What everybody may do whose verified claims fit.", "type": "object", "properties": { "claims": { "description": "Claims of the caller's token, and the values that fit. Every claim named here must hold one of its values; a claim that is a list fits when it contains one.", "type": "object", "minProperties": 1, "additionalProperties": { "description": "Values, one of which is enough.", "type": "array", "minItems": 1, "items": { "type": "string" } }, "examples": [{ "groups": ["engineering"] }] }, "roles": { "description": "Roles of `access.roles` that apply too.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true, "examples": [["admin"]] }, "deny": { "$ref": "#/definitions/AccessPatterns", "description": "Taken away again, whoever granted it: what is denied anywhere is denied." }, "tools": { "description": "Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:*", "time:*"]] }, "prompts": { "description": "Prompts that may be seen and used; patterns as for tools.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*"]] }, "resources": { "description": "Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:file:///public/*"]] } }, "required": ["claims"], "additionalProperties": false }, "AccessTest": { "title": "AccessTest", "description": "One expectation of who sees what, checked by `mcp-proxy test` against the lock file.", "type": "object", "properties": { "as": { "description": "Whom to try.", "type": "object", "title": "AccessTestCaller", "properties": { "user": { "description": "An e-mail address or subject, as in `access.users`.", "type": "string", "minLength": 1 }, "claims": { "description": "Claims the caller's token would carry.", "type": "object", "additionalProperties": true }, "roles": { "description": "Roles to try besides those the file gives.", "type": "array", "items": { "type": "string", "minLength": 1 } } }, "additionalProperties": false }, "endpoint": { "description": "The endpoint to try. Absent: all upstreams.", "type": "string" }, "sees": { "description": "Items, as `upstream:name` or as clients see them, that must be visible.", "type": "array", "items": { "type": "string", "minLength": 1 } }, "denied": { "description": "Items that must be hidden.", "type": "array", "items": { "type": "string", "minLength": 1 } } }, "required": ["as"], "additionalProperties": false }, "AccessUser": { "title": "AccessUser", "description": "What one person or account may do.", "type": "object", "properties": { "name": { "description": "A note on who this is, for whoever reads the file.", "type": "string" }, "roles": { "description": "Roles of `access.roles` that apply too.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true, "examples": [["admin"]] }, "deny": { "$ref": "#/definitions/AccessPatterns", "description": "Taken away again, whoever granted it: what is denied anywhere is denied." }, "tools": { "description": "Tools that may be seen and called. `upstream:tool` (`files:*`, `*:get*`) speaks of the upstream's own name; without a colon a pattern is the name clients see; `*` is everything. An empty list grants nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:*", "time:*"]] }, "prompts": { "description": "Prompts that may be seen and used; patterns as for tools.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*"]] }, "resources": { "description": "Resources, by URI, and resource templates, by template, that may be seen and read: `upstream:uri`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["files:file:///public/*"]] } }, "additionalProperties": false }, "AnyOfAccess": { "title": "AnyOfAccess", "description": "Several ways of recognising callers at one port, tried in order; a request that carries the credentials of two different callers is refused.", "type": "object", "properties": { "mode": { "description": "Several ways of recognising callers at one port, tried in order; a request that carries the credentials of two different callers is refused.", "const": "any-of" }, "of": { "description": "The ways. `users`, `usersFile`, `roles` and `rules` stand beside this key, not inside it.", "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/Access" }, "examples": [[{ "mode": "api-key", "keys": { "ci": { "env": "CI_KEY" } } }, { "mode": "jwt", "issuer": "https://auth.example.com" }]] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "of"], "additionalProperties": false }, "ApiKeyAccess": { "title": "ApiKeyAccess", "description": "Keys for programs, sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`.", "type": "object", "properties": { "mode": { "description": "Keys for programs, sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`.", "const": "api-key" }, "keys": { "description": "The keys by name. The name is who calls: it appears in the audit log, and `users` may speak of it. Taking one out revokes it at the next reload.", "type": "object", "minProperties": 1, "additionalProperties": { "$ref": "#/definitions/AccessApiKey" }, "examples": [{ "ci": { "env": "CI_KEY" }, "nightly": { "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" } }] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "keys"], "additionalProperties": false }, "ArgumentRule": { "title": "ArgumentRule", "description": "What happens to one argument.", "type": "object", "minProperties": 1, "properties": { "hide": { "description": "Clients do not see it, and what they send for it anyway is dropped.", "type": "boolean" }, "default": { "description": "The value when the client sends none; clients see it as optional." }, "fix": { "description": "The value, whatever the client sends; clients do not see the argument." } }, "additionalProperties": false }, "AuditConfig": { "title": "AuditConfig", "description": "One JSON line per call: who, what, upstream, outcome, duration, sizes. Arguments and results are not in it.", "type": "object", "properties": { "path": { "description": "The file lines are appended to (mode 0600), or `stderr`. A line is there within a tenth of a second.", "type": "string", "minLength": 1, "default": "stderr", "examples": ["audit.jsonl"] } }, "additionalProperties": false }, "Auth": { "type": "object", "required": ["mode"], "discriminator": { "propertyName": "mode" }, "oneOf": [{ "$ref": "#/definitions/AutoAuth" }, { "$ref": "#/definitions/CimdAuth" }, { "$ref": "#/definitions/ClientSecretAuth" }, { "$ref": "#/definitions/DcrAuth" }, { "$ref": "#/definitions/HeadersAuth" }, { "$ref": "#/definitions/NoAuth" }, { "$ref": "#/definitions/OidcAuth" }, { "$ref": "#/definitions/TokenExchangeAuth" }] }, "AutoAuth": { "title": "AutoAuth", "description": "Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.", "type": "object", "properties": { "mode": { "description": "Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.", "const": "auto" }, "clientId": { "description": "A client id registered beforehand. Absent: the proxy finds its own way.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "clientMetadataUrl": { "description": "Where this proxy's Client ID Metadata Document is published: an https URL with a path. Absent: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.", "type": "string" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "dependencies": { "clientSecret": ["clientId"] }, "required": ["mode"], "additionalProperties": false }, "CimdAuth": { "title": "CimdAuth", "description": "Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.", "type": "object", "properties": { "mode": { "description": "Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.", "const": "cimd" }, "clientMetadataUrl": { "description": "Where this proxy's Client ID Metadata Document is published: an https URL with a path. Absent: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.", "type": "string" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode"], "additionalProperties": false }, "ClientSecretAuth": { "title": "ClientSecretAuth", "description": "Sign in with a confidential client registered beforehand.", "type": "object", "properties": { "mode": { "description": "Sign in with a confidential client registered beforehand.", "const": "client-secret" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "privateKey": { "$ref": "#/definitions/Secret", "description": "The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK." }, "privateKeyId": { "description": "The `kid` of the private key, where the issuer wants one and the key is PEM.", "type": "string", "minLength": 1 }, "privateKeyAlgorithm": { "description": "The algorithm of the private key, where the key is PEM.", "enum": ["RS256", "PS256", "ES256", "ES384", "EdDSA"], "default": "RS256" }, "grant": { "description": "`authorization_code`: a person signs in. `client_credentials`: the proxy itself is the account, and nobody signs in.", "enum": ["authorization_code", "client_credentials"], "default": "authorization_code" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode", "clientId"], "additionalProperties": false }, "DcrAuth": { "title": "DcrAuth", "description": "Sign in with a client the proxy registers itself (RFC 7591).", "type": "object", "properties": { "mode": { "description": "Sign in with a client the proxy registers itself (RFC 7591).", "const": "dcr" }, "initialAccessToken": { "$ref": "#/definitions/Secret", "description": "The token the registration endpoint wants, where it wants one." }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode"], "additionalProperties": false }, "Endpoint": { "title": "Endpoint", "description": "One HTTP path, and the view of the upstreams it shows.", "type": "object", "properties": { "title": { "description": "What clients call this endpoint when they show it.", "type": "string", "minLength": 1 }, "upstreams": { "description": "The names of the upstreams shown here. Absent: all of them.", "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true, "examples": [["files", "notes"]] }, "tools": { "$ref": "#/definitions/ToolSelection", "description": "Which tools are shown here, of those each upstream's own rules leave. A pattern may name the upstream too: `files:*`.", "default": {}, "examples": [{ "readOnly": true }, { "include": ["get*", "search*"] }] }, "prompts": { "$ref": "#/definitions/ItemSelection", "description": "Which prompts are shown here.", "default": {} }, "resources": { "$ref": "#/definitions/ItemSelection", "description": "Which resources and resource templates are shown here.", "default": {} } }, "additionalProperties": false }, "Expose": { "title": "Expose", "description": "How clients reach the proxy: over stdio, over HTTP, or both.", "type": "object", "minProperties": 1, "properties": { "stdio": { "$ref": "#/definitions/StdioExposure" }, "http": { "$ref": "#/definitions/HttpExposure" } }, "additionalProperties": false }, "FileStore": { "title": "FileStore", "description": "Logins in files, encrypted (AES-256-GCM), shared by all processes that use the same folder.", "type": "object", "properties": { "type": { "description": "Logins in files, encrypted (AES-256-GCM), shared by all processes that use the same folder.", "const": "file" }, "path": { "description": "The folder; `~` is the home directory. Absent: `mcp-proxy` in the user's configuration folder.", "type": "string", "minLength": 1, "examples": ["~/.mcp-proxy"] }, "encryption": { "$ref": "#/definitions/StoreEncryption", "description": "The key the files are encrypted with. Absent: a key file the proxy makes inside the folder." } }, "required": ["type"], "additionalProperties": false }, "ForwardedUserAccess": { "title": "ForwardedUserAccess", "description": "A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).", "type": "object", "properties": { "mode": { "description": "A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).", "const": "forwarded-user" }, "trustedProxies": { "description": "Addresses and CIDR ranges of the reverse proxies whose word counts, `unix` for a unix socket. Decided on the address of the connection, never on a header. From anywhere else the header is as if absent.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 }, "examples": [["10.0.0.0/8", "127.0.0.1"]] }, "header": { "description": "The header that names the user.", "type": "string", "pattern": "^[A-Za-z0-9-]+$", "default": "X-Forwarded-User" }, "emailHeader": { "description": "The header with the user's e-mail address. What it says counts as verified.", "type": "string", "pattern": "^[A-Za-z0-9-]+$", "default": "X-Forwarded-Email" }, "fallbackUser": { "description": "Who calls when a request from loopback has no such header, for trying things out on one machine. Absent: nobody.", "type": "string", "minLength": 1, "examples": ["default"] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "trustedProxies"], "additionalProperties": false }, "HeadersAuth": { "title": "HeadersAuth", "description": "Fixed credentials in headers, such as a personal access token. They count as secret: they are never printed, and go to no other origin than the upstream's.", "type": "object", "properties": { "mode": { "description": "Fixed credentials in headers, such as a personal access token. They count as secret: they are never printed, and go to no other origin than the upstream's.", "const": "headers" }, "headers": { "description": "The headers and their values.", "type": "object", "minProperties": 1, "additionalProperties": { "$ref": "#/definitions/Value" }, "examples": [{ "Authorization": "Bearer ${NOTES_TOKEN}" }] } }, "required": ["mode", "headers"], "additionalProperties": false }, "HttpExposure": { "title": "HttpExposure", "description": "Streamable HTTP, with one or more endpoints on one address.", "type": "object", "properties": { "listen": { "description": "The address and port to listen on: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, or `:8080` for every address of the machine. Port 0 takes a free one. Anything but loopback needs access control.", "type": "string", "default": "127.0.0.1:8080", "examples": ["127.0.0.1:8080", "0.0.0.0:8080"] }, "publicUrl": { "description": "The origin under which clients reach the proxy from outside, when a reverse proxy or tunnel stands in front: https (or http on loopback), host and port, nothing after it. Everything the proxy says about its own address comes from here, never from a request's headers.", "type": "string", "examples": ["https://mcp.example.com"] }, "pathPrefix": { "description": "Put before the path of every route, for a reverse proxy that shares the host with other programs: `/tools`. Empty: none.", "type": "string", "pattern": "^(/[A-Za-z0-9._~-]+)*$", "default": "", "examples": ["/tools"] }, "endpoints": { "description": "What is served where: a path, and what of the upstreams it shows.", "type": "object", "minProperties": 1, "additionalProperties": { "$ref": "#/definitions/Endpoint" }, "default": { "/mcp": {} }, "examples": [{ "/mcp": {}, "/files": { "upstreams": ["files"] } }] }, "legacySse": { "description": "Also speak the HTTP+SSE transport of 2024-11-05: `GET /sse` and `POST /message`, and the same under `/v1/`, `/v2/` \u2026", "type": "boolean", "default": false }, "allowedHosts": { "description": "Host names a request may be addressed to, besides loopback names, the address listened on and the one in `publicUrl`. Guards against DNS rebinding.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["mcp.internal"]] }, "allowedOrigins": { "description": "Web origins whose pages may call the proxy from a browser, besides its own. A request without `Origin` comes from no page and is not concerned.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["https://inspector.example.com"]] }, "trustedProxies": { "description": "Addresses and CIDR ranges of the reverse proxies in front, `unix` for a unix socket: from them, `X-Forwarded-For` says whose request it is when wrong credentials and registrations are counted. It opens nothing to anybody. Absent: those of `access.mode: forwarded-user`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["10.0.0.0/8"]] }, "insecureAllowUnauthenticated": { "description": "Listen on more than loopback without access control: whoever reaches the port may use every upstream, with the credentials in this file.", "type": "boolean", "default": false }, "limits": { "$ref": "#/definitions/HttpLimits", "description": "What one client may ask of the proxy.", "default": {} }, "keepAlive": { "description": "A comment is sent on an open event stream after this much silence, so that nothing between the two closes it.", "type": "string", "default": "15s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false }, "HttpLimits": { "title": "HttpLimits", "description": "Bounds of the HTTP exposure; what exceeds one is refused, and the rest goes on.", "type": "object", "properties": { "body": { "description": "The longest request body; a longer one is answered 413.", "type": "string", "default": "4MiB", "pattern": "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, "headers": { "description": "The longest header section of a request; a longer one is answered 431.", "type": "string", "default": "16KiB", "pattern": "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, "sessionsPerPrincipal": { "description": "How many legacy sessions one caller may hold open; the next one is answered 429.", "type": "integer", "minimum": 1, "maximum": 1e6, "default": 2e3 }, "wrongCredentials": { "description": "How many wrong keys and tokens one address may show, at once and then each minute; beyond it, what it shows is not looked at and answered 429 with `Retry-After`. A credential that was right from that address before goes on working, a client that repeats one wrong key counts once, and tokens that have only expired do not count. Behind a reverse proxy, see `trustedProxies`.", "type": "integer", "minimum": 1, "maximum": 1e6, "default": 30 }, "sessionIdle": { "description": "A legacy session without a request and without an open stream for this long is ended.", "type": "string", "default": "1h", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false }, "HttpUpstream": { "title": "HttpUpstream", "description": "An MCP server reached by URL.", "type": "object", "properties": { "type": { "description": "Said by some clients' configuration: `sse` and `streamable-http` set `transport`, `http` leaves it as it is.", "enum": ["http", "sse", "streamable-http"], "default": "http" }, "url": { "description": "The address of the MCP endpoint, http or https, without user name, password or fragment.", "type": "string", "examples": ["https://mcp.example.com/mcp"] }, "transport": { "description": "How to talk to it. `http-first` (also `auto`): Streamable HTTP, and HTTP+SSE where that fails; `sse-first`: the other way round; `streamable-http` (also `http`, `http-only`) and `sse` (also `sse-only`): only that.", "enum": ["http-first", "streamable-http", "sse", "sse-first", "http", "http-only", "sse-only", "auto"], "default": "http-first" }, "headers": { "description": "Headers sent on every request to this upstream. Those the transport itself sets (Host, Content-Length, Mcp-Session-Id \u2026) cannot be set here.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Value" }, "default": {}, "examples": [{ "X-Environment": "${STAGE:-production}" }] }, "auth": { "$ref": "#/definitions/Auth", "description": "How the proxy signs in to this upstream.", "default": { "mode": "auto" } }, "tls": { "$ref": "#/definitions/Tls", "description": "Certificates, where the usual ones do not do." }, "httpProxy": { "description": "The HTTP proxy to go through, as a URL, or `none` to go direct. Absent: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment decide.", "type": "string", "examples": ["http://proxy.example.com:3128", "none"] }, "title": { "description": "What people call this upstream: shown on pages and in errors.", "type": "string", "minLength": 1 }, "description": { "description": "A note for whoever reads the file.", "type": "string" }, "disabled": { "description": "Leaves the upstream out, as if it were not in the file.", "type": "boolean", "default": false }, "timeouts": { "$ref": "#/definitions/Timeouts", "description": "How long to wait for this upstream.", "default": {} }, "limits": { "$ref": "#/definitions/UpstreamLimits", "description": "What this upstream may ask of the proxy.", "default": {} }, "prefix": { "description": "What `naming` puts before this upstream's names. Absent: its name in this file. Empty: nothing, unless two names would meet.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{0,32}$" }, "tools": { "$ref": "#/definitions/ToolRules", "description": "Which of its tools are shown, and how.", "default": {}, "examples": [{ "include": ["search*", "get*"], "ignore": ["*delete*"] }] }, "prompts": { "$ref": "#/definitions/PromptRules", "description": "Which of its prompts are shown, and how.", "default": {} }, "resources": { "$ref": "#/definitions/ResourceRules", "description": "Which of its resources and resource templates are shown, and how.", "default": {} }, "hiddenText": { "description": "What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.", "enum": ["pass", "strip"], "default": "pass" }, "isolation": { "description": "Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Where nobody signs in to the proxy there is one principal.", "enum": ["principal", "shared", "session"], "default": "principal" }, "start": { "description": "`eager`: with the proxy; `lazy`: at the first call. A lazy one is listed as it was when it last ran.", "enum": ["eager", "lazy"], "default": "eager" }, "idleStop": { "description": "After so long without a call it is stopped; the next call starts it again. Absent: never.", "type": "string", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "required": { "description": "Whether the proxy counts as ready only while it is connected. Other upstreams work in any case.", "type": "boolean", "default": false }, "restart": { "$ref": "#/definitions/Restart", "description": "How it is started again.", "default": {} }, "include_tools": { "description": "Another spelling of `tools.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_tools": { "description": "Another spelling of `tools.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_prompts": { "description": "Another spelling of `prompts.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_prompts": { "description": "Another spelling of `prompts.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_resources": { "description": "Another spelling of `resources.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_resources": { "description": "Another spelling of `resources.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true } }, "required": ["url"], "additionalProperties": false }, "ItemSelection": { "title": "ItemSelection", "description": "Which prompts or resources are shown. What is hidden cannot be used either, and answers like something that does not exist. Resources are known by their URI, resource templates by their template.", "type": "object", "properties": { "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] } }, "additionalProperties": false }, "JwtAccess": { "title": "JwtAccess", "description": "Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.", "type": "object", "properties": { "mode": { "description": "Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.", "const": "jwt" }, "issuer": { "description": "The issuer, exactly as its tokens and its metadata spell it.", "type": "string", "examples": ["https://auth.example.com"] }, "audience": { "description": "Audiences a token may have; one must be there exactly. Absent: the URL of the endpoint that is called.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 }, "examples": [["https://mcp.example.com/mcp"]] }, "jwksUri": { "description": "Where the issuer's keys are. Absent: its metadata says.", "type": "string" }, "algorithms": { "description": "Signature algorithms that are accepted.", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"] }, "default": ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"] }, "typ": { "description": "`at+jwt`: only tokens that say they are access tokens (RFC 9068). `any`: whatever the header's `typ` says; right for issuers that do not follow that RFC.", "enum": ["at+jwt", "any"], "default": "any" }, "scopes": { "description": "Scopes a token must carry, all of them.", "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "default": [], "examples": [["mcp"]] }, "subjectClaim": { "description": "The claim that names the caller.", "type": "string", "minLength": 1, "default": "sub" }, "introspection": { "$ref": "#/definitions/AccessIntrospection", "description": "Asks the issuer about tokens. Absent: a token that is not a JWT is refused." }, "allowHosts": { "description": "Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "issuer"], "additionalProperties": false }, "Lock": { "title": "Lock", "description": "Holds upstreams to the items that were reviewed and written down by `mcp-proxy lock`.", "type": "object", "properties": { "path": { "description": "The lock file; a relative path starts at the folder of this file.", "type": "string", "minLength": 1, "default": "mcp-proxy.lock.yaml" }, "onDrift": { "description": "What happens to an item that is not as it was reviewed, or is new: `warn`, a line in the log; `hide`, it is not shown; `block`, it is shown as reviewed, and calls of it are refused.", "enum": ["warn", "hide", "block"], "default": "warn" } }, "additionalProperties": false }, "LogConfig": { "title": "LogConfig", "description": "What is logged, and how it looks.", "type": "object", "properties": { "level": { "description": "The least severe lines that are written.", "enum": ["trace", "debug", "info", "warn", "error"], "default": "info" }, "format": { "description": "`text` for people, `json` (one object a line) for programs.", "enum": ["text", "json"], "default": "text" } }, "additionalProperties": false }, "MemoryStore": { "title": "MemoryStore", "description": "Logins in memory only: gone when the process ends, and shared with no other.", "type": "object", "properties": { "type": { "description": "Logins in memory only: gone when the process ends, and shared with no other.", "const": "memory" } }, "required": ["type"], "additionalProperties": false }, "MetricsConfig": { "title": "MetricsConfig", "description": "Prometheus metrics (text format 0.0.4) of `serve` over HTTP: calls by endpoint, upstream and outcome, their durations, sessions, upstream states, sign-ins, callers that were refused. No user, tool or argument is in them.", "type": "object", "properties": { "listen": { "description": "The address and port metrics are served on, apart from where clients come in. Anything but loopback needs `token`.", "type": "string", "default": "127.0.0.1:9464", "examples": ["127.0.0.1:9464", ":9464"] }, "token": { "$ref": "#/definitions/Secret", "description": "What a reader must send as `Authorization: Bearer TOKEN` (Prometheus: `authorization.credentials_file`). Absent: nothing." }, "insecureAllowUnauthenticated": { "description": "Listen on more than loopback without `token`, where the network itself keeps strangers away: whoever reaches the port reads the names of upstreams and endpoints, and how much is called.", "type": "boolean", "default": false } }, "additionalProperties": false }, "Naming": { "title": "Naming", "description": "How tools and prompts of several upstreams are named, so that every client accepts the names and no two meet.", "type": "object", "properties": { "prefix": { "description": "When the upstream's prefix goes before a name: `conflict`, where two upstreams offer the same name (then both get theirs); `always`, as soon as an endpoint shows more than one upstream; `never`, then the first upstream in the file keeps the name and the other's item is hidden.", "enum": ["conflict", "always", "never"], "default": "always" }, "separator": { "description": "Between prefix and name. A prefix must not contain it.", "type": "string", "pattern": "^[a-zA-Z0-9_./:-]{1,4}$", "default": "__" }, "maxLength": { "description": "Longer names are shortened, with a hash at the end that is the same every time.", "type": "integer", "minimum": 24, "maximum": 256, "default": 64 }, "clientPrefix": { "description": "What the client itself puts before every name, such as `mcp__company__`: its length is taken off `maxLength`.", "type": "string", "maxLength": 100, "default": "" }, "characters": { "description": "`safe`: letters, digits, `_` and `-`, which every client takes; other characters become `_`, with a hash at the end. `any`: names as the upstreams send them.", "enum": ["safe", "any"], "default": "safe" } }, "additionalProperties": false }, "NoAccess": { "title": "NoAccess", "description": "Nobody is asked who they are; everybody who reaches the port is one local user. On anything but loopback this needs `expose.http.insecureAllowUnauthenticated`.", "type": "object", "properties": { "mode": { "description": "Nobody is asked who they are; everybody who reaches the port is one local user. On anything but loopback this needs `expose.http.insecureAllowUnauthenticated`.", "const": "none" }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode"], "additionalProperties": false }, "NoAuth": { "title": "NoAuth", "description": "No sign-in: the upstream asks for none, or `headers` says all it wants.", "type": "object", "properties": { "mode": { "description": "No sign-in: the upstream asks for none, or `headers` says all it wants.", "const": "none" } }, "required": ["mode"], "additionalProperties": false }, "OAuthAccess": { "title": "OAuthAccess", "description": "The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.", "type": "object", "properties": { "mode": { "description": "The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.", "const": "oauth" }, "provider": { "description": "The kind of identity provider, for its quirks; `oidc` is any that has OpenID Connect discovery.", "enum": ["auth0", "entra", "google", "okta", "keycloak", "cognito", "oidc"], "default": "oidc" }, "issuer": { "description": "The identity provider's issuer, exactly as its metadata spells it. `google` needs none.", "type": "string", "examples": ["https://tenant.us.auth0.com/"] }, "clientId": { "description": "The client the proxy is at the identity provider. Its redirect URI there is the proxy's public URL and `callbackPath`.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "That client's secret. Absent: a public client." }, "scopes": { "description": "What to ask the identity provider for, and what clients may ask the proxy for.", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "default": ["openid", "profile", "email"] }, "audience": { "description": "The API identifier sent to the identity provider on authorize and token requests (Auth0).", "type": "string", "minLength": 1, "examples": ["https://mcp.example.com"] }, "callbackPath": { "description": "Where the identity provider sends people back to, under the public URL.", "type": "string", "pattern": "^(/[A-Za-z0-9._~-]+)+$", "default": "/auth/callback" }, "redirectHosts": { "description": "Hosts whose https URLs a client may be sent back to, besides loopback (any port). `*.example.com` stands for every name below. What a client registers outside of it is refused.", "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 }, "default": ["claude.ai", "claude.com", "chatgpt.com", "vscode.dev", "insiders.vscode.dev"] }, "redirectSchemes": { "description": "Private-use URI schemes of desktop clients that a person may be sent back to.", "type": "array", "uniqueItems": true, "items": { "type": "string", "pattern": "^[a-z][a-z0-9+.-]*$" }, "default": ["cursor", "vscode", "vscode-insiders", "windsurf"] }, "tokenTtl": { "description": "How long an access token of the proxy lives.", "type": "string", "default": "15m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "refreshTtl": { "description": "How long a client stays signed in without being used.", "type": "string", "default": "30d", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "allowHosts": { "description": "Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "clientId"], "additionalProperties": false }, "OAuthEndpoints": { "title": "OAuthEndpoints", "description": "Addresses of the issuer's endpoints, for issuers that publish none or wrong ones. What is said here wins over what the issuer publishes.", "type": "object", "properties": { "authorization": { "description": "Where a person's browser is sent to sign in.", "type": "string" }, "token": { "description": "Where tokens are fetched.", "type": "string" }, "registration": { "description": "Where a client registers itself (RFC 7591).", "type": "string" }, "revocation": { "description": "Where tokens are revoked at logout (RFC 7009).", "type": "string" }, "deviceAuthorization": { "description": "Where a login by code on another device begins (RFC 8628).", "type": "string" }, "jwks": { "description": "Where the issuer's signing keys are.", "type": "string" } }, "additionalProperties": false }, "OidcAuth": { "title": "OidcAuth", "description": "Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).", "type": "object", "properties": { "mode": { "description": "Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).", "const": "oidc" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode", "clientId"], "additionalProperties": false }, "PromptRules": { "title": "PromptRules", "description": "Which prompts of the upstream are shown, and how. What is hidden cannot be used either, and answers like a prompt that does not exist.", "type": "object", "properties": { "rename": { "description": "Another name for an item, by the upstream's own name. `naming` still applies to it.", "type": "object", "additionalProperties": { "description": "The new name.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$" }, "examples": [{ "search_issues_v2": "search_issues" }] }, "describe": { "description": "Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.", "type": "object", "additionalProperties": { "description": "The description.", "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "append": { "description": "Text put behind the upstream's own description.", "type": "string", "minLength": 1 } }, "required": ["append"], "additionalProperties": false }] }, "examples": [{ "search_issues": { "append": "Only open issues are worth showing to people." } }] }, "arguments": { "description": "Arguments of an item, by the upstream's own name, then by argument: hidden from clients, given a default, or fixed. The schema clients see says so.", "type": "object", "additionalProperties": { "description": "Arguments, by name.", "type": "object", "additionalProperties": { "$ref": "#/definitions/ArgumentRule" } }, "examples": [{ "create_issue": { "project": { "fix": "SUPPORT" }, "priority": { "default": "low" } } }] }, "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] } }, "additionalProperties": false }, "Questions": { "title": "Questions", "description": "What upstreams ask people in the middle of a call (elicitation, sampling, roots), and the calls that wait for the answer.", "type": "object", "properties": { "timeout": { "description": "How long an answer may take. Then the upstream is told that there is none, and the call ends.", "type": "string", "default": "10m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "perPrincipal": { "description": "Calls of one principal that may wait at the same time; one more is refused.", "type": "integer", "minimum": 1, "maximum": 1e5, "default": 100 }, "total": { "description": "Calls that may wait at the same time, of all principals together.", "type": "integer", "minimum": 1, "maximum": 1e6, "default": 1e4 } }, "additionalProperties": false }, "Reload": { "title": "Reload", "description": "Taking over a changed file without a restart. SIGHUP does it at any time. A file that is not valid changes nothing.", "type": "object", "properties": { "watch": { "description": "Whether changes of the file are noticed and taken over.", "type": "boolean", "default": false }, "debounce": { "description": "How long the file must have been left alone.", "type": "string", "default": "200ms", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false }, "ResourceRules": { "title": "ResourceRules", "description": "Which resources and resource templates of the upstream are shown, and how; they are known by URI and template. What is hidden cannot be read either.", "type": "object", "properties": { "describe": { "description": "Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.", "type": "object", "additionalProperties": { "description": "The description.", "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "append": { "description": "Text put behind the upstream's own description.", "type": "string", "minLength": 1 } }, "required": ["append"], "additionalProperties": false }] }, "examples": [{ "search_issues": { "append": "Only open issues are worth showing to people." } }] }, "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] } }, "additionalProperties": false }, "Restart": { "title": "Restart", "description": "What happens after the program ended without being asked, or the connection was lost.", "type": "object", "properties": { "initial": { "description": "The first wait; it doubles with every failure in a row, up to `max`, with up to a fifth of chance in it.", "type": "string", "default": "100ms", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "max": { "description": "The longest wait.", "type": "string", "default": "30s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "crashes": { "description": "After so many failures within `window` calls are refused at once, and one start is tried every `probe`.", "type": "integer", "minimum": 1, "default": 5 }, "window": { "description": "See `crashes`.", "type": "string", "default": "60s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "probe": { "description": "See `crashes`.", "type": "string", "default": "30s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false }, "Secret": { "title": "Secret", "description": "Where a secret is found when the proxy starts: an environment variable, or a file (its last line break is dropped; a relative path starts at the folder of this file).", "type": "object", "minProperties": 1, "maxProperties": 1, "properties": { "env": { "description": "The name of an environment variable.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "file": { "description": "The path of a file that holds the secret and nothing else.", "type": "string", "minLength": 1 } }, "examples": [{ "env": "CLIENT_SECRET" }, { "file": "secrets/client" }], "additionalProperties": false }, "StdioExposure": { "title": "StdioExposure", "description": "For clients that start the proxy themselves: `mcp-proxy serve --stdio`.", "type": "object", "properties": { "upstreams": { "description": "The names of the upstreams shown here. Absent: all of them.", "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true, "examples": [["files", "notes"]] }, "tools": { "$ref": "#/definitions/ToolSelection", "description": "Which tools are shown here, of those each upstream's own rules leave. A pattern may name the upstream too: `files:*`.", "default": {}, "examples": [{ "readOnly": true }, { "include": ["get*", "search*"] }] }, "prompts": { "$ref": "#/definitions/ItemSelection", "description": "Which prompts are shown here.", "default": {} }, "resources": { "$ref": "#/definitions/ItemSelection", "description": "Which resources and resource templates are shown here.", "default": {} } }, "additionalProperties": false }, "StdioUpstream": { "title": "StdioUpstream", "description": "A program the proxy starts and talks to over its standard input and output.", "type": "object", "properties": { "type": { "description": "Said by some clients' configuration; `command` says as much.", "enum": ["stdio"], "default": "stdio" }, "command": { "description": "The program to start: a name looked up in PATH, or a path. Never run by a shell; arguments go to `args`.", "type": "string", "minLength": 1, "examples": ["npx", "uvx", "./my-mcp"] }, "args": { "description": "Its arguments, one by one, exactly as the program gets them.", "type": "array", "items": { "$ref": "#/definitions/Text" }, "default": [], "examples": [["-y", "@modelcontextprotocol/server-filesystem", "/data"]] }, "env": { "description": "Environment variables it gets besides the few every program needs (PATH, HOME, LANG \u2026). The proxy's own environment is not handed on.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Value" }, "default": {}, "examples": [{ "LOG_LEVEL": "info", "API_KEY": { "env": "API_KEY" } }] }, "cwd": { "description": "The folder it starts in; a relative path starts at the folder of this file. Absent: that folder.", "type": "string", "minLength": 1 }, "title": { "description": "What people call this upstream: shown on pages and in errors.", "type": "string", "minLength": 1 }, "description": { "description": "A note for whoever reads the file.", "type": "string" }, "disabled": { "description": "Leaves the upstream out, as if it were not in the file.", "type": "boolean", "default": false }, "timeouts": { "$ref": "#/definitions/Timeouts", "description": "How long to wait for this upstream.", "default": {} }, "limits": { "$ref": "#/definitions/UpstreamLimits", "description": "What this upstream may ask of the proxy.", "default": {} }, "prefix": { "description": "What `naming` puts before this upstream's names. Absent: its name in this file. Empty: nothing, unless two names would meet.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{0,32}$" }, "tools": { "$ref": "#/definitions/ToolRules", "description": "Which of its tools are shown, and how.", "default": {}, "examples": [{ "include": ["search*", "get*"], "ignore": ["*delete*"] }] }, "prompts": { "$ref": "#/definitions/PromptRules", "description": "Which of its prompts are shown, and how.", "default": {} }, "resources": { "$ref": "#/definitions/ResourceRules", "description": "Which of its resources and resource templates are shown, and how.", "default": {} }, "hiddenText": { "description": "What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.", "enum": ["pass", "strip"], "default": "pass" }, "isolation": { "description": "Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Where nobody signs in to the proxy there is one principal.", "enum": ["principal", "shared", "session"], "default": "principal" }, "start": { "description": "`eager`: with the proxy; `lazy`: at the first call. A lazy one is listed as it was when it last ran.", "enum": ["eager", "lazy"], "default": "eager" }, "idleStop": { "description": "After so long without a call it is stopped; the next call starts it again. Absent: never.", "type": "string", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "required": { "description": "Whether the proxy counts as ready only while it is connected. Other upstreams work in any case.", "type": "boolean", "default": false }, "restart": { "$ref": "#/definitions/Restart", "description": "How it is started again.", "default": {} }, "include_tools": { "description": "Another spelling of `tools.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_tools": { "description": "Another spelling of `tools.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_prompts": { "description": "Another spelling of `prompts.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_prompts": { "description": "Another spelling of `prompts.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_resources": { "description": "Another spelling of `resources.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_resources": { "description": "Another spelling of `resources.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true } }, "required": ["command"], "additionalProperties": false }, "Store": { "type": "object", "required": ["type"], "discriminator": { "propertyName": "type" }, "oneOf": [{ "$ref": "#/definitions/FileStore" }, { "$ref": "#/definitions/MemoryStore" }] }, "StoreEncryption": { "title": "StoreEncryption", "description": "Keys are 32 random bytes in base64 or hex: `openssl rand -base64 32` makes one.", "type": "object", "properties": { "key": { "$ref": "#/definitions/Secret", "description": "The key in force." }, "previousKeys": { "description": "Keys that were in force before; what they encrypted is read and written anew with `key`.", "type": "array", "items": { "$ref": "#/definitions/Secret" }, "default": [] } }, "required": ["key"], "additionalProperties": false }, "Telemetry": { "title": "Telemetry", "description": "What the proxy tells about its own work, besides the log.", "type": "object", "properties": { "metrics": { "$ref": "#/definitions/MetricsConfig", "description": "Numbers for Prometheus, served at `/metrics` on an address of their own. Absent: none are kept." } }, "additionalProperties": false }, "Text": { "title": "Text", "description": "Text; a number or boolean is taken as it is written.", "type": ["string", "number", "boolean"] }, "Timeouts": { "title": "Timeouts", "description": "Four clocks, so that a slow tool is not mistaken for a dead upstream. A duration is a whole number and a unit: `250ms`, `30s`, `5m`, `1h`.", "type": "object", "properties": { "connect": { "description": "From nothing to a link that answered its handshake: the connection, or the process and what it downloads first.", "type": "string", "default": "30s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "firstByte": { "description": "From a call sent to the first byte about it: an answer, or progress.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "idle": { "description": "The longest silence within a call after its first byte; progress starts it anew.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "total": { "description": "The longest a call may take whatever happens.", "type": "string", "default": "1h", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false }, "Tls": { "title": "Tls", "description": "Paths of PEM files; a relative path starts at the folder of this file.", "type": "object", "properties": { "ca": { "description": "Certificates of authorities trusted for this upstream, besides the system's.", "type": "string", "minLength": 1 }, "cert": { "description": "The certificate the proxy shows; needs `key`.", "type": "string", "minLength": 1 }, "key": { "description": "The private key of `cert`.", "type": "string", "minLength": 1 } }, "dependencies": { "cert": ["key"], "key": ["cert"] }, "additionalProperties": false }, "TokenExchangeAuth": { "title": "TokenExchangeAuth", "description": "Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.", "type": "object", "properties": { "mode": { "description": "Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.", "const": "token-exchange" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "privateKey": { "$ref": "#/definitions/Secret", "description": "The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK." }, "privateKeyId": { "description": "The `kid` of the private key, where the issuer wants one and the key is PEM.", "type": "string", "minLength": 1 }, "privateKeyAlgorithm": { "description": "The algorithm of the private key, where the key is PEM.", "enum": ["RS256", "PS256", "ES256", "ES384", "EdDSA"], "default": "RS256" }, "audience": { "description": "The logical name of the upstream at the issuer (RFC 8693 section 2.1).", "type": "string", "minLength": 1 }, "requestedTokenType": { "description": "The kind of token to ask for.", "type": "string", "minLength": 1, "default": "urn:ietf:params:oauth:token-type:access_token" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "required": ["mode", "clientId"], "additionalProperties": false }, "ToolAnnotations": { "title": "ToolAnnotations", "description": "Corrections of a tool's annotations.", "type": "object", "minProperties": 1, "properties": { "title": { "description": "What people are shown instead of the name.", "type": "string", "minLength": 1 }, "readOnly": { "description": "Whether it changes nothing (`readOnlyHint`).", "type": "boolean" }, "destructive": { "description": "Whether it may destroy (`destructiveHint`).", "type": "boolean" }, "idempotent": { "description": "Whether calling twice is like calling once (`idempotentHint`).", "type": "boolean" }, "openWorld": { "description": "Whether it reaches beyond a closed domain (`openWorldHint`).", "type": "boolean" } }, "additionalProperties": false }, "ToolRules": { "title": "ToolRules", "description": "Which tools of the upstream are shown, and how. What is hidden cannot be called either, and answers like a tool that does not exist.", "type": "object", "properties": { "rename": { "description": "Another name for an item, by the upstream's own name. `naming` still applies to it.", "type": "object", "additionalProperties": { "description": "The new name.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$" }, "examples": [{ "search_issues_v2": "search_issues" }] }, "describe": { "description": "Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.", "type": "object", "additionalProperties": { "description": "The description.", "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "append": { "description": "Text put behind the upstream's own description.", "type": "string", "minLength": 1 } }, "required": ["append"], "additionalProperties": false }] }, "examples": [{ "search_issues": { "append": "Only open issues are worth showing to people." } }] }, "annotate": { "description": "What a tool says about itself, corrected, by the upstream's own name; `readOnly`, `destructive` \u2026 above see the corrected value.", "type": "object", "additionalProperties": { "$ref": "#/definitions/ToolAnnotations" }, "examples": [{ "run_report": { "readOnly": true } }] }, "arguments": { "description": "Arguments of an item, by the upstream's own name, then by argument: hidden from clients, given a default, or fixed. The schema clients see says so.", "type": "object", "additionalProperties": { "description": "Arguments, by name.", "type": "object", "additionalProperties": { "$ref": "#/definitions/ArgumentRule" } }, "examples": [{ "create_issue": { "project": { "fix": "SUPPORT" }, "priority": { "default": "low" } } }] }, "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] }, "readOnly": { "description": "`true` shows only tools that say they change nothing (`readOnlyHint`), `false` only the others. What a tool does not say counts as the specification says: not read-only.", "type": "boolean" }, "destructive": { "description": "`false` hides tools that may destroy (`destructiveHint`, which a tool that is not read-only has unless it says otherwise), `true` shows only them.", "type": "boolean" }, "idempotent": { "description": "`true` shows only tools that say calling twice is like calling once (`idempotentHint`), `false` only the others.", "type": "boolean" }, "openWorld": { "description": "`false` hides tools that reach beyond a closed domain (`openWorldHint`, true unless the tool says otherwise), `true` shows only them.", "type": "boolean" } }, "additionalProperties": false }, "ToolSelection": { "title": "ToolSelection", "description": "Which tools are shown. What is hidden cannot be called either, and answers like a tool that does not exist.", "type": "object", "properties": { "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] }, "readOnly": { "description": "`true` shows only tools that say they change nothing (`readOnlyHint`), `false` only the others. What a tool does not say counts as the specification says: not read-only.", "type": "boolean" }, "destructive": { "description": "`false` hides tools that may destroy (`destructiveHint`, which a tool that is not read-only has unless it says otherwise), `true` shows only them.", "type": "boolean" }, "idempotent": { "description": "`true` shows only tools that say calling twice is like calling once (`idempotentHint`), `false` only the others.", "type": "boolean" }, "openWorld": { "description": "`false` hides tools that reach beyond a closed domain (`openWorldHint`, true unless the tool says otherwise), `true` shows only them.", "type": "boolean" } }, "additionalProperties": false }, "Upstream": { "description": "An MCP server reached by URL. Or: A program the proxy starts and talks to over its standard input and output.", "type": "object", "anyOf": [{ "required": ["url"] }, { "required": ["command"] }], "if": { "required": ["url"] }, "then": { "$ref": "#/definitions/HttpUpstream" }, "else": { "if": { "required": ["command"] }, "then": { "$ref": "#/definitions/StdioUpstream" } } }, "UpstreamLimits": { "title": "UpstreamLimits", "description": "Bounds for what an upstream sends.", "type": "object", "properties": { "message": { "description": "The longest message accepted from the upstream; a call answered by a longer one fails, the upstream stays.", "type": "string", "default": "64MiB", "pattern": "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, "items": { "description": "The most tools, prompts, resources and resource templates taken from one of its lists; the rest is left out, with an error in the log.", "type": "integer", "minimum": 1, "default": 5e3 }, "list": { "description": "The most bytes taken from one of its lists.", "type": "string", "default": "8MiB", "pattern": "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, "pages": { "description": "The most pages read of one of its lists.", "type": "integer", "minimum": 1, "default": 100 }, "concurrency": { "description": "Calls under way at the same time; further ones wait in line. Absent: no limit.", "type": "integer", "minimum": 1 }, "queue": { "description": "Calls that may wait in line; one more is refused with `rate_limited`.", "type": "integer", "minimum": 0, "default": 1e3 }, "perMinute": { "description": "Calls sent per minute, evenly refilled, at most a tenth of them at once; further ones are refused with `rate_limited`. Absent: no limit.", "type": "integer", "minimum": 1 } }, "additionalProperties": false }, "Value": { "title": "Value", "description": "Text, or where to find it when it is secret: `{ env: NAME }` or `{ file: path }`. A number or boolean is taken as it is written.", "type": ["string", "number", "boolean", "object"], "minProperties": 1, "maxProperties": 1, "properties": { "env": { "description": "The name of an environment variable.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "file": { "description": "The path of a file that holds the value and nothing else.", "type": "string", "minLength": 1 } }, "additionalProperties": false } } };
var func2 = Object.prototype.hasOwnProperty;
var schema8 = { "title": "HttpUpstream", "description": "An MCP server reached by URL.", "type": "object", "properties": { "type": { "description": "Said by some clients' configuration: `sse` and `streamable-http` set `transport`, `http` leaves it as it is.", "enum": ["http", "sse", "streamable-http"], "default": "http" }, "url": { "description": "The address of the MCP endpoint, http or https, without user name, password or fragment.", "type": "string", "examples": ["https://mcp.example.com/mcp"] }, "transport": { "description": "How to talk to it. `http-first` (also `auto`): Streamable HTTP, and HTTP+SSE where that fails; `sse-first`: the other way round; `streamable-http` (also `http`, `http-only`) and `sse` (also `sse-only`): only that.", "enum": ["http-first", "streamable-http", "sse", "sse-first", "http", "http-only", "sse-only", "auto"], "default": "http-first" }, "headers": { "description": "Headers sent on every request to this upstream. Those the transport itself sets (Host, Content-Length, Mcp-Session-Id \u2026) cannot be set here.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Value" }, "default": {}, "examples": [{ "X-Environment": "${STAGE:-production}" }] }, "auth": { "$ref": "#/definitions/Auth", "description": "How the proxy signs in to this upstream.", "default": { "mode": "auto" } }, "tls": { "$ref": "#/definitions/Tls", "description": "Certificates, where the usual ones do not do." }, "httpProxy": { "description": "The HTTP proxy to go through, as a URL, or `none` to go direct. Absent: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment decide.", "type": "string", "examples": ["http://proxy.example.com:3128", "none"] }, "title": { "description": "What people call this upstream: shown on pages and in errors.", "type": "string", "minLength": 1 }, "description": { "description": "A note for whoever reads the file.", "type": "string" }, "disabled": { "description": "Leaves the upstream out, as if it were not in the file.", "type": "boolean", "default": false }, "timeouts": { "$ref": "#/definitions/Timeouts", "description": "How long to wait for this upstream.", "default": {} }, "limits": { "$ref": "#/definitions/UpstreamLimits", "description": "What this upstream may ask of the proxy.", "default": {} }, "prefix": { "description": "What `naming` puts before this upstream's names. Absent: its name in this file. Empty: nothing, unless two names would meet.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{0,32}$" }, "tools": { "$ref": "#/definitions/ToolRules", "description": "Which of its tools are shown, and how.", "default": {}, "examples": [{ "include": ["search*", "get*"], "ignore": ["*delete*"] }] }, "prompts": { "$ref": "#/definitions/PromptRules", "description": "Which of its prompts are shown, and how.", "default": {} }, "resources": { "$ref": "#/definitions/ResourceRules", "description": "Which of its resources and resource templates are shown, and how.", "default": {} }, "hiddenText": { "description": "What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.", "enum": ["pass", "strip"], "default": "pass" }, "isolation": { "description": "Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Where nobody signs in to the proxy there is one principal.", "enum": ["principal", "shared", "session"], "default": "principal" }, "start": { "description": "`eager`: with the proxy; `lazy`: at the first call. A lazy one is listed as it was when it last ran.", "enum": ["eager", "lazy"], "default": "eager" }, "idleStop": { "description": "After so long without a call it is stopped; the next call starts it again. Absent: never.", "type": "string", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "required": { "description": "Whether the proxy counts as ready only while it is connected. Other upstreams work in any case.", "type": "boolean", "default": false }, "restart": { "$ref": "#/definitions/Restart", "description": "How it is started again.", "default": {} }, "include_tools": { "description": "Another spelling of `tools.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_tools": { "description": "Another spelling of `tools.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_prompts": { "description": "Another spelling of `prompts.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_prompts": { "description": "Another spelling of `prompts.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_resources": { "description": "Another spelling of `resources.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_resources": { "description": "Another spelling of `resources.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true } }, "required": ["url"], "additionalProperties": false };
var func4 = require_ucs2length().default;
var schema9 = { "title": "Value", "description": "Text, or where to find it when it is secret: `{ env: NAME }` or `{ file: path }`. A number or boolean is taken as it is written.", "type": ["string", "number", "boolean", "object"], "minProperties": 1, "maxProperties": 1, "properties": { "env": { "description": "The name of an environment variable.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "file": { "description": "The path of a file that holds the value and nothing else.", "type": "string", "minLength": 1 } }, "additionalProperties": false };
var pattern0 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean" && !(data && typeof data == "object" && !Array.isArray(data))) {
    const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema9.type }, message: "must be string,number,boolean,object" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      const err1 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 1 }, message: "must NOT have more than 1 properties" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (Object.keys(data).length < 1) {
      const err2 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "env" || key0 === "file")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.env !== void 0) {
      let data0 = data.env;
      if (typeof data0 === "string") {
        if (!pattern0.test(data0)) {
          const err4 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"' };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.file !== void 0) {
      let data1 = data.file;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err6 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
var schema11 = { "title": "AutoAuth", "description": "Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.", "type": "object", "properties": { "mode": { "description": "Sign in as the upstream asks for it: nothing until it answers 401, then discovery, then the client id of this file, a Client ID Metadata Document, or dynamic registration, whichever comes first and is possible.", "const": "auto" }, "clientId": { "description": "A client id registered beforehand. Absent: the proxy finds its own way.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "clientMetadataUrl": { "description": "Where this proxy's Client ID Metadata Document is published: an https URL with a path. Absent: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.", "type": "string" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "dependencies": { "clientSecret": ["clientId"] }, "required": ["mode"], "additionalProperties": false };
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      const err0 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 1 }, message: "must NOT have more than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (Object.keys(data).length < 1) {
      const err1 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "env" || key0 === "file")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.env !== void 0) {
      let data0 = data.env;
      if (typeof data0 === "string") {
        if (!pattern0.test(data0)) {
          const err3 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"' };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.file !== void 0) {
      let data1 = data.file;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err5 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.authorization !== void 0) {
      if (typeof data.authorization !== "string") {
        const err1 = { instancePath: instancePath + "/authorization", schemaPath: "#/properties/authorization/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.token !== void 0) {
      if (typeof data.token !== "string") {
        const err2 = { instancePath: instancePath + "/token", schemaPath: "#/properties/token/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.registration !== void 0) {
      if (typeof data.registration !== "string") {
        const err3 = { instancePath: instancePath + "/registration", schemaPath: "#/properties/registration/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.revocation !== void 0) {
      if (typeof data.revocation !== "string") {
        const err4 = { instancePath: instancePath + "/revocation", schemaPath: "#/properties/revocation/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.deviceAuthorization !== void 0) {
      if (typeof data.deviceAuthorization !== "string") {
        const err5 = { instancePath: instancePath + "/deviceAuthorization", schemaPath: "#/properties/deviceAuthorization/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.jwks !== void 0) {
      if (typeof data.jwks !== "string") {
        const err6 = { instancePath: instancePath + "/jwks", schemaPath: "#/properties/jwks/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate30.errors = vErrors;
  return errors === 0;
}
var schema14 = { "title": "Text", "description": "Text; a number or boolean is taken as it is written.", "type": ["string", "number", "boolean"] };
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean") {
    const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema14.type }, message: "must be string,number,boolean" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.clientSecret !== void 0) {
      if (data.clientId === void 0) {
        const err2 = { instancePath, schemaPath: "#/dependencies", keyword: "dependencies", params: {
          property: "clientSecret",
          missingProperty: "clientId",
          depsCount: 1,
          deps: "clientId"
        }, message: "must have property clientId when property clientSecret is present" };
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
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "auto" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err4 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
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
      const err6 = { instancePath: instancePath + "/tokenEndpointAuth", schemaPath: "#/properties/tokenEndpointAuth/enum", keyword: "enum", params: { allowedValues: schema11.properties.tokenEndpointAuth.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.clientMetadataUrl !== void 0) {
      if (typeof data.clientMetadataUrl !== "string") {
        const err7 = { instancePath: instancePath + "/clientMetadataUrl", schemaPath: "#/properties/clientMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.provider !== void 0) {
      let data5 = data.provider;
      if (!(data5 === "entra" || data5 === "google" || data5 === "github" || data5 === "okta" || data5 === "auth0" || data5 === "keycloak" || data5 === "atlassian" || data5 === "slack" || data5 === "cognito")) {
        const err8 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema11.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err9 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
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
              const err10 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            if (!pattern2.test(data8)) {
              const err11 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
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
              const err13 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    let data9 = data.resource;
    if (typeof data9 === "string") {
      if (func4(data9) < 1) {
        const err15 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    } else {
      const err16 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err17 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data11 = data.metadataIssuer;
      if (typeof data11 === "string") {
        if (func4(data11) < 1) {
          const err18 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      } else {
        const err19 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
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
            const err20 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        } else {
          const err21 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      }
    } else {
      const err22 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err22];
      } else {
        vErrors.push(err22);
      }
      errors++;
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
      const err23 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err23];
      } else {
        vErrors.push(err23);
      }
      errors++;
    }
    let data17 = data.refreshBefore;
    if (typeof data17 === "string") {
      if (!pattern3.test(data17)) {
        const err24 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    } else {
      const err25 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
    }
    let data18 = data.clientName;
    if (typeof data18 === "string") {
      if (func4(data18) < 1) {
        const err26 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    } else {
      const err27 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err27];
      } else {
        vErrors.push(err27);
      }
      errors++;
    }
    let data19 = data.offlineAccess;
    if (!(data19 === "auto" || data19 === "always" || data19 === "never")) {
      const err28 = { instancePath: instancePath + "/offlineAccess", schemaPath: "#/properties/offlineAccess/enum", keyword: "enum", params: { allowedValues: schema11.properties.offlineAccess.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err28];
      } else {
        vErrors.push(err28);
      }
      errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        const err29 = { instancePath: instancePath + "/resourceMetadataUrl", schemaPath: "#/properties/resourceMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
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
      const err30 = { instancePath: instancePath + "/authorizeParams", schemaPath: "#/properties/authorizeParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err30];
      } else {
        vErrors.push(err30);
      }
      errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        const err31 = { instancePath: instancePath + "/redirectUrl", schemaPath: "#/properties/redirectUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data24 = data.callbackPort;
      if (!(typeof data24 == "number" && (!(data24 % 1) && !isNaN(data24)) && isFinite(data24))) {
        const err32 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
      if (typeof data24 == "number" && isFinite(data24)) {
        if (data24 > 65535 || isNaN(data24)) {
          const err33 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
          if (vErrors === null) {
            vErrors = [err33];
          } else {
            vErrors.push(err33);
          }
          errors++;
        }
        if (data24 < 1024 || isNaN(data24)) {
          const err34 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      }
    }
    let data25 = data.loginTimeout;
    if (typeof data25 === "string") {
      if (!pattern3.test(data25)) {
        const err35 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    } else {
      const err36 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err36];
      } else {
        vErrors.push(err36);
      }
      errors++;
    }
    let data26 = data.pkce;
    if (!(data26 === "advertised" || data26 === "assumed")) {
      const err37 = { instancePath: instancePath + "/pkce", schemaPath: "#/properties/pkce/enum", keyword: "enum", params: { allowedValues: schema11.properties.pkce.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err37];
      } else {
        vErrors.push(err37);
      }
      errors++;
    }
    let data27 = data.account;
    if (!(data27 === "caller" || data27 === "shared")) {
      const err38 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/enum", keyword: "enum", params: { allowedValues: schema11.properties.account.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err38];
      } else {
        vErrors.push(err38);
      }
      errors++;
    }
  } else {
    const err39 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err39];
    } else {
      vErrors.push(err39);
    }
    errors++;
  }
  validate27.errors = vErrors;
  return errors === 0;
}
var schema15 = { "title": "CimdAuth", "description": "Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.", "type": "object", "properties": { "mode": { "description": "Sign in with a Client ID Metadata Document: the client id is the address of a document that describes this proxy.", "const": "cimd" }, "clientMetadataUrl": { "description": "Where this proxy's Client ID Metadata Document is published: an https URL with a path. Absent: `<publicUrl>/oauth/client-metadata.json`, which the proxy publishes itself when `publicUrl` is https.", "type": "string" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode"], "additionalProperties": false };
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema15.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("cimd" !== data.mode) {
        const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "cimd" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.clientMetadataUrl !== void 0) {
      if (typeof data.clientMetadataUrl !== "string") {
        const err3 = { instancePath: instancePath + "/clientMetadataUrl", schemaPath: "#/properties/clientMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.provider !== void 0) {
      let data2 = data.provider;
      if (!(data2 === "entra" || data2 === "google" || data2 === "github" || data2 === "okta" || data2 === "auth0" || data2 === "keycloak" || data2 === "atlassian" || data2 === "slack" || data2 === "cognito")) {
        const err4 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema15.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err5 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
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
              const err6 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (!pattern2.test(data5)) {
              const err7 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
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
              const err9 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        const err11 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    } else {
      const err12 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err13 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          const err14 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
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
            const err16 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        } else {
          const err17 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      }
    } else {
      const err18 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
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
      const err19 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        const err20 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    } else {
      const err21 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        const err22 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    } else {
      const err23 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err23];
      } else {
        vErrors.push(err23);
      }
      errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      const err24 = { instancePath: instancePath + "/offlineAccess", schemaPath: "#/properties/offlineAccess/enum", keyword: "enum", params: { allowedValues: schema15.properties.offlineAccess.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err24];
      } else {
        vErrors.push(err24);
      }
      errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        const err25 = { instancePath: instancePath + "/resourceMetadataUrl", schemaPath: "#/properties/resourceMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
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
      const err26 = { instancePath: instancePath + "/authorizeParams", schemaPath: "#/properties/authorizeParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err26];
      } else {
        vErrors.push(err26);
      }
      errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        const err27 = { instancePath: instancePath + "/redirectUrl", schemaPath: "#/properties/redirectUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        const err28 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          const err29 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          const err30 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        const err31 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    } else {
      const err32 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err32];
      } else {
        vErrors.push(err32);
      }
      errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      const err33 = { instancePath: instancePath + "/pkce", schemaPath: "#/properties/pkce/enum", keyword: "enum", params: { allowedValues: schema15.properties.pkce.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err33];
      } else {
        vErrors.push(err33);
      }
      errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      const err34 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/enum", keyword: "enum", params: { allowedValues: schema15.properties.account.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err34];
      } else {
        vErrors.push(err34);
      }
      errors++;
    }
  } else {
    const err35 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err35];
    } else {
      vErrors.push(err35);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
var schema16 = { "title": "ClientSecretAuth", "description": "Sign in with a confidential client registered beforehand.", "type": "object", "properties": { "mode": { "description": "Sign in with a confidential client registered beforehand.", "const": "client-secret" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "privateKey": { "$ref": "#/definitions/Secret", "description": "The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK." }, "privateKeyId": { "description": "The `kid` of the private key, where the issuer wants one and the key is PEM.", "type": "string", "minLength": 1 }, "privateKeyAlgorithm": { "description": "The algorithm of the private key, where the key is PEM.", "enum": ["RS256", "PS256", "ES256", "ES384", "EdDSA"], "default": "RS256" }, "grant": { "description": "`authorization_code`: a person signs in. `client_credentials`: the proxy itself is the account, and nobody signs in.", "enum": ["authorization_code", "client_credentials"], "default": "authorization_code" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode", "clientId"], "additionalProperties": false };
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.clientId === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientId" }, message: "must have required property 'clientId'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema16.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("client-secret" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "client-secret" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err4 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
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
      const err6 = { instancePath: instancePath + "/tokenEndpointAuth", schemaPath: "#/properties/tokenEndpointAuth/enum", keyword: "enum", params: { allowedValues: schema16.properties.tokenEndpointAuth.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
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
          const err7 = { instancePath: instancePath + "/privateKeyId", schemaPath: "#/properties/privateKeyId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/privateKeyId", schemaPath: "#/properties/privateKeyId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    let data6 = data.privateKeyAlgorithm;
    if (!(data6 === "RS256" || data6 === "PS256" || data6 === "ES256" || data6 === "ES384" || data6 === "EdDSA")) {
      const err9 = { instancePath: instancePath + "/privateKeyAlgorithm", schemaPath: "#/properties/privateKeyAlgorithm/enum", keyword: "enum", params: { allowedValues: schema16.properties.privateKeyAlgorithm.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    let data7 = data.grant;
    if (!(data7 === "authorization_code" || data7 === "client_credentials")) {
      const err10 = { instancePath: instancePath + "/grant", schemaPath: "#/properties/grant/enum", keyword: "enum", params: { allowedValues: schema16.properties.grant.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.provider !== void 0) {
      let data8 = data.provider;
      if (!(data8 === "entra" || data8 === "google" || data8 === "github" || data8 === "okta" || data8 === "auth0" || data8 === "keycloak" || data8 === "atlassian" || data8 === "slack" || data8 === "cognito")) {
        const err11 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema16.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err12 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
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
              const err13 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            if (!pattern2.test(data11)) {
              const err14 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
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
              const err16 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    let data12 = data.resource;
    if (typeof data12 === "string") {
      if (func4(data12) < 1) {
        const err18 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    } else {
      const err19 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err20 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data14 = data.metadataIssuer;
      if (typeof data14 === "string") {
        if (func4(data14) < 1) {
          const err21 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      } else {
        const err22 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
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
            const err23 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        } else {
          const err24 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      }
    } else {
      const err25 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
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
      const err26 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err26];
      } else {
        vErrors.push(err26);
      }
      errors++;
    }
    let data20 = data.refreshBefore;
    if (typeof data20 === "string") {
      if (!pattern3.test(data20)) {
        const err27 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    } else {
      const err28 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err28];
      } else {
        vErrors.push(err28);
      }
      errors++;
    }
    let data21 = data.clientName;
    if (typeof data21 === "string") {
      if (func4(data21) < 1) {
        const err29 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    } else {
      const err30 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err30];
      } else {
        vErrors.push(err30);
      }
      errors++;
    }
    let data22 = data.offlineAccess;
    if (!(data22 === "auto" || data22 === "always" || data22 === "never")) {
      const err31 = { instancePath: instancePath + "/offlineAccess", schemaPath: "#/properties/offlineAccess/enum", keyword: "enum", params: { allowedValues: schema16.properties.offlineAccess.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err31];
      } else {
        vErrors.push(err31);
      }
      errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        const err32 = { instancePath: instancePath + "/resourceMetadataUrl", schemaPath: "#/properties/resourceMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
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
      const err33 = { instancePath: instancePath + "/authorizeParams", schemaPath: "#/properties/authorizeParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err33];
      } else {
        vErrors.push(err33);
      }
      errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        const err34 = { instancePath: instancePath + "/redirectUrl", schemaPath: "#/properties/redirectUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data27 = data.callbackPort;
      if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
        const err35 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
      if (typeof data27 == "number" && isFinite(data27)) {
        if (data27 > 65535 || isNaN(data27)) {
          const err36 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
        if (data27 < 1024 || isNaN(data27)) {
          const err37 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024" };
          if (vErrors === null) {
            vErrors = [err37];
          } else {
            vErrors.push(err37);
          }
          errors++;
        }
      }
    }
    let data28 = data.loginTimeout;
    if (typeof data28 === "string") {
      if (!pattern3.test(data28)) {
        const err38 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    } else {
      const err39 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err39];
      } else {
        vErrors.push(err39);
      }
      errors++;
    }
    let data29 = data.pkce;
    if (!(data29 === "advertised" || data29 === "assumed")) {
      const err40 = { instancePath: instancePath + "/pkce", schemaPath: "#/properties/pkce/enum", keyword: "enum", params: { allowedValues: schema16.properties.pkce.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err40];
      } else {
        vErrors.push(err40);
      }
      errors++;
    }
    let data30 = data.account;
    if (!(data30 === "caller" || data30 === "shared")) {
      const err41 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/enum", keyword: "enum", params: { allowedValues: schema16.properties.account.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err41];
      } else {
        vErrors.push(err41);
      }
      errors++;
    }
  } else {
    const err42 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err42];
    } else {
      vErrors.push(err42);
    }
    errors++;
  }
  validate39.errors = vErrors;
  return errors === 0;
}
var schema17 = { "title": "DcrAuth", "description": "Sign in with a client the proxy registers itself (RFC 7591).", "type": "object", "properties": { "mode": { "description": "Sign in with a client the proxy registers itself (RFC 7591).", "const": "dcr" }, "initialAccessToken": { "$ref": "#/definitions/Secret", "description": "The token the registration endpoint wants, where it wants one." }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode"], "additionalProperties": false };
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema17.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("dcr" !== data.mode) {
        const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "dcr" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
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
        const err3 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema17.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err4 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
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
              const err5 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (!pattern2.test(data5)) {
              const err6 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
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
              const err8 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        const err10 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    } else {
      const err11 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err12 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          const err13 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
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
            const err15 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        } else {
          const err16 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      }
    } else {
      const err17 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
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
      const err18 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        const err19 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    } else {
      const err20 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        const err21 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    } else {
      const err22 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err22];
      } else {
        vErrors.push(err22);
      }
      errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      const err23 = { instancePath: instancePath + "/offlineAccess", schemaPath: "#/properties/offlineAccess/enum", keyword: "enum", params: { allowedValues: schema17.properties.offlineAccess.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err23];
      } else {
        vErrors.push(err23);
      }
      errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        const err24 = { instancePath: instancePath + "/resourceMetadataUrl", schemaPath: "#/properties/resourceMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
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
      const err25 = { instancePath: instancePath + "/authorizeParams", schemaPath: "#/properties/authorizeParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        const err26 = { instancePath: instancePath + "/redirectUrl", schemaPath: "#/properties/redirectUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        const err27 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          const err28 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          const err29 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024" };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        const err30 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    } else {
      const err31 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err31];
      } else {
        vErrors.push(err31);
      }
      errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      const err32 = { instancePath: instancePath + "/pkce", schemaPath: "#/properties/pkce/enum", keyword: "enum", params: { allowedValues: schema17.properties.pkce.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err32];
      } else {
        vErrors.push(err32);
      }
      errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      const err33 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/enum", keyword: "enum", params: { allowedValues: schema17.properties.account.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err33];
      } else {
        vErrors.push(err33);
      }
      errors++;
    }
  } else {
    const err34 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err34];
    } else {
      vErrors.push(err34);
    }
    errors++;
  }
  validate45.errors = vErrors;
  return errors === 0;
}
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.headers === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "headers" }, message: "must have required property 'headers'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "headers")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("headers" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "headers" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.headers !== void 0) {
      let data1 = data.headers;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (Object.keys(data1).length < 1) {
          const err4 = { instancePath: instancePath + "/headers", schemaPath: "#/properties/headers/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!validate24(data1[key1], { instancePath: instancePath + "/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/headers", schemaPath: "#/properties/headers/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate50.errors = vErrors;
  return errors === 0;
}
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("none" !== data.mode) {
        const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "none" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
var schema20 = { "title": "OidcAuth", "description": "Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).", "type": "object", "properties": { "mode": { "description": "Sign in at an OpenID Connect issuer with a public client registered beforehand (authorization code with PKCE, no secret).", "const": "oidc" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "clientName": { "description": "What consent pages call this client.", "type": "string", "minLength": 1, "default": "mcp-proxy" }, "offlineAccess": { "description": "Whether to ask for `offline_access`, which some issuers need for a login that lasts: `auto` asks where the issuer lists it.", "enum": ["auto", "always", "never"], "default": "auto" }, "resourceMetadataUrl": { "description": "Where the upstream's own metadata (RFC 9728) is, when neither its challenge nor the well-known addresses lead there.", "type": "string" }, "authorizeParams": { "description": "More parameters for the page where a person signs in.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "prompt": "consent" }] }, "redirectUrl": { "description": "The redirect URI, exactly as it is registered at the issuer. Absent: `<publicUrl>/oauth/callback` behind HTTP, else `http://127.0.0.1:<callbackPort>/oauth/callback`.", "type": "string", "examples": ["http://localhost:8080/auth/callback"] }, "callbackPort": { "description": "The port on 127.0.0.1 where the browser comes back to. Absent: one derived from the upstream, the same at every start.", "type": "integer", "minimum": 1024, "maximum": 65535, "examples": [3334] }, "loginTimeout": { "description": "How long a login link works.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "pkce": { "description": "What is known of the issuer's PKCE (RFC 7636, always S256 here): `advertised` refuses an issuer whose metadata does not list S256; `assumed` is for one that checks it without saying so.", "enum": ["advertised", "assumed"], "default": "advertised" }, "account": { "description": "Whose login it is. `caller`: everybody who calls signs in for themselves. `shared`: one login, made by the operator with `mcp-proxy login`, serves all callers.", "enum": ["caller", "shared"], "default": "caller" } }, "required": ["mode", "clientId"], "additionalProperties": false };
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.clientId === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientId" }, message: "must have required property 'clientId'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema20.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("oidc" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "oidc" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err4 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.provider !== void 0) {
      let data2 = data.provider;
      if (!(data2 === "entra" || data2 === "google" || data2 === "github" || data2 === "okta" || data2 === "auth0" || data2 === "keycloak" || data2 === "atlassian" || data2 === "slack" || data2 === "cognito")) {
        const err6 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema20.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err7 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
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
              const err8 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (!pattern2.test(data5)) {
              const err9 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
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
              const err11 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    let data6 = data.resource;
    if (typeof data6 === "string") {
      if (func4(data6) < 1) {
        const err13 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    } else {
      const err14 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err15 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data8 = data.metadataIssuer;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          const err16 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
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
            const err18 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        } else {
          const err19 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      }
    } else {
      const err20 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
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
      const err21 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    let data14 = data.refreshBefore;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        const err22 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    } else {
      const err23 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err23];
      } else {
        vErrors.push(err23);
      }
      errors++;
    }
    let data15 = data.clientName;
    if (typeof data15 === "string") {
      if (func4(data15) < 1) {
        const err24 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    } else {
      const err25 = { instancePath: instancePath + "/clientName", schemaPath: "#/properties/clientName/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
    }
    let data16 = data.offlineAccess;
    if (!(data16 === "auto" || data16 === "always" || data16 === "never")) {
      const err26 = { instancePath: instancePath + "/offlineAccess", schemaPath: "#/properties/offlineAccess/enum", keyword: "enum", params: { allowedValues: schema20.properties.offlineAccess.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err26];
      } else {
        vErrors.push(err26);
      }
      errors++;
    }
    if (data.resourceMetadataUrl !== void 0) {
      if (typeof data.resourceMetadataUrl !== "string") {
        const err27 = { instancePath: instancePath + "/resourceMetadataUrl", schemaPath: "#/properties/resourceMetadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
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
      const err28 = { instancePath: instancePath + "/authorizeParams", schemaPath: "#/properties/authorizeParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err28];
      } else {
        vErrors.push(err28);
      }
      errors++;
    }
    if (data.redirectUrl !== void 0) {
      if (typeof data.redirectUrl !== "string") {
        const err29 = { instancePath: instancePath + "/redirectUrl", schemaPath: "#/properties/redirectUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.callbackPort !== void 0) {
      let data21 = data.callbackPort;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        const err30 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 > 65535 || isNaN(data21)) {
          const err31 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
        if (data21 < 1024 || isNaN(data21)) {
          const err32 = { instancePath: instancePath + "/callbackPort", schemaPath: "#/properties/callbackPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1024 }, message: "must be >= 1024" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      }
    }
    let data22 = data.loginTimeout;
    if (typeof data22 === "string") {
      if (!pattern3.test(data22)) {
        const err33 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    } else {
      const err34 = { instancePath: instancePath + "/loginTimeout", schemaPath: "#/properties/loginTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err34];
      } else {
        vErrors.push(err34);
      }
      errors++;
    }
    let data23 = data.pkce;
    if (!(data23 === "advertised" || data23 === "assumed")) {
      const err35 = { instancePath: instancePath + "/pkce", schemaPath: "#/properties/pkce/enum", keyword: "enum", params: { allowedValues: schema20.properties.pkce.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err35];
      } else {
        vErrors.push(err35);
      }
      errors++;
    }
    let data24 = data.account;
    if (!(data24 === "caller" || data24 === "shared")) {
      const err36 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/enum", keyword: "enum", params: { allowedValues: schema20.properties.account.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err36];
      } else {
        vErrors.push(err36);
      }
      errors++;
    }
  } else {
    const err37 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
var schema21 = { "title": "TokenExchangeAuth", "description": "Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.", "type": "object", "properties": { "mode": { "description": "Exchange the caller's verified token for one the upstream accepts (RFC 8693); needs access control that verifies tokens.", "const": "token-exchange" }, "clientId": { "description": "The client id the issuer gave.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "The client's secret." }, "tokenEndpointAuth": { "description": "How the client proves itself at the token endpoint. `auto`: what registration answered, else what the issuer supports, `client_secret_basic` first.", "enum": ["auto", "none", "client_secret_basic", "client_secret_post", "private_key_jwt"], "default": "auto" }, "privateKey": { "$ref": "#/definitions/Secret", "description": "The client's private key for `private_key_jwt`: PEM (PKCS #8) or a JWK." }, "privateKeyId": { "description": "The `kid` of the private key, where the issuer wants one and the key is PEM.", "type": "string", "minLength": 1 }, "privateKeyAlgorithm": { "description": "The algorithm of the private key, where the key is PEM.", "enum": ["RS256", "PS256", "ES256", "ES384", "EdDSA"], "default": "RS256" }, "audience": { "description": "The logical name of the upstream at the issuer (RFC 8693 section 2.1).", "type": "string", "minLength": 1 }, "requestedTokenType": { "description": "The kind of token to ask for.", "type": "string", "minLength": 1, "default": "urn:ietf:params:oauth:token-type:access_token" }, "provider": { "description": "A well-known issuer: fills in the keys its quirks need, as if they were written here; what is written here wins. `mcp-proxy print` shows the result.", "enum": ["entra", "google", "github", "okta", "auth0", "keycloak", "atlassian", "slack", "cognito"] }, "issuer": { "description": "The authorization server, exactly as its metadata spells it. Once said here, no other issuer is ever used for this upstream.", "type": "string", "examples": ["https://auth.example.com"] }, "scopes": { "description": "The scopes to ask for. Absent: those the upstream's challenge names, else all its metadata lists, else none.", "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "uniqueItems": true, "examples": [["mcp:read"]] }, "resource": { "description": "The resource indicator (RFC 8707) sent with every request to the issuer: `on` sends the upstream's own, `omit` none (Entra ID), a URI exactly that one.", "type": "string", "minLength": 1, "default": "on", "examples": ["omit", "https://mcp.example.com/mcp"] }, "metadataUrl": { "description": "Where the issuer's metadata is, when it is at none of the addresses RFC 8414 and OpenID Connect Discovery name.", "type": "string" }, "metadataIssuer": { "description": "The `issuer` that metadata is allowed to state although it is found under another address, such as Entra ID's tenant-independent one. Compared exactly.", "type": "string", "minLength": 1 }, "endpoints": { "$ref": "#/definitions/OAuthEndpoints", "description": "The issuer's endpoints, where discovery does not do." }, "allowHosts": { "description": "Hosts that may have a private address or stand outside the issuer's own site (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). Hosts of URLs written elsewhere in this section count as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "tokenParams": { "description": "More parameters for every token request.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Text" }, "default": {}, "examples": [{ "audience": "https://api.example.com" }] }, "refreshBefore": { "description": "How long before its end a token is renewed. A token that lives less than twice as long is renewed after 80 % of its life.", "type": "string", "default": "5m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "required": ["mode", "clientId"], "additionalProperties": false };
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.clientId === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientId" }, message: "must have required property 'clientId'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema21.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("token-exchange" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "token-exchange" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data1 = data.clientId;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err4 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
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
      const err6 = { instancePath: instancePath + "/tokenEndpointAuth", schemaPath: "#/properties/tokenEndpointAuth/enum", keyword: "enum", params: { allowedValues: schema21.properties.tokenEndpointAuth.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
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
          const err7 = { instancePath: instancePath + "/privateKeyId", schemaPath: "#/properties/privateKeyId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/privateKeyId", schemaPath: "#/properties/privateKeyId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    let data6 = data.privateKeyAlgorithm;
    if (!(data6 === "RS256" || data6 === "PS256" || data6 === "ES256" || data6 === "ES384" || data6 === "EdDSA")) {
      const err9 = { instancePath: instancePath + "/privateKeyAlgorithm", schemaPath: "#/properties/privateKeyAlgorithm/enum", keyword: "enum", params: { allowedValues: schema21.properties.privateKeyAlgorithm.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.audience !== void 0) {
      let data7 = data.audience;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          const err10 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    let data8 = data.requestedTokenType;
    if (typeof data8 === "string") {
      if (func4(data8) < 1) {
        const err12 = { instancePath: instancePath + "/requestedTokenType", schemaPath: "#/properties/requestedTokenType/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    } else {
      const err13 = { instancePath: instancePath + "/requestedTokenType", schemaPath: "#/properties/requestedTokenType/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.provider !== void 0) {
      let data9 = data.provider;
      if (!(data9 === "entra" || data9 === "google" || data9 === "github" || data9 === "okta" || data9 === "auth0" || data9 === "keycloak" || data9 === "atlassian" || data9 === "slack" || data9 === "cognito")) {
        const err14 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema21.properties.provider.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err15 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
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
              const err16 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (!pattern2.test(data12)) {
              const err17 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
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
              const err19 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    let data13 = data.resource;
    if (typeof data13 === "string") {
      if (func4(data13) < 1) {
        const err21 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    } else {
      const err22 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err22];
      } else {
        vErrors.push(err22);
      }
      errors++;
    }
    if (data.metadataUrl !== void 0) {
      if (typeof data.metadataUrl !== "string") {
        const err23 = { instancePath: instancePath + "/metadataUrl", schemaPath: "#/properties/metadataUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.metadataIssuer !== void 0) {
      let data15 = data.metadataIssuer;
      if (typeof data15 === "string") {
        if (func4(data15) < 1) {
          const err24 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/metadataIssuer", schemaPath: "#/properties/metadataIssuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
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
            const err26 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        } else {
          const err27 = { instancePath: instancePath + "/allowHosts/" + i2, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
    } else {
      const err28 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err28];
      } else {
        vErrors.push(err28);
      }
      errors++;
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
      const err29 = { instancePath: instancePath + "/tokenParams", schemaPath: "#/properties/tokenParams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err29];
      } else {
        vErrors.push(err29);
      }
      errors++;
    }
    let data21 = data.refreshBefore;
    if (typeof data21 === "string") {
      if (!pattern3.test(data21)) {
        const err30 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    } else {
      const err31 = { instancePath: instancePath + "/refreshBefore", schemaPath: "#/properties/refreshBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err31];
      } else {
        vErrors.push(err31);
      }
      errors++;
    }
  } else {
    const err32 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err32];
    } else {
      vErrors.push(err32);
    }
    errors++;
  }
  validate57.errors = vErrors;
  return errors === 0;
}
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
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
        const err1 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "mapping", tag: "mode", tagValue: tag0 }, message: 'value of tag "mode" must be in oneOf' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "tag", tag: "mode", tagValue: tag0 }, message: 'tag "mode" must be string' };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.cert !== void 0) {
      if (data.key === void 0) {
        const err1 = { instancePath, schemaPath: "#/dependencies", keyword: "dependencies", params: {
          property: "cert",
          missingProperty: "key",
          depsCount: 1,
          deps: "key"
        }, message: "must have property key when property cert is present" };
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
        }, message: "must have property cert when property key is present" };
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
          const err3 = { instancePath: instancePath + "/ca", schemaPath: "#/properties/ca/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/ca", schemaPath: "#/properties/ca/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.cert !== void 0) {
      let data1 = data.cert;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err5 = { instancePath: instancePath + "/cert", schemaPath: "#/properties/cert/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/cert", schemaPath: "#/properties/cert/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.key !== void 0) {
      let data2 = data.key;
      if (typeof data2 === "string") {
        if (func4(data2) < 1) {
          const err7 = { instancePath: instancePath + "/key", schemaPath: "#/properties/key/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/key", schemaPath: "#/properties/key/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.connect;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        const err1 = { instancePath: instancePath + "/connect", schemaPath: "#/properties/connect/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/connect", schemaPath: "#/properties/connect/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.firstByte;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        const err3 = { instancePath: instancePath + "/firstByte", schemaPath: "#/properties/firstByte/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = { instancePath: instancePath + "/firstByte", schemaPath: "#/properties/firstByte/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    let data2 = data.idle;
    if (typeof data2 === "string") {
      if (!pattern3.test(data2)) {
        const err5 = { instancePath: instancePath + "/idle", schemaPath: "#/properties/idle/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    } else {
      const err6 = { instancePath: instancePath + "/idle", schemaPath: "#/properties/idle/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    let data3 = data.total;
    if (typeof data3 === "string") {
      if (!pattern3.test(data3)) {
        const err7 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    } else {
      const err8 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
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
      if (!(key0 === "message" || key0 === "items" || key0 === "list" || key0 === "pages" || key0 === "concurrency" || key0 === "queue" || key0 === "perMinute")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.message;
    if (typeof data0 === "string") {
      if (!pattern23.test(data0)) {
        const err1 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, message: 'must match pattern "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$"' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.items;
    if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
      const err3 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (typeof data1 == "number" && isFinite(data1)) {
      if (data1 < 1 || isNaN(data1)) {
        const err4 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    let data2 = data.list;
    if (typeof data2 === "string") {
      if (!pattern23.test(data2)) {
        const err5 = { instancePath: instancePath + "/list", schemaPath: "#/properties/list/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, message: 'must match pattern "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$"' };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    } else {
      const err6 = { instancePath: instancePath + "/list", schemaPath: "#/properties/list/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    let data3 = data.pages;
    if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
      const err7 = { instancePath: instancePath + "/pages", schemaPath: "#/properties/pages/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (typeof data3 == "number" && isFinite(data3)) {
      if (data3 < 1 || isNaN(data3)) {
        const err8 = { instancePath: instancePath + "/pages", schemaPath: "#/properties/pages/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.concurrency !== void 0) {
      let data4 = data.concurrency;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err9 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 1 || isNaN(data4)) {
          const err10 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
    }
    let data5 = data.queue;
    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
      const err11 = { instancePath: instancePath + "/queue", schemaPath: "#/properties/queue/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (typeof data5 == "number" && isFinite(data5)) {
      if (data5 < 0 || isNaN(data5)) {
        const err12 = { instancePath: instancePath + "/queue", schemaPath: "#/properties/queue/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.perMinute !== void 0) {
      let data6 = data.perMinute;
      if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
        const err13 = { instancePath: instancePath + "/perMinute", schemaPath: "#/properties/perMinute/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (typeof data6 == "number" && isFinite(data6)) {
        if (data6 < 1 || isNaN(data6)) {
          const err14 = { instancePath: instancePath + "/perMinute", schemaPath: "#/properties/perMinute/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate75.errors = vErrors;
  return errors === 0;
}
var schema25 = { "title": "ToolRules", "description": "Which tools of the upstream are shown, and how. What is hidden cannot be called either, and answers like a tool that does not exist.", "type": "object", "properties": { "rename": { "description": "Another name for an item, by the upstream's own name. `naming` still applies to it.", "type": "object", "additionalProperties": { "description": "The new name.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$" }, "examples": [{ "search_issues_v2": "search_issues" }] }, "describe": { "description": "Another description for an item, by the upstream's own name: the text itself replaces the upstream's; `append` adds to it.", "type": "object", "additionalProperties": { "description": "The description.", "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "append": { "description": "Text put behind the upstream's own description.", "type": "string", "minLength": 1 } }, "required": ["append"], "additionalProperties": false }] }, "examples": [{ "search_issues": { "append": "Only open issues are worth showing to people." } }] }, "annotate": { "description": "What a tool says about itself, corrected, by the upstream's own name; `readOnly`, `destructive` \u2026 above see the corrected value.", "type": "object", "additionalProperties": { "$ref": "#/definitions/ToolAnnotations" }, "examples": [{ "run_report": { "readOnly": true } }] }, "arguments": { "description": "Arguments of an item, by the upstream's own name, then by argument: hidden from clients, given a default, or fixed. The schema clients see says so.", "type": "object", "additionalProperties": { "description": "Arguments, by name.", "type": "object", "additionalProperties": { "$ref": "#/definitions/ArgumentRule" } }, "examples": [{ "create_issue": { "project": { "fix": "SUPPORT" }, "priority": { "default": "low" } } }] }, "include": { "description": "Patterns of what is shown, on the names the upstream itself uses: `*` stands for any characters, `?` for one, upper and lower case are the same, and a pattern fits the whole name. Absent: everything. An empty list: nothing.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["search*", "get*"]] }, "ignore": { "description": "Patterns of what is hidden. With `include` too: shown is what `include` names and `ignore` does not.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["*delete*"]] }, "readOnly": { "description": "`true` shows only tools that say they change nothing (`readOnlyHint`), `false` only the others. What a tool does not say counts as the specification says: not read-only.", "type": "boolean" }, "destructive": { "description": "`false` hides tools that may destroy (`destructiveHint`, which a tool that is not read-only has unless it says otherwise), `true` shows only them.", "type": "boolean" }, "idempotent": { "description": "`true` shows only tools that say calling twice is like calling once (`idempotentHint`), `false` only the others.", "type": "boolean" }, "openWorld": { "description": "`false` hides tools that reach beyond a closed domain (`openWorldHint`, true unless the tool says otherwise), `true` shows only them.", "type": "boolean" } }, "additionalProperties": false };
var pattern26 = new RegExp("^[a-zA-Z0-9_-]{1,64}$", "u");
function validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      const err0 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "title" || key0 === "readOnly" || key0 === "destructive" || key0 === "idempotent" || key0 === "openWorld")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          const err2 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        const err4 = { instancePath: instancePath + "/readOnly", schemaPath: "#/properties/readOnly/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        const err5 = { instancePath: instancePath + "/destructive", schemaPath: "#/properties/destructive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        const err6 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        const err7 = { instancePath: instancePath + "/openWorld", schemaPath: "#/properties/openWorld/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate78.errors = vErrors;
  return errors === 0;
}
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      const err0 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "hide" || key0 === "default" || key0 === "fix")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.hide !== void 0) {
      if (typeof data.hide !== "boolean") {
        const err2 = { instancePath: instancePath + "/hide", schemaPath: "#/properties/hide/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate80.errors = vErrors;
  return errors === 0;
}
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema25.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rename !== void 0) {
      let data0 = data.rename;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (typeof data1 === "string") {
            if (!pattern26.test(data1)) {
              const err1 = { instancePath: instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rename/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^[a-zA-Z0-9_-]{1,64}$" }, message: 'must match pattern "^[a-zA-Z0-9_-]{1,64}$"' };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rename/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/rename", schemaPath: "#/properties/rename/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
            const err4 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
          var _valid0 = _errs12 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const _errs14 = errors;
            if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
              if (data3.append === void 0) {
                const err5 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/required", keyword: "required", params: { missingProperty: "append" }, message: "must have required property 'append'" };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
              for (const key3 in data3) {
                if (!(key3 === "append")) {
                  const err6 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                  if (vErrors === null) {
                    vErrors = [err6];
                  } else {
                    vErrors.push(err6);
                  }
                  errors++;
                }
              }
              if (data3.append !== void 0) {
                let data4 = data3.append;
                if (typeof data4 === "string") {
                  if (func4(data4) < 1) {
                    const err7 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    if (vErrors === null) {
                      vErrors = [err7];
                    } else {
                      vErrors.push(err7);
                    }
                    errors++;
                  }
                } else {
                  const err8 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              }
            } else {
              const err9 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            var _valid0 = _errs14 === errors;
            valid3 = valid3 || _valid0;
          }
          if (!valid3) {
            const err10 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
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
        const err11 = { instancePath: instancePath + "/describe", schemaPath: "#/properties/describe/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.annotate !== void 0) {
      let data5 = data.annotate;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (const key4 in data5) {
          if (!validate78(data5[key4], { instancePath: instancePath + "/annotate/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data5, parentDataProperty: key4, rootData })) {
            vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/annotate", schemaPath: "#/properties/annotate/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.arguments !== void 0) {
      let data7 = data.arguments;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (const key5 in data7) {
          let data8 = data7[key5];
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            for (const key6 in data8) {
              if (!validate80(data8[key6], { instancePath: instancePath + "/arguments/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key6, rootData })) {
                vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err13 = { instancePath: instancePath + "/arguments/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/arguments/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/arguments", schemaPath: "#/properties/arguments/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
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
              const err15 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
          } else {
            const err16 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/include", schemaPath: "#/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
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
              const err18 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
          } else {
            const err19 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        const err21 = { instancePath: instancePath + "/readOnly", schemaPath: "#/properties/readOnly/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        const err22 = { instancePath: instancePath + "/destructive", schemaPath: "#/properties/destructive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        const err23 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        const err24 = { instancePath: instancePath + "/openWorld", schemaPath: "#/properties/openWorld/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
  } else {
    const err25 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err25];
    } else {
      vErrors.push(err25);
    }
    errors++;
  }
  validate77.errors = vErrors;
  return errors === 0;
}
function validate83(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "rename" || key0 === "describe" || key0 === "arguments" || key0 === "include" || key0 === "ignore")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rename !== void 0) {
      let data0 = data.rename;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (typeof data1 === "string") {
            if (!pattern26.test(data1)) {
              const err1 = { instancePath: instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rename/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^[a-zA-Z0-9_-]{1,64}$" }, message: 'must match pattern "^[a-zA-Z0-9_-]{1,64}$"' };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/rename/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rename/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/rename", schemaPath: "#/properties/rename/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
            const err4 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
          var _valid0 = _errs12 === errors;
          valid3 = valid3 || _valid0;
          if (!valid3) {
            const _errs14 = errors;
            if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
              if (data3.append === void 0) {
                const err5 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/required", keyword: "required", params: { missingProperty: "append" }, message: "must have required property 'append'" };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
              for (const key3 in data3) {
                if (!(key3 === "append")) {
                  const err6 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                  if (vErrors === null) {
                    vErrors = [err6];
                  } else {
                    vErrors.push(err6);
                  }
                  errors++;
                }
              }
              if (data3.append !== void 0) {
                let data4 = data3.append;
                if (typeof data4 === "string") {
                  if (func4(data4) < 1) {
                    const err7 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    if (vErrors === null) {
                      vErrors = [err7];
                    } else {
                      vErrors.push(err7);
                    }
                    errors++;
                  }
                } else {
                  const err8 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              }
            } else {
              const err9 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            var _valid0 = _errs14 === errors;
            valid3 = valid3 || _valid0;
          }
          if (!valid3) {
            const err10 = { instancePath: instancePath + "/describe/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
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
        const err11 = { instancePath: instancePath + "/describe", schemaPath: "#/properties/describe/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.arguments !== void 0) {
      let data5 = data.arguments;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (const key4 in data5) {
          let data6 = data5[key4];
          if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
            for (const key5 in data6) {
              if (!validate80(data6[key5], { instancePath: instancePath + "/arguments/" + key4.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key5, rootData })) {
                vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err12 = { instancePath: instancePath + "/arguments/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/arguments/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/arguments", schemaPath: "#/properties/arguments/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
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
              const err14 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/include", schemaPath: "#/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
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
              const err17 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
  } else {
    const err20 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err20];
    } else {
      vErrors.push(err20);
    }
    errors++;
  }
  validate83.errors = vErrors;
  return errors === 0;
}
function validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "describe" || key0 === "include" || key0 === "ignore")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
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
            const err1 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
          var _valid0 = _errs7 === errors;
          valid2 = valid2 || _valid0;
          if (!valid2) {
            const _errs9 = errors;
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              if (data1.append === void 0) {
                const err2 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/required", keyword: "required", params: { missingProperty: "append" }, message: "must have required property 'append'" };
                if (vErrors === null) {
                  vErrors = [err2];
                } else {
                  vErrors.push(err2);
                }
                errors++;
              }
              for (const key2 in data1) {
                if (!(key2 === "append")) {
                  const err3 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                  if (vErrors === null) {
                    vErrors = [err3];
                  } else {
                    vErrors.push(err3);
                  }
                  errors++;
                }
              }
              if (data1.append !== void 0) {
                let data2 = data1.append;
                if (typeof data2 === "string") {
                  if (func4(data2) < 1) {
                    const err4 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    if (vErrors === null) {
                      vErrors = [err4];
                    } else {
                      vErrors.push(err4);
                    }
                    errors++;
                  }
                } else {
                  const err5 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/append", schemaPath: "#/properties/describe/additionalProperties/anyOf/1/properties/append/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    vErrors.push(err5);
                  }
                  errors++;
                }
              }
            } else {
              const err6 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            var _valid0 = _errs9 === errors;
            valid2 = valid2 || _valid0;
          }
          if (!valid2) {
            const err7 = { instancePath: instancePath + "/describe/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/describe/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
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
        const err8 = { instancePath: instancePath + "/describe", schemaPath: "#/properties/describe/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
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
              const err9 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      } else {
        const err11 = { instancePath: instancePath + "/include", schemaPath: "#/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
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
              const err12 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          } else {
            const err13 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate86.errors = vErrors;
  return errors === 0;
}
function validate88(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.initial;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        const err1 = { instancePath: instancePath + "/initial", schemaPath: "#/properties/initial/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/initial", schemaPath: "#/properties/initial/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.max;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        const err3 = { instancePath: instancePath + "/max", schemaPath: "#/properties/max/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = { instancePath: instancePath + "/max", schemaPath: "#/properties/max/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    let data2 = data.crashes;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      const err5 = { instancePath: instancePath + "/crashes", schemaPath: "#/properties/crashes/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 < 1 || isNaN(data2)) {
        const err6 = { instancePath: instancePath + "/crashes", schemaPath: "#/properties/crashes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    let data3 = data.window;
    if (typeof data3 === "string") {
      if (!pattern3.test(data3)) {
        const err7 = { instancePath: instancePath + "/window", schemaPath: "#/properties/window/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    } else {
      const err8 = { instancePath: instancePath + "/window", schemaPath: "#/properties/window/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    let data4 = data.probe;
    if (typeof data4 === "string") {
      if (!pattern3.test(data4)) {
        const err9 = { instancePath: instancePath + "/probe", schemaPath: "#/properties/probe/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    } else {
      const err10 = { instancePath: instancePath + "/probe", schemaPath: "#/properties/probe/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate88.errors = vErrors;
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema8.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    let data0 = data.type;
    if (!(data0 === "http" || data0 === "sse" || data0 === "streamable-http")) {
      const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema8.properties.type.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.url !== void 0) {
      if (typeof data.url !== "string") {
        const err3 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    let data2 = data.transport;
    if (!(data2 === "http-first" || data2 === "streamable-http" || data2 === "sse" || data2 === "sse-first" || data2 === "http" || data2 === "http-only" || data2 === "sse-only" || data2 === "auto")) {
      const err4 = { instancePath: instancePath + "/transport", schemaPath: "#/properties/transport/enum", keyword: "enum", params: { allowedValues: schema8.properties.transport.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
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
      const err5 = { instancePath: instancePath + "/headers", schemaPath: "#/properties/headers/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
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
        const err6 = { instancePath: instancePath + "/httpProxy", schemaPath: "#/properties/httpProxy/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data8 = data.title;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          const err7 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.description !== void 0) {
      if (typeof data.description !== "string") {
        const err9 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (typeof data.disabled !== "boolean") {
      const err10 = { instancePath: instancePath + "/disabled", schemaPath: "#/properties/disabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (!validate73(data.timeouts, { instancePath: instancePath + "/timeouts", parentData: data, parentDataProperty: "timeouts", rootData })) {
      vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
      errors = vErrors.length;
    }
    if (!validate75(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
      errors = vErrors.length;
    }
    if (data.prefix !== void 0) {
      let data13 = data.prefix;
      if (typeof data13 === "string") {
        if (!pattern25.test(data13)) {
          const err11 = { instancePath: instancePath + "/prefix", schemaPath: "#/properties/prefix/pattern", keyword: "pattern", params: { pattern: "^[a-zA-Z0-9_-]{0,32}$" }, message: 'must match pattern "^[a-zA-Z0-9_-]{0,32}$"' };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/prefix", schemaPath: "#/properties/prefix/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (!validate77(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
      errors = vErrors.length;
    }
    if (!validate83(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
      errors = vErrors.length;
    }
    if (!validate86(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
      errors = vErrors.length;
    }
    let data17 = data.hiddenText;
    if (!(data17 === "pass" || data17 === "strip")) {
      const err13 = { instancePath: instancePath + "/hiddenText", schemaPath: "#/properties/hiddenText/enum", keyword: "enum", params: { allowedValues: schema8.properties.hiddenText.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    let data18 = data.isolation;
    if (!(data18 === "principal" || data18 === "shared" || data18 === "session")) {
      const err14 = { instancePath: instancePath + "/isolation", schemaPath: "#/properties/isolation/enum", keyword: "enum", params: { allowedValues: schema8.properties.isolation.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    let data19 = data.start;
    if (!(data19 === "eager" || data19 === "lazy")) {
      const err15 = { instancePath: instancePath + "/start", schemaPath: "#/properties/start/enum", keyword: "enum", params: { allowedValues: schema8.properties.start.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    if (data.idleStop !== void 0) {
      let data20 = data.idleStop;
      if (typeof data20 === "string") {
        if (!pattern3.test(data20)) {
          const err16 = { instancePath: instancePath + "/idleStop", schemaPath: "#/properties/idleStop/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = { instancePath: instancePath + "/idleStop", schemaPath: "#/properties/idleStop/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (typeof data.required !== "boolean") {
      const err18 = { instancePath: instancePath + "/required", schemaPath: "#/properties/required/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
    }
    if (!validate88(data.restart, { instancePath: instancePath + "/restart", parentData: data, parentDataProperty: "restart", rootData })) {
      vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
      errors = vErrors.length;
    }
    if (data.include_tools !== void 0) {
      let data23 = data.include_tools;
      if (Array.isArray(data23)) {
        const len0 = data23.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data24 = data23[i0];
          if (typeof data24 === "string") {
            if (func4(data24) < 1) {
              const err19 = { instancePath: instancePath + "/include_tools/" + i0, schemaPath: "#/properties/include_tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/include_tools/" + i0, schemaPath: "#/properties/include_tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/include_tools", schemaPath: "#/properties/include_tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.ignore_tools !== void 0) {
      let data25 = data.ignore_tools;
      if (Array.isArray(data25)) {
        const len1 = data25.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data26 = data25[i1];
          if (typeof data26 === "string") {
            if (func4(data26) < 1) {
              const err22 = { instancePath: instancePath + "/ignore_tools/" + i1, schemaPath: "#/properties/ignore_tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
          } else {
            const err23 = { instancePath: instancePath + "/ignore_tools/" + i1, schemaPath: "#/properties/ignore_tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/ignore_tools", schemaPath: "#/properties/ignore_tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.include_prompts !== void 0) {
      let data27 = data.include_prompts;
      if (Array.isArray(data27)) {
        const len2 = data27.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data28 = data27[i2];
          if (typeof data28 === "string") {
            if (func4(data28) < 1) {
              const err25 = { instancePath: instancePath + "/include_prompts/" + i2, schemaPath: "#/properties/include_prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = { instancePath: instancePath + "/include_prompts/" + i2, schemaPath: "#/properties/include_prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/include_prompts", schemaPath: "#/properties/include_prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.ignore_prompts !== void 0) {
      let data29 = data.ignore_prompts;
      if (Array.isArray(data29)) {
        const len3 = data29.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data30 = data29[i3];
          if (typeof data30 === "string") {
            if (func4(data30) < 1) {
              const err28 = { instancePath: instancePath + "/ignore_prompts/" + i3, schemaPath: "#/properties/ignore_prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
          } else {
            const err29 = { instancePath: instancePath + "/ignore_prompts/" + i3, schemaPath: "#/properties/ignore_prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/ignore_prompts", schemaPath: "#/properties/ignore_prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.include_resources !== void 0) {
      let data31 = data.include_resources;
      if (Array.isArray(data31)) {
        const len4 = data31.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data32 = data31[i4];
          if (typeof data32 === "string") {
            if (func4(data32) < 1) {
              const err31 = { instancePath: instancePath + "/include_resources/" + i4, schemaPath: "#/properties/include_resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          } else {
            const err32 = { instancePath: instancePath + "/include_resources/" + i4, schemaPath: "#/properties/include_resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/include_resources", schemaPath: "#/properties/include_resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.ignore_resources !== void 0) {
      let data33 = data.ignore_resources;
      if (Array.isArray(data33)) {
        const len5 = data33.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data34 = data33[i5];
          if (typeof data34 === "string") {
            if (func4(data34) < 1) {
              const err34 = { instancePath: instancePath + "/ignore_resources/" + i5, schemaPath: "#/properties/ignore_resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
          } else {
            const err35 = { instancePath: instancePath + "/ignore_resources/" + i5, schemaPath: "#/properties/ignore_resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/ignore_resources", schemaPath: "#/properties/ignore_resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
  } else {
    const err37 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate23.errors = vErrors;
  return errors === 0;
}
var schema31 = { "title": "StdioUpstream", "description": "A program the proxy starts and talks to over its standard input and output.", "type": "object", "properties": { "type": { "description": "Said by some clients' configuration; `command` says as much.", "enum": ["stdio"], "default": "stdio" }, "command": { "description": "The program to start: a name looked up in PATH, or a path. Never run by a shell; arguments go to `args`.", "type": "string", "minLength": 1, "examples": ["npx", "uvx", "./my-mcp"] }, "args": { "description": "Its arguments, one by one, exactly as the program gets them.", "type": "array", "items": { "$ref": "#/definitions/Text" }, "default": [], "examples": [["-y", "@modelcontextprotocol/server-filesystem", "/data"]] }, "env": { "description": "Environment variables it gets besides the few every program needs (PATH, HOME, LANG \u2026). The proxy's own environment is not handed on.", "type": "object", "additionalProperties": { "$ref": "#/definitions/Value" }, "default": {}, "examples": [{ "LOG_LEVEL": "info", "API_KEY": { "env": "API_KEY" } }] }, "cwd": { "description": "The folder it starts in; a relative path starts at the folder of this file. Absent: that folder.", "type": "string", "minLength": 1 }, "title": { "description": "What people call this upstream: shown on pages and in errors.", "type": "string", "minLength": 1 }, "description": { "description": "A note for whoever reads the file.", "type": "string" }, "disabled": { "description": "Leaves the upstream out, as if it were not in the file.", "type": "boolean", "default": false }, "timeouts": { "$ref": "#/definitions/Timeouts", "description": "How long to wait for this upstream.", "default": {} }, "limits": { "$ref": "#/definitions/UpstreamLimits", "description": "What this upstream may ask of the proxy.", "default": {} }, "prefix": { "description": "What `naming` puts before this upstream's names. Absent: its name in this file. Empty: nothing, unless two names would meet.", "type": "string", "pattern": "^[a-zA-Z0-9_-]{0,32}$" }, "tools": { "$ref": "#/definitions/ToolRules", "description": "Which of its tools are shown, and how.", "default": {}, "examples": [{ "include": ["search*", "get*"], "ignore": ["*delete*"] }] }, "prompts": { "$ref": "#/definitions/PromptRules", "description": "Which of its prompts are shown, and how.", "default": {} }, "resources": { "$ref": "#/definitions/ResourceRules", "description": "Which of its resources and resource templates are shown, and how.", "default": {} }, "hiddenText": { "description": "What becomes of text in titles and descriptions, of items and within their schemas, that a model reads and a person does not see: zero-width and tag characters, direction controls, terminal escapes, HTML comments. `pass`: it stays byte for byte, and is pointed out on the status page and by `mcp-proxy tools` and `mcp-proxy lock`; `strip`: it is taken out. Names and answers stay as they are.", "enum": ["pass", "strip"], "default": "pass" }, "isolation": { "description": "Who shares one link (one process, one session) to it: `shared`, everybody, with the operator's own login; `principal`, the clients of one caller; `session`, nobody. Where nobody signs in to the proxy there is one principal.", "enum": ["principal", "shared", "session"], "default": "principal" }, "start": { "description": "`eager`: with the proxy; `lazy`: at the first call. A lazy one is listed as it was when it last ran.", "enum": ["eager", "lazy"], "default": "eager" }, "idleStop": { "description": "After so long without a call it is stopped; the next call starts it again. Absent: never.", "type": "string", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "required": { "description": "Whether the proxy counts as ready only while it is connected. Other upstreams work in any case.", "type": "boolean", "default": false }, "restart": { "$ref": "#/definitions/Restart", "description": "How it is started again.", "default": {} }, "include_tools": { "description": "Another spelling of `tools.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_tools": { "description": "Another spelling of `tools.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_prompts": { "description": "Another spelling of `prompts.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_prompts": { "description": "Another spelling of `prompts.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "include_resources": { "description": "Another spelling of `resources.include`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true }, "ignore_resources": { "description": "Another spelling of `resources.ignore`, as older files have it.", "type": "array", "items": { "type": "string", "minLength": 1 }, "deprecated": true } }, "required": ["command"], "additionalProperties": false };
function validate91(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema31.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (!(data.type === "stdio")) {
      const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema31.properties.type.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.command !== void 0) {
      let data1 = data.command;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err3 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
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
      const err5 = { instancePath: instancePath + "/args", schemaPath: "#/properties/args/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
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
      const err6 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.cwd !== void 0) {
      let data6 = data.cwd;
      if (typeof data6 === "string") {
        if (func4(data6) < 1) {
          const err7 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data7 = data.title;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          const err9 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.description !== void 0) {
      if (typeof data.description !== "string") {
        const err11 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (typeof data.disabled !== "boolean") {
      const err12 = { instancePath: instancePath + "/disabled", schemaPath: "#/properties/disabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (!validate73(data.timeouts, { instancePath: instancePath + "/timeouts", parentData: data, parentDataProperty: "timeouts", rootData })) {
      vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
      errors = vErrors.length;
    }
    if (!validate75(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
      errors = vErrors.length;
    }
    if (data.prefix !== void 0) {
      let data12 = data.prefix;
      if (typeof data12 === "string") {
        if (!pattern25.test(data12)) {
          const err13 = { instancePath: instancePath + "/prefix", schemaPath: "#/properties/prefix/pattern", keyword: "pattern", params: { pattern: "^[a-zA-Z0-9_-]{0,32}$" }, message: 'must match pattern "^[a-zA-Z0-9_-]{0,32}$"' };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/prefix", schemaPath: "#/properties/prefix/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (!validate77(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
      errors = vErrors.length;
    }
    if (!validate83(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
      errors = vErrors.length;
    }
    if (!validate86(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
      errors = vErrors.length;
    }
    let data16 = data.hiddenText;
    if (!(data16 === "pass" || data16 === "strip")) {
      const err15 = { instancePath: instancePath + "/hiddenText", schemaPath: "#/properties/hiddenText/enum", keyword: "enum", params: { allowedValues: schema31.properties.hiddenText.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    let data17 = data.isolation;
    if (!(data17 === "principal" || data17 === "shared" || data17 === "session")) {
      const err16 = { instancePath: instancePath + "/isolation", schemaPath: "#/properties/isolation/enum", keyword: "enum", params: { allowedValues: schema31.properties.isolation.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    let data18 = data.start;
    if (!(data18 === "eager" || data18 === "lazy")) {
      const err17 = { instancePath: instancePath + "/start", schemaPath: "#/properties/start/enum", keyword: "enum", params: { allowedValues: schema31.properties.start.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    if (data.idleStop !== void 0) {
      let data19 = data.idleStop;
      if (typeof data19 === "string") {
        if (!pattern3.test(data19)) {
          const err18 = { instancePath: instancePath + "/idleStop", schemaPath: "#/properties/idleStop/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      } else {
        const err19 = { instancePath: instancePath + "/idleStop", schemaPath: "#/properties/idleStop/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (typeof data.required !== "boolean") {
      const err20 = { instancePath: instancePath + "/required", schemaPath: "#/properties/required/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
    }
    if (!validate88(data.restart, { instancePath: instancePath + "/restart", parentData: data, parentDataProperty: "restart", rootData })) {
      vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
      errors = vErrors.length;
    }
    if (data.include_tools !== void 0) {
      let data22 = data.include_tools;
      if (Array.isArray(data22)) {
        const len1 = data22.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data23 = data22[i1];
          if (typeof data23 === "string") {
            if (func4(data23) < 1) {
              const err21 = { instancePath: instancePath + "/include_tools/" + i1, schemaPath: "#/properties/include_tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/include_tools/" + i1, schemaPath: "#/properties/include_tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/include_tools", schemaPath: "#/properties/include_tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.ignore_tools !== void 0) {
      let data24 = data.ignore_tools;
      if (Array.isArray(data24)) {
        const len2 = data24.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data25 = data24[i2];
          if (typeof data25 === "string") {
            if (func4(data25) < 1) {
              const err24 = { instancePath: instancePath + "/ignore_tools/" + i2, schemaPath: "#/properties/ignore_tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          } else {
            const err25 = { instancePath: instancePath + "/ignore_tools/" + i2, schemaPath: "#/properties/ignore_tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/ignore_tools", schemaPath: "#/properties/ignore_tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.include_prompts !== void 0) {
      let data26 = data.include_prompts;
      if (Array.isArray(data26)) {
        const len3 = data26.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data27 = data26[i3];
          if (typeof data27 === "string") {
            if (func4(data27) < 1) {
              const err27 = { instancePath: instancePath + "/include_prompts/" + i3, schemaPath: "#/properties/include_prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/include_prompts/" + i3, schemaPath: "#/properties/include_prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/include_prompts", schemaPath: "#/properties/include_prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.ignore_prompts !== void 0) {
      let data28 = data.ignore_prompts;
      if (Array.isArray(data28)) {
        const len4 = data28.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data29 = data28[i4];
          if (typeof data29 === "string") {
            if (func4(data29) < 1) {
              const err30 = { instancePath: instancePath + "/ignore_prompts/" + i4, schemaPath: "#/properties/ignore_prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
          } else {
            const err31 = { instancePath: instancePath + "/ignore_prompts/" + i4, schemaPath: "#/properties/ignore_prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
      } else {
        const err32 = { instancePath: instancePath + "/ignore_prompts", schemaPath: "#/properties/ignore_prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.include_resources !== void 0) {
      let data30 = data.include_resources;
      if (Array.isArray(data30)) {
        const len5 = data30.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data31 = data30[i5];
          if (typeof data31 === "string") {
            if (func4(data31) < 1) {
              const err33 = { instancePath: instancePath + "/include_resources/" + i5, schemaPath: "#/properties/include_resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          } else {
            const err34 = { instancePath: instancePath + "/include_resources/" + i5, schemaPath: "#/properties/include_resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
      } else {
        const err35 = { instancePath: instancePath + "/include_resources", schemaPath: "#/properties/include_resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.ignore_resources !== void 0) {
      let data32 = data.ignore_resources;
      if (Array.isArray(data32)) {
        const len6 = data32.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data33 = data32[i6];
          if (typeof data33 === "string") {
            if (func4(data33) < 1) {
              const err36 = { instancePath: instancePath + "/ignore_resources/" + i6, schemaPath: "#/properties/ignore_resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
          } else {
            const err37 = { instancePath: instancePath + "/ignore_resources/" + i6, schemaPath: "#/properties/ignore_resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
      } else {
        const err38 = { instancePath: instancePath + "/ignore_resources", schemaPath: "#/properties/ignore_resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
  } else {
    const err39 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err39];
    } else {
      vErrors.push(err39);
    }
    errors++;
  }
  validate91.errors = vErrors;
  return errors === 0;
}
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data))) {
    const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  const _errs1 = errors;
  let valid0 = false;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.url === void 0) {
      const err1 = { instancePath, schemaPath: "#/anyOf/0/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  var _valid0 = _errs2 === errors;
  valid0 = valid0 || _valid0;
  if (!valid0) {
    const _errs3 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.command === void 0) {
        const err2 = { instancePath, schemaPath: "#/anyOf/1/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    var _valid0 = _errs3 === errors;
    valid0 = valid0 || _valid0;
  }
  if (!valid0) {
    const err3 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
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
      if (!validate91(data, { instancePath, parentData, parentDataProperty, rootData })) {
        vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
        errors = vErrors.length;
      }
      var _valid2 = _errs10 === errors;
      valid2 = _valid2;
    }
    if (!valid2) {
      const err6 = { instancePath, schemaPath: "#/else/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    var _valid1 = _errs7 === errors;
    valid1 = _valid1;
    ifClause0 = "else";
  }
  if (!valid1) {
    const err7 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: ifClause0 }, message: 'must match "' + ifClause0 + '" schema' };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
function validate105(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "include" || key0 === "ignore" || key0 === "readOnly" || key0 === "destructive" || key0 === "idempotent" || key0 === "openWorld")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
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
              const err1 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/include", schemaPath: "#/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
              const err4 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.readOnly !== void 0) {
      if (typeof data.readOnly !== "boolean") {
        const err7 = { instancePath: instancePath + "/readOnly", schemaPath: "#/properties/readOnly/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.destructive !== void 0) {
      if (typeof data.destructive !== "boolean") {
        const err8 = { instancePath: instancePath + "/destructive", schemaPath: "#/properties/destructive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.idempotent !== void 0) {
      if (typeof data.idempotent !== "boolean") {
        const err9 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.openWorld !== void 0) {
      if (typeof data.openWorld !== "boolean") {
        const err10 = { instancePath: instancePath + "/openWorld", schemaPath: "#/properties/openWorld/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate105.errors = vErrors;
  return errors === 0;
}
function validate107(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "include" || key0 === "ignore")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
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
              const err1 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/include/" + i0, schemaPath: "#/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/include", schemaPath: "#/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
              const err4 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = { instancePath: instancePath + "/ignore/" + i1, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate107.errors = vErrors;
  return errors === 0;
}
function validate104(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    for (const key0 in data) {
      if (!(key0 === "upstreams" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.upstreams !== void 0) {
      let data0 = data.upstreams;
      if (Array.isArray(data0)) {
        if (data0.length < 1) {
          const err1 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data0[i0] !== "string") {
            const err2 = { instancePath: instancePath + "/upstreams/" + i0, schemaPath: "#/properties/upstreams/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
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
              const err3 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (!validate105(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors);
      errors = vErrors.length;
    }
    if (!validate107(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
      errors = vErrors.length;
    }
    if (!validate107(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
      errors = vErrors.length;
    }
  } else {
    const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate104.errors = vErrors;
  return errors === 0;
}
var schema36 = { "title": "HttpExposure", "description": "Streamable HTTP, with one or more endpoints on one address.", "type": "object", "properties": { "listen": { "description": "The address and port to listen on: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, or `:8080` for every address of the machine. Port 0 takes a free one. Anything but loopback needs access control.", "type": "string", "default": "127.0.0.1:8080", "examples": ["127.0.0.1:8080", "0.0.0.0:8080"] }, "publicUrl": { "description": "The origin under which clients reach the proxy from outside, when a reverse proxy or tunnel stands in front: https (or http on loopback), host and port, nothing after it. Everything the proxy says about its own address comes from here, never from a request's headers.", "type": "string", "examples": ["https://mcp.example.com"] }, "pathPrefix": { "description": "Put before the path of every route, for a reverse proxy that shares the host with other programs: `/tools`. Empty: none.", "type": "string", "pattern": "^(/[A-Za-z0-9._~-]+)*$", "default": "", "examples": ["/tools"] }, "endpoints": { "description": "What is served where: a path, and what of the upstreams it shows.", "type": "object", "minProperties": 1, "additionalProperties": { "$ref": "#/definitions/Endpoint" }, "default": { "/mcp": {} }, "examples": [{ "/mcp": {}, "/files": { "upstreams": ["files"] } }] }, "legacySse": { "description": "Also speak the HTTP+SSE transport of 2024-11-05: `GET /sse` and `POST /message`, and the same under `/v1/`, `/v2/` \u2026", "type": "boolean", "default": false }, "allowedHosts": { "description": "Host names a request may be addressed to, besides loopback names, the address listened on and the one in `publicUrl`. Guards against DNS rebinding.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["mcp.internal"]] }, "allowedOrigins": { "description": "Web origins whose pages may call the proxy from a browser, besides its own. A request without `Origin` comes from no page and is not concerned.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["https://inspector.example.com"]] }, "trustedProxies": { "description": "Addresses and CIDR ranges of the reverse proxies in front, `unix` for a unix socket: from them, `X-Forwarded-For` says whose request it is when wrong credentials and registrations are counted. It opens nothing to anybody. Absent: those of `access.mode: forwarded-user`.", "type": "array", "items": { "type": "string", "minLength": 1 }, "examples": [["10.0.0.0/8"]] }, "insecureAllowUnauthenticated": { "description": "Listen on more than loopback without access control: whoever reaches the port may use every upstream, with the credentials in this file.", "type": "boolean", "default": false }, "limits": { "$ref": "#/definitions/HttpLimits", "description": "What one client may ask of the proxy.", "default": {} }, "keepAlive": { "description": "A comment is sent on an open event stream after this much silence, so that nothing between the two closes it.", "type": "string", "default": "15s", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" } }, "additionalProperties": false };
var pattern35 = new RegExp("^(/[A-Za-z0-9._~-]+)*$", "u");
function validate112(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tools === void 0) {
      data.tools = {};
    }
    if (data.prompts === void 0) {
      data.prompts = {};
    }
    if (data.resources === void 0) {
      data.resources = {};
    }
    for (const key0 in data) {
      if (!(key0 === "title" || key0 === "upstreams" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          const err1 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.upstreams !== void 0) {
      let data1 = data.upstreams;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err3 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data1[i0] !== "string") {
            const err4 = { instancePath: instancePath + "/upstreams/" + i0, schemaPath: "#/properties/upstreams/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
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
              const err5 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (!validate105(data.tools, { instancePath: instancePath + "/tools", parentData: data, parentDataProperty: "tools", rootData })) {
      vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors);
      errors = vErrors.length;
    }
    if (!validate107(data.prompts, { instancePath: instancePath + "/prompts", parentData: data, parentDataProperty: "prompts", rootData })) {
      vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
      errors = vErrors.length;
    }
    if (!validate107(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData })) {
      vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
      errors = vErrors.length;
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate112.errors = vErrors;
  return errors === 0;
}
function validate117(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
    if (data.wrongCredentials === void 0) {
      data.wrongCredentials = 30;
    }
    if (data.sessionIdle === void 0) {
      data.sessionIdle = "1h";
    }
    for (const key0 in data) {
      if (!(key0 === "body" || key0 === "headers" || key0 === "sessionsPerPrincipal" || key0 === "wrongCredentials" || key0 === "sessionIdle")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.body;
    if (typeof data0 === "string") {
      if (!pattern23.test(data0)) {
        const err1 = { instancePath: instancePath + "/body", schemaPath: "#/properties/body/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, message: 'must match pattern "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$"' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/body", schemaPath: "#/properties/body/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.headers;
    if (typeof data1 === "string") {
      if (!pattern23.test(data1)) {
        const err3 = { instancePath: instancePath + "/headers", schemaPath: "#/properties/headers/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$" }, message: 'must match pattern "^[0-9]{1,9}(B|KB|KiB|MB|MiB|GB|GiB)$"' };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = { instancePath: instancePath + "/headers", schemaPath: "#/properties/headers/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    let data2 = data.sessionsPerPrincipal;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      const err5 = { instancePath: instancePath + "/sessionsPerPrincipal", schemaPath: "#/properties/sessionsPerPrincipal/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 1e6 || isNaN(data2)) {
        const err6 = { instancePath: instancePath + "/sessionsPerPrincipal", schemaPath: "#/properties/sessionsPerPrincipal/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e6 }, message: "must be <= 1000000" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (data2 < 1 || isNaN(data2)) {
        const err7 = { instancePath: instancePath + "/sessionsPerPrincipal", schemaPath: "#/properties/sessionsPerPrincipal/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    let data3 = data.wrongCredentials;
    if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
      const err8 = { instancePath: instancePath + "/wrongCredentials", schemaPath: "#/properties/wrongCredentials/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (typeof data3 == "number" && isFinite(data3)) {
      if (data3 > 1e6 || isNaN(data3)) {
        const err9 = { instancePath: instancePath + "/wrongCredentials", schemaPath: "#/properties/wrongCredentials/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e6 }, message: "must be <= 1000000" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (data3 < 1 || isNaN(data3)) {
        const err10 = { instancePath: instancePath + "/wrongCredentials", schemaPath: "#/properties/wrongCredentials/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    let data4 = data.sessionIdle;
    if (typeof data4 === "string") {
      if (!pattern3.test(data4)) {
        const err11 = { instancePath: instancePath + "/sessionIdle", schemaPath: "#/properties/sessionIdle/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    } else {
      const err12 = { instancePath: instancePath + "/sessionIdle", schemaPath: "#/properties/sessionIdle/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
  } else {
    const err13 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err13];
    } else {
      vErrors.push(err13);
    }
    errors++;
  }
  validate117.errors = vErrors;
  return errors === 0;
}
function validate111(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
      data.legacySse = false;
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
      if (!func2.call(schema36.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (typeof data.listen !== "string") {
      const err1 = { instancePath: instancePath + "/listen", schemaPath: "#/properties/listen/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.publicUrl !== void 0) {
      if (typeof data.publicUrl !== "string") {
        const err2 = { instancePath: instancePath + "/publicUrl", schemaPath: "#/properties/publicUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    let data2 = data.pathPrefix;
    if (typeof data2 === "string") {
      if (!pattern35.test(data2)) {
        const err3 = { instancePath: instancePath + "/pathPrefix", schemaPath: "#/properties/pathPrefix/pattern", keyword: "pattern", params: { pattern: "^(/[A-Za-z0-9._~-]+)*$" }, message: 'must match pattern "^(/[A-Za-z0-9._~-]+)*$"' };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = { instancePath: instancePath + "/pathPrefix", schemaPath: "#/properties/pathPrefix/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    let data3 = data.endpoints;
    if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
      if (Object.keys(data3).length < 1) {
        const err5 = { instancePath: instancePath + "/endpoints", schemaPath: "#/properties/endpoints/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      for (const key1 in data3) {
        if (!validate112(data3[key1], { instancePath: instancePath + "/endpoints/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key1, rootData })) {
          vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err6 = { instancePath: instancePath + "/endpoints", schemaPath: "#/properties/endpoints/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (typeof data.legacySse !== "boolean") {
      const err7 = { instancePath: instancePath + "/legacySse", schemaPath: "#/properties/legacySse/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    let data6 = data.allowedHosts;
    if (Array.isArray(data6)) {
      const len0 = data6.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data7 = data6[i0];
        if (typeof data7 === "string") {
          if (func4(data7) < 1) {
            const err8 = { instancePath: instancePath + "/allowedHosts/" + i0, schemaPath: "#/properties/allowedHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        } else {
          const err9 = { instancePath: instancePath + "/allowedHosts/" + i0, schemaPath: "#/properties/allowedHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
    } else {
      const err10 = { instancePath: instancePath + "/allowedHosts", schemaPath: "#/properties/allowedHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    let data8 = data.allowedOrigins;
    if (Array.isArray(data8)) {
      const len1 = data8.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data9 = data8[i1];
        if (typeof data9 === "string") {
          if (func4(data9) < 1) {
            const err11 = { instancePath: instancePath + "/allowedOrigins/" + i1, schemaPath: "#/properties/allowedOrigins/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        } else {
          const err12 = { instancePath: instancePath + "/allowedOrigins/" + i1, schemaPath: "#/properties/allowedOrigins/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      }
    } else {
      const err13 = { instancePath: instancePath + "/allowedOrigins", schemaPath: "#/properties/allowedOrigins/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.trustedProxies !== void 0) {
      let data10 = data.trustedProxies;
      if (Array.isArray(data10)) {
        const len2 = data10.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data11 = data10[i2];
          if (typeof data11 === "string") {
            if (func4(data11) < 1) {
              const err14 = { instancePath: instancePath + "/trustedProxies/" + i2, schemaPath: "#/properties/trustedProxies/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/trustedProxies/" + i2, schemaPath: "#/properties/trustedProxies/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/trustedProxies", schemaPath: "#/properties/trustedProxies/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (typeof data.insecureAllowUnauthenticated !== "boolean") {
      const err17 = { instancePath: instancePath + "/insecureAllowUnauthenticated", schemaPath: "#/properties/insecureAllowUnauthenticated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    if (!validate117(data.limits, { instancePath: instancePath + "/limits", parentData: data, parentDataProperty: "limits", rootData })) {
      vErrors = vErrors === null ? validate117.errors : vErrors.concat(validate117.errors);
      errors = vErrors.length;
    }
    let data14 = data.keepAlive;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        const err18 = { instancePath: instancePath + "/keepAlive", schemaPath: "#/properties/keepAlive/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    } else {
      const err19 = { instancePath: instancePath + "/keepAlive", schemaPath: "#/properties/keepAlive/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
  } else {
    const err20 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err20];
    } else {
      vErrors.push(err20);
    }
    errors++;
  }
  validate111.errors = vErrors;
  return errors === 0;
}
function validate103(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      const err0 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "stdio" || key0 === "http")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.stdio !== void 0) {
      if (!validate104(data.stdio, { instancePath: instancePath + "/stdio", parentData: data, parentDataProperty: "stdio", rootData })) {
        vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
        errors = vErrors.length;
      }
    }
    if (data.http !== void 0) {
      if (!validate111(data.http, { instancePath: instancePath + "/http", parentData: data, parentDataProperty: "http", rootData })) {
        vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate103.errors = vErrors;
  return errors === 0;
}
var schema39 = { "title": "LogConfig", "description": "What is logged, and how it looks.", "type": "object", "properties": { "level": { "description": "The least severe lines that are written.", "enum": ["trace", "debug", "info", "warn", "error"], "default": "info" }, "format": { "description": "`text` for people, `json` (one object a line) for programs.", "enum": ["text", "json"], "default": "text" } }, "additionalProperties": false };
function validate121(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.level;
    if (!(data0 === "trace" || data0 === "debug" || data0 === "info" || data0 === "warn" || data0 === "error")) {
      const err1 = { instancePath: instancePath + "/level", schemaPath: "#/properties/level/enum", keyword: "enum", params: { allowedValues: schema39.properties.level.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    let data1 = data.format;
    if (!(data1 === "text" || data1 === "json")) {
      const err2 = { instancePath: instancePath + "/format", schemaPath: "#/properties/format/enum", keyword: "enum", params: { allowedValues: schema39.properties.format.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate121.errors = vErrors;
  return errors === 0;
}
function validate125(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.previousKeys === void 0) {
      data.previousKeys = [];
    }
    if (data.key === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "key" }, message: "must have required property 'key'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "key" || key0 === "previousKeys")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
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
      const err2 = { instancePath: instancePath + "/previousKeys", schemaPath: "#/properties/previousKeys/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate125.errors = vErrors;
  return errors === 0;
}
function validate124(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "type" || key0 === "path" || key0 === "encryption")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.type !== void 0) {
      if ("file" !== data.type) {
        const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/const", keyword: "const", params: { allowedValue: "file" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      let data1 = data.path;
      if (typeof data1 === "string") {
        if (func4(data1) < 1) {
          const err3 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.encryption !== void 0) {
      if (!validate125(data.encryption, { instancePath: instancePath + "/encryption", parentData: data, parentDataProperty: "encryption", rootData })) {
        vErrors = vErrors === null ? validate125.errors : vErrors.concat(validate125.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate124.errors = vErrors;
  return errors === 0;
}
function validate129(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "type")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.type !== void 0) {
      if ("memory" !== data.type) {
        const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/const", keyword: "const", params: { allowedValue: "memory" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate129.errors = vErrors;
  return errors === 0;
}
function validate123(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const tag0 = data.type;
    if (typeof tag0 == "string") {
      if (tag0 === "file") {
        if (!validate124(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "memory") {
        if (!validate129(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate129.errors : vErrors.concat(validate129.errors);
          errors = vErrors.length;
        }
      } else {
        const err1 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "mapping", tag: "type", tagValue: tag0 }, message: 'value of tag "type" must be in oneOf' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "tag", tag: "type", tagValue: tag0 }, message: 'tag "type" must be string' };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate123.errors = vErrors;
  return errors === 0;
}
var wrapper0 = { validate: validate133 };
function validate136(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
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
              const err1 = { instancePath: instancePath + "/tools/" + i0, schemaPath: "#/properties/tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/tools/" + i0, schemaPath: "#/properties/tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/tools", schemaPath: "#/properties/tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
              const err4 = { instancePath: instancePath + "/prompts/" + i1, schemaPath: "#/properties/prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = { instancePath: instancePath + "/prompts/" + i1, schemaPath: "#/properties/prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/prompts", schemaPath: "#/properties/prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
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
              const err7 = { instancePath: instancePath + "/resources/" + i2, schemaPath: "#/properties/resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = { instancePath: instancePath + "/resources/" + i2, schemaPath: "#/properties/resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate136.errors = vErrors;
  return errors === 0;
}
function validate135(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "name" || key0 === "roles" || key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      if (typeof data.name !== "string") {
        const err1 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
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
              const err2 = { instancePath: instancePath + "/roles/" + i0, schemaPath: "#/properties/roles/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          } else {
            const err3 = { instancePath: instancePath + "/roles/" + i0, schemaPath: "#/properties/roles/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
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
              const err4 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate136(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
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
              const err6 = { instancePath: instancePath + "/tools/" + i2, schemaPath: "#/properties/tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/tools/" + i2, schemaPath: "#/properties/tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/tools", schemaPath: "#/properties/tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
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
              const err9 = { instancePath: instancePath + "/prompts/" + i3, schemaPath: "#/properties/prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = { instancePath: instancePath + "/prompts/" + i3, schemaPath: "#/properties/prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      } else {
        const err11 = { instancePath: instancePath + "/prompts", schemaPath: "#/properties/prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
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
              const err12 = { instancePath: instancePath + "/resources/" + i4, schemaPath: "#/properties/resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          } else {
            const err13 = { instancePath: instancePath + "/resources/" + i4, schemaPath: "#/properties/resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate135.errors = vErrors;
  return errors === 0;
}
function validate139(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate136(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
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
              const err1 = { instancePath: instancePath + "/tools/" + i0, schemaPath: "#/properties/tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          } else {
            const err2 = { instancePath: instancePath + "/tools/" + i0, schemaPath: "#/properties/tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/tools", schemaPath: "#/properties/tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
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
              const err4 = { instancePath: instancePath + "/prompts/" + i1, schemaPath: "#/properties/prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = { instancePath: instancePath + "/prompts/" + i1, schemaPath: "#/properties/prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/prompts", schemaPath: "#/properties/prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
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
              const err7 = { instancePath: instancePath + "/resources/" + i2, schemaPath: "#/properties/resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = { instancePath: instancePath + "/resources/" + i2, schemaPath: "#/properties/resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate139.errors = vErrors;
  return errors === 0;
}
function validate142(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.claims === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "claims" }, message: "must have required property 'claims'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "claims" || key0 === "roles" || key0 === "deny" || key0 === "tools" || key0 === "prompts" || key0 === "resources")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.claims !== void 0) {
      let data0 = data.claims;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (Object.keys(data0).length < 1) {
          const err2 = { instancePath: instancePath + "/claims", schemaPath: "#/properties/claims/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (Array.isArray(data1)) {
            if (data1.length < 1) {
              const err3 = { instancePath: instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/claims/additionalProperties/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
            const len0 = data1.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data1[i0] !== "string") {
                const err4 = { instancePath: instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0, schemaPath: "#/properties/claims/additionalProperties/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err4];
                } else {
                  vErrors.push(err4);
                }
                errors++;
              }
            }
          } else {
            const err5 = { instancePath: instancePath + "/claims/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/claims/additionalProperties/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/claims", schemaPath: "#/properties/claims/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
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
              const err7 = { instancePath: instancePath + "/roles/" + i1, schemaPath: "#/properties/roles/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = { instancePath: instancePath + "/roles/" + i1, schemaPath: "#/properties/roles/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
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
              const err9 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/uniqueItems", keyword: "uniqueItems", params: { i: i2, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i2 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
              break;
            }
            indices0[item0] = i2;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.deny !== void 0) {
      if (!validate136(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData })) {
        vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
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
              const err11 = { instancePath: instancePath + "/tools/" + i3, schemaPath: "#/properties/tools/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = { instancePath: instancePath + "/tools/" + i3, schemaPath: "#/properties/tools/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/tools", schemaPath: "#/properties/tools/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
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
              const err14 = { instancePath: instancePath + "/prompts/" + i4, schemaPath: "#/properties/prompts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/prompts/" + i4, schemaPath: "#/properties/prompts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/prompts", schemaPath: "#/properties/prompts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
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
              const err17 = { instancePath: instancePath + "/resources/" + i5, schemaPath: "#/properties/resources/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/resources/" + i5, schemaPath: "#/properties/resources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
  } else {
    const err20 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err20];
    } else {
      vErrors.push(err20);
    }
    errors++;
  }
  validate142.errors = vErrors;
  return errors === 0;
}
function validate134(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.of === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "of" }, message: "must have required property 'of'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "of" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("any-of" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "any-of" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.of !== void 0) {
      let data1 = data.of;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err4 = { instancePath: instancePath + "/of", schemaPath: "#/properties/of/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!wrapper0.validate(data1[i0], { instancePath: instancePath + "/of/" + i0, parentData: data1, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/of", schemaPath: "#/properties/of/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.users !== void 0) {
      let data3 = data.users;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          if (!validate135(data3[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data5 = data.usersFile;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          const err7 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data6 = data.roles;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key2 in data6) {
          if (!validate139(data6[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data8 = data.rules;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate142(data8[i1], { instancePath: instancePath + "/rules/" + i1, parentData: data8, parentDataProperty: i1, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate134.errors = vErrors;
  return errors === 0;
}
var pattern40 = new RegExp("^[0-9a-f]{64}$", "u");
function validate146(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 1) {
      const err0 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 1 }, message: "must NOT have more than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (Object.keys(data).length < 1) {
      const err1 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "sha256" || key0 === "env" || key0 === "file")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.sha256 !== void 0) {
      let data0 = data.sha256;
      if (typeof data0 === "string") {
        if (!pattern40.test(data0)) {
          const err3 = { instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" }, message: 'must match pattern "^[0-9a-f]{64}$"' };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.env !== void 0) {
      let data1 = data.env;
      if (typeof data1 === "string") {
        if (!pattern0.test(data1)) {
          const err5 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"' };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.file !== void 0) {
      let data2 = data.file;
      if (typeof data2 === "string") {
        if (func4(data2) < 1) {
          const err7 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate146.errors = vErrors;
  return errors === 0;
}
function validate145(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.keys === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "keys" }, message: "must have required property 'keys'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "keys" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("api-key" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "api-key" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.keys !== void 0) {
      let data1 = data.keys;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (Object.keys(data1).length < 1) {
          const err4 = { instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!validate146(data1[key1], { instancePath: instancePath + "/keys/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate146.errors : vErrors.concat(validate146.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.users !== void 0) {
      let data3 = data.users;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key2 in data3) {
          if (!validate135(data3[key2], { instancePath: instancePath + "/users/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data3, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data5 = data.usersFile;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          const err7 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data6 = data.roles;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key3 in data6) {
          if (!validate139(data6[key3], { instancePath: instancePath + "/roles/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key3, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data8 = data.rules;
      if (Array.isArray(data8)) {
        const len0 = data8.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate142(data8[i0], { instancePath: instancePath + "/rules/" + i0, parentData: data8, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate145.errors = vErrors;
  return errors === 0;
}
var schema52 = { "title": "ForwardedUserAccess", "description": "A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).", "type": "object", "properties": { "mode": { "description": "A reverse proxy in front signs people in and says in a header who it is (Databricks Apps, oauth2-proxy, an ingress).", "const": "forwarded-user" }, "trustedProxies": { "description": "Addresses and CIDR ranges of the reverse proxies whose word counts, `unix` for a unix socket. Decided on the address of the connection, never on a header. From anywhere else the header is as if absent.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 }, "examples": [["10.0.0.0/8", "127.0.0.1"]] }, "header": { "description": "The header that names the user.", "type": "string", "pattern": "^[A-Za-z0-9-]+$", "default": "X-Forwarded-User" }, "emailHeader": { "description": "The header with the user's e-mail address. What it says counts as verified.", "type": "string", "pattern": "^[A-Za-z0-9-]+$", "default": "X-Forwarded-Email" }, "fallbackUser": { "description": "Who calls when a request from loopback has no such header, for trying things out on one machine. Absent: nobody.", "type": "string", "minLength": 1, "examples": ["default"] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "trustedProxies"], "additionalProperties": false };
var pattern42 = new RegExp("^[A-Za-z0-9-]+$", "u");
function validate151(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.header === void 0) {
      data.header = "X-Forwarded-User";
    }
    if (data.emailHeader === void 0) {
      data.emailHeader = "X-Forwarded-Email";
    }
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.trustedProxies === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "trustedProxies" }, message: "must have required property 'trustedProxies'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema52.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("forwarded-user" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "forwarded-user" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.trustedProxies !== void 0) {
      let data1 = data.trustedProxies;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err4 = { instancePath: instancePath + "/trustedProxies", schemaPath: "#/properties/trustedProxies/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func4(data2) < 1) {
              const err5 = { instancePath: instancePath + "/trustedProxies/" + i0, schemaPath: "#/properties/trustedProxies/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
          } else {
            const err6 = { instancePath: instancePath + "/trustedProxies/" + i0, schemaPath: "#/properties/trustedProxies/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = { instancePath: instancePath + "/trustedProxies", schemaPath: "#/properties/trustedProxies/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    let data3 = data.header;
    if (typeof data3 === "string") {
      if (!pattern42.test(data3)) {
        const err8 = { instancePath: instancePath + "/header", schemaPath: "#/properties/header/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9-]+$" }, message: 'must match pattern "^[A-Za-z0-9-]+$"' };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    } else {
      const err9 = { instancePath: instancePath + "/header", schemaPath: "#/properties/header/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    let data4 = data.emailHeader;
    if (typeof data4 === "string") {
      if (!pattern42.test(data4)) {
        const err10 = { instancePath: instancePath + "/emailHeader", schemaPath: "#/properties/emailHeader/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9-]+$" }, message: 'must match pattern "^[A-Za-z0-9-]+$"' };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    } else {
      const err11 = { instancePath: instancePath + "/emailHeader", schemaPath: "#/properties/emailHeader/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.fallbackUser !== void 0) {
      let data5 = data.fallbackUser;
      if (typeof data5 === "string") {
        if (func4(data5) < 1) {
          const err12 = { instancePath: instancePath + "/fallbackUser", schemaPath: "#/properties/fallbackUser/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/fallbackUser", schemaPath: "#/properties/fallbackUser/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.users !== void 0) {
      let data6 = data.users;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key1 in data6) {
          if (!validate135(data6[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data8 = data.usersFile;
      if (typeof data8 === "string") {
        if (func4(data8) < 1) {
          const err15 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      } else {
        const err16 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data9 = data.roles;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        for (const key2 in data9) {
          if (!validate139(data9[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data9, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data11 = data.rules;
      if (Array.isArray(data11)) {
        const len1 = data11.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate142(data11[i1], { instancePath: instancePath + "/rules/" + i1, parentData: data11, parentDataProperty: i1, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
  } else {
    const err19 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err19];
    } else {
      vErrors.push(err19);
    }
    errors++;
  }
  validate151.errors = vErrors;
  return errors === 0;
}
var schema53 = { "title": "JwtAccess", "description": "Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.", "type": "object", "properties": { "mode": { "description": "Access tokens of an issuer the team has: the proxy verifies them and issues none. Clients must get a token there themselves; most MCP clients want `mode: oauth` instead.", "const": "jwt" }, "issuer": { "description": "The issuer, exactly as its tokens and its metadata spell it.", "type": "string", "examples": ["https://auth.example.com"] }, "audience": { "description": "Audiences a token may have; one must be there exactly. Absent: the URL of the endpoint that is called.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 }, "examples": [["https://mcp.example.com/mcp"]] }, "jwksUri": { "description": "Where the issuer's keys are. Absent: its metadata says.", "type": "string" }, "algorithms": { "description": "Signature algorithms that are accepted.", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"] }, "default": ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"] }, "typ": { "description": "`at+jwt`: only tokens that say they are access tokens (RFC 9068). `any`: whatever the header's `typ` says; right for issuers that do not follow that RFC.", "enum": ["at+jwt", "any"], "default": "any" }, "scopes": { "description": "Scopes a token must carry, all of them.", "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "default": [], "examples": [["mcp"]] }, "subjectClaim": { "description": "The claim that names the caller.", "type": "string", "minLength": 1, "default": "sub" }, "introspection": { "$ref": "#/definitions/AccessIntrospection", "description": "Asks the issuer about tokens. Absent: a token that is not a JWT is refused." }, "allowHosts": { "description": "Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "issuer"], "additionalProperties": false };
var func0 = require_equal().default;
var schema54 = { "title": "AccessIntrospection", "description": "Asks the issuer about tokens (RFC 7662).", "type": "object", "properties": { "clientId": { "description": "The client the proxy is at the issuer.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "That client's secret." }, "when": { "description": "`opaque`: only about tokens that are not JWTs. `always`: about every token, so that one that was revoked is refused within 60 s.", "enum": ["opaque", "always"], "default": "opaque" } }, "required": ["clientId", "clientSecret"], "additionalProperties": false };
function validate156(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.when === void 0) {
      data.when = "opaque";
    }
    if (data.clientId === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientId" }, message: "must have required property 'clientId'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.clientSecret === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientSecret" }, message: "must have required property 'clientSecret'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "clientId" || key0 === "clientSecret" || key0 === "when")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data0 = data.clientId;
      if (typeof data0 === "string") {
        if (func4(data0) < 1) {
          const err3 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
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
      const err5 = { instancePath: instancePath + "/when", schemaPath: "#/properties/when/enum", keyword: "enum", params: { allowedValues: schema54.properties.when.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate156.errors = vErrors;
  return errors === 0;
}
function validate155(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.issuer === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "issuer" }, message: "must have required property 'issuer'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema53.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("jwt" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "jwt" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err4 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.audience !== void 0) {
      let data2 = data.audience;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          const err5 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === "string") {
            if (func4(data3) < 1) {
              const err6 = { instancePath: instancePath + "/audience/" + i0, schemaPath: "#/properties/audience/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/audience/" + i0, schemaPath: "#/properties/audience/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.jwksUri !== void 0) {
      if (typeof data.jwksUri !== "string") {
        const err9 = { instancePath: instancePath + "/jwksUri", schemaPath: "#/properties/jwksUri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    let data5 = data.algorithms;
    if (Array.isArray(data5)) {
      if (data5.length < 1) {
        const err10 = { instancePath: instancePath + "/algorithms", schemaPath: "#/properties/algorithms/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      const len1 = data5.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data6 = data5[i1];
        if (!(data6 === "RS256" || data6 === "RS384" || data6 === "RS512" || data6 === "PS256" || data6 === "PS384" || data6 === "PS512" || data6 === "ES256" || data6 === "ES384" || data6 === "ES512" || data6 === "EdDSA" || data6 === "Ed25519")) {
          const err11 = { instancePath: instancePath + "/algorithms/" + i1, schemaPath: "#/properties/algorithms/items/enum", keyword: "enum", params: { allowedValues: schema53.properties.algorithms.items.enum }, message: "must be equal to one of the allowed values" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
      let i2 = data5.length;
      let j0;
      if (i2 > 1) {
        outer0:
          for (; i2--; ) {
            for (j0 = i2; j0--; ) {
              if (func0(data5[i2], data5[j0])) {
                const err12 = { instancePath: instancePath + "/algorithms", schemaPath: "#/properties/algorithms/uniqueItems", keyword: "uniqueItems", params: { i: i2, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i2 + " are identical)" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
                break outer0;
              }
            }
          }
      }
    } else {
      const err13 = { instancePath: instancePath + "/algorithms", schemaPath: "#/properties/algorithms/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    let data7 = data.typ;
    if (!(data7 === "at+jwt" || data7 === "any")) {
      const err14 = { instancePath: instancePath + "/typ", schemaPath: "#/properties/typ/enum", keyword: "enum", params: { allowedValues: schema53.properties.typ.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    let data8 = data.scopes;
    if (Array.isArray(data8)) {
      const len2 = data8.length;
      for (let i3 = 0; i3 < len2; i3++) {
        let data9 = data8[i3];
        if (typeof data9 === "string") {
          if (func4(data9) < 1) {
            const err15 = { instancePath: instancePath + "/scopes/" + i3, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
          if (!pattern2.test(data9)) {
            const err16 = { instancePath: instancePath + "/scopes/" + i3, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        } else {
          const err17 = { instancePath: instancePath + "/scopes/" + i3, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
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
            const err18 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i4, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i4 + " are identical)" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
            break;
          }
          indices0[item0] = i4;
        }
      }
    } else {
      const err19 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
    let data10 = data.subjectClaim;
    if (typeof data10 === "string") {
      if (func4(data10) < 1) {
        const err20 = { instancePath: instancePath + "/subjectClaim", schemaPath: "#/properties/subjectClaim/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    } else {
      const err21 = { instancePath: instancePath + "/subjectClaim", schemaPath: "#/properties/subjectClaim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    if (data.introspection !== void 0) {
      if (!validate156(data.introspection, { instancePath: instancePath + "/introspection", parentData: data, parentDataProperty: "introspection", rootData })) {
        vErrors = vErrors === null ? validate156.errors : vErrors.concat(validate156.errors);
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
            const err22 = { instancePath: instancePath + "/allowHosts/" + i5, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        } else {
          const err23 = { instancePath: instancePath + "/allowHosts/" + i5, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
      }
    } else {
      const err24 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err24];
      } else {
        vErrors.push(err24);
      }
      errors++;
    }
    if (data.users !== void 0) {
      let data14 = data.users;
      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
        for (const key1 in data14) {
          if (!validate135(data14[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data14, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err25 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data16 = data.usersFile;
      if (typeof data16 === "string") {
        if (func4(data16) < 1) {
          const err26 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
      } else {
        const err27 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data17 = data.roles;
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        for (const key2 in data17) {
          if (!validate139(data17[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data17, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err28 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data19 = data.rules;
      if (Array.isArray(data19)) {
        const len4 = data19.length;
        for (let i6 = 0; i6 < len4; i6++) {
          if (!validate142(data19[i6], { instancePath: instancePath + "/rules/" + i6, parentData: data19, parentDataProperty: i6, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
  } else {
    const err30 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err30];
    } else {
      vErrors.push(err30);
    }
    errors++;
  }
  validate155.errors = vErrors;
  return errors === 0;
}
function validate162(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "mode" || key0 === "users" || key0 === "usersFile" || key0 === "roles" || key0 === "rules")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("none" !== data.mode) {
        const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "none" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.users !== void 0) {
      let data1 = data.users;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        for (const key1 in data1) {
          if (!validate135(data1[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data3 = data.usersFile;
      if (typeof data3 === "string") {
        if (func4(data3) < 1) {
          const err4 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data4 = data.roles;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key2 in data4) {
          if (!validate139(data4[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data6 = data.rules;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate142(data6[i0], { instancePath: instancePath + "/rules/" + i0, parentData: data6, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err7 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate162.errors = vErrors;
  return errors === 0;
}
var schema56 = { "title": "OAuthAccess", "description": "The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.", "type": "object", "properties": { "mode": { "description": "The proxy is the authorization server MCP clients want (they register themselves, or by URL), and people sign in at the team's own identity provider behind it. The identity provider's tokens never leave the proxy.", "const": "oauth" }, "provider": { "description": "The kind of identity provider, for its quirks; `oidc` is any that has OpenID Connect discovery.", "enum": ["auth0", "entra", "google", "okta", "keycloak", "cognito", "oidc"], "default": "oidc" }, "issuer": { "description": "The identity provider's issuer, exactly as its metadata spells it. `google` needs none.", "type": "string", "examples": ["https://tenant.us.auth0.com/"] }, "clientId": { "description": "The client the proxy is at the identity provider. Its redirect URI there is the proxy's public URL and `callbackPath`.", "type": "string", "minLength": 1 }, "clientSecret": { "$ref": "#/definitions/Secret", "description": "That client's secret. Absent: a public client." }, "scopes": { "description": "What to ask the identity provider for, and what clients may ask the proxy for.", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "type": "string", "minLength": 1, "pattern": "^[!#-\\[\\]-~]+$" }, "default": ["openid", "profile", "email"] }, "audience": { "description": "The API identifier sent to the identity provider on authorize and token requests (Auth0).", "type": "string", "minLength": 1, "examples": ["https://mcp.example.com"] }, "callbackPath": { "description": "Where the identity provider sends people back to, under the public URL.", "type": "string", "pattern": "^(/[A-Za-z0-9._~-]+)+$", "default": "/auth/callback" }, "redirectHosts": { "description": "Hosts whose https URLs a client may be sent back to, besides loopback (any port). `*.example.com` stands for every name below. What a client registers outside of it is refused.", "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 }, "default": ["claude.ai", "claude.com", "chatgpt.com", "vscode.dev", "insiders.vscode.dev"] }, "redirectSchemes": { "description": "Private-use URI schemes of desktop clients that a person may be sent back to.", "type": "array", "uniqueItems": true, "items": { "type": "string", "pattern": "^[a-z][a-z0-9+.-]*$" }, "default": ["cursor", "vscode", "vscode-insiders", "windsurf"] }, "tokenTtl": { "description": "How long an access token of the proxy lives.", "type": "string", "default": "15m", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "refreshTtl": { "description": "How long a client stays signed in without being used.", "type": "string", "default": "30d", "pattern": "^[0-9]{1,9}(ms|s|m|h|d)$" }, "allowHosts": { "description": "Hosts that may have a private address (`login.corp.example`), and origins that may be plain http besides (`http://keycloak:8080`). The issuer's own host counts as named already.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["login.corp.example"]] }, "users": { "description": "People and accounts by e-mail address (ignoring case, and only when the issuer says it is verified) or by subject: the forwarded user, the API key's name, the token's `sub`. As soon as `users` or `rules` are there, who is in neither is refused with 403.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessUser" }, "examples": [{ "you@example.com": { "roles": ["admin"] }, "friend@example.com": { "tools": ["files:*", "time:*"] } }] }, "usersFile": { "description": "A YAML or JSON file with more users, as a map like `users`; read again when it changes. A user in both is refused.", "type": "string", "minLength": 1, "examples": ["users.yaml"] }, "roles": { "description": "Named grants that users and rules refer to.", "type": "object", "additionalProperties": { "$ref": "#/definitions/AccessRole" }, "examples": [{ "admin": { "tools": ["*"], "prompts": ["*"], "resources": ["*"] } }] }, "rules": { "description": "Grants by claims, for groups of an identity provider.", "type": "array", "items": { "$ref": "#/definitions/AccessRule" }, "examples": [[{ "claims": { "groups": ["engineering"] }, "tools": ["git:*"] }]] } }, "required": ["mode", "clientId"], "additionalProperties": false };
var pattern46 = new RegExp("^(/[A-Za-z0-9._~-]+)+$", "u");
var pattern47 = new RegExp("^[a-z][a-z0-9+.-]*$", "u");
function validate166(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
      data.redirectHosts = ["claude.ai", "claude.com", "chatgpt.com", "vscode.dev", "insiders.vscode.dev"];
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
    if (data.allowHosts === void 0) {
      data.allowHosts = [];
    }
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.clientId === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "clientId" }, message: "must have required property 'clientId'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema56.properties, key0)) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      if ("oauth" !== data.mode) {
        const err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/const", keyword: "const", params: { allowedValue: "oauth" }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    let data1 = data.provider;
    if (!(data1 === "auth0" || data1 === "entra" || data1 === "google" || data1 === "okta" || data1 === "keycloak" || data1 === "cognito" || data1 === "oidc")) {
      const err4 = { instancePath: instancePath + "/provider", schemaPath: "#/properties/provider/enum", keyword: "enum", params: { allowedValues: schema56.properties.provider.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.issuer !== void 0) {
      if (typeof data.issuer !== "string") {
        const err5 = { instancePath: instancePath + "/issuer", schemaPath: "#/properties/issuer/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.clientId !== void 0) {
      let data3 = data.clientId;
      if (typeof data3 === "string") {
        if (func4(data3) < 1) {
          const err6 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/clientId", schemaPath: "#/properties/clientId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
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
        const err8 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      const len0 = data5.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data6 = data5[i0];
        if (typeof data6 === "string") {
          if (func4(data6) < 1) {
            const err9 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          if (!pattern2.test(data6)) {
            const err10 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[!#-\\[\\]-~]+$" }, message: 'must match pattern "^[!#-\\[\\]-~]+$"' };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        } else {
          const err11 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
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
            const err12 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
            break;
          }
          indices0[item0] = i1;
        }
      }
    } else {
      const err13 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.audience !== void 0) {
      let data7 = data.audience;
      if (typeof data7 === "string") {
        if (func4(data7) < 1) {
          const err14 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/audience", schemaPath: "#/properties/audience/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    let data8 = data.callbackPath;
    if (typeof data8 === "string") {
      if (!pattern46.test(data8)) {
        const err16 = { instancePath: instancePath + "/callbackPath", schemaPath: "#/properties/callbackPath/pattern", keyword: "pattern", params: { pattern: "^(/[A-Za-z0-9._~-]+)+$" }, message: 'must match pattern "^(/[A-Za-z0-9._~-]+)+$"' };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    } else {
      const err17 = { instancePath: instancePath + "/callbackPath", schemaPath: "#/properties/callbackPath/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    let data9 = data.redirectHosts;
    if (Array.isArray(data9)) {
      const len1 = data9.length;
      for (let i2 = 0; i2 < len1; i2++) {
        let data10 = data9[i2];
        if (typeof data10 === "string") {
          if (func4(data10) < 1) {
            const err18 = { instancePath: instancePath + "/redirectHosts/" + i2, schemaPath: "#/properties/redirectHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        } else {
          const err19 = { instancePath: instancePath + "/redirectHosts/" + i2, schemaPath: "#/properties/redirectHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
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
            const err20 = { instancePath: instancePath + "/redirectHosts", schemaPath: "#/properties/redirectHosts/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
            break;
          }
          indices1[item1] = i3;
        }
      }
    } else {
      const err21 = { instancePath: instancePath + "/redirectHosts", schemaPath: "#/properties/redirectHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    let data11 = data.redirectSchemes;
    if (Array.isArray(data11)) {
      const len2 = data11.length;
      for (let i4 = 0; i4 < len2; i4++) {
        let data12 = data11[i4];
        if (typeof data12 === "string") {
          if (!pattern47.test(data12)) {
            const err22 = { instancePath: instancePath + "/redirectSchemes/" + i4, schemaPath: "#/properties/redirectSchemes/items/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9+.-]*$" }, message: 'must match pattern "^[a-z][a-z0-9+.-]*$"' };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        } else {
          const err23 = { instancePath: instancePath + "/redirectSchemes/" + i4, schemaPath: "#/properties/redirectSchemes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
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
            const err24 = { instancePath: instancePath + "/redirectSchemes", schemaPath: "#/properties/redirectSchemes/uniqueItems", keyword: "uniqueItems", params: { i: i5, j: j2 }, message: "must NOT have duplicate items (items ## " + j2 + " and " + i5 + " are identical)" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
            break;
          }
          indices2[item2] = i5;
        }
      }
    } else {
      const err25 = { instancePath: instancePath + "/redirectSchemes", schemaPath: "#/properties/redirectSchemes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err25];
      } else {
        vErrors.push(err25);
      }
      errors++;
    }
    let data13 = data.tokenTtl;
    if (typeof data13 === "string") {
      if (!pattern3.test(data13)) {
        const err26 = { instancePath: instancePath + "/tokenTtl", schemaPath: "#/properties/tokenTtl/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    } else {
      const err27 = { instancePath: instancePath + "/tokenTtl", schemaPath: "#/properties/tokenTtl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err27];
      } else {
        vErrors.push(err27);
      }
      errors++;
    }
    let data14 = data.refreshTtl;
    if (typeof data14 === "string") {
      if (!pattern3.test(data14)) {
        const err28 = { instancePath: instancePath + "/refreshTtl", schemaPath: "#/properties/refreshTtl/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    } else {
      const err29 = { instancePath: instancePath + "/refreshTtl", schemaPath: "#/properties/refreshTtl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err29];
      } else {
        vErrors.push(err29);
      }
      errors++;
    }
    let data15 = data.allowHosts;
    if (Array.isArray(data15)) {
      const len3 = data15.length;
      for (let i6 = 0; i6 < len3; i6++) {
        let data16 = data15[i6];
        if (typeof data16 === "string") {
          if (func4(data16) < 1) {
            const err30 = { instancePath: instancePath + "/allowHosts/" + i6, schemaPath: "#/properties/allowHosts/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        } else {
          const err31 = { instancePath: instancePath + "/allowHosts/" + i6, schemaPath: "#/properties/allowHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
      }
    } else {
      const err32 = { instancePath: instancePath + "/allowHosts", schemaPath: "#/properties/allowHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
      if (vErrors === null) {
        vErrors = [err32];
      } else {
        vErrors.push(err32);
      }
      errors++;
    }
    if (data.users !== void 0) {
      let data17 = data.users;
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        for (const key1 in data17) {
          if (!validate135(data17[key1], { instancePath: instancePath + "/users/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data17, parentDataProperty: key1, rootData })) {
            vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.usersFile !== void 0) {
      let data19 = data.usersFile;
      if (typeof data19 === "string") {
        if (func4(data19) < 1) {
          const err34 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      } else {
        const err35 = { instancePath: instancePath + "/usersFile", schemaPath: "#/properties/usersFile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data20 = data.roles;
      if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
        for (const key2 in data20) {
          if (!validate139(data20[key2], { instancePath: instancePath + "/roles/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data20, parentDataProperty: key2, rootData })) {
            vErrors = vErrors === null ? validate139.errors : vErrors.concat(validate139.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      let data22 = data.rules;
      if (Array.isArray(data22)) {
        const len4 = data22.length;
        for (let i7 = 0; i7 < len4; i7++) {
          if (!validate142(data22[i7], { instancePath: instancePath + "/rules/" + i7, parentData: data22, parentDataProperty: i7, rootData })) {
            vErrors = vErrors === null ? validate142.errors : vErrors.concat(validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err37 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
  } else {
    const err38 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err38];
    } else {
      vErrors.push(err38);
    }
    errors++;
  }
  validate166.errors = vErrors;
  return errors === 0;
}
function validate133(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mode === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const tag0 = data.mode;
    if (typeof tag0 == "string") {
      if (tag0 === "any-of") {
        if (!validate134(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate134.errors : vErrors.concat(validate134.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "api-key") {
        if (!validate145(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate145.errors : vErrors.concat(validate145.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "forwarded-user") {
        if (!validate151(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate151.errors : vErrors.concat(validate151.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "jwt") {
        if (!validate155(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate155.errors : vErrors.concat(validate155.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "none") {
        if (!validate162(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate162.errors : vErrors.concat(validate162.errors);
          errors = vErrors.length;
        }
      } else if (tag0 === "oauth") {
        if (!validate166(data, { instancePath, parentData, parentDataProperty, rootData })) {
          vErrors = vErrors === null ? validate166.errors : vErrors.concat(validate166.errors);
          errors = vErrors.length;
        }
      } else {
        const err1 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "mapping", tag: "mode", tagValue: tag0 }, message: 'value of tag "mode" must be in oneOf' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath, schemaPath: "#/discriminator", keyword: "discriminator", params: { error: "tag", tag: "mode", tagValue: tag0 }, message: 'tag "mode" must be string' };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate133.errors = vErrors;
  return errors === 0;
}
function validate178(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path === void 0) {
      data.path = "stderr";
    }
    for (const key0 in data) {
      if (!(key0 === "path")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.path;
    if (typeof data0 === "string") {
      if (func4(data0) < 1) {
        const err1 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate178.errors = vErrors;
  return errors === 0;
}
function validate181(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (typeof data.listen !== "string") {
      const err1 = { instancePath: instancePath + "/listen", schemaPath: "#/properties/listen/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.token !== void 0) {
      if (!validate28(data.token, { instancePath: instancePath + "/token", parentData: data, parentDataProperty: "token", rootData })) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (typeof data.insecureAllowUnauthenticated !== "boolean") {
      const err2 = { instancePath: instancePath + "/insecureAllowUnauthenticated", schemaPath: "#/properties/insecureAllowUnauthenticated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate181.errors = vErrors;
  return errors === 0;
}
function validate180(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "metrics")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.metrics !== void 0) {
      if (!validate181(data.metrics, { instancePath: instancePath + "/metrics", parentData: data, parentDataProperty: "metrics", rootData })) {
        vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate180.errors = vErrors;
  return errors === 0;
}
function validate185(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.as === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "as" }, message: "must have required property 'as'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "as" || key0 === "endpoint" || key0 === "sees" || key0 === "denied")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.as !== void 0) {
      let data0 = data.as;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!(key1 === "user" || key1 === "claims" || key1 === "roles")) {
            const err2 = { instancePath: instancePath + "/as", schemaPath: "#/properties/as/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
        if (data0.user !== void 0) {
          let data1 = data0.user;
          if (typeof data1 === "string") {
            if (func4(data1) < 1) {
              const err3 = { instancePath: instancePath + "/as/user", schemaPath: "#/properties/as/properties/user/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
          } else {
            const err4 = { instancePath: instancePath + "/as/user", schemaPath: "#/properties/as/properties/user/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        if (data0.claims !== void 0) {
          let data2 = data0.claims;
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
          } else {
            const err5 = { instancePath: instancePath + "/as/claims", schemaPath: "#/properties/as/properties/claims/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
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
                  const err6 = { instancePath: instancePath + "/as/roles/" + i0, schemaPath: "#/properties/as/properties/roles/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err6];
                  } else {
                    vErrors.push(err6);
                  }
                  errors++;
                }
              } else {
                const err7 = { instancePath: instancePath + "/as/roles/" + i0, schemaPath: "#/properties/as/properties/roles/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  vErrors.push(err7);
                }
                errors++;
              }
            }
          } else {
            const err8 = { instancePath: instancePath + "/as/roles", schemaPath: "#/properties/as/properties/roles/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/as", schemaPath: "#/properties/as/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.endpoint !== void 0) {
      if (typeof data.endpoint !== "string") {
        const err10 = { instancePath: instancePath + "/endpoint", schemaPath: "#/properties/endpoint/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
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
              const err11 = { instancePath: instancePath + "/sees/" + i1, schemaPath: "#/properties/sees/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = { instancePath: instancePath + "/sees/" + i1, schemaPath: "#/properties/sees/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/sees", schemaPath: "#/properties/sees/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
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
              const err14 = { instancePath: instancePath + "/denied/" + i2, schemaPath: "#/properties/denied/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/denied/" + i2, schemaPath: "#/properties/denied/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/denied", schemaPath: "#/properties/denied/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
  } else {
    const err17 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate185.errors = vErrors;
  return errors === 0;
}
var schema61 = { "title": "Naming", "description": "How tools and prompts of several upstreams are named, so that every client accepts the names and no two meet.", "type": "object", "properties": { "prefix": { "description": "When the upstream's prefix goes before a name: `conflict`, where two upstreams offer the same name (then both get theirs); `always`, as soon as an endpoint shows more than one upstream; `never`, then the first upstream in the file keeps the name and the other's item is hidden.", "enum": ["conflict", "always", "never"], "default": "always" }, "separator": { "description": "Between prefix and name. A prefix must not contain it.", "type": "string", "pattern": "^[a-zA-Z0-9_./:-]{1,4}$", "default": "__" }, "maxLength": { "description": "Longer names are shortened, with a hash at the end that is the same every time.", "type": "integer", "minimum": 24, "maximum": 256, "default": 64 }, "clientPrefix": { "description": "What the client itself puts before every name, such as `mcp__company__`: its length is taken off `maxLength`.", "type": "string", "maxLength": 100, "default": "" }, "characters": { "description": "`safe`: letters, digits, `_` and `-`, which every client takes; other characters become `_`, with a hash at the end. `any`: names as the upstreams send them.", "enum": ["safe", "any"], "default": "safe" } }, "additionalProperties": false };
var pattern50 = new RegExp("^[a-zA-Z0-9_./:-]{1,4}$", "u");
function validate187(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.prefix;
    if (!(data0 === "conflict" || data0 === "always" || data0 === "never")) {
      const err1 = { instancePath: instancePath + "/prefix", schemaPath: "#/properties/prefix/enum", keyword: "enum", params: { allowedValues: schema61.properties.prefix.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    let data1 = data.separator;
    if (typeof data1 === "string") {
      if (!pattern50.test(data1)) {
        const err2 = { instancePath: instancePath + "/separator", schemaPath: "#/properties/separator/pattern", keyword: "pattern", params: { pattern: "^[a-zA-Z0-9_./:-]{1,4}$" }, message: 'must match pattern "^[a-zA-Z0-9_./:-]{1,4}$"' };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = { instancePath: instancePath + "/separator", schemaPath: "#/properties/separator/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    let data2 = data.maxLength;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      const err4 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 256 || isNaN(data2)) {
        const err5 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/maximum", keyword: "maximum", params: { comparison: "<=", limit: 256 }, message: "must be <= 256" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (data2 < 24 || isNaN(data2)) {
        const err6 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/minimum", keyword: "minimum", params: { comparison: ">=", limit: 24 }, message: "must be >= 24" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    let data3 = data.clientPrefix;
    if (typeof data3 === "string") {
      if (func4(data3) > 100) {
        const err7 = { instancePath: instancePath + "/clientPrefix", schemaPath: "#/properties/clientPrefix/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    } else {
      const err8 = { instancePath: instancePath + "/clientPrefix", schemaPath: "#/properties/clientPrefix/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    let data4 = data.characters;
    if (!(data4 === "safe" || data4 === "any")) {
      const err9 = { instancePath: instancePath + "/characters", schemaPath: "#/properties/characters/enum", keyword: "enum", params: { allowedValues: schema61.properties.characters.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate187.errors = vErrors;
  return errors === 0;
}
var schema62 = { "title": "Lock", "description": "Holds upstreams to the items that were reviewed and written down by `mcp-proxy lock`.", "type": "object", "properties": { "path": { "description": "The lock file; a relative path starts at the folder of this file.", "type": "string", "minLength": 1, "default": "mcp-proxy.lock.yaml" }, "onDrift": { "description": "What happens to an item that is not as it was reviewed, or is new: `warn`, a line in the log; `hide`, it is not shown; `block`, it is shown as reviewed, and calls of it are refused.", "enum": ["warn", "hide", "block"], "default": "warn" } }, "additionalProperties": false };
function validate189(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.path;
    if (typeof data0 === "string") {
      if (func4(data0) < 1) {
        const err1 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.onDrift;
    if (!(data1 === "warn" || data1 === "hide" || data1 === "block")) {
      const err3 = { instancePath: instancePath + "/onDrift", schemaPath: "#/properties/onDrift/enum", keyword: "enum", params: { allowedValues: schema62.properties.onDrift.enum }, message: "must be equal to one of the allowed values" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
  } else {
    const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate189.errors = vErrors;
  return errors === 0;
}
function validate191(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.timeout;
    if (typeof data0 === "string") {
      if (!pattern3.test(data0)) {
        const err1 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.perPrincipal;
    if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
      const err3 = { instancePath: instancePath + "/perPrincipal", schemaPath: "#/properties/perPrincipal/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (typeof data1 == "number" && isFinite(data1)) {
      if (data1 > 1e5 || isNaN(data1)) {
        const err4 = { instancePath: instancePath + "/perPrincipal", schemaPath: "#/properties/perPrincipal/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e5 }, message: "must be <= 100000" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      if (data1 < 1 || isNaN(data1)) {
        const err5 = { instancePath: instancePath + "/perPrincipal", schemaPath: "#/properties/perPrincipal/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    let data2 = data.total;
    if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
      const err6 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (typeof data2 == "number" && isFinite(data2)) {
      if (data2 > 1e6 || isNaN(data2)) {
        const err7 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e6 }, message: "must be <= 1000000" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (data2 < 1 || isNaN(data2)) {
        const err8 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate191.errors = vErrors;
  return errors === 0;
}
function validate193(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (typeof data.watch !== "boolean") {
      const err1 = { instancePath: instancePath + "/watch", schemaPath: "#/properties/watch/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    let data1 = data.debounce;
    if (typeof data1 === "string") {
      if (!pattern3.test(data1)) {
        const err2 = { instancePath: instancePath + "/debounce", schemaPath: "#/properties/debounce/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" }, message: 'must match pattern "^[0-9]{1,9}(ms|s|m|h|d)$"' };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = { instancePath: instancePath + "/debounce", schemaPath: "#/properties/debounce/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
  } else {
    const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate193.errors = vErrors;
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
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.$schema !== void 0) {
      if (typeof data.$schema !== "string") {
        const err1 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (1 !== data.version) {
      const err2 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
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
      const err3 = { instancePath: instancePath + "/upstreams", schemaPath: "#/properties/upstreams/type", keyword: "type", params: { type: "object" }, message: "must be object" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
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
        const err4 = { instancePath: instancePath + "/mcpServers", schemaPath: "#/properties/mcpServers/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (!validate103(data.expose, { instancePath: instancePath + "/expose", parentData: data, parentDataProperty: "expose", rootData })) {
      vErrors = vErrors === null ? validate103.errors : vErrors.concat(validate103.errors);
      errors = vErrors.length;
    }
    if (!validate121(data.log, { instancePath: instancePath + "/log", parentData: data, parentDataProperty: "log", rootData })) {
      vErrors = vErrors === null ? validate121.errors : vErrors.concat(validate121.errors);
      errors = vErrors.length;
    }
    if (!validate123(data.store, { instancePath: instancePath + "/store", parentData: data, parentDataProperty: "store", rootData })) {
      vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors);
      errors = vErrors.length;
    }
    if (!validate133(data.access, { instancePath: instancePath + "/access", parentData: data, parentDataProperty: "access", rootData })) {
      vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
      errors = vErrors.length;
    }
    if (data.audit !== void 0) {
      if (!validate178(data.audit, { instancePath: instancePath + "/audit", parentData: data, parentDataProperty: "audit", rootData })) {
        vErrors = vErrors === null ? validate178.errors : vErrors.concat(validate178.errors);
        errors = vErrors.length;
      }
    }
    if (!validate180(data.telemetry, { instancePath: instancePath + "/telemetry", parentData: data, parentDataProperty: "telemetry", rootData })) {
      vErrors = vErrors === null ? validate180.errors : vErrors.concat(validate180.errors);
      errors = vErrors.length;
    }
    if (data.tests !== void 0) {
      let data12 = data.tests;
      if (Array.isArray(data12)) {
        const len0 = data12.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate185(data12[i0], { instancePath: instancePath + "/tests/" + i0, parentData: data12, parentDataProperty: i0, rootData })) {
            vErrors = vErrors === null ? validate185.errors : vErrors.concat(validate185.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/tests", schemaPath: "#/properties/tests/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (!validate187(data.naming, { instancePath: instancePath + "/naming", parentData: data, parentDataProperty: "naming", rootData })) {
      vErrors = vErrors === null ? validate187.errors : vErrors.concat(validate187.errors);
      errors = vErrors.length;
    }
    if (data.lock !== void 0) {
      if (!validate189(data.lock, { instancePath: instancePath + "/lock", parentData: data, parentDataProperty: "lock", rootData })) {
        vErrors = vErrors === null ? validate189.errors : vErrors.concat(validate189.errors);
        errors = vErrors.length;
      }
    }
    if (!validate191(data.questions, { instancePath: instancePath + "/questions", parentData: data, parentDataProperty: "questions", rootData })) {
      vErrors = vErrors === null ? validate191.errors : vErrors.concat(validate191.errors);
      errors = vErrors.length;
    }
    if (!validate193(data.reload, { instancePath: instancePath + "/reload", parentData: data, parentDataProperty: "reload", rootData })) {
      vErrors = vErrors === null ? validate193.errors : vErrors.concat(validate193.errors);
      errors = vErrors.length;
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
export {
  stdin_default as default,
  validate
};
