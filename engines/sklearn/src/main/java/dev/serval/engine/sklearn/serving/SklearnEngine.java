package dev.serval.engine.sklearn.serving;

import dev.serval.engine.sklearn.estimator.Estimator;
import dev.serval.engine.sklearn.estimator.EstimatorReader;
import dev.serval.engine.sklearn.estimator.Vocabulary;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Pickled;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Runs scikit-learn's estimators from their pickles and skops files, without Python and without
/// executing them.
public final class SklearnEngine implements Engine {
    private final Map<String, String> environment;

    public SklearnEngine() {
        this(System.getenv());
    }

    SklearnEngine(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "sklearn";
    }

    @Override
    public String recognises() {
        return "one scikit-learn model in a *.joblib, *.pkl, *.pickle or *.skops file";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return !ModelFile.candidates(directory).isEmpty();
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        ModelFile file = ModelFile.in(directory);
        AnswerSettings settingsOfAnswers = AnswerSettings.of(settings, environment);
        try {
            Pickled pickled = file.read();
            Vocabulary vocabulary = new Vocabulary();
            Estimator estimator = EstimatorReader.estimator(pickled.value(), vocabulary);
            List<String> names = names(estimator, EstimatorReader.featureNames(pickled.value()));
            Answers answers = Answers.of(estimator, settingsOfAnswers);
            return estimator.texts().isEmpty()
                    ? SklearnModel.of(file.platform(), answers, names, pickled.byteSize())
                    : SklearnTable.of(
                            file.platform(), answers, vocabulary, names, pickled.byteSize());
        } catch (PickleException reason) {
            throw new ModelLoadException(
                    "%s: %s".formatted(file.name(), reason.getMessage()), reason);
        }
    }

    /// The names that the features were trained with, or scikit-learn's own for none.
    private static List<String> names(Estimator estimator, List<String> given) {
        return given.size() == estimator.features()
                ? given
                : IntStream.range(0, estimator.features()).mapToObj(i -> "x" + i).toList();
    }
}
