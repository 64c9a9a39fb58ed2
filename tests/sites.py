"""Made-up sites: articles nobody wrote, with the chrome of a forum, a newspaper or a novel site around."""

from dataclasses import dataclass
from random import Random

WHO = [
    "老周",
    "阿婆",
    "船工",
    "李老师",
    "小弟",
    "摆渡人",
    "茶馆老板",
    "邮递员",
    "三叔",
    "木匠",
    "卖鱼的",
    "测量队",
    "村长",
    "学徒",
]
WHERE = [
    "渡口",
    "山脚",
    "桥头",
    "祠堂",
    "旧码头",
    "水库边",
    "晒谷场",
    "校门口",
    "后巷",
    "石阶上",
    "窑厂",
    "稻田里",
]
DID = [
    "把船缆重新系了一遍",
    "数着河面上漂过的木头",
    "讲起五十年前的那场大水",
    "给每个人倒了一碗热茶",
    "修好了坏掉三年的水车",
    "在本子上记下水位的高低",
    "望着对岸没有说话",
    "把晒干的鱼收进竹篓里",
    "听见有人在雾里喊名字",
    "向路过的人打听进城的路",
    "背着一袋新米往家里走",
    "用粉笔在墙上画了一道线",
    "劝大家登录新系统前先把旧账对清",
    "说点击量再高也换不来一担米",
    "把评论写在信纸背面",
]
THEN = [
    "后来谁也没有再提起这件事",
    "天色就慢慢暗下来了",
    "孩子们都围了过来",
    "风里有一股烧稻草的味道",
    "雨一直下到半夜",
    "河水比昨天又涨了一寸",
    "这句话他记了一辈子",
    "谁都知道这一年不会太平",
    "狗在远处叫了几声",
    "灯一盏一盏地亮起来",
    "那条路从此再没有人走",
    "收成比往年好了许多",
]
THINGS = [
    "河灯",
    "旧桥",
    "渡船",
    "谷雨",
    "窑火",
    "石磨",
    "雨季",
    "乡戏",
    "邮路",
    "木匠铺",
    "水车",
    "秋汛",
    "山货",
    "蓑衣",
    "老井",
    "集市",
]
USERS = [
    "河边客",
    "山城旧友",
    "Northwind",
    "一碗面",
    "老陈的船",
    "七月七",
    "灯下漫笔",
    "wanderer88",
    "阿杏",
    "南溪",
    "半亩田",
    "云上行",
]


@dataclass(frozen=True)
class SitePage:
    """A page, and its lines that are the article's own."""

    text: str
    article: tuple[str, ...]


def sentence(chance: Random) -> str:
    day = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    return f"{day}，{chance.choice(WHO)}在{chance.choice(WHERE)}{chance.choice(DID)}，{chance.choice(THEN)}。"


def paragraph(chance: Random) -> str:
    return "".join(sentence(chance) for _ in range(chance.randint(2, 5)))


def title(chance: Random) -> str:
    return f"{chance.choice(WHERE)}的{chance.choice(THINGS)}与{chance.choice(THINGS)}"


def when(chance: Random) -> str:
    date = f"20{chance.randint(10, 24)}-{chance.randint(1, 12)}-{chance.randint(1, 28)}"
    return f"{date} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}"


def article(chance: Random, low: int = 3, high: int = 9) -> list[str]:
    return [paragraph(chance) for _ in range(chance.randint(low, high))]


def forum(chance: Random) -> SitePage:
    heading = title(chance)
    posts = [article(chance, 1, 3) for _ in range(chance.randint(1, 4))]
    lines = [
        "设为首页 | 加入收藏",
        f"今日: {chance.randint(1, 999)} | 昨日: {chance.randint(1, 999)} | 会员: {len(heading) * 137}",
        "南溪论坛 › 乡土 › 闲话",
        f"查看: {chance.randint(1, 9999)} | 回复: {len(posts)}",
        heading,
    ]
    for number, post in enumerate(posts, 1):
        lines += [
            f"{chance.choice(USERS)} 发表于 {when(chance)} | 只看该作者",
            f"{number}#",
            *post,
            "支持 反对",
            "回复 使用道具 举报",
        ]
    lines += [
        f"上一篇：{title(chance)}",
        f"下一篇：{title(chance)}",
        "您需要登录后才可以回帖 登录 | 立即注册",
        "本版积分规则",
        "小黑屋 | 手机版 | 南溪论坛",
        f"GMT+8, {when(chance)} , Processed in 0.0{chance.randint(10, 99)} second(s), 12 queries .",
    ]
    return SitePage("\n".join(lines) + "\n", (heading, *(line for post in posts for line in post)))


def news(chance: Random) -> SitePage:
    heading, body = title(chance), article(chance)
    byline = f"本报记者 {chance.choice(WHO)}"
    related = [title(chance) for _ in range(5)]
    source = chance.choice(["长河晚报", "南溪日报", "新华社", "乡土周刊"])
    lines = [
        "长河在线首页 新闻 财经 体育 娱乐 视频",
        f"您的位置：首页 > {chance.choice(['国内', '社会', '文化'])} > 正文",
        heading,
        f"{when(chance)}　来源：{source}　阅读：{chance.randint(1, 99999)}",
        "字号：大 中 小",
        byline,
        *body,
        "（责任编辑：" + chance.choice(WHO) + "）",
        "扫一扫，在手机打开当前页 分享到 微信",
        "相关阅读",
        *related,
        "查看更多",
        "本网站所刊登的各种信息，均为长河在线版权所有，未经协议授权禁止下载使用，转载请注明出处。",
        "Copyright © 2005-2024 长河在线 All Rights Reserved",
        "蜀ICP备12345678号-1",
    ]
    return SitePage("\n".join(lines) + "\n", (heading, byline, *body))


def novel(chance: Random) -> SitePage:
    number = chance.randint(1, 999)
    heading, body = f"第{number}章 {title(chance)}", article(chance, 5, 12)
    ending = "欲知后事如何，且听下回分解。"
    lines = [
        "书香小筑",
        "南溪旧事 > 章节目录",
        heading,
        "上一章 返回目录 下一章 加入书签",
        *body,
        ending,
        "请记住本书首发域名：www.example.com。手机用户请到 m.example.com 阅读。",
        "上一章 返回目录 下一章 加入书签",
        f"本章共{chance.randint(1000, 9999)}字，更新于{when(chance)}",
    ]
    return SitePage("\n".join(lines) + "\n", (heading, *body, ending))


def traditional(chance: Random) -> SitePage:
    """A news page in Traditional characters."""
    from cleantext import convert

    page = news(chance)
    return SitePage(convert(page.text, "s2t"), tuple(convert(line, "s2t") for line in page.article))


def unrelated(chance: Random) -> SitePage:
    """An article with nothing around it, but with a heading, a byline and a refrain that others have too."""
    body = article(chance, 6, 14)
    for at in (1, 3, 5):
        body.insert(min(at, len(body)), "河水长，河水宽")
    body.insert(chance.randint(1, len(body)), "一、缘起")
    if chance.random() < 0.5:
        body.append("（全文完）")
    lines = (title(chance), f"记者 {chance.choice(WHO)}", *body)
    return SitePage("\n".join(lines) + "\n", lines)


SITES = {"forum": forum, "news": news, "novel": novel, "traditional": traditional}


def pages_of(kind: str, count: int, seed: int = 1) -> list[SitePage]:
    chance = Random(f"{kind}-{seed}")
    make = SITES.get(kind, unrelated)
    return [make(chance) for _ in range(count)]
