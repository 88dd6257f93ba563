/**
 * Stands in for undici's index inside the executables, which makes every process read and set up fetch, WebSocket,
 * caches and mocks as well: 400 KB of source (measured on 2026-11-23). Only what `lib/bce/transport/proxied.ts` asks of it. undici keeps no
 * promise about these paths: its version is pinned, and the build fails when one of them is gone.
 */
const Dispatcher = require("undici/lib/dispatcher/dispatcher.js");

Dispatcher.prototype.request = require("undici/lib/api/api-request.js");

module.exports.EnvHttpProxyAgent = require("undici/lib/dispatcher/env-http-proxy-agent.js");
