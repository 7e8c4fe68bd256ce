package dev.serval.explainer.surrogate;

/// Rows around the explained one, each with how the linear model sees it.
interface Neighborhood {
    /// Writes the explained row itself to where an array has place for it.
    ///
    /// @return the row as the linear model sees it
    double[] itself(double[] rows, int offset);

    /// Draws a row and writes it to where an array has place for it.
    ///
    /// @return the row as the linear model sees it
    double[] draw(double[] rows, int offset);

    /// How far from the explained row one is that the linear model sees so.
    double distance(double[] seen);
}
