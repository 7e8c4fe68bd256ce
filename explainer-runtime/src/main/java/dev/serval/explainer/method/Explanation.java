package dev.serval.explainer.method;

import java.util.List;

/// What a method found out.
public sealed interface Explanation {
    /// What is known of its quality.
    Findings findings();

    /// How much each feature of the row adds to each output.
    record Attributions(List<Attribution> outputs, Findings findings) implements Explanation {
        public Attributions {
            outputs = List.copyOf(outputs);
        }
    }

    /// A rule that, where it holds, is enough for the model to answer as it does.
    record Anchor(
            List<Condition> conditions,
            int output,
            double precision,
            double precisionLowerBound,
            double coverage,
            Findings findings)
            implements Explanation {
        public Anchor {
            conditions = List.copyOf(conditions);
        }
    }

    /// Rows near the given one that the model answers as was wished.
    record Counterfactuals(List<Counterfactual> found, Findings findings) implements Explanation {
        public Counterfactuals {
            found = List.copyOf(found);
        }
    }

    /// How the model's answers move with each of some features.
    record Curves(String kind, List<Curve> curves, Findings findings) implements Explanation {
        public Curves {
            curves = List.copyOf(curves);
        }
    }

    /// An instance near the given one that the model may answer wrongly.
    ///
    /// @param row the changed instance
    /// @param outputs what the model answers for it
    record Adversarial(
            List<Double> row, List<Double> outputs, Misled classes, Norms norms, Findings findings)
            implements Explanation {
        public Adversarial {
            row = List.copyOf(row);
            outputs = List.copyOf(outputs);
        }
    }

    /// The classes of an attack.
    ///
    /// @param right the class that the instance is of
    /// @param before what the model answers for the given instance
    /// @param after what it answers for the changed one
    record Misled(int right, int before, int after) {
        public boolean isSuccess() {
            return after != right;
        }
    }

    /// How far two rows are from each other.
    ///
    /// @param greatest the greatest difference of two values
    /// @param euclidean the root of the sum of the differences' squares
    /// @param changed how many values differ
    record Norms(double greatest, double euclidean, int changed) {
        public static Norms between(double[] left, double[] right) {
            double greatest = 0;
            double squares = 0;
            int changed = 0;
            for (int i = 0; i < left.length; i++) {
                double off = Math.abs(left[i] - right[i]);
                greatest = Math.max(greatest, off);
                squares += off * off;
                changed += off > 0 ? 1 : 0;
            }
            return new Norms(greatest, Math.sqrt(squares), changed);
        }
    }

    /// What a rule asks of one part of the instance.
    sealed interface Condition {
        /// An interval that a feature's value lies in: above `over`, and not above `upTo`.
        ///
        /// @param over minus infinity where the interval has no lower end
        /// @param upTo infinity where it has no upper end
        record Interval(int feature, double over, double upTo) implements Condition {
            public boolean holds(double value) {
                return value > over && value <= upTo;
            }
        }

        /// A word that is in the text.
        record Word(int word) implements Condition {}

        /// A segment that is in the image.
        ///
        /// @param cells the segment's cells, line by line
        record Segment(int segment, List<Integer> cells) implements Condition {
            public Segment {
                cells = List.copyOf(cells);
            }
        }
    }

    /// A row near the given one.
    ///
    /// @param row the changed row
    /// @param outputs what the model answers for it
    /// @param distance from the given row, see the method
    /// @param changes the features that differ
    record Counterfactual(
            List<Double> row, List<Double> outputs, double distance, List<Integer> changes) {
        public Counterfactual {
            row = List.copyOf(row);
            outputs = List.copyOf(outputs);
            changes = List.copyOf(changes);
        }
    }

    /// One output's curve along one feature.
    ///
    /// @param lines one list of the curve's length for each background row; empty unless asked for
    record Curve(
            int feature,
            int output,
            List<Double> grid,
            List<Double> values,
            List<Double> standardErrors,
            List<List<Double>> lines) {
        public Curve {
            grid = List.copyOf(grid);
            values = List.copyOf(values);
            standardErrors = List.copyOf(standardErrors);
            lines = List.copyOf(lines);
        }
    }
}
