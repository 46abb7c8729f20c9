"""The 'exp' editor of VTC's system: vtcnews, congthuong since 2025; parts of it at tinthethao in 2020."""

from scrapers.outlet import Layout

EXP = Layout(
    name="exp",
    marker=".edittor-content",
    title="h1.font28 | h1.article-detail-title | h1",
    body=".edittor-content",
    author=".author-make a | .author-make",
    drop=".inpage-ad, .div-interaction, .baner-mb, .baner-pc, .ads-item, .author-make",
)
"""Figures, author and junk as on parts of pages of 2025-12; the body's class (sic) and the head are unverified."""
