package dev.serval.engine.sklearn.estimator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which classes of scikit-learn are read, by their names without modules, since those moved.
final class KnownEstimators {
    /// Makes an estimator of its attributes.
    @FunctionalInterface
    interface Maker {
        Estimator read(Attributes attributes, EstimatorReader nested);
    }

    private static final Map<String, Maker> BY_NAME = new HashMap<>();

    static {
        linear();
        preprocessing();
        trees();
        BY_NAME.put("Pipeline", Pipeline::of);
    }

    private KnownEstimators() {}

    static Optional<Maker> find(String className) {
        return Optional.ofNullable(BY_NAME.get(className));
    }

    private static void linear() {
        add(
                LinearRegressor::of,
                "LinearRegression",
                "Ridge",
                "RidgeCV",
                "Lasso",
                "LassoCV",
                "ElasticNet",
                "ElasticNetCV",
                "MultiTaskLasso",
                "MultiTaskElasticNet",
                "Lars",
                "LassoLars",
                "OrthogonalMatchingPursuit",
                "BayesianRidge",
                "ARDRegression",
                "HuberRegressor",
                "TheilSenRegressor",
                "QuantileRegressor",
                "SGDRegressor",
                "PassiveAggressiveRegressor",
                "LinearSVR");
        add(LinearRegressor::ofLogarithm, "PoissonRegressor", "GammaRegressor");
        add(LinearRegressor::ofTweedie, "TweedieRegressor");
        add(LinearClassifier::ofLogistic, "LogisticRegression", "LogisticRegressionCV");
        add(LinearClassifier::ofGradientDescent, "SGDClassifier");
        add(LinearClassifier::ofRidge, "RidgeClassifier", "RidgeClassifierCV");
        add(LinearClassifier::ofDiscriminants, "LinearDiscriminantAnalysis");
        add(
                LinearClassifier::ofDecisions,
                "Perceptron",
                "PassiveAggressiveClassifier",
                "LinearSVC");
    }

    private static void preprocessing() {
        add(ColumnScaler::ofStandard, "StandardScaler");
        add(ColumnScaler::ofRange, "MinMaxScaler");
        add(ColumnScaler::ofLargest, "MaxAbsScaler");
        add(ColumnScaler::ofRobust, "RobustScaler");
        add(Normalizer::of, "Normalizer");
        add(Binarizer::of, "Binarizer");
        add(SimpleImputer::of, "SimpleImputer");
    }

    private static void trees() {
        add(TreeRegressor::of, "DecisionTreeRegressor", "ExtraTreeRegressor");
        add(TreeClassifier::of, "DecisionTreeClassifier", "ExtraTreeClassifier");
        add(TreeRegressor::ofForest, "RandomForestRegressor", "ExtraTreesRegressor");
        add(TreeClassifier::ofForest, "RandomForestClassifier", "ExtraTreesClassifier");
    }

    private static void add(Function<Attributes, Estimator> maker, String... names) {
        List.of(names)
                .forEach(name -> BY_NAME.put(name, (attributes, _) -> maker.apply(attributes)));
    }
}
