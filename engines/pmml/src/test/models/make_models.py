"""Makes PMML documents of scikit-learn's models and what scikit-learn itself predicts, for GenuineModelsTest.

    python make_models.py FOLDER

Each model is a folder with a .pmml file and an expected.txt, as the Java class GenuineModel reads it. The documents
are written here, from the fitted models' parameters, as the PMML 4.4 standard says.
"""

import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, PoissonRegressor, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

RANDOM = np.random.default_rng(7)
NAMES = ["a", "b", "size (cm)", "d"]
X = RANDOM.normal(size=(300, 4)).round(3)
SCORE = X[:, 0] * 2 - X[:, 1] + X[:, 2] ** 2
ROWS = np.vstack([RANDOM.normal(size=(8, 4)).round(3) * 2, np.zeros((1, 4)), np.full((1, 4), -50.0)])


def number(value):
    return repr(float(value))


def tag(name, content="", /, **attributes):
    words = "".join(f" {key.rstrip('_')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{words}>{content}</{name}>" if content else f"<{name}{words}/>"


def schema(target=True):
    fields = "".join(tag("MiningField", name=name) for name in NAMES)
    return tag("MiningSchema", (tag("MiningField", name="y", usageType="target") if target else "") + fields)


def probabilities(classes):
    return tag(
        "Output",
        "".join(
            tag(
                "OutputField",
                name=f"probability({c})",
                optype="continuous",
                dataType="double",
                feature="probability",
                value=c,
            )
            for c in classes
        ),
    )


def document(model, classes=None, target=True):
    fields = "".join(tag("DataField", name=n, optype="continuous", dataType="double") for n in NAMES)
    if classes is not None:
        values = "".join(tag("Value", value=c) for c in classes)
        fields += tag("DataField", values, name="y", optype="categorical", dataType="string")
    elif target:
        fields += tag("DataField", name="y", optype="continuous", dataType="double")
    return tag(
        "PMML",
        tag("Header") + tag("DataDictionary", fields) + model,
        xmlns="http://www.dmg.org/PMML-4_4",
        version="4.4",
    )


def table(coefficients, intercept, **attributes):
    predictors = "".join(
        tag("NumericPredictor", name=n, coefficient=number(c)) for n, c in zip(NAMES, coefficients)
    )
    return tag("RegressionTable", predictors, intercept=number(intercept), **attributes)


def regression(model, **attributes):
    body = schema() + table(model.coef_, model.intercept_)
    return document(tag("RegressionModel", body, functionName="regression", **attributes))


def logistic(model):
    classes = model.classes_
    if len(classes) == 2:
        tables = table(model.coef_[0], model.intercept_[0], targetCategory=classes[1])
        tables += tag("RegressionTable", intercept="0", targetCategory=classes[0])
        normal = "logit"
    else:
        tables = "".join(
            table(row, intercept, targetCategory=c)
            for row, intercept, c in zip(model.coef_, model.intercept_, classes)
        )
        normal = "softmax"
    body = schema() + probabilities(classes) + tables
    return document(
        tag("RegressionModel", body, functionName="classification", normalizationMethod=normal), classes
    )


def node(tree, at, classes, predicate):
    content = predicate
    if classes is None:
        score = number(tree.value[at].ravel()[0])
    else:
        shares = tree.value[at].ravel()
        score = classes[shares.argmax()]
        content += "".join(
            tag("ScoreDistribution", value=c, recordCount=number(s), probability=number(s / shares.sum()))
            for c, s in zip(classes, shares)
        )
    if tree.children_left[at] >= 0:
        field, threshold = NAMES[tree.feature[at]], number(tree.threshold[at])
        for child, operator in (
            (tree.children_left[at], "lessOrEqual"),
            (tree.children_right[at], "greaterThan"),
        ):
            side = tag("SimplePredicate", field=field, operator=operator, value=threshold)
            content += node(tree, child, classes, side)
    return tag("Node", content, id=at, score=score)


def tree_model(tree, classes, function, extra=""):
    body = schema() + extra + node(tree, 0, classes, tag("True"))
    return tag("TreeModel", body, functionName=function, splitCharacteristic="binarySplit")


def segments(trees, function, method, classes=None, extra="", targets=""):
    content = "".join(
        tag("Segment", tag("True") + tree_model(tree, classes, function), id=i)
        for i, tree in enumerate(trees)
    )
    body = schema() + extra + targets + tag("Segmentation", content, multipleModelMethod=method)
    return document(tag("MiningModel", body, functionName=function), classes)


def clusters(model):
    fields = "".join(tag("ClusteringField", field=n) for n in NAMES)
    centers = "".join(
        tag(
            "Cluster",
            tag("Array", " ".join(number(v) for v in center), n=len(NAMES), type="real"),
            id=str(i),
            name=str(i),
        )
        for i, center in enumerate(model.cluster_centers_)
    )
    output = tag(
        "Output",
        tag("OutputField", name="cluster", optype="categorical", dataType="string", feature="predictedValue"),
    )
    body = (
        schema(False)
        + output
        + tag("ComparisonMeasure", tag("squaredEuclidean"), kind="distance")
        + fields
        + centers
    )
    return document(
        tag(
            "ClusteringModel",
            body,
            functionName="clustering",
            modelClass="centerBased",
            numberOfClusters=len(model.cluster_centers_),
        ),
        target=False,
    )


def neural(model, activation, classes=None):
    derived = lambda name: tag(
        "DerivedField", tag("FieldRef", field=name), optype="continuous", dataType="double"
    )
    inputs = "".join(tag("NeuralInput", derived(n), id=f"0,{i}") for i, n in enumerate(NAMES))
    layers = ""
    last = len(model.coefs_) - 1
    for depth, (weights, biases) in enumerate(zip(model.coefs_, model.intercepts_)):
        neurons = "".join(
            tag(
                "Neuron",
                "".join(
                    tag("Con", from_=f"{depth},{i}", weight=number(w)) for i, w in enumerate(weights[:, j])
                ),
                id=f"{depth + 1},{j}",
                bias=number(biases[j]),
            )
            for j in range(weights.shape[1])
        )
        words = {"activationFunction": "identity"} if depth == last else {}
        if depth == last and classes is not None:
            words["normalizationMethod"] = "softmax"
        layers += tag("NeuralLayer", neurons, **words)
    outputs = tag("Output") if classes is None else probabilities(classes)
    if classes is None:
        field = tag("DerivedField", tag("FieldRef", field="y"), optype="continuous", dataType="double")
        ends = tag("NeuralOutput", field, outputNeuron=f"{last + 1},0")
        outputs = ""
    else:
        ends = "".join(
            tag(
                "NeuralOutput",
                tag(
                    "DerivedField",
                    tag("NormDiscrete", field="y", value=c),
                    optype="categorical",
                    dataType="string",
                ),
                outputNeuron=f"{last + 1},{i}",
            )
            for i, c in enumerate(classes)
        )
    body = schema() + outputs + tag("NeuralInputs", inputs) + layers + tag("NeuralOutputs", ends)
    return document(
        tag(
            "NeuralNetwork",
            body,
            functionName="regression" if classes is None else "classification",
            activationFunction=activation,
        ),
        classes,
    )


def bayes(model):
    def stats(i, c):
        return tag(
            "TargetValueStat",
            tag(
                "GaussianDistribution", mean=number(model.theta_[c, i]), variance=number(model.var_[c, i])
            ),
            value=model.classes_[c],
        )

    inputs = "".join(
        tag(
            "BayesInput",
            tag("TargetValueStats", "".join(stats(i, c) for c in range(len(model.classes_)))),
            fieldName=n,
        )
        for i, n in enumerate(NAMES)
    )
    counts = "".join(
        tag("TargetValueCount", value=c, count=number(n)) for c, n in zip(model.classes_, model.class_count_)
    )
    body = (
        schema()
        + probabilities(model.classes_)
        + tag("BayesInputs", inputs)
        + tag("BayesOutput", tag("TargetValueCounts", counts), fieldName="y")
    )
    return document(
        tag("NaiveBayesModel", body, functionName="classification", threshold="0.0"), model.classes_
    )


def write(folder, name, pmml, outputs, rows):
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "model.pmml").write_text('<?xml version="1.0"?>\n' + pmml.replace("><", ">\n<"))
    with open(folder / name / "expected.txt", "w") as out:
        for i, column in enumerate(NAMES):
            print(f"in:{column}", "FP64", len(rows), sep="\t", file=out)
            print("".join(number(v) + "\n" for v in rows[:, i]), end="", file=out)
        for output, (kind, values) in outputs.items():
            print(f"out:{output}", kind, len(values), sep="\t", file=out)
            texts = (number(v) if kind == "FP64" else str(v) for v in values)
            print("".join(text + "\n" for text in texts), end="", file=out)


