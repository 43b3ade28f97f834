"""python-markdown's reading of blocks, with the plain ones among them read at once.

A paragraph is what no other kind of block wants to be: python-markdown asks a dozen of them first, most with a pattern
that walks through the text. Here one look at the beginning of a block, and one at those of its other lines, says
whether it can be anything but a paragraph, a heading on one line, or a list. All else goes the usual way.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser

from oproep.rendering.markdown_forms import HEADING, ITEM, NUMBERED, OTHER_LINE, PARAGRAPH


class QuickBlocks(BlockParser):
    """A block parser that asks for what a block is only where that is in doubt."""

    md: Markdown
    processors: list[Any]

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802 - python-markdown's
        """The tree of a text."""
        named: Any = self.blockprocessors
        self.processors, self.items, self.numbered = list(named), named["ulist"], named["olist"]
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: Any) -> None:  # noqa: N802 - python-markdown's
        """Puts what the blocks are below `parent`, until none is left."""
        while blocks:
            block = blocks[0]
            if block and "]:" not in block and ("\n" not in block or not ("|" in block or OTHER_LINE.search(block))):
                if PARAGRAPH.match(block):
                    del blocks[0]
                    self.add_paragraph(parent, block)
                    continue
                if heading := HEADING.match(block):
                    del blocks[0]
                    SubElement(parent, f"h{len(heading[1])}").text = heading[2].strip()
                    continue
                if ITEM.match(block):
                    self.items.run(parent, blocks)
                    continue
                if NUMBERED.match(block):
                    self.numbered.run(parent, blocks)
                    continue
            elif not block and (not len(parent) or parent[-1].tag != "pre"):
                del blocks[0]
                continue
            for processor in self.processors:
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break

    def add_paragraph(self, parent: Element, block: str) -> None:
        """Adds a block that is a paragraph, or the words of an item in a list without blank lines."""
        if not self.state.isstate("list"):
            SubElement(parent, "p").text = block
        elif len(parent):
            last = parent[-1]
            last.tail = f"{last.tail or ''}\n{block}"
        else:
            parent.text = f"{parent.text}\n{block}" if parent.text else block
