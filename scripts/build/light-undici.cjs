/**
 * Stands in for undici's index inside the executables (see light-undici.ts). Only what `lib/bce/transport/proxied.ts` asks
 * of it. undici promises nothing about these paths, but its version is pinned, and the build fails when one of them is gone.
 */
const Dispatcher = require("undici/lib/dispatcher/dispatcher.js");

Dispatcher.prototype.request = require("undici/lib/api/api-request.js");
// Asked of within: how its client opens a tunnel through a proxy.
Dispatcher.prototype.connect = require("undici/lib/api/api-connect.js");

module.exports.Pool = require("undici/lib/dispatcher/pool.js");
module.exports.ProxyAgent = require("undici/lib/dispatcher/proxy-agent.js");
