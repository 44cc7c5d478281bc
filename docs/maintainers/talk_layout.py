"""How leaflets/slides/talk.pptx began; whoever restyles it does so in PowerPoint or Impress."""

import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pptx
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

FILE = Path(__file__).parents[2] / "leaflets/slides/talk.pptx"
COLOURS = {
    **{"dk1": "1B1C33", "lt1": "FFFFFF", "dk2": "272B70", "lt2": "ECEBF8"},
    **{"accent1": "272B70", "accent2": "B0201C", "accent3": "0A6640"},
    **{"accent4": "FFC43A", "accent5": "FDEEEB", "accent6": "E4F3EA"},
    **{"hlink": "2A37A6", "folHlink": "2A37A6"},
}
"""Of docs/templates/tokens.css."""
EMU = 914_400
"""In an inch."""
LEFT, WIDE = 0.6, 12.13
HALF, RIGHT = 5.9, 6.83

# name: left, top, width, height in inches; size in points, bold, colour, fill, place in the box
Box = tuple[float, float, float, float, int, bool, str, str, str]
TITLE: Box = (LEFT, 0.4, WIDE, 0.9, 36, True, "tx2", "", "ctr")
MARK: Box = (LEFT, 6.98, 9, 0.4, 14, True, "accent2", "", "ctr")
LAYOUTS: dict[str, dict[str, Box]] = {
    "opening": {
        "title": (LEFT, 1.7, WIDE, 2.2, 60, True, "tx2", "", "b"),
        "below": (LEFT, 4.1, WIDE, 1.6, 28, False, "tx1", "", "t"),
        "mark": MARK,
    },
    "story": {
        "title": TITLE,
        "told": (LEFT, 1.4, WIDE, 1.75, 36, False, "tx1", "", "ctr"),
        "they": (LEFT, 3.25, WIDE, 1.75, 36, True, "accent2", "accent5", "ctr"),
        "ask": (LEFT, 5.15, WIDE, 1.7, 36, True, "bg1", "tx2", "ctr"),
        "mark": MARK,
    },
    "answer": {
        "title": TITLE,
        "you": (LEFT, 1.4, WIDE, 1.75, 40, True, "tx2", "bg2", "ctr"),
        "do head": (LEFT, 3.3, HALF, 0.6, 28, True, "accent3", "accent6", "b"),
        "do": (LEFT, 3.9, HALF, 2.95, 40, False, "tx1", "accent6", "t"),
        "never head": (RIGHT, 3.3, HALF, 0.6, 28, True, "accent2", "accent5", "b"),
        "never": (RIGHT, 3.9, HALF, 2.95, 40, False, "tx1", "accent5", "t"),
        "mark": MARK,
    },
    "message": {
        "title": TITLE,
        "rules": (LEFT, 1.4, WIDE, 5.45, 40, True, "tx1", "", "ctr"),
        "mark": MARK,
    },
    "help": {
        "title": TITLE,
        "contacts": (LEFT, 1.4, 7.9, 3.9, 40, True, "tx1", "", "ctr"),
        "code": (9.1, 1.5, 3.4, 3.4, 18, False, "tx1", "", "ctr"),
        "address": (8.6, 4.95, 4.4, 0.6, 28, True, "tx2", "", "ctr"),
        "below": (LEFT, 5.65, WIDE, 1.2, 24, False, "tx1", "bg2", "ctr"),
        "mark": MARK,
    },
}


def frame(box: Box) -> str:
    """Return where a box stands, and its ground."""
    x, y, wide, high = (round(side * EMU) for side in box[:4])
    fill = f'<a:solidFill><a:schemeClr val="{box[7]}"/></a:solidFill>' if box[7] else ""
    return (
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
    )


def shape(number: int, name: str, place: str, box: Box, said: str) -> str:
    """Return a box with what stands in it until it is filled."""
    size, is_bold, colour, anchor = box[4], box[5], box[6], box[8]
    gap = 8 if name in ("rules", "contacts") else 0
    side = "ctr" if name == "address" else "r" if name == "number" else "l"
    inset = round((0.2 if box[7] else 0.05) * EMU)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        f"<p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>{frame(box)}"
        f'<p:txBody><a:bodyPr lIns="{inset}" rIns="{inset}" tIns="45720" bIns="45720"'
        f' anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr marL="0"'
        f' indent="0" algn="{side}"><a:spcBef><a:spcPts val="{gap}00"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size}00" b="{is_bold:d}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        f"</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def tree(shapes: str) -> str:
    """Return all that stands on a slide."""
    return (
        f'<p:spTree {nsdecls("p", "a", "r")}><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree>"
    )


