"""The reliability plot of a calibration, as SVG: confidence said against the share that is right."""

from __future__ import annotations

from thidua_extract.evaluate.calibration import Calibration

__all__ = ["reliability_svg"]

_SIDE, _LEFT, _TOP = 320, 56, 12
"""Pixels: the square of the plot, and what stands left of it and above."""


def reliability_svg(calibration: Calibration) -> str:
    """A circle a bin, as large as it has items; on the diagonal, confidence is what it says."""
    width, height = _LEFT + _SIDE + 16, _TOP + _SIDE + 48
    most = max((one.n for one in calibration.bins), default=1)
    circles = "".join(
        f'<circle cx="{_x(one.said):.1f}" cy="{_y(one.right):.1f}" r="{4 + 10 * (one.n / most) ** 0.5:.1f}">'
        f"<title>{one.n} items: said {one.said:.3f}, right {one.right:.3f}</title></circle>"
        for one in calibration.bins
    )
    shown = f"{calibration.n} items in {len(calibration.bins)} bins"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Reliability plot: {shown}" font-family="sans-serif" font-size="12">'
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#767676"/>'
        f'<g fill="#333">{_ticks()}</g>'
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#767676" stroke-dasharray="4 4"/>'
        f'<g fill="#0b5cad" fill-opacity="0.75" stroke="#08365f">{circles}</g>'
        f'<text x="{_x(0.5)}" y="{height - 8}" text-anchor="middle">confidence said</text>'
        f'<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">share right</text></svg>'
    )


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _ticks() -> str:
    marks = [n / 5 for n in range(6)]
    below = (f'<text x="{_x(m):.0f}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{m:.1f}</text>' for m in marks)
    left = (f'<text x="{_LEFT - 8}" y="{_y(m) + 4:.0f}" text-anchor="end">{m:.1f}</text>' for m in marks)
    return "".join((*below, *left))
