package dev.serval.transformer.startup;

import dev.serval.transformer.image.ImageStep;
import dev.serval.transformer.image.Normalize;
import dev.serval.transformer.pipeline.StepKind;
import dev.serval.transformer.scoring.ArgMax;
import dev.serval.transformer.scoring.LabelMap;
import dev.serval.transformer.scoring.Softmax;
import dev.serval.transformer.scoring.Threshold;
import dev.serval.transformer.scoring.TopK;
import dev.serval.transformer.tabular.Columns;
import dev.serval.transformer.tabular.Concat;
import dev.serval.transformer.tabular.Impute;
import dev.serval.transformer.tabular.Lookup;
import dev.serval.transformer.tabular.OneHot;
import dev.serval.transformer.tabular.Scale;
import dev.serval.transformer.tensor.Cast;
import dev.serval.transformer.tensor.Pick;
import dev.serval.transformer.tensor.Rename;
import dev.serval.transformer.tensor.Reshape;
import dev.serval.transformer.tensor.Transpose;
import dev.serval.transformer.text.Tokenize;
import java.util.List;

/// All steps that a pipeline may have.
public final class ReadyMadeSteps {
    /// The steps, tables first.
    public static final List<StepKind> ALL =
            List.of(
                    new Scale(),
                    new Impute(),
                    new OneHot(),
                    new Lookup(),
                    new Columns(),
                    new Concat(),
                    new ImageStep(),
                    new Normalize(),
                    new Tokenize(),
                    new Cast(),
                    new Reshape(),
                    new Transpose(),
                    new Pick(),
                    new Rename(),
                    new Softmax(),
                    new ArgMax(),
                    new TopK(),
                    new Threshold(),
                    new LabelMap());

    private ReadyMadeSteps() {}
}
