package dev.serval.explainer.shapley;

import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import java.util.List;

/// On what scale features add up: the model's own, or log-odds for a model that answers
/// probabilities.
enum Link {
    IDENTITY {
        @Override
        double apply(double output) {
            return output;
        }
    },
    LOGIT {
        @Override
        double apply(double output) {
            double inside = Math.clamp(output, SMALLEST, 1 - SMALLEST);
            return Math.log(inside / (1 - inside));
        }
    };

    static final ParameterSpec PARAMETER =
            new ParameterSpec.Choice(
                    "link",
                    List.of("identity", "logit"),
                    "Whether features add up on the model's own scale or, for probabilities, in"
                            + " log-odds.");

    private static final double SMALLEST = 1e-12;

    abstract double apply(double output);

    static Link of(Settings settings) {
        return settings.text("link").equals("logit") ? LOGIT : IDENTITY;
    }
}
