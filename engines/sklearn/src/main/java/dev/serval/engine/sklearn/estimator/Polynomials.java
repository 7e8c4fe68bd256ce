package dev.serval.engine.sklearn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Products of features, up to a degree.
///
/// @param products the features of each, in order
record Polynomials(int features, List<List<Integer>> products) implements Transformer {
    private static final int MOST = 100_000;
    private static final int HIGHEST = 32;

    Polynomials {
        products = List.copyOf(products);
    }

    static Polynomials of(Attributes attributes) {
        int features = attributes.features();
        boolean pair = !attributes.isNumber("degree");
        int least = pair ? (int) attributes.pair("degree", 0) : 0;
        int most = pair ? (int) attributes.pair("degree", 1) : attributes.whole("degree");
        if (most > HIGHEST) {
            throw attributes.unread("degree %d".formatted(most));
        }
        boolean each = attributes.flag("interaction_only", false);
        List<List<Integer>> products = new ArrayList<>();
        if (attributes.flag("include_bias", true)) {
            products.add(List.of());
        }
        for (int degree = Math.max(1, least); degree <= most; degree++) {
            addProducts(attributes, products, features, degree, each ? 1 : 0);
        }
        return new Polynomials(features, products);
    }

    /// All of a degree, in the order of their features.
    ///
    /// @param step from a feature to the least that may follow it
    private static void addProducts(
            Attributes attributes,
            List<List<Integer>> products,
            int features,
            int degree,
            int step) {
        int[] chosen = new int[degree];
        for (int i = 0; i < degree; i++) {
            chosen[i] = i * step;
        }
        while (degree > 0 && chosen[degree - 1] < features) {
            if (products.size() == MOST) {
                throw attributes.unread("more than %d products".formatted(MOST));
            }
            products.add(Arrays.stream(chosen).boxed().toList());
            int at = degree - 1;
            while (at > 0 && chosen[at] >= features - 1 - (degree - 1 - at) * step) {
                at--;
            }
            chosen[at]++;
            for (int i = at + 1; i < degree; i++) {
                chosen[i] = chosen[i - 1] + step;
            }
        }
    }

    @Override
    public int width() {
        return products.size();
    }

    @Override
    public Matrix transform(Matrix rows) {
        rows.requireFinite("PolynomialFeatures");
        Matrix made = Matrix.zeros(rows.rows(), width());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < width(); i++) {
                double product = 1;
                for (int feature : products.get(i)) {
                    product *= rows.at(row, feature);
                }
                made.set(row, i, product);
            }
        }
        return made;
    }
}
