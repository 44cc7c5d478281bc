"""canhgiac: one YAML campaign tree in; a site, leaflets and QR codes out."""

__version__ = "0.1.0"
