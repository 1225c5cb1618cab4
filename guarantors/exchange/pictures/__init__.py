"""Pictures that stand alone, as SVG and PNG. Pure rendering: what is drawn is a `Scene`, and two writers draw it."""

from guarantors.exchange.pictures.png import png
from guarantors.exchange.pictures.scene import Scene
from guarantors.exchange.pictures.svg import svg

__all__ = ["Scene", "png", "svg"]
