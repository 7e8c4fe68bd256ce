package dev.serval.steps.image;

import java.util.Locale;
import java.util.Optional;

/// How pixels are weighed when a picture is resized. All but [#NEAREST] take in every pixel of the
/// source when they make it smaller, which is what others call antialiasing.
enum Filter {
    NEAREST(0),
    BOX(0.5),
    BILINEAR(1),
    HAMMING(1),
    /// The cubic of Keys (1981), with a = -0.5.
    BICUBIC(2),
    LANCZOS(3);

    private static final double A = -0.5;

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    /// How far from the middle weights are other than 0, in pixels of the target.
    double support() {
        return support;
    }

    static Optional<Filter> find(String name) {
        for (Filter filter : values()) {
            if (filter.toString().equals(name)) {
                return Optional.of(filter);
            }
        }
        return Optional.empty();
    }

    /// The weight of a pixel at a distance from the middle.
    double weight(double distance) {
        double x = Math.abs(distance);
        return switch (this) {
            case NEAREST -> throw new IllegalStateException("nearest has no weights");
            case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
            case BILINEAR -> x < 1 ? 1 - x : 0;
            case HAMMING -> hamming(x);
            case BICUBIC -> cubic(x);
            case LANCZOS -> x < 3 ? sinc(x) * sinc(x / 3) : 0;
        };
    }

    private static double hamming(double x) {
        if (x == 0) {
            return 1;
        }
        return x >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI));
    }

    private static double cubic(double x) {
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
