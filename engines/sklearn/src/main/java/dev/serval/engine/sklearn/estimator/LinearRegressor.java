package dev.serval.engine.sklearn.estimator;

import java.util.function.DoubleUnaryOperator;

/// A weighted sum, or what a link's inverse makes of it.
final class LinearRegressor implements Regressor {
    private final String name;
    private final LinearMap map;
    private final DoubleUnaryOperator inverseLink;

    private LinearRegressor(String name, LinearMap map, DoubleUnaryOperator inverseLink) {
        this.name = name;
        this.map = map;
        this.inverseLink = inverseLink;
    }

    static LinearRegressor of(Attributes attributes) {
        return new LinearRegressor(
                attributes.className(), LinearMap.of(attributes), DoubleUnaryOperator.identity());
    }

    /// A generalised linear model whose link is the logarithm.
    static LinearRegressor ofLogarithm(Attributes attributes) {
        return new LinearRegressor(attributes.className(), LinearMap.of(attributes), Math::exp);
    }

    /// Tweedie's link is told, or follows from the power.
    static LinearRegressor ofTweedie(Attributes attributes) {
        String link = attributes.text("link", "auto");
        boolean logarithm =
                link.equals("log") || (link.equals("auto") && attributes.number("power", 0) > 0);
        return logarithm ? ofLogarithm(attributes) : of(attributes);
    }

    @Override
    public int features() {
        return map.features();
    }

    @Override
    public int targets() {
        return map.results();
    }

    @Override
    public Matrix predict(Matrix rows) {
        return map.apply(rows.requireFinite(name)).map(inverseLink);
    }
}
