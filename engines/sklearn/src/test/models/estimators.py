"""The estimators that make_models.py fits, by name: a dict of cases.

A case has the fitted `model`, the `data` whose edges it is asked for, and perhaps `missing` (NaN may be asked),
`ending`, `protocol`, `compress` (how it is written) and `without` (methods that are not asked for).
"""

from zipfile import ZIP_DEFLATED

import numpy as np
import sklearn
from sklearn import (
    calibration,
    cluster,
    compose,
    decomposition,
    ensemble,
    impute,
    linear_model,
    model_selection,
    multiclass,
    naive_bayes,
    neighbors,
    neural_network,
    pipeline,
    preprocessing,
    svm,
    tree,
)
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

try:
    import pandas
except ImportError:
    pandas = None
try:
    import skops
except ImportError:
    skops = None
try:
    import lz4
except ImportError:
    lz4 = None

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])
ROWS, FEATURES = 240, 5


class Data:
    """Numbers at random, and what is to be learnt from them."""

    def __init__(self, random):
        self.x = random.normal(size=(ROWS, FEATURES)) * [1, 3, 0.2, 10, 1] + [0, 1, 0, -5, 2]
        score = self.x[:, 0] * 2 - self.x[:, 1] / 2 + self.x[:, 4] ** 2 / 3
        self.score = score + random.normal(size=ROWS) / 5
        self.two = (self.score > 1).astype(int)
        self.words = np.where(self.score > 1, "yes", "no")
        self.three = np.digitize(self.score, [0.5, 2])
        self.places = np.array(["Oslo", "Rome", "Århus"])[self.three]
        self.targets = np.column_stack([self.score, self.x[:, 1] - self.x[:, 2]])
        self.count = random.poisson(np.exp(self.score / 6))
        self.positive = np.exp(self.score / 6) + 0.1
        self.holes = self.x.copy()
        self.holes[random.random(self.x.shape) < 0.1] = np.nan


def linear(d):
    numbers = {
        "linear": linear_model.LinearRegression(),
        "linear_through_zero": linear_model.LinearRegression(fit_intercept=False),
        "ridge": linear_model.Ridge(0.5),
        "ridge_cv": linear_model.RidgeCV(),
        "lasso": linear_model.Lasso(0.1),
        "lasso_cv": linear_model.LassoCV(cv=3),
        "elastic_net": linear_model.ElasticNet(0.1),
        "elastic_net_cv": linear_model.ElasticNetCV(cv=3),
        "lars": linear_model.Lars(),
        "lasso_lars": linear_model.LassoLars(0.01),
        "matching_pursuit": linear_model.OrthogonalMatchingPursuit(),
        "bayesian_ridge": linear_model.BayesianRidge(),
        "ard": linear_model.ARDRegression(),
        "huber": linear_model.HuberRegressor(max_iter=500),
        "theil_sen": linear_model.TheilSenRegressor(random_state=1, max_subpopulation=200),
        "quantile": linear_model.QuantileRegressor(alpha=0.01),
        "sgd_numbers": linear_model.SGDRegressor(random_state=1),
        "linear_svr": svm.LinearSVR(random_state=1),
    }
    cases = {name: model.fit(d.x, d.score) for name, model in numbers.items()}
    cases["two_targets"] = linear_model.LinearRegression().fit(d.x, d.targets)
    cases["multi_task_lasso"] = linear_model.MultiTaskLasso(0.1).fit(d.x, d.targets)
    cases["multi_task_elastic_net"] = linear_model.MultiTaskElasticNet(0.1).fit(d.x, d.targets)
    small = d.x / 10
    cases["poisson"] = linear_model.PoissonRegressor().fit(small, d.count)
    cases["gamma"] = linear_model.GammaRegressor().fit(small, d.positive)
    cases["tweedie"] = linear_model.TweedieRegressor(power=1.5).fit(small, d.positive)
    cases["tweedie_identity"] = linear_model.TweedieRegressor(power=0).fit(small, d.score)
    return cases


