package dev.serval.engine.sklearn.estimator;

/// Numbers by a network.
record NetworkRegressor(Network network) implements Regressor {
    static NetworkRegressor of(Attributes attributes) {
        Network network = Network.of(attributes);
        if (!network.last().equals("identity") && !network.last().equals("exp")) {
            throw attributes.unread("out_activation_ '%s'".formatted(network.last()));
        }
        return new NetworkRegressor(network);
    }

    @Override
    public int features() {
        return network.features();
    }

    @Override
    public int targets() {
        return network.results();
    }

    @Override
    public Matrix predict(Matrix rows) {
        Matrix sums = network.sums(rows);
        return network.last().equals("exp") ? sums.map(Math::exp) : sums;
    }
}
