"""Computes the expected files of the cases beside it, from the description of bce-auth-v1 and not from lib/bce.

Run by hand (python3 make-cases.py) when a case is added; the tests read only what it wrote. Python's own urllib and hmac
do the work, so that a mistake in our encoding cannot be in both. For what Baidu AI Cloud has published, the script
asserts the published value instead of trusting itself.
"""

import hashlib
import hmac
import json
import pathlib
from urllib.parse import quote

HERE = pathlib.Path(__file__).parent
SIGNED = {"host", "content-length", "content-type", "content-md5"}
PUBLISHED_SIGNATURE = "d74a04362e6a848f5b39b15421cb449427f419c95a480fd6b8cf9fc783e2999e"
PUBLISHED_QUERY = "text10=test&text1=%E6%B5%8B%E8%AF%95&text="

EXAMPLE = {
    "accessKeyId": "a" * 32,
    "secretAccessKey": "b" * 32,
    "timestamp": "2015-04-27T08:23:49Z",
    "expirationSeconds": 1800,
    "namesSignedHeaders": True,
    "method": "GET",
    "path": "/",
    "query": [],
    "headers": {"host": "acme-logs.bj.bcebos.com", "x-bce-date": "2015-04-27T08:23:49Z"},
}


def case(headers=None, **changes):
    return {**EXAMPLE, **changes, "headers": {**EXAMPLE["headers"], **(headers or {})}}


CASES = {
    "published-upload-part": case(
        namesSignedHeaders=False,
        method="PUT",
        path="/v1/test/myfolder/readme.txt",
        query=[["partNumber", "9"], ["uploadId", "a44cc9bab11cbd156984767aad637851"]],
        headers={
            "host": "bj.bcebos.com",
            "date": "Mon, 27 Apr 2015 16:23:49 +0800",
            "content-type": "text/plain",
            "content-length": "8",
            "content-md5": "NFzcPqhviddjRNnSOGo4rw==",
        },
    ),
    "published-query-order": case(query=[["text", ""], ["text1", "测试"], ["text10", "test"]]),
    "odd-characters-in-path": case(path="/acme logs/a+b%20c/!'()*;:@&=$,?#[]~-._/测试/😀"),
    "odd-characters-in-query": case(query=[["a b", "!'()*"], ["c+d", "=&?/#%"], ["~-._", "测试"]]),
    "query-key-without-value": case(query=[["encryption", ""]]),
    "repeated-query-keys": case(query=[["b", "2"], ["a", "z"], ["b", "1"], ["a", "y"], ["B", "0"]]),
    "authorization-in-query": case(query=[["authorization", "bce-auth-v1/x"], ["encryption", ""]]),
    "empty-header": case(headers={"content-type": "", "x-bce-meta-note": "   ", "x-bce-acl": "private"}),
    "header-trimming": case(headers={"Content-Type": "  application/json\t", "X-Bce-Meta-Note": " a  b "}),
    "header-order": case(headers={"x-bce-a": "1", "x-bce-a-b": "2", "content-length": "0"}),
    "unsigned-headers": case(headers={"user-agent": "somebody/1", "accept": "*/*", "date": "today"}),
    "session-token": case(headers={"x-bce-security-token": "MjUw+Zg/==|token"}),
}


def encode(text):
    return quote(text, safe="-._~")


def digest(key, text):
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def steps(c):
    query = "&".join(sorted(f"{encode(k)}={encode(v)}" for k, v in c["query"] if k.lower() != "authorization"))
    headers = {name.lower(): value.strip() for name, value in c["headers"].items()}
    signed = {n: v for n, v in headers.items() if v and (n in SIGNED or n.startswith("x-bce-"))}
    lines = sorted(f"{encode(n)}:{encode(v)}" for n, v in signed.items())
    canonical = "\n".join([c["method"], quote(c["path"], safe="-._~/"), query, *lines])
    prefix = f"bce-auth-v1/{c['accessKeyId']}/{c['timestamp']}/{c['expirationSeconds']}"
    key = digest(c["secretAccessKey"], prefix)
    names = ";".join(sorted(signed)) if c["namesSignedHeaders"] else ""
    return {
        "canonical-request.txt": canonical,
        "signing-key.txt": key,
        "signature.txt": digest(key, canonical),
        "authorization.txt": f"{prefix}/{names}/{digest(key, canonical)}",
    }


for name, described in CASES.items():
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    texts = steps(described)
    if name == "published-upload-part":
        assert texts["signature.txt"] == PUBLISHED_SIGNATURE
    if name == "published-query-order":
        assert PUBLISHED_QUERY in texts["canonical-request.txt"]
    texts["request.json"] = json.dumps(described, indent=2, ensure_ascii=False)
    for file, text in texts.items():
        (folder / file).write_text(text + "\n", encoding="utf-8")
