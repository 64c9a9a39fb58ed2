"""Escapes that were left in prose are read; escapes that are meant stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.edits import apply
from cleantext.page import Draft
from cleantext.steps.unescape import unescape
from cleantext.steps.unescape.coded_runs import _GATES
from cleantext.steps.unescape.entities import names, read_entities
from cleantext.steps.unescape.forward import OCTAL, PERCENT, QUOTED, Escape
from cleantext.steps.unescape.mail import read_words
from cleantext.steps.unescape.tags import shown_of

ESCAPES = (*_GATES, QUOTED)


def read(page: str) -> str:
    return apply(page, unescape(Draft(page)).edits)


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("&nbsp;&nbsp;今年以来，运行平稳。&nbsp;", "\xa0\xa0今年以来，运行平稳。\xa0"),
        ("他说：&ldquo;好&rdquo;&mdash;&mdash;大家&hellip;", "他说：“好”——大家…"),
        ("&#20013;&#22269;和&#x4EBA;&#x6c11;", "中国和人民"),
        ("五一&amp;amp;十一，&amp;nbsp;&amp;ldquo;安排&amp;rdquo;", "五一&十一，\xa0“安排”"),
        ("2023&#150;2024学年，教师节&#183;座谈会", "2023–2024学年，教师节·座谈会"),
        ("笑脸&#128512;和&#55357;&#56832;", "笑脸😀和😀"),
        ("正文nbsp;nbsp;继续，& nbsp; 再来&nbsp；结束&nbsp 好", "正文\xa0\xa0继续，\xa0 再来\xa0结束\xa0 好"),
        ("AT&amp;T 公司与 Q&amp;A 环节", "AT&T 公司与 Q&A 环节"),
        ("李四&nbsp;表示认可，&ldquo;一带一路&rdquo;是倡议", "李四\xa0表示认可，“一带一路”是倡议"),
        ("股票代码：600000&nbsp;名称：浦发", "股票代码：600000\xa0名称：浦发"),
        ("地址：http://www.a.cn&nbsp;邮编", "地址：http://www.a.cn\xa0邮编"),
        ("37&deg;C，1&times;2，&#9733;&#9733;", "37°C，1×2，★★"),
        ("评委（&nbsp;&nbsp;&nbsp;）签字", "评委（\xa0\xa0\xa0）签字"),
    ],
)
def test_entities_in_prose_are_read(page, meant):
    assert read(page) == meant


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        (
            r"标题 \u4e2d\u56fd\u4eba\u6c11发布\u300a2024\u5e74\u62a5\u544a\u300b",
            "标题 中国人民发布《2024年报告》",
        ),
        (r"\u7b2c1\u7ae0 \u603b\u5219", "第1章 总则"),
        (r"太好了\ud83d\ude00，真不错", "太好了😀，真不错"),
        (r"结果：\xe4\xb8\xad\xe5\x9b\xbd发布", "结果：中国发布"),
        (r"结果：\xd6\xd0\xb9\xfa\xc8\xcb\xc3\xf1", "结果：中国人民"),
        (r"文件名 \344\270\255\345\233\275.txt 已上传", "文件名 中国.txt 已上传"),
        ("附件：%E5%85%B3%E4%BA%8E%E9%80%9A%E7%9F%A5.doc", "附件：关于通知.doc"),
        ("标题：%D6%D0%B9%FA%C8%CB%C3%F1%D2%F8%D0%D0公告", "标题：中国人民银行公告"),
        ("搜索 %u4E2D%u56FD%u4EBA%u6C11 的结果", "搜索 中国人民 的结果"),
        ("表头 _x4E2D__x56FD_ 一列", "表头 中国 一列"),
        ("主题：=?utf-8?B?5YWz5LqO5Lya?= =?utf-8?B?6K6u?=", "主题：关于会议"),
        ("主题：=?gb2312?Q?=D6=D0=B9=FA?=", "主题：中国"),
        ("=E4=BB=8A=E5=A4=A9=E5=BC=80=E4=\n=BC=9A=EF=BC=8CA=3DB=\n=E3=80=82\n正文", "今天开会，A=B。\n正文"),
    ],
)
def test_runs_of_escaped_characters_are_read(page, meant):
    assert read(page) == meant


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("第一段。\\r\\n　　第二段。\\n\\n第三段。", "第一段。\n　　第二段。\n第三段。"),
        ("第一段。x0dx0a第二段。x0dx0a", "第一段。\n第二段。"),
        ("第一段。/r/n第二段。/r/n第三段", "第一段。\n第二段。\n第三段"),
        ("第一段。rn　　第二段。rnrn第三段。rn第四段", "第一段。\n　　第二段。\n第三段。\n第四段"),
        ("第一段。_x000D_\n第二段_x000D_第三段", "第一段。\n第二段\n第三段"),
        ("第一段\u2028第二段\u2029\n第三段\x85第四段", "第一段\n第二段\n第三段\n第四段"),
        ("姓名\\t职务\\t电话", "姓名\t职务\t电话"),
    ],
)
def test_line_ends_that_became_visible_are_line_ends_again(page, meant):
    assert read(page) == meant


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("通知<br>各单位：<br/>现通知如下：<br />\n一、总体", "通知\n各单位：\n现通知如下：\n一、总体"),
        ("<p>各单位：</p><p>现通知如下：</p>", "各单位：\n现通知如下："),
        ("&lt;p&gt;各单位：&lt;/p&gt;&lt;br/&gt;现通知如下：", "各单位：\n现通知如下："),
        (r"\u003cp\u003e今天\u4e0b\u5348开会\u003c/p\u003e", "今天下午开会"),
        ('这是<strong>重点</strong>，<span style="color: red">红字</span>', "这是重点，红字"),
        ('<img src="http://a.cn/1.jpg" alt="图" />图一：现场</span></p>', "图一：现场"),
        ('<a href="http://www.a.cn/b.html" target=_blank>点击查看</a>更多', "点击查看更多"),
        ("<!--StartFragment-->正文<p>第二段。<p>第三段", "正文<p>第二段。\n第三段"),
        ("<p>第一段。<p>第二段", "第一段。\n第二段"),
        ("<td>产值</td><td>100亿元</td>", "产值\t100亿元"),
        ("[b]重点[/b]内容[color=red]红[/color][img]http://a.cn/1.jpg[/img]", "重点内容红"),
    ],
)
def test_markup_typed_as_text_goes(page, meant):
    assert read(page) == meant


@pytest.mark.parametrize(
    "page",
    [
        "在网页里写作 &nbsp; 就是空格，&lt; 是小于号。",
        "输入&nbsp;表示空格",
        "空格的实体编码是 &nbsp; 或 &#160;",
        "版权符号写成 &copy; 就行",
        "“&nbsp;”是什么意思？",
        "版权 © &copy; 注册 ® &reg;",
        "研发 R&D; 投入，A&B 公司，P&G",
        "网址 http://a.cn/?a=1&amp;b=2&copy=3",
        "Tom &amp; Jerry &mdash; all rights reserved",
        r"汉字的范围是 \u4e00-\u9fa5 之间",
        r"匹配中文用 [\u4e00-\u9fa5]",
        r"“中”的 Unicode 编码是 \u4e2d，“国”是 \u56fd",
        r'String s = "\u4e2d\u56fd";',
        r'{"title": "\u4e2d\u56fd\u4eba\u6c11", "n": 1}',
        r'print("中文\n换行")',
        r'$ echo -e "你好\n世界"',
        r"grep '\n' 文件.txt",
        r"目录在 C:\new\temp 下面，也可放 D:\资料\新闻\2024",
        r"路径 D:\新建文件夹\图片\r1.jpg",
        r"公式 \neq \times \theta \nabla 中文",
        r"Windows 使用 CRLF（\r\n），Unix 使用 LF（\n）",
        r"'\r'是回车，'\n'是换行",
        r"换行写 \n 制表写 \t 就好",
        "请看 https://zh.wikipedia.org/wiki/%E4%B8%AD%E5%9B%BD 一页",
        "链接：http://www.baidu.com/s?wd=%D6%D0%B9%FA&ie=gbk 打开",
        "参数 wd=%E4%B8%AD%E5%9B%BD 传入，路径 /wiki/%E4%B8%AD%E5%9B%BD",
        "“中”字经 URL编码后是%E4%B8%AD%E5%9B%BD",
        "第25%的人，100%E 型，x=E4 时 y=3D",
        "设 a<b>c，则 x<y 且 y>z",
        "List<String> 列表；Map<String, List<Integer>> 映射",
        "<<红楼梦>>与<三国演义>是名著",
        "联系 <zhang@b.cn> 或 张三<li@c.com>",
        "HTML 中 <br> 标签表示换行，<b>加粗</b> 表示粗体",
        "<br> 标签用于换行",
        "<option value='1'>北京</option>",
        "数组 a[i] 与 [b] 组",
        "BBCode 代码 [b]文字[/b] 显示粗体",
        "护士rn证，modern northern 正文",
        "用 `&nbsp;` 可以空格，`\\u4e2d` 是中",
        'document.write("中文<br>换行");',
        'var s = unescape("%u4E2D%u56FD");',
        "| 名称<br>别名 | 说明 |",
        "## 标题\n\n```\nx\n```\n<img src='a.png'>正文",
        "共有 2<sup>24</sup> 个",
        "    words = '\\u7684\\u4e00\\u662f\\u4e0d\\u4e86'",
        "把<a>项和<b>项相加，<p>值",
        "运行 git diff <input> <output> 命令",
        "若真，if (a &lt; b &amp;&amp; c) { 中文; }",
        "太好了\\(^o^)/ 哈哈 o(>_<)o <(￣︶￣)> (=^x^=) =_= &_&",
        "我/r 爱/v 北京/ns 天安门/ns ，/w 今天/t /n",
        "/usr/local/new/temp 目录，\\\\server\\new\\test 共享",
        "```\n&nbsp;中文\\n\\u4e2d\\u56fd\n```\n正文\n",
        "[code]\n标题&nbsp;中文<br>\n[/code]\n正文\n",
        "<!DOCTYPE html>\n<html><body><p>正文&nbsp;第二句<br></p></body></html>",
        "正文Â\x85Ã¥",
    ],
)
def test_escapes_that_are_meant_stay(page):
    assert read(page) == page


def test_a_page_about_escapes_keeps_all_of_them():
    page = "".join(
        f"{line}\n"
        for line in ("HTML 实体编码", "转义字符一览", "正文&nbsp;正文", "空格符：&nbsp;", "源代码如下")
    )
    assert read(page) == page


def test_mend_reads_the_bytes_that_entities_hid():
    page = "&#214;&#208;&#185;&#250;&#200;&#203;&#195;&#241;银行\n"
    result = cleantext.clean(page, "repair")
    assert result.text == "中国人民银行\n" and result.undo() == page.encode()


def test_a_skipped_family_changes_nothing_and_the_others_go_on():
    page = "第一段。&lt;br&gt;第二\\u4e2d\\u56fd段"
    edits = unescape(Draft(page), skip={"unescape/html-entity"}).edits
    assert [edit.new for edit in edits] == ["中国"]


def test_an_edit_of_two_families_names_both():
    (edit,) = unescape(Draft("第一段。&lt;br&gt;第二段")).edits
    assert (edit.new, edit.rule) == ("\n", "unescape/html-entity + unescape/html-tag")


# --- laws ----------------------------------------------------------------------------------------------

CHINESE = st.text("的一是中国人民银行发布公告报告，。《》1A", min_size=1, max_size=12)


@given(CHINESE, st.sampled_from(ESCAPES))
def test_what_an_escape_shows_it_reads(text, escape):
    assert escape.unshow(escape.show(text)) == text


@given(st.sampled_from([e for e in ESCAPES if e.of == "bytes"]))
def test_bytes_of_gbk_are_read_too(escape):
    assert escape.unshow(escape.show("中国人民银行发布公告", "gb18030")) == "中国人民银行发布公告"


@given(st.binary(min_size=1, max_size=12), st.sampled_from([PERCENT, QUOTED, OCTAL]))
def test_what_is_read_shows_the_escapes_again(data, escape: Escape):
    shown = "".join(f"{escape.before}{value:{escape.digits}}" for value in data)
    if escape is OCTAL and max(data) > 0o377:
        return
    new = escape.unshow(shown)
    assert new is None or shown in (escape.show(new), escape.show(new, "gb18030"))


@given(st.text(max_size=8), st.sampled_from(["&#{};", "&#x{:x};", "&amp;#{};", "&amp;amp;#x{:X};"]))
def test_numeric_entities_are_read_as_browsers_do(text, form):
    shown = "".join(form.format(ord(character)) for character in text)
    assert not text or read_entities(shown) in (text, None) or re.search("[\x80-\x9f]", text)


@given(st.sampled_from(sorted(names())), st.integers(0, 3))
def test_every_name_is_read_however_often_it_was_escaped(name, times):
    assert read_entities("&" + "amp;" * times + name + ";") == names()[name]


@given(CHINESE, st.sampled_from(["utf-8", "gb2312", "big5"]))
def test_encoded_headers_are_read(text, charset):
    from email.header import Header

    text = text if charset != "big5" else "中文（臺灣）"
    assert read_words(Header(text, charset, maxlinelen=40).encode()).rstrip() == text.rstrip()


@given(st.text("正文，。a1 \n(<[%=_", max_size=60))
def test_text_without_an_escape_is_not_touched(text):
    assert unescape(Draft(text)).edits == ()


@given(
    st.lists(
        st.sampled_from(["&nbsp;", "&amp;", "\\u4e2d", "%E4", "<br>", "</p>", "正文", "。", "\\n", "=\n"])
    )
)
def test_every_page_has_its_edits_taken_back(pieces):
    page = "".join(pieces)
    result = cleantext.clean(page, "repair")
    assert result.undo() == page.encode() and unescape(Draft(page)) == unescape(Draft(page))


def test_tags_in_a_row_show_one_thing():
    assert [shown_of(tags) for tags in ("</p><p>", "</td> <td>", "</b></i>")] == ["\n", "\t", ""]
