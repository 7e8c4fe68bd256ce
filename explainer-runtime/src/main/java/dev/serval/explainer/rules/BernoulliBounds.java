package dev.serval.explainer.rules;

/// Confidence bounds on a probability from samples of it, by Kullback and Leibler's divergence
/// (Kaufmann and Kalyanakrishnan 2013).
final class BernoulliBounds {
    private static final double SMALLEST = 1e-15;
    private static final int HALVINGS = 50;

    private BernoulliBounds() {}

    /// The greatest probability that is no further from the observed share than the level allows.
    static double upper(double share, long samples, double level) {
        return samples == 0 ? 1 : search(share, 1, level / samples);
    }

    /// The least probability that is no further from the observed share than the level allows.
    static double lower(double share, long samples, double level) {
        return samples == 0 ? 0 : search(share, 0, level / samples);
    }

    private static double search(double share, double end, double most) {
        double inside = share;
        double outside = end;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (divergence(share, middle) <= most) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private static double divergence(double share, double probability) {
        double p = Math.clamp(share, SMALLEST, 1 - SMALLEST);
        double q = Math.clamp(probability, SMALLEST, 1 - SMALLEST);
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }
}
