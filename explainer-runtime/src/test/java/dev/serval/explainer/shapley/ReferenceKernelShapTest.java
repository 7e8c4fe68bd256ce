package dev.serval.explainer.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import org.junit.jupiter.api.Test;

/// Python's `shap.KernelExplainer` with all coalitions enumerated
/// (`src/test/models/make_references.py`, where the function is written down too).
class ReferenceKernelShapTest {
    private static double[] function(double[] x) {
        double first = Math.sin(x[0]) + x[1] * x[2] - 0.5 * x[3] * x[3] + (x[4] > 0 ? x[5] : 0.25);
        double second = 1 / (1 + Math.exp(-(x[0] - 2 * x[1] + x[2] * x[3] * x[4])));
        return new double[] {first, second};
    }

    @Test
    void valuesOfEnumeratedCoalitionsAreTheirs() {
        JsonNode theirs = Golden.read("reference/kernel_shap.json");
        assertThat(theirs.path("rows")).hasSize(3);

        for (int row = 0; row < 3; row++) {
            for (Attribution ours :
                    TestTask.of(
                                    ReferenceKernelShapTest::function,
                                    Golden.row(theirs.path("rows").path(row)))
                            .background(Golden.rows(theirs.path("background")))
                            .attributions(new KernelShap())
                            .outputs()) {
                JsonNode values = theirs.path("values").path(row).path(ours.output());
                assertThat(values).hasSameSizeAs(ours.values());
                assertThat(ours.baseValue())
                        .isCloseTo(
                                theirs.path("base").path(ours.output()).asDouble(), within(1e-9));
                for (int feature = 0; feature < ours.values().size(); feature++) {
                    assertThat(ours.values().get(feature))
                            .isCloseTo(values.path(feature).asDouble(), within(1e-7));
                }
            }
        }
    }
}
