package dev.serval.explainer.catalog;

import dev.serval.explainer.attack.SquareAttack;
import dev.serval.explainer.counterfactual.CounterfactualSearch;
import dev.serval.explainer.effects.AccumulatedEffects;
import dev.serval.explainer.effects.PartialDependence;
import dev.serval.explainer.effects.PermutationImportance;
import dev.serval.explainer.gradient.IntegratedGradients;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.NearestName;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.occlusion.Occlusion;
import dev.serval.explainer.occlusion.Rise;
import dev.serval.explainer.rules.AnchorImage;
import dev.serval.explainer.rules.AnchorTabular;
import dev.serval.explainer.rules.AnchorText;
import dev.serval.explainer.shapley.ExactShapley;
import dev.serval.explainer.shapley.KernelShap;
import dev.serval.explainer.shapley.LinearShap;
import dev.serval.explainer.shapley.PermutationShapley;
import dev.serval.explainer.shapley.SamplingShapley;
import dev.serval.explainer.surrogate.LimeImage;
import dev.serval.explainer.surrogate.LimeTabular;
import dev.serval.explainer.surrogate.LimeText;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeShap;
import dev.serval.inference.failure.InvalidInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// All methods by name.
public final class Methods {
    private final Map<String, ExplanationMethod> byName = new LinkedHashMap<>();

    /// @param trees the model's trees, for the method that reads them; may refuse, with the reason
    public Methods(Supplier<TreeEnsemble> trees) {
        List.of(
                        new KernelShap(),
                        new ExactShapley(),
                        new PermutationShapley(),
                        new SamplingShapley(),
                        new LinearShap(),
                        new TreeShap(trees),
                        new LimeTabular(),
                        new LimeText(),
                        new LimeImage(),
                        new AnchorTabular(),
                        new AnchorText(),
                        new AnchorImage(),
                        new CounterfactualSearch(),
                        new Occlusion(),
                        new Rise(),
                        new IntegratedGradients(),
                        new PartialDependence(),
                        new AccumulatedEffects(),
                        new PermutationImportance(),
                        new SquareAttack())
                .forEach(method -> byName.put(method.name(), method));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /// The method of that name for that kind of instance. `lime` and `anchor` of a text are
    /// `lime_text` and `anchor_text`.
    ///
    /// @throws InvalidInput if there is none, or it explains another kind
    public ExplanationMethod require(String name, Subject subject) {
        ExplanationMethod method = require(name);
        if (method.subjects().contains(subject)) {
            return method;
        }
        ExplanationMethod sibling =
                byName.get(method.name() + "_" + subject.name().toLowerCase(Locale.ROOT));
        if (sibling != null) {
            return sibling;
        }
        throw new InvalidInput(
                "method '%s' explains %s and the request has %s, expected one of %s"
                        .formatted(
                                method.name(),
                                nouns(method.subjects().iterator().next()),
                                nouns(subject),
                                byName.values().stream()
                                        .filter(each -> each.subjects().contains(subject))
                                        .map(ExplanationMethod::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static String nouns(Subject subject) {
        return switch (subject) {
            case NUMBERS -> "rows of numbers";
            case TEXT -> "texts";
        };
    }

    /// The method of that name; dashes count as underscores.
    ///
    /// @throws InvalidInput if there is none, with the name that was probably meant
    public ExplanationMethod require(String name) {
        ExplanationMethod method = byName.get(name.replace('-', '_'));
        if (method == null) {
            throw new InvalidInput(
                    "there is no method '%s'%s, expected one of %s"
                            .formatted(
                                    name,
                                    NearestName.hint(name, byName.keySet()),
                                    String.join(", ", byName.keySet())));
        }
        return method;
    }
}
