package dev.serval.steps.readymade;

import dev.serval.steps.image.ImageStep;
import dev.serval.steps.image.Normalize;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.scoring.ArgMax;
import dev.serval.steps.scoring.LabelMap;
import dev.serval.steps.scoring.Softmax;
import dev.serval.steps.scoring.Threshold;
import dev.serval.steps.scoring.TopK;
import dev.serval.steps.tabular.Columns;
import dev.serval.steps.tabular.Concat;
import dev.serval.steps.tabular.Impute;
import dev.serval.steps.tabular.Lookup;
import dev.serval.steps.tabular.OneHot;
import dev.serval.steps.tabular.Scale;
import dev.serval.steps.tensor.Cast;
import dev.serval.steps.tensor.Pick;
import dev.serval.steps.tensor.Rename;
import dev.serval.steps.tensor.Reshape;
import dev.serval.steps.tensor.Transpose;
import dev.serval.steps.text.Tokenize;
import java.util.List;

/// All steps that a pipeline may have.
public final class ReadyMadeSteps {
    /// The steps, tables first.
    public static final List<StepKind> ALL =
            List.of(
                    Scale.KIND,
                    Impute.KIND,
                    OneHot.KIND,
                    Lookup.KIND,
                    Columns.KIND,
                    Concat.KIND,
                    ImageStep.KIND,
                    Normalize.KIND,
                    Tokenize.KIND,
                    Cast.KIND,
                    Reshape.KIND,
                    Transpose.KIND,
                    Pick.KIND,
                    Rename.KIND,
                    Softmax.KIND,
                    ArgMax.KIND,
                    TopK.KIND,
                    Threshold.KIND,
                    LabelMap.KIND);

    private ReadyMadeSteps() {}
}
