package dev.serval.explainer.rules;

import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Decision;
import java.util.List;

/// What a rule must be like, and how it is looked for.
///
/// @param precision that the rule must have, with probability `1 - delta`
/// @param tolerance within which rules are taken for equally good
/// @param beam how many rules are followed at each length
record AnchorAim(double precision, double delta, double tolerance, int beam, int longest) {
    static final List<ParameterSpec> PARAMETERS =
            List.of(
                    new ParameterSpec.Real(
                            "precision", 0.95, 0.5, 1, "The precision that the rule must have."),
                    new ParameterSpec.Real(
                            "delta", 0.05, 1e-6, 0.5, "How likely the rule may be less precise."),
                    new ParameterSpec.Real(
                            "tolerance",
                            0.1,
                            0.001,
                            1,
                            "Within which rules are taken for equally good."),
                    new ParameterSpec.Whole(
                            "beam", 4, 1, 100, "How many rules are followed at each length."),
                    new ParameterSpec.Whole(
                            "max_conditions",
                            8,
                            1,
                            64,
                            "The most conditions that the rule may have."),
                    new ParameterSpec.Real(
                            "threshold",
                            0.5,
                            -1e300,
                            1e300,
                            "Of a model with one output: from where on it is the second class."));

    static AnchorAim of(Settings settings, int parts) {
        return new AnchorAim(
                settings.real("precision"),
                settings.real("delta"),
                settings.real("tolerance"),
                settings.whole("beam"),
                Math.min(settings.whole("max_conditions"), parts));
    }

    static Decision decision(Settings settings) {
        return new Decision(settings.real("threshold"));
    }
}
