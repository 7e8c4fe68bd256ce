package dev.serval.steps.image;

import dev.serval.inference.failure.InvalidInput;

/// Something that is done to each picture.
sealed interface Operation {
    /// The picture afterwards.
    ///
    /// @param thing what a refusal calls it
    Picture apply(Picture picture, String thing);

    /// The size afterwards, as far as it is known before there is a picture.
    Size size(Size before);

    /// A height and a width; -1 where it is open.
    record Size(long height, long width) {
        static final Size OPEN = new Size(-1, -1);
    }

    /// To a fixed size, whatever becomes of the proportions.
    record ToSize(int height, int width, Filter filter) implements Operation {
        @Override
        public Picture apply(Picture picture, String thing) {
            return Resizing.resize(picture, width, height, filter);
        }

        @Override
        public Size size(Size before) {
            return new Size(height, width);
        }
    }

    /// The shorter side to a fixed length, and the longer one in proportion, cut off to a whole
    /// pixel, as torchvision does.
    ///
    /// @param maxPixels how many the result may have
    record ToShortest(int length, Filter filter, long maxPixels) implements Operation {
        @Override
        public Picture apply(Picture picture, String thing) {
            int shorter = Math.min(picture.width(), picture.height());
            long width = (long) length * picture.width() / shorter;
            long height = (long) length * picture.height() / shorter;
            if (width * height > maxPixels) {
                throw new InvalidInput(
                        "%s would have %d x %d pixels with its shorter side at %d, expected at most %d in all"
                                .formatted(thing, width, height, length, maxPixels));
            }
            return Resizing.resize(picture, (int) width, (int) height, filter);
        }

        @Override
        public Size size(Size before) {
            return Size.OPEN;
        }
    }

    /// The part of that size in the middle.
    record CenterCrop(int height, int width) implements Operation {
        @Override
        public Picture apply(Picture picture, String thing) {
            requireWithin(picture, height, width, thing);
            int top = (int) Math.rint((picture.height() - height) / 2.0);
            int left = (int) Math.rint((picture.width() - width) / 2.0);
            return picture.crop(left, top, width, height);
        }

        @Override
        public Size size(Size before) {
            return new Size(height, width);
        }
    }

    /// The part of that size at a place.
    record Crop(int left, int top, int height, int width) implements Operation {
        @Override
        public Picture apply(Picture picture, String thing) {
            requireWithin(picture, top + height, left + width, thing);
            return picture.crop(left, top, width, height);
        }

        @Override
        public Size size(Size before) {
            return new Size(height, width);
        }
    }

    private static void requireWithin(Picture picture, int height, int width, String thing) {
        if (picture.height() < height || picture.width() < width) {
            throw new InvalidInput(
                    "%s has %d x %d pixels, expected at least %d x %d to crop"
                            .formatted(thing, picture.width(), picture.height(), width, height));
        }
    }
}
