"""The outlets of the sample site: hosts, sections and URL forms."""

from dataclasses import dataclass

from tests.support.site.article import Article


@dataclass(frozen=True)
class Section:
    """A section with the layout that its listing is printed in and the section above it."""

    slug: str
    name: str
    listing: str
    parent: str | None = None


@dataclass(frozen=True)
class Outlet:
    """An outlet: `theme` names its templates (outlets of a CMS share one), `addresses` an article's path by layout."""

    name: str
    host: str
    label: str
    theme: str
    sections: tuple[Section, ...]
    addresses: dict[str, str]
    mirrors: tuple[str, ...] = ("m", "www")
    pictures: tuple[str, ...] = ("static", "media", "resource")
    page_size: int = 4

    def section(self, slug: str) -> Section:
        """The section of that slug; KeyError where there is none."""
        return {section.slug: section for section in self.sections}[slug]

    def trail(self, slug: str) -> tuple[Section, ...]:
        """The section and those above it, topmost first."""
        leaf = self.section(slug)
        return (*self.trail(leaf.parent), leaf) if leaf.parent else (leaf,)

    def path(self, article: Article) -> str:
        """The article's path on its host."""
        form = self.addresses[article.layout] if article.id else "/{slug}.html"
        return form.format(slug=article.slug, id=article.id)

    def url(self, article: Article) -> str:
        """The article's canonical address."""
        return f"https://{self.host}{self.path(article)}"


# Section slugs follow kinhtedothi.vn's menu; which of them had which listing markup in which year is unverified.
KINHTEDOTHI = Outlet(
    name="kinhtedothi",
    host="kinhtedothi.vn",
    label="Kinh tế đô thị",
    theme="kinhtedothi",
    sections=(
        Section("thoi-su", "Thời sự", "2025"),
        Section("kinh-te", "Kinh tế", "2025"),
        Section("bat-dong-san", "Bất động sản", "2025", parent="kinh-te"),
        Section("do-thi", "Đô thị", "2019"),
        Section("quy-hoach", "Quy hoạch - Xây dựng", "2019", parent="do-thi"),
        Section("xa-hoi", "Xã hội", "2019"),
        Section("van-hoa", "Văn hóa", "2025"),
    ),
    addresses={"2019": "/{slug}-{id}.html", "2025": "/{slug}.{id}.html"},
)

OUTLETS = {outlet.name: outlet for outlet in (KINHTEDOTHI,)}
