#!/usr/bin/env python3
# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
"""Runs commands in a real terminal (a pty) and writes what it shows as an animated SVG.

usage: screencast.py OUT.svg TITLE FOLDER COMMAND [COMMAND ...]

Each command runs in FOLDER. It is shown behind a prompt as `$ COMMAND`, then its output as it came. pyte interprets the terminal's
control sequences. The picture moves by CSS alone, so that it also moves inside an <img>; for readers who asked their
system for less motion it stays at the last screen.
"""
import fcntl
import os
import pty
import select
import shlex
import struct
import subprocess
import sys
import termios
import time
from html import escape

import pyte

COLUMNS, LINES = 84, 22
FRAME = 0.1  # seconds; shorter changes are joined
PAUSE = 3.0  # seconds that the last screen of a command stays
ADVANCE, LEADING, MARGIN, BAR = 8.43, 19, 14, 34

PALETTE = {"green": "#7ee787", "brown": "#e3b341", "yellow": "#e3b341", "cyan": "#76e3ea", "red": "#ff7b72", "blue": "#79c0ff"}


def run(command, folder, screen, stream, frames):
    """Appends (seconds, rows) to frames, one for each change of the screen."""
    screen.reset()
    prompt = "$ " + command
    for end in range(2, len(prompt) + 1):  # as if typed
        screen.reset()
        stream.feed("\x1b[1m" + prompt[:end] + "\x1b[0m")
        if end % 3 == 2 or end == len(prompt):
            frames.append((FRAME, rows(screen)))
    frames.append((0.4, rows(screen)))
    stream.feed("\r\n")

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(shlex.split(command), cwd=folder, stdin=child, stdout=child, stderr=child, close_fds=True)
    os.close(child)
    last = time.monotonic()
    decoder = pyte.ByteStream(screen)
    while True:
        ready, _, _ = select.select([parent], [], [], FRAME)
        if ready:
            try:
                data = os.read(parent, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            decoder.feed(data)
        now = time.monotonic()
        if now - last >= FRAME:
            frames.append((now - last, rows(screen)))
            last = now
    os.close(parent)
    if process.wait() != 0:
        sys.exit(f"screencast: {command} ended with {process.returncode}")
    frames.append((PAUSE, rows(screen)))


def rows(screen):
    """Each row as runs of characters of one look: ((column, text, colour, bold), ...)."""
    out = []
    for line in range(LINES):
        runs, current = [], None
        for column in range(COLUMNS):
            cell = screen.buffer[line][column]
            colour = PALETTE.get(cell.fg, "")
            look = (colour, cell.bold)
            if cell.data in ("", " ") and (current is None or not current[1]):
                continue
            if current is None or current[2] != look:
                current = [column, "", look]
                runs.append(current)
            current[1] += cell.data or " "
        out.append(tuple((at, text.rstrip(), look[0], look[1]) for at, text, look in runs if text.strip()))
    return tuple(out)


def picture(title, frames):
    """The frames stand below each other in one long sheet, of which the window shows one at a time."""
    joined = []
    for seconds, now in frames:
        if joined and joined[-1][1] == now:
            joined[-1][0] += seconds
        else:
            joined.append([seconds, now])
    total = sum(seconds for seconds, _ in joined)
    height = LINES * LEADING
    width = COLUMNS * ADVANCE + 2 * MARGIN

    rules, begin = [], 0.0
    for index, (seconds, _) in enumerate(joined):
        rules.append(f"{100 * begin / total:.3f}%{{transform:translateY(-{index * height}px)}}")
        begin += seconds
    rules.append(f"100%{{transform:translateY(-{(len(joined) - 1) * height}px)}}")

    seen, definitions, sheet = {}, [], []
    for index, (_, now) in enumerate(joined):
        for line, runs in enumerate(now):
            if not runs:
                continue
            if runs not in seen:
                seen[runs] = f"r{len(seen)}"
                text = "".join(
                    f'<tspan x="{at * ADVANCE:.1f}"{style(colour, bold)}>{escape(words)}</tspan>'
                    for at, words, colour, bold in runs
                )
                definitions.append(f'<text id="{seen[runs]}">{text}</text>')
            sheet.append(f'<use href="#{seen[runs]}" y="{index * height + line * LEADING + 14}"/>')
    newline = "\n"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height + BAR + MARGIN}" role="img" aria-labelledby="title" xml:space="preserve">
<title id="title">{escape(title)}</title>
<style>
text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}}
.b{{font-weight:700}}
#sheet{{animation:play {total:.2f}s step-end infinite}}
@keyframes play{{{"".join(rules)}}}
@media (prefers-reduced-motion:reduce){{#sheet{{animation:none;transform:translateY(-{(len(joined) - 1) * height}px)}}}}
</style>
<defs>{newline.join(definitions)}</defs>
<rect width="100%" height="100%" rx="9" fill="#0d1117"/>
<g fill="#484f58"><circle cx="18" cy="17" r="5"/><circle cx="36" cy="17" r="5"/><circle cx="54" cy="17" r="5"/></g>
<text x="{width / 2:.0f}" y="21" text-anchor="middle" style="fill:#8b949e;font-size:12px">{escape(title)}</text>
<svg x="{MARGIN}" y="{BAR}" width="{width - 2 * MARGIN:.0f}" height="{height}" overflow="hidden"><g id="sheet">
{newline.join(sheet)}
</g></svg>
</svg>
"""


def style(colour, bold):
    return (f' fill="{colour}"' if colour else "") + (' class="b"' if bold else "")


def main(arguments):
    if len(arguments) < 4:
        sys.exit(__doc__)
    out, title, folder, *commands = arguments
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    frames = []
    for command in commands:
        run(command, folder, screen, stream, frames)
    with open(out, "w", encoding="utf-8") as file:
        file.write(picture(title, frames))
    print(f"{out}: {len(frames)} frames, {os.path.getsize(out) // 1024} kB", file=sys.stderr)


main(sys.argv[1:])
