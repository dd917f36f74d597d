// What src/net/ uses of undici, for the bundle. The package's own entry file loads all of it at once (fetch, WebSocket, mocks,
// caches: a megabyte), which is a quarter of the proxy's start; here each part is loaded when it is first used.

/** What tunnels asks its proxy by a method that the package's own entry file adds. */
function tunnelling(agent) {
  const Dispatcher = require("undici/lib/dispatcher/dispatcher");
  Dispatcher.prototype.connect ??= require("undici/lib/api/api-connect");
  return agent;
}

module.exports = {
  buildConnector: require("undici/lib/core/connect"),
  Pool: require("undici/lib/dispatcher/pool"),
  get Agent() {
    return require("undici/lib/dispatcher/agent");
  },
  get ProxyAgent() {
    return tunnelling(require("undici/lib/dispatcher/proxy-agent"));
  },
  get fetch() {
    return require("undici/lib/web/fetch").fetch;
  },
};
