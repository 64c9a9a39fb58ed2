"""A pack to begin with: it says how rules are written, and holds as it stands."""

import re

from cleantext.errors import UsageError

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def starter_pack(name: str) -> str:
    """A small pack of this name, as YAML. Raises UsageError for a name that no pack may have.

    >>> starter_pack("our-forum").splitlines()[:2]
    ['format: 1', 'pack: our-forum']
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"'{name}' is no name for a pack", hint="use small letters, digits and hyphens")
    return _TEXT.replace("NAME", name)


_TEXT = r"""format: 1
pack: NAME
about: What the pages of our site show around their articles.
# One rule removes one thing. Write Simplified and half-width characters: pages are matched folded, so
# Traditional and full-width ones are found as well. Quote whatever is matched: YAML reads words like no, 12
# and a # b in ways of its own.
# Try the pack:  cleantext rules test NAME --rules NAME.yaml
#                cleantext rules lint NAME.yaml
#                cleantext --rules NAME.yaml --diff page.txt
defaults: {where: {line_up_to: 60}}   # for every rule: a line longer than this is no button

rules:
  # 1. A whole line, word for word: the safest rule, and the cheapest. Most chrome is this.
  - id: app-banner
    about: The line that sends readers to the app.
    remove: line
    match: {line: ['打开样例网客户端阅读全文', '下载样例网客户端']}
    tests:
      # A page and what is left of it (`in`, `out`), and an honest sentence with the same words (`keep`).
      - {in: "正文第一段。\n打開樣例網客戶端閱讀全文\n正文第二段。\n", out: "正文第一段。\n正文第二段。\n"}
      - {keep: "他劝我下载样例网客户端，我没有听。\n"}

  # 2. A line with something in it that changes: a pattern, line by line; ^ and $ are the trimmed line's.
  - id: reader-count
    about: How often the article was read, under its title.
    remove: line
    match: {pattern: '^(?:本文)?阅读次数: ?\d+$'}
    needs: ['阅读次数:']   # one of these is in every line the pattern matches: without them no line is tried
    where: {head: 12}      # among the first twelve lines that are not blank; `tail` counts from the end
    tests:
      - {in: "秋天的河\n阅读次数：1024\n水落下去了。\n", out: "秋天的河\n水落下去了。\n"}
      - {keep: "阅读次数:1024,这是当天的数字。\n"}

  # 3. A piece of a line: `cut` takes the match alone.
  - id: site-name-after-title
    about: The site's name behind the title.
    cut: match
    match: {pattern: ' ?[-_|] ?样例网$'}
    needs: ['样例网']
    where: {head: 5}
    tests:
      - {in: "秋天的河 - 样例网\n水落下去了。\n", out: "秋天的河\n水落下去了。\n"}
      - {keep: "这篇文章转载自样例网\n水落下去了。\n"}

  # 4. A block of lines, from the first to the last. Nothing goes if the last is not within `at_most` lines.
  - id: related-articles
    about: The list of other articles under the text.
    between: {from: {line: '样例网相关阅读'}, to: {line: '查看更多样例网文章'}, at_most: 12}
    tests:
      - {in: "水落下去了。\n样例网相关阅读\n冬天的河\n春天的河\n查看更多样例网文章\n", out: "水落下去了。\n"}
      - {keep: "样例网相关阅读\n这个栏目办了三年。\n"}

  # 5. What seems odd but may be text: `flag` changes nothing and notes it.
  - id: reprint-mark
    about: A line that says the article comes from elsewhere.
    flag: the article may be a reprint
    match: {pattern: '^\(?转载自[^。]{2,20}\)?$'}
    needs: ['转载自']
    tests:
      - {flags: "水落下去了。\n(转载自河边日报)\n"}
      - {keep: "这篇文章转载自河边日报。\n"}
"""
