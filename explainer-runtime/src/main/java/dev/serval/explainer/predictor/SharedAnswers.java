package dev.serval.explainer.predictor;

import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A model for the explanations of several instances: what it answers for the instances is asked
/// for once, of all of them together, and so is what it answers for the background. Used by one
/// thread.
public final class SharedAnswers implements PredictionFunction {
    private final PredictionFunction function;
    private final Rows instances;
    private final @Nullable Rows background;
    private @Nullable Rows ofInstances;
    private @Nullable Rows ofBackground;

    /// @param background what methods ask for as this very object; `null` if there is none
    public SharedAnswers(PredictionFunction function, Rows instances, @Nullable Rows background) {
        this.function = function;
        this.instances = instances;
        this.background = background;
    }

    @Override
    public Rows predict(Rows features) {
        if (features == background) {
            return ofBackground(features);
        }
        int instance = features.count() == 1 ? find(features.row(0)) : -1;
        return instance < 0
                ? function.predict(features)
                : ofInstances().slice(instance, instance + 1);
    }

    private Rows ofBackground(Rows rows) {
        Rows known = ofBackground;
        if (known == null) {
            known = function.predict(rows);
            ofBackground = known;
        }
        return known;
    }

    private Rows ofInstances() {
        Rows known = ofInstances;
        if (known == null) {
            known = function.predict(instances);
            ofInstances = known;
        }
        return known;
    }

    /// The number of the instance with those values; -1 if there is none.
    private int find(double[] row) {
        for (int instance = 0; instance < instances.count(); instance++) {
            if (Arrays.equals(instances.row(instance), row)) {
                return instance;
            }
        }
        return -1;
    }
}