def main(folder):
    two = np.where(SCORE > 0.5, "yes", "no")
    three = np.array(["low", "middle", "high"])[np.digitize(SCORE, [0, 1.5])]
    count = RANDOM.poisson(np.exp(X[:, 0] / 2))

    def value(name, model, pmml, rows=ROWS):
        write(folder, name, pmml, {"y": ("FP64", model.predict(rows))}, rows)

    def classes(name, model, pmml, rows=ROWS):
        outputs = {"y": ("BYTES", model.predict(rows))}
        for c, shares in zip(model.classes_, model.predict_proba(rows).T):
            outputs[f"probability({c})"] = ("FP64", shares)
        write(folder, name, pmml, outputs, rows)

    for name, model in (
        ("linear", LinearRegression()),
        ("linear_through_zero", LinearRegression(fit_intercept=False)),
        ("ridge", Ridge(3)),
        ("lasso", Lasso(0.1)),
    ):
        model.fit(X, SCORE)
        value(name, model, regression(model))
    poisson = PoissonRegressor().fit(X, count)
    value("poisson", poisson, regression(poisson, normalizationMethod="exp"))

    for name, model, label in (
        ("logistic", LogisticRegression(), two),
        ("logistic_weak", LogisticRegression(C=100), two),
        ("multinomial", LogisticRegression(), three),
    ):
        model.fit(X, label)
        classes(name, model, logistic(model))

    for name, depth, label in (("tree", 3, two), ("tree_deep", 7, three), ("stump", 1, two)):
        model = DecisionTreeClassifier(max_depth=depth, random_state=7).fit(X, label)
        extra = probabilities(model.classes_)
        tree = tree_model(model.tree_, model.classes_, "classification", extra)
        classes(name, model, document(tree, model.classes_))
    for name, depth in (("tree_of_numbers", 4), ("tree_of_numbers_deep", 8)):
        model = DecisionTreeRegressor(max_depth=depth, random_state=7).fit(X, SCORE)
        value(name, model, document(tree_model(model.tree_, None, "regression")))

    forest = RandomForestClassifier(7, max_depth=4, random_state=7).fit(X, three)
    trees = [tree.tree_ for tree in forest.estimators_]
    extra = probabilities(forest.classes_)
    classes("forest", forest, segments(trees, "classification", "average", forest.classes_, extra))
    for name, model in (
        ("forest_of_numbers", RandomForestRegressor(7, max_depth=4, random_state=7)),
        ("extra_trees", ExtraTreesRegressor(7, max_depth=4, random_state=7)),
    ):
        model.fit(X, SCORE)
        trees = [tree.tree_ for tree in model.estimators_]
        value(name, model, segments(trees, "regression", "average"))
    boosting = GradientBoostingRegressor(n_estimators=9, random_state=7).fit(X, SCORE)
    scale = tag(
        "Targets",
        tag(
            "Target",
            field="y",
            rescaleFactor=number(boosting.learning_rate),
            rescaleConstant=number(boosting.init_.constant_.ravel()[0]),
        ),
    )
    trees = [tree.tree_ for tree in boosting.estimators_.ravel()]
    value("boosting", boosting, segments(trees, "regression", "sum", targets=scale))

    means = KMeans(4, n_init=1, random_state=7).fit(X)
    chosen = {"cluster": ("BYTES", means.predict(ROWS))}
    write(folder, "clusters", clusters(means), chosen, ROWS)

    near = ROWS[:-1]
    for activation, word in (("tanh", "tanh"), ("relu", "rectifier"), ("logistic", "logistic")):
        net = MLPRegressor(hidden_layer_sizes=(5,), activation=activation, max_iter=60, random_state=7).fit(X, SCORE)
        value(f"network_{activation}", net, neural(net, word), near)
    net = MLPClassifier(hidden_layer_sizes=(6, 4), activation="tanh", max_iter=60, random_state=7).fit(X, three)
    classes("network_of_classes", net, neural(net, "tanh", net.classes_), near)

    naive = GaussianNB().fit(X, three)
    classes("bayes", naive, bayes(naive), near)
    write(folder, "no_rows", regression(LinearRegression().fit(X, SCORE)), {"y": ("FP64", [])}, ROWS[:0])


main(Path(sys.argv[1]))
