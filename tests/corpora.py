"""Small corpora of every kind that `cleantext run` reads, sound and damaged."""

import gzip
import io
import json
import tarfile

TOPICS = ("春天的公园", "老街的早市", "山里的小站", "江边的渡口")


def text(number):
    """A page that loses a line to a rule."""
    topic = TOPICS[number % len(TOPICS)]
    return f"{topic}，第{number}次去看。\n天气很好，路上的人不多。\n您需要登录后才可以回帖 登录 | 立即注册\n"


def html(number):
    body = "".join(
        f"<p>{TOPICS[number % 4]}的第{n}段，写的是那天的天气和路上遇见的人。</p>" for n in range(6)
    )
    head = f"<!DOCTYPE html><html><head><title>第{number}篇</title></head>"
    return f"{head}<body><article>{body}</article></body></html>"


def jsonl(count, **more):
    rows = (
        {"id": f"n{n}", "url": f"https://a.example.cn/{n}", "text": text(n), **more} for n in range(count)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def response(number, *, lie=0, status="200 OK", kind="text/html; charset=gbk", headers="", body=None):
    """A WARC record of an HTTP response that says it is `lie` bytes longer than it is."""
    content = html(number).encode("gbk") if body is None else body
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:page:{number}>\r\n"
        f"WARC-Target-URI: https://b.example.cn/{number}\r\nContent-Length: {len(block) + lie}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(records):
    return b"".join(map(gzip.compress, records))


def tar(members, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def parquet(path, columns, **options):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path, **options)
