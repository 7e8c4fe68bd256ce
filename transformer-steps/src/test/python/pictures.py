"""Makes the pictures that the image steps are tested with, and what Pillow makes of them.

    python pictures.py ../resources/pictures

Each line of goldens.txt is a case: its name, width, height and channels, and the samples in base64.
"""

import base64
import random
import sys
from pathlib import Path

from PIL import Image, ImageOps

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "box": Image.Resampling.BOX,
    "bilinear": Image.Resampling.BILINEAR,
    "hamming": Image.Resampling.HAMMING,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
SIZES = [(8, 8), (50, 41), (20, 50), (37, 11)]


def picture(width, height):
    """Slopes, an edge and noise, the same at every run."""
    noise = random.Random(7)
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            edge = 90 if x * 2 > y * 3 else 0
            image.putpixel(
                (x, y),
                (
                    min(255, x * 255 // width + noise.randrange(12)),
                    min(255, y * 255 // height),
                    min(255, edge + noise.randrange(80)),
                ),
            )
    return image


def write_files(folder):
    image = picture(37, 23)
    image.save(folder / "rgb.png")
    image.convert("L").save(folder / "gray.png")
    image.quantize(16).save(folder / "palette.png")
    alpha = image.convert("RGBA")
    alpha.putalpha(image.convert("L"))
    alpha.save(folder / "alpha.png")
    alpha.convert("LA").save(folder / "gray-alpha.png")
    image.convert("1").save(folder / "bits.png")
    smooth = picture(48, 32).resize((37, 23), Image.Resampling.BICUBIC)
    smooth.save(folder / "photo.jpg", quality=90)
    smooth.convert("L").save(folder / "gray.jpg", quality=90)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        small = picture(16, 8)
        small.save(folder / f"turned-{orientation}.png", exif=exif)
    exif = Image.Exif()
    exif[0x0112] = 6
    smooth.save(folder / "turned.jpg", quality=95, exif=exif)


def write_inks(folder):
    """JPEG files of four channels: as Pillow writes them, with Adobe's note that they are Y, Cb, Cr and K, and without
    a note."""
    smooth = picture(48, 32).resize((37, 23), Image.Resampling.BICUBIC)
    inks = list(smooth.convert("CMYK").split())
    inks[3] = smooth.convert("L").point(lambda level: level // 3)
    Image.merge("CMYK", inks).save(folder / "cmyk.jpg", quality=95)
    file = bytearray((folder / "cmyk.jpg").read_bytes())
    note = file.index(b"Adobe")
    begin = note - 4
    end = begin + 2 + int.from_bytes(file[begin + 2 : begin + 4], "big")
    (folder / "cmyk-without-a-note.jpg").write_bytes(bytes(file[:begin] + file[end:]))
    file[note + 11] = 2
    (folder / "ycck.jpg").write_bytes(bytes(file))


def cases(folder):
    for name in sorted(path.name for path in folder.iterdir() if path.suffix in (".png", ".jpg")):
        with Image.open(folder / name) as image:
            yield f"decode {name}", ImageOps.exif_transpose(image).convert("RGB")
    with Image.open(folder / "rgb.png") as image:
        yield "luminance rgb.png", image.convert("L")
        for name, resample in FILTERS.items():
            for width, height in SIZES:
                yield f"{name} rgb.png", image.resize((width, height), resample)
    with Image.open(folder / "gray.png") as image:
        yield "bicubic gray.png", image.resize((9, 30), Image.Resampling.BICUBIC)


def main(folder):
    write_files(folder)
    write_inks(folder)
    with open(folder / "goldens.txt", "w", encoding="ascii") as out:
        for name, image in cases(folder):
            samples = base64.b64encode(image.tobytes()).decode("ascii")
            channels = len(image.getbands())
            out.write(f"{name} {image.width} {image.height} {channels} {samples}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
