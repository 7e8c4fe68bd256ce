package dev.serval.explainer.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// What an explainer explains with, where its file or a call does not say otherwise.
@ConfigMapping(prefix = "serval.explainer")
public interface ExplainerConfig {
    /// A YAML file with what an explainer explains with; `explainer.yaml` in what `--storage_uri`
    /// or `--model_dir` names if it is left out.
    Optional<String> config();

    /// The method of calls that name none; `tree_shap` where there is a model file of trees, else
    /// `kernel_shap`.
    Optional<String> method();

    /// The method's parameters, as a JSON object.
    Optional<String> parameters();

    /// Rows that stand for what the model usually sees: a path or the URI of a store, of a `.csv`
    /// or `.json` file or of a folder with one.
    Optional<String> background();

    /// What a row's values are called.
    Optional<List<String>> features();

    /// What the model's outputs are called.
    Optional<List<String>> labels();

    /// The predictor's output that is explained; by default the one that looks like probabilities.
    Optional<String> output();

    /// The model's own file or folder, for methods that read it: a path or the URI of a store.
    Optional<String> modelFile();

    /// What the predictor calls the model, if not as this runtime does.
    Optional<String> predictorModel();

    /// The most rows that the predictor is asked for by one call.
    @WithDefault("200000")
    long budget();

    /// The most rows that one call may have explained.
    @WithDefault("64")
    int maxInstances();

    /// The most rows of one request to the predictor.
    @WithDefault("2048")
    int batchRows();

    /// How many requests of one call may be on their way to the predictor.
    @WithDefault("4")
    int concurrency();
}
