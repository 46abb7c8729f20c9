"""VCCorp's CMS as tuoitre, thanhnien, nld, cafef, soha, kenh14 and others run it since about 2019."""

from scrapers.outlet import Layout

VCCORP = Layout(
    name="vccorp",
    marker=".detail-content.afcbc-body",
    seen="2026-07",
    title="h1[data-role=title] | h1 [data-role=title] | h1.title | h1.detail-title",
    lead="[data-role=sapo]",
    body=".detail-content.afcbc-body",
    author="[data-role=author] .author-info a.name | [data-role=author]",
    date="[data-role=publishdate]",
    section="[data-role=cate-name] | .detail-cate a",
    drop="[type=RelatedNewsBox], [type=RelatedNews], [type=RelatedOneNews], [type=link], [type=SimpleQuote]",
)
