"""Pages as a newspaper's site sends them: an article among scripts, menus and teasers of other articles."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

_MENU = (
    "Thời sự|Chính trị|Xã hội|Kinh tế|Pháp luật|Thế giới|Văn hóa|Giải trí|Thể thao|Giáo dục|Sức khỏe|Đời sống"
    "|Du lịch|Công nghệ|Lao động|Công đoàn|Bạn đọc|Sáng tạo trẻ|Nhà đất|Xe"
)
_SECTIONS = _MENU.split("|")
_TEASERS = (
    "Giá xăng giảm từ chiều nay",
    "Đội tuyển thắng đậm trên sân nhà",
    "Bão số 3 đổi hướng, miền Trung mưa lớn",
    "Người dân xếp hàng mua vàng ngày vía Thần Tài",
    "Ngành y tế khuyên tiêm nhắc lại",
    "Xe tải lật, quốc lộ tắc nhiều giờ",
)


def made_page(title: str, paragraphs: Sequence[str], *, size: int = 3) -> str:
    """A page of about 30,000 characters a ``size`` around the article; paragraphs are HTML."""
    quoted = html.escape(title)
    parts = [
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{quoted} | Nhật báo Sông Lam</title>\n'
    ]
    parts += [
        f'<meta property="{name}" content="{quoted}">\n'
        for name in ("og:title", "og:description", "twitter:title", "news")
    ]
    parts += [_script(k) for k in range(5 * size)]
    parts.append(f"<style>{''.join(f'.box-{k} .title a:hover{{margin:0 {k}px}}' for k in range(40 * size))}</style>")
    parts.append(
        '<script type="application/ld+json">{"@context": "http://schema.org", "@type": "NewsArticle", "headline": "'
        f'{quoted}", "datePublished": "2024-03-06T08:30:00+07:00"}}</script></head>\n<body><!-- đầu -->\n<ul>'
    )
    for k in range(25 * size):
        section = _SECTIONS[k % len(_SECTIONS)]
        parts.append(
            f'\n  <li class="menu-{k}"><a href="https://bao.example.vn/{k}.htm" title="{section}">{section}</a></li>'
        )
    parts.append(f'</ul><div class="main"><article class="detail"><h1 class="detail-title">{quoted}</h1>')
    parts += [f'\n<p style="text-align: justify;">{paragraph}</p>' for paragraph in paragraphs]
    parts.append('</article></div>\n<div class="related">')
    parts += [_teaser(k) for k in range(18 * size)]
    parts.append("</div><!--[if IE]><p>IE</p><![endif]--><footer>&copy; 2024 Nhật báo Sông Lam</footer></body></html>")
    return "".join(parts)


def _script(k: int) -> str:
    lines = "".join(f"var a{j} = function(x) {{ if (x < {j} && x > {k}) {{ return 'b'; }} }};\n" for j in range(20))
    return f'<script type="text/javascript">\n{lines}</script>\n'


def _teaser(k: int) -> str:
    teaser = _TEASERS[k % len(_TEASERS)]
    link = f"https://bao.example.vn/bai-viet-so-{k}-20240306083{k:03}.htm"
    return (
        f'\n<div class="item clearfix" data-id="{k}"><a href="{link}" title="{teaser}" class="thumb"><img '
        f'src="https://img.example.vn/zoom/250_155/anh-{k}.jpg" alt="{teaser}" loading="lazy"></a><h3 class="title"><a '
        f'href="{link}" title="{teaser}">{teaser}</a></h3><p class="sapo">{teaser}&nbsp;...</p></div>'
    )


_NEWS = (Path(__file__).parent / "fixtures" / "ordinary_news.tsv").read_text(encoding="utf-8").splitlines()[1:]
ORDINARY: dict[str, str] = dict(tuple(line.split("\t")) for line in _NEWS)  # type: ignore[misc]
"""Ordinary news in our own words, headline to text: none is about emulation."""