def placeholder(index: int, name: str, box: Box) -> str:
    """Return a box that a slide fills."""
    kind = {"title": "title", "code": "pic"}.get(name, "body")
    place = f'<p:ph type="{kind}"' + ("/>" if name == "title" else f' idx="{index + 9}"/>')
    return shape(index + 2, name, place, box, f'<a:r><a:rPr lang="en"/><a:t>{name}</a:t></a:r>')


def styles() -> str:
    """Return how text looks where its box does not say."""

    def level(size: int) -> str:
        return (
            '<a:lvl1pPr marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{size}00">'
            '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
            '<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
        )

    return (
        f"<p:txStyles {nsdecls('p', 'a')}><p:titleStyle>{level(36)}</p:titleStyle>"
        f"<p:bodyStyle>{level(28)}</p:bodyStyle><p:otherStyle>{level(14)}</p:otherStyle>"
        "</p:txStyles>"
    )


def restyled(theme: str) -> str:
    """Return a theme in our colours, with a face that every office has."""
    theme = re.sub(r'<a:font script="[^"]*" typeface="[^"]*"/>', "", theme)
    theme = re.sub(r'<a:latin typeface="[^"]*"', '<a:latin typeface="Arial"', theme)
    for name, colour in COLOURS.items():
        one = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", one, theme, flags=re.DOTALL)
    return re.sub(r' name="Office[^"]*"', ' name="canhgiac"', theme)


def main() -> None:
    """Write the file, over what stands there."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = round(13.333 * EMU), round(7.5 * EMU)
    deck.element.find(".//{*}sldSz").attrib.pop("type")
    master = deck.slide_master
    for layout in list(master.slide_layouts)[len(LAYOUTS) :]:
        master.slide_layouts.remove(layout)
    number: Box = (11.4, 6.98, 1.33, 0.4, 14, False, "tx1", "", "ctr")
    field = (
        '<a:fld id="{0B2C5E7A-2A0F-4C86-9B0C-0F6B5C0A7E11}" type="slidenum"><a:t>1</a:t></a:fld>'
    )
    bar = '<p:sp><p:nvSpPr><p:cNvPr id="4" name="bar"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
    bar += frame((0, 0, 13.333, 0.2, 0, False, "", "tx2", "")) + "</p:sp>"
    body = shape(3, "text", '<p:ph type="body" idx="1"/>', LAYOUTS["story"]["told"], "")
    title = shape(2, "title", '<p:ph type="title"/>', TITLE, "")
    own = tree(title + body + bar + shape(5, "number", "", number, field))
    master.element.cSld.replace(master.element.cSld.spTree, parse_xml(own))
    old = master.element.find("{*}txStyles")
    master.element.replace(old, parse_xml(styles()))
    for (name, boxes), layout in zip(LAYOUTS.items(), master.slide_layouts, strict=True):
        layout.element.cSld.set("name", name)
        layout.element.attrib.pop("type", None)
        shapes = "".join(placeholder(n, *box) for n, box in enumerate(boxes.items(), start=1))
        layout.element.cSld.replace(layout.element.cSld.spTree, parse_xml(tree(shapes)))
    notes = deck.notes_master
    for one in list(notes.placeholders):
        if one.element.ph_type.name in ("HEADER", "DATE", "FOOTER"):
            notes.element.cSld.spTree.remove(one.element)
    for whole in (deck.part.package, deck.part):
        for key, link in list(whole._rels.items()):
            if link.reltype.endswith(("/thumbnail", "/extended-properties", "/printerSettings")):
                whole._rels.pop(key)
    for part in deck.part.package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/"):
            xml = restyled(part.blob.decode())
            if type(part) is Part:
                part._blob = xml.encode()
            else:
                part._element = parse_xml(xml.encode())
    about = deck.core_properties
    about.author = about.last_modified_by = about.comments = about.title = ""
    deck.save(FILE)


if __name__ == "__main__":
    main()
