package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The mean of classifiers whose scores were made probabilities.
record CalibratedClassifier(Labels classes, List<Part> parts) implements Classifier {
    CalibratedClassifier {
        parts = List.copyOf(parts);
    }

    /// A classifier with a curve for each of its scores.
    ///
    /// @param places of its classes among all
    record Part(Estimator estimator, List<CalibrationCurve> curves, List<Integer> places) {
        Part {
            curves = List.copyOf(curves);
            places = List.copyOf(places);
        }
    }

    static CalibratedClassifier of(Attributes attributes, EstimatorReader nested) {
        Labels classes = attributes.labels("classes_");
        List<Part> parts = new ArrayList<>();
        for (Attributes part : attributes.objects("calibrated_classifiers_")) {
            parts.add(part(part, classes, nested));
        }
        if (parts.stream().mapToInt(part -> part.estimator().features()).distinct().count() != 1) {
            throw attributes.unread("no classifiers, or some of different features");
        }
        return new CalibratedClassifier(classes, parts);
    }

    private static Part part(Attributes part, Labels classes, EstimatorReader nested) {
        Value value = part.require(part.has("estimator") ? "estimator" : "base_estimator");
        Estimator estimator = nested.read(value);
        List<CalibrationCurve> curves =
                part.objects(part.has("calibrators") ? "calibrators" : "calibrators_").stream()
                        .map(CalibrationCurve::of)
                        .toList();
        Labels own = estimator.labels().orElseThrow(() -> part.unread("a regressor"));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < own.count(); i++) {
            places.add(classes.indexOf(own, i));
        }
        int expected = classes.count() == 2 ? 1 : own.count();
        if (curves.size() != expected || places.contains(-1)) {
            throw new PickleException(
                    "%s: %d curves for %d classes"
                            .formatted(part.className(), curves.size(), own.count()));
        }
        return new Part(estimator, curves, places);
    }

    @Override
    public int features() {
        return parts.getFirst().estimator().features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        return probabilities(rows);
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        Matrix sums = Matrix.zeros(rows.rows(), classes.count());
        for (Part part : parts) {
            sums.addAll(classes.count() == 2 ? ofTwo(part, rows) : ofMany(part, rows), 1);
        }
        return sums.map(sum -> sum / parts.size());
    }

    private static Matrix ofTwo(Part part, Matrix rows) {
        boolean decides = part.estimator().methods().contains(Method.DECISION_FUNCTION);
        Matrix scores = said(part, rows);
        Matrix second = scores.select(new int[] {decides ? 0 : 1});
        return Scores.ofTwo(second.map(part.curves().getFirst()::at));
    }

    private Matrix ofMany(Part part, Matrix rows) {
        Matrix scores = said(part, rows);
        Matrix shares = Matrix.zeros(rows.rows(), classes.count());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < part.places().size(); i++) {
                shares.set(row, part.places().get(i), part.curves().get(i).at(scores.at(row, i)));
            }
        }
        return Scores.shareOut(shares);
    }

    private static Matrix said(Part part, Matrix rows) {
        boolean decides = part.estimator().methods().contains(Method.DECISION_FUNCTION);
        Method method = decides ? Method.DECISION_FUNCTION : Method.PREDICT_PROBA;
        return part.estimator().evaluate(method, rows);
    }
}