def linear_classes(d):
    cases = {}
    makers = {
        "logistic": lambda: linear_model.LogisticRegression(max_iter=500),
        "logistic_cv": lambda: linear_model.LogisticRegressionCV(Cs=2, cv=3, max_iter=500),
        "sgd_hinge": lambda: linear_model.SGDClassifier(random_state=1),
        "sgd_log": lambda: linear_model.SGDClassifier("log_loss", random_state=1),
        "sgd_straight": lambda: linear_model.SGDClassifier("modified_huber", random_state=1),
        "perceptron": lambda: linear_model.Perceptron(random_state=1),
        "ridge_classes": lambda: linear_model.RidgeClassifier(),
        "ridge_classes_cv": lambda: linear_model.RidgeClassifierCV(),
        "discriminants": lambda: LinearDiscriminantAnalysis(),
        "linear_svc": lambda: svm.LinearSVC(random_state=1),
    }
    for name, make in makers.items():
        cases[name] = make().fit(d.x / 5, d.two)
        cases[name + "_three"] = make().fit(d.x / 5, d.places)
    cases["logistic_words"] = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.words)
    cases["logistic_objects"] = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.words.astype(object))
    cases["logistic_truths"] = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.two == 1)
    cases["logistic_floats"] = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.two * 2.0)
    cases["logistic_int32"] = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.two.astype(np.int32))
    cases["logistic_liblinear"] = linear_model.LogisticRegression(solver="liblinear").fit(d.x / 5, d.two)
    return {
        name: {"model": model, "data": d.x / 5, "without": ("transform",)} for name, model in cases.items()
    }


def preprocess(d):
    plain = {
        "standard": preprocessing.StandardScaler(),
        "standard_no_mean": preprocessing.StandardScaler(with_mean=False),
        "standard_no_std": preprocessing.StandardScaler(with_std=False),
        "min_max": preprocessing.MinMaxScaler((-1, 2)),
        "min_max_clip": preprocessing.MinMaxScaler(clip=True),
        "max_abs": preprocessing.MaxAbsScaler(),
        "robust": preprocessing.RobustScaler(),
        "robust_no_center": preprocessing.RobustScaler(with_centering=False),
        "imputer": impute.SimpleImputer(),
        "imputer_median": impute.SimpleImputer(strategy="median", add_indicator=True),
        "imputer_frequent": impute.SimpleImputer(strategy="most_frequent"),
        "imputer_constant": impute.SimpleImputer(strategy="constant", fill_value=-1),
    }
    cases = {name: {"model": model.fit(d.holes), "data": d.x, "missing": True} for name, model in plain.items()}
    empty = d.holes.copy()
    empty[:, 2] = np.nan
    cases["imputer_empty"] = {"model": impute.SimpleImputer().fit(empty), "data": d.x, "missing": True}
    cases["imputer_keeps_empty"] = {
        "model": impute.SimpleImputer(keep_empty_features=True).fit(empty), "data": d.x, "missing": True}
    zeros = d.x.copy()
    zeros[::7] = 0
    cases["imputer_of_zeros"] = {"model": impute.SimpleImputer(missing_values=0).fit(zeros), "data": zeros}
    for norm in ("l1", "l2", "max"):
        cases["normalizer_" + norm] = {"model": preprocessing.Normalizer(norm=norm).fit(d.x), "data": d.x}
    cases["binarizer"] = {"model": preprocessing.Binarizer(threshold=0.5).fit(d.x), "data": d.x}
    return cases


def trees(d):
    numbers = {
        "tree_numbers": tree.DecisionTreeRegressor(max_depth=6),
        "extra_tree_numbers": tree.ExtraTreeRegressor(max_depth=6, random_state=1),
        "forest_numbers": ensemble.RandomForestRegressor(8, max_depth=5, random_state=1),
        "extra_trees_numbers": ensemble.ExtraTreesRegressor(8, max_depth=5, random_state=1),
    }
    classes = {
        "tree": tree.DecisionTreeClassifier(max_depth=4),
        "extra_tree": tree.ExtraTreeClassifier(max_depth=4, random_state=1),
        "forest": ensemble.RandomForestClassifier(8, max_depth=4, random_state=1),
        "extra_trees": ensemble.ExtraTreesClassifier(8, max_depth=4, random_state=1),
    }
    cases = {name: (model, d.x, d.score, True) for name, model in numbers.items()}
    if VERSION < (1, 6):  # not all of them take missing values
        cases = {name: (model, d.x, d.score, False) for name, model in numbers.items()}
    seen = d.x if VERSION < (1, 6) else d.holes
    cases |= {name: (model, seen, d.places, VERSION >= (1, 6)) for name, model in classes.items()}
    cases["tree_stump"] = (tree.DecisionTreeClassifier(max_depth=1), d.x, d.two, False)
    cases["tree_weighted"] = (tree.DecisionTreeClassifier(class_weight="balanced"), d.x, d.three, False)
    cases["tree_two_targets"] = (tree.DecisionTreeRegressor(max_depth=4), d.x, d.targets, False)
    cases["forest_two_targets"] = (
        ensemble.RandomForestRegressor(4, max_depth=4, random_state=1), d.x, d.targets, False)
    return {
        name: {"model": model.fit(x, y), "data": d.x, "missing": missing}
        for name, (model, x, y, missing) in cases.items()
    }


