package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Transformers one after the other, and what is asked last.
///
/// @param first all but the last
record Pipeline(List<Estimator> first, Estimator last) implements Estimator {
    Pipeline {
        first = List.copyOf(first);
        List<Estimator> all = new ArrayList<>(first);
        all.add(last);
        for (int i = 0; i < first.size(); i++) {
            int width = first.get(i).columns(Method.TRANSFORM);
            if (width != all.get(i + 1).features()) {
                throw new PickleException(
                        "Pipeline: step %d makes %d features, the next expects %d"
                                .formatted(i, width, all.get(i + 1).features()));
            }
        }
    }

    static Estimator of(Attributes attributes, EstimatorReader nested) {
        List<Estimator> steps = new ArrayList<>();
        for (NamedEstimator step : NamedEstimator.list(attributes, "steps")) {
            if (!step.isPassedThrough()) {
                steps.add(nested.read(step.value()));
            }
        }
        if (steps.isEmpty()) {
            throw attributes.unread("no steps");
        }
        Estimator last = steps.removeLast();
        for (Estimator step : steps) {
            if (!step.methods().contains(Method.TRANSFORM)) {
                throw attributes.unread("a step before the last that transforms nothing");
            }
        }
        return steps.isEmpty() ? last : new Pipeline(steps, last);
    }

    @Override
    public int features() {
        return first.getFirst().features();
    }

    @Override
    public Set<Integer> texts() {
        return first.stream()
                .filter(step -> !(step instanceof Unchanged))
                .findFirst()
                .orElse(last)
                .texts();
    }

    @Override
    public Set<Integer> unused() {
        return first.getFirst().unused();
    }

    @Override
    public Set<Method> methods() {
        return last.methods();
    }

    @Override
    public int columns(Method method) {
        return last.columns(method);
    }

    @Override
    public Matrix evaluate(Method method, Matrix rows) {
        Matrix passed = rows;
        for (Estimator step : first) {
            passed = step.evaluate(Method.TRANSFORM, passed);
        }
        return last.evaluate(method, passed);
    }

    @Override
    public Optional<Labels> labels() {
        return last.labels();
    }
}
