"""Makes articles/static/articles/fonts/*.woff2 and css/fonts.css anew (docs/design.md).

    python -m venv /tmp/fonts && cd /tmp/fonts
    bin/pip install fonttools brotli fontpkg-source-serif-4==4.4 fontpkg-source-sans-3==3.52
    bin/python <repository>/docs/design/fonts.py

The licence keeps the name "Source" for the fonts as Adobe made them; ours are called Newsroom.
"""

import importlib.util
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).resolve().parents[2] / "articles/static/articles"
PACKAGES = {"serif": "fontpkg_source_serif_4", "sans": "fontpkg_source_sans_3"}
SERIF, ITALIC = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"

# English, Azerbaijani, Turkish and German, and the marks of news: their readers need no second
# file, and the first is fetched before anything is shown, so it is small. The rest of Latin Europe
# is asked for by pages that have any. Cyrillic, with its letters of Turkic languages and Ukrainian,
# is a family apart (tokens.css), for pages in a language written so: a headline in Russian among
# English ones is not worth 16 KB.
RANGES = {
    "latin": "U+20-7E, U+A0, U+A9, U+AB, U+B7, U+BB, U+C4, U+C7, U+D6, U+DC, U+DF, U+E4, U+E7, "
    "U+E9, U+F6, U+FC, U+11E-11F, U+130-131, U+15E-15F, U+18F, U+259, U+2011, U+2013-2014, "
    "U+2018-201A, U+201C-201E, U+2026, U+202F, U+2039-203A, U+20AC, U+20BC, U+2192, U+2212",
    "latin-ext": "U+A1-A8, U+AA, U+AC-B6, U+B8-BA, U+BC-C3, U+C5-C6, U+C8-D5, U+D7-DB, U+DD-DE, "
    "U+E0-E3, U+E5-E6, U+E8, U+EA-F5, U+F7-FB, U+FD-11D, U+120-12F, U+132-15D, U+160-17F, "
    "U+218-21B, U+2BC, U+2010, U+2012, U+2015, U+2020-2022, U+2030, U+2032-2033, U+20BA, U+20BD, "
    "U+2116, U+2122, U+2190-2191, U+2193, U+2248, U+2260, U+2264-2265",
    "cyrillic": "U+301, U+400-45F, U+490-49D, U+4A2-4A3, U+4AE-4BB, U+4D8-4D9, U+4E8-4E9",
}
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]

# Our family: package, file, the axes it keeps, weight and style in CSS.
FACES = {
    "text": ("serif", SERIF, {"opsz": 18, "wght": 400}, "400", "normal"),
    "bold": ("serif", SERIF, {"opsz": 18, "wght": 700}, "700", "normal"),
    "italic": ("serif", ITALIC, {"opsz": 18, "wght": 400}, "400", "italic"),
    "headline": ("serif", SERIF, {"opsz": 36, "wght": 640}, "600 700", "normal"),
    "label": ("sans", "SourceSans3[wght].ttf", {"wght": (400, 700)}, "400 700", "normal"),
}
FAMILY = {
    "text": "Newsroom Text",
    "bold": "Newsroom Text",
    "italic": "Newsroom Text",
    "headline": "Newsroom Headline",
    "label": "Newsroom Label",
}

# What devices have instead until ours is there, and how wide its letters are on average, in em
# (@capsizecss/metrics; DejaVu measured with `width`).
STAND_INS = {
    "text": [
        (["Times New Roman", "Liberation Serif"], 0.4063),
        (["Noto Serif"], 0.481),
        (["DejaVu Serif"], 0.5169),
    ],
    "headline": [
        (["Times New Roman Bold", "Liberation Serif Bold"], 0.4326),
        (["Noto Serif Bold"], 0.512),
        (["DejaVu Serif Bold"], 0.5707),
    ],
    "label": [(["Arial", "Roboto", "Liberation Sans"], 0.4452), (["DejaVu Sans"], 0.5098)],
}

# How often English text has which letter, in percent, spaces with them.
LETTERS = dict(zip(" etaoinsrhldcumfpgwybvk", [
    18, 11, 8, 7.5, 7, 6.5, 6.5, 6, 6, 4.5, 4, 4, 3, 2.8, 2.5, 2, 2, 2, 1.8, 1.7, 1.4, 1, 0.8,
], strict=True))  # fmt: skip


def original(package: str, name: str) -> Path:
    found = importlib.util.find_spec(PACKAGES[package])
    return Path(found.origin).parent / "files" / name


def make(face: str, script: str) -> TTFont:
    """Write one file: the axes limited, the script alone, under our own name."""
    package, name, axes, _weight, _style = FACES[face]
    limited = BytesIO()
    instantiateVariableFont(TTFont(original(package, name)), axes).save(limited)
    font = TTFont(limited)
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(
        unicodes=subset.parse_unicodes(RANGES[script].replace("U+", "").replace(" ", ""))
    )
    cutter.subset(font)
    for name_id in (1, 3, 4, 6, 16, 25):
        font["name"].removeNames(nameID=name_id)
    for name_id in (1, 4, 6):
        font["name"].setName(
            FAMILY[face].replace(" ", "" if name_id == 6 else " "), name_id, 3, 1, 0x409
        )
    subset.save_font(font, STATIC / f"fonts/{face}-{script}.woff2", options)
    return font


def width(font: TTFont) -> float:
    """How wide a letter is on average, in em."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    total = sum(
        advances[glyphs[ord(letter)]][0] * often for letter, often in LETTERS.items()
    )
    return total / sum(LETTERS.values()) / font["head"].unitsPerEm


def rule(face: str, script: str) -> str:
    weight, style = FACES[face][3:]
    family = FAMILY[face] + (" Cyrillic" if script == "cyrillic" else "")
    return (
        f'@font-face {{\n  font-family: "{family}";\n'
        f'  src: url("../fonts/{face}-{script}.woff2") format("woff2");\n'
        f"  font-weight: {weight};\n  font-style: {style};\n  font-display: optional;\n"
        f"  unicode-range: {RANGES[script]};\n}}\n"
    )


def stand_ins(face: str, font: TTFont) -> list[str]:
    """Faces of the device's own fonts, stretched to our width and height: nothing moves."""
    em, head = font["head"].unitsPerEm, font["hhea"]
    rules = []
    for number, (names, theirs) in enumerate(STAND_INS[face]):
        scale = width(font) / theirs
        local = ", ".join(f'local("{name}")' for name in names)
        rules.append(
            f'@font-face {{\n  font-family: "Instead of {face}{number or ""}";\n  src: {local};\n'
            f"  size-adjust: {scale:.1%};\n  ascent-override: {head.ascent / em / scale:.1%};\n"
            f"  descent-override: {-head.descent / em / scale:.1%};\n  line-gap-override: 0%;\n}}\n"
        )
    return rules


def main() -> None:
    rules = [
        "/* Made by docs/design/fonts.py: our fonts, then what stands in until they are there. */\n"
    ]
    (STATIC / "fonts").mkdir(exist_ok=True)
    fonts = {(face, script): make(face, script) for face in FACES for script in RANGES}
    rules += [rule(face, script) for face, script in fonts]
    for face in STAND_INS:
        rules += stand_ins(face, fonts[face, "latin"])
    (STATIC / "css/fonts.css").write_text("\n".join(rules))


main()