def pipelines(d):
    steps = [
        ("fill", impute.SimpleImputer()),
        ("same", "passthrough"),
        ("scale", preprocessing.StandardScaler()),
    ]
    fit = pipeline.Pipeline(steps + [("learn", linear_model.LogisticRegression())]).fit(d.holes, d.places)
    only = pipeline.make_pipeline(*(step for name, step in steps if name != "same")).fit(d.holes)
    nested = pipeline.make_pipeline(only, pipeline.make_pipeline(linear_model.Ridge())).fit(d.holes, d.score)
    return {
        "pipeline": {"model": fit, "data": d.x, "missing": True},
        "pipeline_of_transformers": {"model": only, "data": d.x, "missing": True},
        "pipeline_nested": {"model": nested, "data": d.x, "missing": True},
    }


def boosted(d):
    numbers = {
        "boosting": ensemble.GradientBoostingRegressor(n_estimators=12, random_state=1),
        "boosting_huber": ensemble.GradientBoostingRegressor(loss="huber", n_estimators=8, random_state=1),
        "boosting_quantile": ensemble.GradientBoostingRegressor(loss="quantile", n_estimators=8, random_state=1),
        "boosting_absolute": ensemble.GradientBoostingRegressor(loss="absolute_error", n_estimators=8),
        "boosting_zero": ensemble.GradientBoostingRegressor(init="zero", n_estimators=8),
        "histogram": ensemble.HistGradientBoostingRegressor(max_iter=8),
        "histogram_absolute": ensemble.HistGradientBoostingRegressor("absolute_error", max_iter=8),
        "histogram_quantile": ensemble.HistGradientBoostingRegressor("quantile", quantile=0.8, max_iter=8),
        "ada_numbers": ensemble.AdaBoostRegressor(n_estimators=8, random_state=1),
        "bagging_numbers": ensemble.BaggingRegressor(n_estimators=5, max_features=3, random_state=1),
        "bagging_two_targets": ensemble.BaggingRegressor(linear_model.LinearRegression(), 3, random_state=1),
        "voting_numbers": ensemble.VotingRegressor(
            [("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(max_depth=3))], weights=[1, 3]),
    }
    cases = {}
    for name, model in numbers.items():
        y = d.targets if name.endswith("two_targets") else d.score
        cases[name] = {"model": model.fit(d.x, y), "data": d.x, "without": ("transform",)}
    losses = {"poisson": d.count} if VERSION < (1, 3) else {"poisson": d.count, "gamma": d.positive}
    for loss, y in losses.items():
        model = ensemble.HistGradientBoostingRegressor(loss=loss, max_iter=8).fit(d.holes, y)
        cases["histogram_" + loss] = {"model": model, "data": d.x, "missing": True}
    base = linear_model.LogisticRegression
    makers = {
        "boosting_classes": lambda: ensemble.GradientBoostingClassifier(n_estimators=6, random_state=1),
        "boosting_classes_zero": lambda: ensemble.GradientBoostingClassifier(n_estimators=6, init="zero"),
        "histogram_classes": lambda: ensemble.HistGradientBoostingClassifier(max_iter=6),
        "ada": lambda: ensemble.AdaBoostClassifier(n_estimators=8, random_state=1),
        "bagging": lambda: ensemble.BaggingClassifier(n_estimators=5, max_features=3, random_state=1),
        "bagging_votes": lambda: ensemble.BaggingClassifier(svm.LinearSVC(random_state=1), 5, random_state=1),
        "voting_hard": lambda: ensemble.VotingClassifier(
            [("a", base()), ("b", tree.DecisionTreeClassifier(max_depth=3)), ("c", base(C=0.01))]),
        "voting_soft": lambda: ensemble.VotingClassifier(
            [("a", base()), ("x", "drop"), ("b", tree.DecisionTreeClassifier(max_depth=3))], voting="soft",
            weights=[2, 9, 1]),
        "one_vs_rest": lambda: multiclass.OneVsRestClassifier(base()),
        "one_vs_rest_tree": lambda: multiclass.OneVsRestClassifier(tree.DecisionTreeClassifier(max_depth=3)),
        "one_vs_rest_svc": lambda: multiclass.OneVsRestClassifier(svm.LinearSVC(random_state=1)),
        "calibrated": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC(random_state=1), cv=3),
        "calibrated_isotonic": lambda: calibration.CalibratedClassifierCV(
            tree.DecisionTreeClassifier(max_depth=4), method="isotonic", cv=3),
        "calibrated_together": lambda: calibration.CalibratedClassifierCV(base(), cv=3, ensemble=False),
        "grid_search": lambda: model_selection.GridSearchCV(base(), {"C": [0.1, 1]}, cv=3),
    }
    for name, make in makers.items():
        without = ("transform", "decision_function") if "bagging" in name else ("transform",)
        missing = name.startswith("histogram")
        for kind, y in {"": d.words, "_three": d.places}.items():
            model = make().fit(d.holes if missing else d.x / 5, y)
            cases[name + kind] = {"model": model, "data": d.x / 5, "without": without, "missing": missing}
    model = ensemble.GradientBoostingClassifier(loss="exponential", n_estimators=6).fit(d.x, d.two)
    cases["boosting_exponential"] = {"model": model, "data": d.x}
    return cases


def machines(d):
    cases = {}
    small = d.x / [1, 3, 0.2, 10, 1]
    for kernel in ("linear", "poly", "rbf", "sigmoid"):
        cases["svr_" + kernel] = svm.SVR(kernel=kernel).fit(small, d.score)
        cases["svc_" + kernel] = svm.SVC(kernel=kernel).fit(small, d.words)
        cases[f"svc_{kernel}_three"] = svm.SVC(kernel=kernel, gamma=0.1, coef0=0.5).fit(small, d.places)
    cases["nu_svr"] = svm.NuSVR().fit(small, d.score)
    cases["nu_svc"] = svm.NuSVC(nu=0.2).fit(small, d.places)
    cases["svc_pairs"] = svm.SVC(decision_function_shape="ovo").fit(small, d.places)
    cases["svc_ties"] = svm.SVC(break_ties=True).fit(small, d.places)
    cases["svc_probability"] = svm.SVC(probability=True, random_state=1).fit(small, d.words)
    cases["svc_probability_three"] = svm.SVC(probability=True, random_state=1).fit(small, d.places)
    for weights in ("uniform", "distance"):
        cases["neighbors_" + weights] = neighbors.KNeighborsClassifier(4, weights=weights).fit(small, d.places)
        cases["neighbors_numbers_" + weights] = neighbors.KNeighborsRegressor(3, weights=weights).fit(small, d.score)
    cases["neighbors_manhattan"] = neighbors.KNeighborsRegressor(3, p=1, weights="distance").fit(small, d.targets)
    cases["neighbors_power"] = neighbors.KNeighborsRegressor(3, p=3, weights="distance").fit(small, d.score)
    cases["neighbors_chebyshev"] = neighbors.KNeighborsClassifier(3, metric="chebyshev").fit(small, d.two)
    cases["bayes_gaussian"] = naive_bayes.GaussianNB().fit(small, d.places)
    cases["bayes_bernoulli"] = naive_bayes.BernoulliNB().fit(small, d.words)
    cases["bayes_multinomial"] = naive_bayes.MultinomialNB().fit(np.abs(small), d.places)
    cases["bayes_complement"] = naive_bayes.ComplementNB().fit(np.abs(small), d.places)
    for bend in ("identity", "logistic", "tanh", "relu"):
        cases["network_" + bend] = neural_network.MLPRegressor(
            hidden_layer_sizes=(6, 4), activation=bend, max_iter=30, random_state=1).fit(small, d.score)
    cases["network_two_targets"] = neural_network.MLPRegressor(hidden_layer_sizes=(6,), max_iter=30, random_state=1).fit(small, d.targets)
    cases["network_classes"] = neural_network.MLPClassifier(hidden_layer_sizes=(6,), max_iter=30, random_state=1).fit(small, d.words)
    cases["network_classes_three"] = neural_network.MLPClassifier(
        hidden_layer_sizes=(6, 5), max_iter=30, random_state=1).fit(small, d.places)
    cases["clusters"] = cluster.KMeans(4, n_init=2, random_state=1).fit(small)
    cases["clusters_batches"] = cluster.MiniBatchKMeans(3, n_init=2, random_state=1).fit(small)
    cases["components"] = decomposition.PCA(3).fit(small)
    cases["components_whitened"] = decomposition.PCA(2, whiten=True).fit(small)
    cases["components_incremental"] = decomposition.IncrementalPCA(2).fit(small)
    cases["singular_vectors"] = decomposition.TruncatedSVD(2, random_state=1).fit(small)
    return {
        name: {"model": model, "data": np.abs(small) if name in ("bayes_multinomial", "bayes_complement") else small}
        for name, model in cases.items()
    }


def features(d):
    whole = np.round(d.x[:, :3] * 2)
    cases = {
        "polynomials": (preprocessing.PolynomialFeatures(3), d.x),
        "polynomials_interaction": (preprocessing.PolynomialFeatures(4, interaction_only=True), d.x),
        "polynomials_range": (preprocessing.PolynomialFeatures((2, 3), include_bias=False), d.x),
        "one_hot": (preprocessing.OneHotEncoder(), whole),
        "one_hot_ignore": (preprocessing.OneHotEncoder(handle_unknown="ignore", drop="first"), whole),
        "one_hot_binary": (preprocessing.OneHotEncoder(drop="if_binary"), np.column_stack([d.two, d.three])),
        "ordinal": (preprocessing.OrdinalEncoder(), whole),
        "ordinal_unknown": (preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), whole),
        "union": (pipeline.FeatureUnion(
            [("a", preprocessing.StandardScaler()), ("x", "drop"), ("b", decomposition.PCA(2))],
            transformer_weights={"b": 3}), d.x),
        "columns": (compose.ColumnTransformer(
            [("a", preprocessing.StandardScaler(), [0, 3]), ("b", "passthrough", slice(1, 3)), ("x", "drop", [2])]),
            d.x),
        "columns_rest": (compose.ColumnTransformer(
            [("a", preprocessing.MinMaxScaler(), [-1])], remainder="passthrough"), d.x),
        "columns_mask": (compose.ColumnTransformer(
            [("a", preprocessing.OneHotEncoder(), [True, False, False])],
            remainder=preprocessing.StandardScaler()), whole),
    }
    made = {}
    for name, (model, x) in cases.items():
        model.fit(x)
        seen = name.startswith(("one_hot", "ordinal", "columns_mask"))
        made[name] = {"model": model, "rows": x[:30]} if seen else {"model": model, "data": x}
    unknown = whole[:5] + 1000
    for name in ("one_hot_ignore", "ordinal_unknown"):
        made[name]["rows"] = np.vstack([whole[:9], unknown])
    chain = pipeline.make_pipeline(cases["columns_mask"][0], linear_model.Ridge()).fit(whole, d.score)
    made["columns_in_a_pipeline"] = {"model": chain, "rows": whole[:30]}
    return made


def tables(d):
    """Data frames with texts, some of which are missing or were never seen."""
    if pandas is None:
        return {}
    zones = np.array(["RL", "RM", "FV", "C (all)"])[d.three % 3 + (d.x[:, 0] > 2)].astype(object)
    streets = np.where(d.x[:, 1] > 0, "Påve", "Grvl").astype(object)
    frame = pandas.DataFrame({"zone": zones, "area": d.x[:, 3], "street": streets, "rooms": d.x[:, 0]})
    holes = frame.copy()
    holes.loc[::9, "zone"] = np.nan
    holes.loc[::11, "street"] = np.nan
    holes.loc[::7, "area"] = np.nan
    fill = lambda **how: impute.SimpleImputer(**how)
    one_hot = lambda **how: preprocessing.OneHotEncoder(**how)
    words, numbers = ["zone", "street"], ["area", "rooms"]
    scaled = ("numbers", pipeline.make_pipeline(fill(), preprocessing.StandardScaler()), numbers)
    constant = fill(strategy="constant", fill_value="missing", missing_values=None)
    columns = {
        "table": [("words", pipeline.make_pipeline(
            fill(strategy="constant", fill_value="none"), one_hot(handle_unknown="ignore")), words), scaled],
        "table_frequent": [scaled, ("words", pipeline.make_pipeline(
            fill(strategy="most_frequent"), preprocessing.OrdinalEncoder(
                handle_unknown="use_encoded_value", unknown_value=-1)), words)],
        "table_of_none": [("zone", pipeline.make_pipeline(constant, one_hot(handle_unknown="ignore")), ["zone"]), scaled],
        "table_dropped": [("words", one_hot(drop="first", handle_unknown="ignore"), words), scaled],
        "table_rare": [("words", one_hot(min_frequency=0.2, handle_unknown="infrequent_if_exist"), words), scaled],
        "table_rare_most": [("words", one_hot(max_categories=2, handle_unknown="ignore"), words), scaled],
        "table_rare_dropped": [
            ("words", one_hot(max_categories=3, drop="first", handle_unknown="infrequent_if_exist"), words), scaled],
    }
    rows = pandas.concat([holes[:20], holes[:3].assign(zone="XX"), holes[:2].assign(street="x")], ignore_index=True)
    made = {}
    for name, steps in columns.items():
        seen = holes if name != "table_of_none" else holes.assign(
            street=frame["street"], zone=holes["zone"].map(lambda zone: zone if isinstance(zone, str) else None))
        model = pipeline.make_pipeline(compose.ColumnTransformer(steps, sparse_threshold=0), linear_model.Ridge())
        asked = rows if name != "table_of_none" else seen[:20].drop(columns="street")
        made[name] = {"model": model.fit(seen, d.score), "rows": asked}
    texts = preprocessing.OneHotEncoder(sparse_output=False).fit(frame[words])
    made["table_of_texts"] = {"model": texts, "rows": frame[words][:9]}
    ordinal = preprocessing.OrdinalEncoder().fit(frame[words])
    made["table_ordinal"] = {"model": ordinal, "rows": frame[words][:9], "ending": "pkl"}
    places = pipeline.make_pipeline(compose.ColumnTransformer(columns["table"]), linear_model.LogisticRegression())
    made["table_classes"] = {"model": places.fit(holes, d.places), "rows": rows}
    return made


def writings(d):
    """The same models, written in every way."""
    cases = {}
    for protocol in range(6):
        model = linear_model.LogisticRegression(max_iter=500).fit(d.x / 5, d.words)
        cases[f"protocol_{protocol}"] = {"model": model, "data": d.x, "ending": "pkl", "protocol": protocol}
        model = ensemble.RandomForestClassifier(3, max_depth=3, random_state=1).fit(d.x, d.two)
        cases[f"forest_protocol_{protocol}"] = {"model": model, "data": d.x, "ending": "pickle", "protocol": protocol}
    ways = {"zlib": ("zlib", 3), "gzip": ("gzip", 9), "level_1": 1}
    if lz4 is not None:
        ways |= {"lz4": "lz4", "lz4_best": ("lz4", 9)}
    for name, compress in ways.items():
        model = ensemble.RandomForestRegressor(3, max_depth=4, random_state=1).fit(d.x, d.score)
        cases[f"compressed_{name}"] = {"model": model, "data": d.x, "compress": compress}
    turned = linear_model.LinearRegression().fit(d.x, d.targets)
    turned.coef_ = np.asfortranarray(turned.coef_).astype(">f8")
    cases["column_major_big_endian"] = {"model": turned, "data": d.x, "ending": "pkl"}
    cases["column_major_joblib"] = {"model": turned, "data": d.x}
    narrow = linear_model.LinearRegression().fit(d.x, d.targets)
    narrow.coef_ = np.round(narrow.coef_ * 64).astype(np.int16)
    narrow.intercept_ = narrow.intercept_.astype(np.float16)
    cases["narrow_numbers"] = {"model": narrow, "data": d.x}
    return cases


def in_skops(cases):
    """The same models as skops writes them."""
    if skops is None:
        return {}
    written = {f"skops_{name}": case | {"ending": "skops", "compress": ZIP_DEFLATED} for name, case in cases.items()}
    written["skops_stored"] = cases["ridge"] | {"ending": "skops"}
    return written


def estimators(random):
    d = Data(random)
    cases = {name: {"model": model, "data": d.x / 10} for name, model in linear(d).items()}
    for group in (linear_classes, preprocess, trees, pipelines, boosted, machines, features, tables):
        cases |= group(d)
    return cases | in_skops(cases) | writings(d)
