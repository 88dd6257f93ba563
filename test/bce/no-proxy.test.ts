// NO_PROXY as curl's manual (CURLOPT_NOPROXY) and Go's golang.org/x/net/http/httpproxy document it; where the two differ,
// the row says whom we follow.
import { describe, expect, it } from "vitest";
import { bypassesProxy, nameOfProxy, proxyFor } from "../../lib/bce/transport/proxy.ts";

/** NO_PROXY to the hosts that it names, and to some that it does not. */
const table: readonly (readonly [noProxy: string, named: readonly string[], not: readonly string[]])[] = [
  ["", [], ["https://bos.test", "http://127.0.0.1"]],
  [" , ,", [], ["https://bos.test", "http://127.0.0.1"]],
  ["*", ["https://bos.test", "http://10.0.0.1:8080", "https://[fd00::1]"], []],
  // Go; curl takes an asterisk only alone.
  ["other.test, *", ["https://bos.test", "http://10.0.0.1"], []],
  ["*:8080", ["http://bos.test:8080", "http://10.0.0.1:8080"], ["http://bos.test"]],

  [
    "bos.test",
    ["https://bos.test", "https://a.bos.test", "https://a.b.bos.test:8443"],
    ["https://xbos.test"],
  ],
  ["bos.test", [], ["https://bos.test.example", "https://test", "https://10.0.0.1"]],
  ["BOS.Test", ["https://bos.test", "https://A.BOS.TEST"], []],
  ["bos.test.", ["https://bos.test", "https://bos.test."], []],
  ["bos.test", ["https://bos.test."], []],
  // curl; in Go a leading dot leaves out the name itself.
  [".bos.test", ["https://bos.test", "https://a.bos.test"], ["https://xbos.test"]],
  // Go; curl knows no such entry.
  ["*.bos.test", ["https://a.bos.test", "https://a.b.bos.test"], ["https://bos.test", "https://xbos.test"]],
  ["localhost", ["http://localhost:8080", "http://a.localhost"], ["http://127.0.0.1"]],
  ["bücher.test", ["https://xn--bcher-kva.test", "https://bücher.test"], []],

  ["bos.test:8443", ["https://bos.test:8443", "https://a.bos.test:8443"], ["https://bos.test"]],
  [
    "bos.test:443",
    ["https://bos.test", "https://bos.test:443"],
    ["http://bos.test", "https://bos.test:8443"],
  ],
  ["bos.test:80", ["http://bos.test"], ["https://bos.test"]],
  ["bos.test:0443", ["https://bos.test"], []],
  ["bos.test:x,bos.test:,:443", [], ["https://bos.test"]],

  ["127.0.0.1", ["http://127.0.0.1", "http://127.0.0.1:8080", "http://127.1"], ["http://127.0.0.2"]],
  ["127.0.0.1:8080", ["http://127.0.0.1:8080"], ["http://127.0.0.1", "http://127.0.0.1:80"]],
  // The end of an address is not what the end of a name is (curl; Go takes ".1" for a suffix here).
  ["0.0.1,.0.0.1", [], ["http://127.0.0.1"]],
  ["::1", ["http://[::1]", "http://[::1]:8080", "http://[0:0::1]"], ["http://[::2]"]],
  ["[::1]", ["http://[::1]", "http://[::1]:8080"], ["http://[::2]"]],
  ["[::1]:8080", ["http://[::1]:8080"], ["http://[::1]", "http://[::2]:8080"]],
  ["FD00::A", ["http://[fd00::a]"], []],
  ["10.0.0.1", ["http://[::ffff:10.0.0.1]"], []],

  [
    "127.0.0.0/8",
    ["http://127.0.0.1:8080", "https://127.255.255.255"],
    ["http://128.0.0.1", "http://126.9.9.9"],
  ],
  [
    "10.0.0.0/8",
    ["https://10.1.2.3", "https://10.255.0.1:8443"],
    ["https://11.0.0.0", "https://9.255.255.255"],
  ],
  ["10.1.2.3/8", ["https://10.9.9.9"], ["https://11.0.0.0"]],
  ["172.16.0.0/12", ["https://172.16.0.1", "https://172.31.255.255"], ["https://172.32.0.0"]],
  ["192.168.1.4/31", ["https://192.168.1.4", "https://192.168.1.5"], ["https://192.168.1.6"]],
  ["192.168.1.4/32", ["https://192.168.1.4"], ["https://192.168.1.5"]],
  // Go; in curl no bits are all bits.
  ["0.0.0.0/0", ["https://10.0.0.1", "https://192.168.1.4"], ["https://bos.test", "https://[fd00::1]"]],
  ["fd00::/8", ["https://[fd00::1]", "https://[fdff:1::]:8443"], ["https://[fc00::1]", "https://[fe00::1]"]],
  ["[fd00::]/8", ["https://[fd00::1]"], []],
  ["2001:db8::/33", ["https://[2001:db8::1]", "https://[2001:db8:7fff::]"], ["https://[2001:db8:8000::]"]],
  ["::1/128", ["https://[::1]"], ["https://[::2]"]],
  ["10.0.0.0/8", ["https://[::ffff:10.1.2.3]"], ["https://[::ffff:11.1.2.3]"]],
  // Only an address is in a range: neither curl nor Go looks a name up.
  ["127.0.0.0/8", [], ["http://localhost", "https://bos.test"]],
  [
    "10.0.0.0/33,10.0.0.0/,10.0.0.0/x,10.0.0/8,fd00::/129,/8,bos.test/8",
    [],
    ["https://10.0.0.0", "https://10.0.0.1", "https://[fd00::1]", "https://bos.test"],
  ],

  ["a.test,b.test", ["https://a.test", "https://b.test"], ["https://c.test"]],
  [" a.test ,\tb.test  c.test,,", ["https://a.test", "https://b.test", "https://c.test"], ["https://d.test"]],
  [
    "localhost,127.0.0.0/8,::1,.corp.test",
    ["http://127.0.0.9", "http://[::1]", "https://x.corp.test"],
    ["https://bos.test"],
  ],
  ["http://bos.test,bos.test/path,%,[,]", [], ["https://bos.test", "http://10.0.0.1"]],
];

const rows = table.flatMap(([noProxy, named, not]) => [
  ...named.map((url) => ({ noProxy, url, bypasses: true })),
  ...not.map((url) => ({ noProxy, url, bypasses: false })),
]);

it.each(rows)('NO_PROXY "$noProxy", $url: past the proxy is $bypasses', ({ noProxy, url, bypasses }) => {
  expect(bypassesProxy(noProxy, url)).toBe(bypasses);
});

describe("the proxy for an origin", () => {
  const settings = { httpProxy: "http://plain:1", httpsProxy: "http://secure:1", noProxy: "10.0.0.0/8" };
  it.each([
    { origin: "https://bos.test", proxy: "http://secure:1" },
    { origin: "http://bos.test", proxy: "http://plain:1" },
    { origin: "https://10.1.2.3", proxy: undefined },
    { origin: "http://10.1.2.3:8080", proxy: undefined },
  ])("$origin: $proxy", ({ origin, proxy }) => {
    expect(proxyFor(settings, origin)).toBe(proxy);
  });

  it("is never that of another scheme", () => {
    expect(proxyFor({ ...settings, httpsProxy: undefined }, "https://bos.test")).toBeUndefined();
    expect(proxyFor({ ...settings, httpProxy: undefined }, "http://bos.test")).toBeUndefined();
  });

  it("is named without user and password", () => {
    expect(nameOfProxy("http://me:hush@proxy.test:3128/")).toBe("http://proxy.test:3128");
  });
});
