package dev.serval.engine.sklearn.estimator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
        boosting();
        ensembles();
        machines();
        features();
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
        addWithTexts(SimpleImputer::of, "SimpleImputer");
    }

    private static void trees() {
        add(TreeRegressor::of, "DecisionTreeRegressor", "ExtraTreeRegressor");
        add(TreeClassifier::of, "DecisionTreeClassifier", "ExtraTreeClassifier");
        add(TreeRegressor::ofForest, "RandomForestRegressor", "ExtraTreesRegressor");
        add(TreeClassifier::ofForest, "RandomForestClassifier", "ExtraTreesClassifier");
    }

    private static void boosting() {
        add(BoostingRegressor::of, "GradientBoostingRegressor");
        add(BoostingClassifier::of, "GradientBoostingClassifier");
        add(HistogramRegressor::of, "HistGradientBoostingRegressor");
        add(HistogramClassifier::of, "HistGradientBoostingClassifier");
        BY_NAME.put("AdaBoostRegressor", AdaptiveRegressor::of);
        BY_NAME.put("AdaBoostClassifier", AdaptiveClassifier::of);
    }

    private static void ensembles() {
        BY_NAME.put("Pipeline", Pipeline::of);
        BY_NAME.put("FeatureUnion", SideBySide::ofUnion);
        BY_NAME.put("ColumnTransformer", SideBySide::ofColumns);
        BY_NAME.put("BaggingRegressor", MeanRegressor::ofBagging);
        BY_NAME.put("BaggingClassifier", VotingClassifier::ofBagging);
        BY_NAME.put("VotingRegressor", MeanRegressor::ofVoting);
        BY_NAME.put("VotingClassifier", VotingClassifier::of);
        BY_NAME.put("OneVsRestClassifier", OneVsRestClassifier::of);
        BY_NAME.put("CalibratedClassifierCV", CalibratedClassifier::of);
        for (String search : List.of("GridSearchCV", "RandomizedSearchCV")) {
            BY_NAME.put(search, (it, nested) -> nested.read(it.require("best_estimator_")));
        }
    }

    private static void machines() {
        add(VectorRegressor::of, "SVR", "NuSVR");
        add(VectorClassifier::of, "SVC", "NuSVC");
        add(NeighborsRegressor::of, "KNeighborsRegressor");
        add(NeighborsClassifier::of, "KNeighborsClassifier");
        add(BayesClassifier::ofGaussian, "GaussianNB");
        add(BayesClassifier::ofMultinomial, "MultinomialNB");
        add(BayesClassifier::ofComplement, "ComplementNB");
        add(BayesClassifier::ofBernoulli, "BernoulliNB");
        add(NetworkRegressor::of, "MLPRegressor");
        add(NetworkClassifier::of, "MLPClassifier");
        add(Clusters::of, "KMeans", "MiniBatchKMeans");
    }

    private static void features() {
        add(Projection::ofComponents, "PCA", "IncrementalPCA");
        add(Projection::ofSingularVectors, "TruncatedSVD");
        add(Polynomials::of, "PolynomialFeatures");
        addWithTexts(OneHotEncoder::of, "OneHotEncoder");
        addWithTexts(OrdinalEncoder::of, "OrdinalEncoder");
        add(Unchanged::of, "FunctionTransformer");
    }

    private static void addWithTexts(
            BiFunction<Attributes, Vocabulary, Estimator> maker, String name) {
        BY_NAME.put(name, (attributes, nested) -> maker.apply(attributes, nested.vocabulary()));
    }

    private static void add(Function<Attributes, Estimator> maker, String... names) {
        List.of(names)
                .forEach(name -> BY_NAME.put(name, (attributes, _) -> maker.apply(attributes)));
    }
}
