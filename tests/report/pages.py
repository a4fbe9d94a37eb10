"""Reads a page as a strict browser would: every element closed in order, every attribute seen."""

from html.parser import HTMLParser

INLINE = {"a", "b", "bdi", "code", "em", "span", "strong", "svg", "title"}
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, as (tag, attributes), and its visible text."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.text = [], [], []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag
        if tag not in INLINE:
            self.text.append(" ")

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self):
        return " ".join("".join(self.text).split())
