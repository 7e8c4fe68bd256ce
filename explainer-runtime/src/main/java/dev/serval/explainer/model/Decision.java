package dev.serval.explainer.model;

/// How a row of outputs is read as one of several classes: the greatest output, or for a single
/// output whether it reaches a threshold.
public record Decision(double threshold) {
    /// The class of one row of outputs.
    public int of(Rows outputs, int row) {
        if (outputs.width() == 1) {
            return outputs.at(row, 0) >= threshold ? 1 : 0;
        }
        int best = 0;
        for (int output = 1; output < outputs.width(); output++) {
            if (outputs.at(row, output) > outputs.at(row, best)) {
                best = output;
            }
        }
        return best;
    }

    /// How many classes so many outputs tell apart.
    public static int classes(int outputs) {
        return Math.max(2, outputs);
    }
}
