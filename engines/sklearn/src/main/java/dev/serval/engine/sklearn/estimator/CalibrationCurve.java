package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.Arrays;

/// What makes a probability of a score.
sealed interface CalibrationCurve {
    double at(double score);

    /// The curve of a calibrator.
    static CalibrationCurve of(Attributes calibrator) {
        return switch (calibrator.className()) {
            case "_SigmoidCalibration" ->
                    new Sigmoid(calibrator.number("a_"), calibrator.number("b_"));
            case "IsotonicRegression" -> Steps.of(calibrator);
            default -> throw PickleException.notRead(calibrator.className());
        };
    }

    record Sigmoid(double slope, double offset) implements CalibrationCurve {
        @Override
        public double at(double score) {
            return Scores.logistic(-(slope * score + offset));
        }
    }

    /// Straight lines between points, and flat outside of them.
    final class Steps implements CalibrationCurve {
        private final double[] x;
        private final double[] y;

        private Steps(double[] x, double[] y) {
            this.x = x;
            this.y = y;
        }

        private static Steps of(Attributes isotonic) {
            if (!isotonic.text("out_of_bounds", "nan").equals("clip")) {
                throw isotonic.unread("another out_of_bounds than 'clip'");
            }
            double[] x = isotonic.array("X_thresholds_").toDoubles();
            if (x.length == 0) {
                throw isotonic.unread("no thresholds");
            }
            return new Steps(x, isotonic.doubles("y_thresholds_", x.length));
        }

        @Override
        public double at(double score) {
            int found = Arrays.binarySearch(x, score);
            if (found >= 0) {
                return y[found];
            }
            int next = -found - 1;
            if (next == 0 || next == x.length) {
                return y[next == 0 ? 0 : next - 1];
            }
            double part = (score - x[next - 1]) / (x[next] - x[next - 1]);
            return y[next - 1] + part * (y[next] - y[next - 1]);
        }
    }
}
