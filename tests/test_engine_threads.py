"""Pages cleaned side by side in threads come out as they do one by one."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import cleantext

PAGES = [
    "点击鑾峰彇更多信息，登录后才能查看。\n您需要登录后才可以回帖 登录 | 立即注册\n",
    "主要工作：\n。ㄒ唬┤婕忧咳瞬哦游榻ㄉ\n第二段。\n",
    "全區(qū)經(jīng)濟發(fā)展，區(qū)內(nèi)企業(yè)發(fā)展環(huán)境優(yōu)化。\n" * 3,
    "正文第一段。\n作者：JosÃ©\n這是一個測試，2025年。\n",
]


@pytest.fixture
def many_switches():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("many_switches")
def test_threads_do_not_disturb_each_other():
    logs = [cleantext.clean(page).log() for page in PAGES]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda page: cleantext.clean(page).log(), PAGES * 10))
    assert again == logs * 10
