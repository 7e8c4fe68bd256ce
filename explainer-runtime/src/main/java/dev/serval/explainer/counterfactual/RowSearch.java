package dev.serval.explainer.counterfactual;

import java.util.List;

/// Looks for rows that are answered as was wished.
sealed interface RowSearch permits GeneticSearch, GrowingSpheres {
    /// Rows that might be chosen next, as simple as they can be, in no order; none if none was met
    /// with.
    List<double[]> find(ChosenRows chosen);
}
