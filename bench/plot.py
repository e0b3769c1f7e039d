# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""Line plots as SVG, both axes logarithmic."""
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 860, 470
LEFT, RIGHT, TOP, BOTTOM = 78, 235, 54, 56
COLOURS = ["#1b6ca8", "#888888", "#c2410c", "#7c3aed", "#15803d", "#be185d", "#a16207", "#0f766e", "#334155", "#dc2626"]


def log_log(title, across, up, series, ticks=None):
    """`series`: a list of (name, [(x, y), ...], options); options: dashed, bold. `ticks`: names of x values."""
    xs = [x for _, points, _ in series for x, _ in points]
    ys = [y for _, points, _ in series for _, y in points]
    left, right = log10(min(xs)), log10(max(xs))
    low, high = floor(log10(min(ys))), ceil(log10(max(ys)))

    def at(x, y):
        return (LEFT + (log10(x) - left) / (right - left) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (log10(y) - low) / (high - low) * (HEIGHT - TOP - BOTTOM))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="system-ui, sans-serif" font-size="13" fill="#222">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
           f'<text x="{LEFT}" y="26" font-size="16" font-weight="600">{escape(title)}</text>']
    for power in range(low, high + 1):
        _, y = at(10**left, 10**power)
        out.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e2e2e2"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{number(10.0**power)}</text>')
    for x, name in (ticks or {x: number(x) for x in sorted(set(xs))}).items():
        place, _ = at(x, 10**low)
        out.append(f'<line x1="{place:.1f}" y1="{TOP}" x2="{place:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#f0f0f0"/>')
        out.append(f'<text x="{place:.1f}" y="{HEIGHT - BOTTOM + 19}" text-anchor="middle">{escape(name)}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>')
    middle = (TOP + HEIGHT - BOTTOM) / 2
    out.append(f'<text x="20" y="{middle}" text-anchor="middle" transform="rotate(-90 20 {middle})">{escape(up)}</text>')

    labels = []
    for n, (name, points, options) in enumerate(series):
        colour = COLOURS[n % len(COLOURS)]
        placed = [at(x, y) for x, y in sorted(points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        dashed = ' stroke-dasharray="6 4"' if options.get("dashed") else ""
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" '
                   f'stroke-width="{3.2 if options.get("bold") else 1.8}"{dashed}/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>' for x, y in placed]
        labels.append([placed[-1][1], placed[-1], name, colour, options])
    # A name stands where its line ends, moved apart from others that end at the same place.
    labels.sort(key=lambda label: (label[1][0], label[0]))
    for n in range(1, len(labels)):
        if labels[n][1][0] == labels[n - 1][1][0]:
            labels[n][0] = max(labels[n][0], labels[n - 1][0] + 16)
    for y, (x_end, _), name, colour, options in labels:
        weight = "600" if options.get("bold") else "400"
        out.append(f'<text x="{x_end + 9:.1f}" y="{y + 4:.1f}" fill="{colour}" font-weight="{weight}" stroke="#fff" '
                   f'stroke-width="4" paint-order="stroke">{escape(name)}</text>')
    return "\n".join(out + ["</svg>", ""])


def number(value):
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"
