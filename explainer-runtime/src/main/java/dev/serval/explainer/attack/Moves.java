package dev.serval.explainer.attack;

import java.util.Arrays;

/// The changes that an attack tries, none of which leads further from the instance than its norm
/// allows.
interface Moves {
    /// How far an instance may be moved.
    ///
    /// @param reach by the norm
    /// @param least the least that a value may be
    /// @param most the most that a value may be
    record Bounds(double reach, double least, double most) {
        double within(double value) {
            return Math.clamp(value, least, most);
        }
    }

    /// The changed instance that an attack begins with.
    double[] first();

    /// A copy of an instance that was found, with one more change.
    ///
    /// @param area the share of the grid that the change has
    double[] another(double[] row, double area);

    /// The share of the grid that squares have when a share of all steps is done: it is halved
    /// after the paper's numbers of steps, of 10,000.
    static double area(double first, double done) {
        int[] halvedAfter = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};
        double ofSteps = 10_000;
        long halved = Arrays.stream(halvedAfter).filter(step -> done * ofSteps > step).count();
        return first / Math.pow(2, halved);
    }
}
