package dev.serval.explainer.answer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.parts.MaskedText;
import java.util.List;
import java.util.stream.Collectors;

/// Writes explanations in JSON, as `docs/protocol/extension-explain.md` has it. A number that is
/// not known or has no end is `null`.
public final class ExplanationJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ExplanationJson() {}

    /// An array of explanations.
    public static String write(List<Explained> explanations) {
        ArrayNode all = JSON.createArrayNode();
        explanations.forEach(each -> all.add(node(each)));
        return all.toString();
    }

    private static ObjectNode node(Explained explained) {
        ObjectNode node = JSON.createObjectNode();
        node.put("method", explained.method());
        explained.features().names().forEach(node.putArray("features")::add);
        explained
                .findText()
                .ifPresentOrElse(
                        text -> put(node, text),
                        () -> putAll(node.putArray("instance"), explained.instance()));
        switch (explained.explanation()) {
            case Explanation.Attributions attributions -> {
                ArrayNode outputs = node.putArray("attributions");
                attributions.outputs().forEach(each -> put(outputs.addObject(), explained, each));
            }
            case Explanation.Anchor anchor -> put(node.putObject("anchor"), explained, anchor);
            case Explanation.Counterfactuals counterfactuals -> {
                ArrayNode found = node.putArray("counterfactuals");
                counterfactuals.found().forEach(each -> put(found.addObject(), explained, each));
            }
            case Explanation.Adversarial adversarial ->
                    put(node.putObject("adversarial"), adversarial);
            case Explanation.Curves curves -> {
                ArrayNode lines = node.putArray("curves");
                curves.curves().forEach(each -> put(lines.addObject(), explained, each));
            }
        }
        put(node.putObject("quality"), explained);
        return node;
    }

    /// The text, and for each word where it stands.
    private static void put(ObjectNode node, MaskedText text) {
        node.put("instance", text.text());
        ArrayNode words = node.putArray("places");
        for (MaskedText.Word word : text.words()) {
            ArrayNode places = words.addArray();
            word.places().forEach(span -> places.addArray().add(span.start()).add(span.end()));
        }
    }

    private static void put(ObjectNode node, Explained explained, Attribution attribution) {
        putOutput(node, explained, attribution.output());
        put(node, "base_value", attribution.baseValue());
        put(node, "prediction", attribution.prediction());
        putAll(node.putArray("values"), attribution.values());
        if (!attribution.standardErrors().isEmpty()) {
            putAll(node.putArray("standard_errors"), attribution.standardErrors());
        }
        if (!attribution.interactions().isEmpty()) {
            ArrayNode lines = node.putArray("interactions");
            attribution.interactions().forEach(line -> putAll(lines.addArray(), line));
        }
    }

    private static void put(ObjectNode node, Explained explained, Explanation.Anchor anchor) {
        putOutput(node, explained, anchor.output());
        node.put(
                "rule",
                anchor.conditions().stream()
                        .map(condition -> AnchorWords.of(condition, explained))
                        .collect(Collectors.joining(" and ")));
        ArrayNode conditions = node.putArray("conditions");
        for (Condition each : anchor.conditions()) {
            put(conditions.addObject(), explained, each);
        }
        put(node, "precision", anchor.precision());
        put(node, "precision_lower_bound", anchor.precisionLowerBound());
        put(node, "coverage", anchor.coverage());
    }

    private static void put(ObjectNode node, Explained explained, Condition condition) {
        switch (condition) {
            case Condition.Interval interval -> {
                node.put("feature", explained.features().name(interval.feature()));
                put(node, "over", interval.over());
                put(node, "up_to", interval.upTo());
            }
            case Condition.Word word -> node.put("feature", explained.features().name(word.word()));
            case Condition.Segment segment -> {
                node.put("segment", segment.segment());
                segment.cells().forEach(node.putArray("cells")::add);
            }
        }
    }

    private static void put(ObjectNode node, Explained explained, Counterfactual counterfactual) {
        putAll(node.putArray("row"), counterfactual.row());
        ObjectNode changes = node.putObject("changes");
        for (int i : counterfactual.changes()) {
            double before = explained.instance().get(i);
            double after = counterfactual.row().get(i);
            putAll(changes.putArray(explained.features().name(i)), List.of(before, after));
        }
        putAll(node.putArray("outputs"), counterfactual.outputs());
        put(node, "distance", counterfactual.distance());
        node.put("changed", counterfactual.changes().size());
    }

    private static void put(ObjectNode node, Explanation.Adversarial adversarial) {
        node.put("success", adversarial.classes().isSuccess());
        node.put("label", adversarial.classes().right());
        node.put("prediction", adversarial.classes().before());
        node.put("adversarial_prediction", adversarial.classes().after());
        put(node, "linf", adversarial.norms().greatest());
        put(node, "l2", adversarial.norms().euclidean());
        node.put("changed", adversarial.norms().changed());
        putAll(node.putArray("row"), adversarial.row());
        putAll(node.putArray("outputs"), adversarial.outputs());
    }

    private static void put(ObjectNode node, Explained explained, Curve curve) {
        node.put("feature", explained.features().name(curve.feature()));
        putOutput(node, explained, curve.output());
        putAll(node.putArray("grid"), curve.grid());
        putAll(node.putArray("values"), curve.values());
        putAll(node.putArray("standard_errors"), curve.standardErrors());
        if (!curve.lines().isEmpty()) {
            ArrayNode lines = node.putArray("lines");
            curve.lines().forEach(line -> putAll(lines.addArray(), line));
        }
    }

    private static void putOutput(ObjectNode node, Explained explained, int output) {
        node.put("output", output);
        if (output < explained.labels().size()) {
            node.put("label", explained.label(output));
        }
    }

    private static void put(ObjectNode node, Explained explained) {
        Findings findings = explained.explanation().findings();
        node.put("complete", findings.complete());
        findings.measures().forEach((name, value) -> put(node, name, value));
        if (!Double.isNaN(explained.effort().stability())) {
            node.put("stability", explained.effort().stability());
        }
        node.put("seed", explained.effort().seed());
        node.put("predicted_rows", explained.effort().rowsPredicted());
        node.put("predictor_calls", explained.effort().predictorCalls());
        put(node, "seconds", explained.effort().seconds());
        if (!findings.notes().isEmpty()) {
            findings.notes().forEach(node.putArray("notes")::add);
        }
    }

    private static void putAll(ArrayNode array, List<Double> values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
