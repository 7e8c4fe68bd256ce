package dev.serval.explainer.answer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.explainer.method.Explanation;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;

/// Writes an attack as KServe's `art` explainer answers it: one object, whose members have that
/// explainer's names.
public final class ArtJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArtJson() {}

    /// @throws InvalidInput if there is not exactly one attack
    public static String write(List<Explained> explanations) {
        if (explanations.size() != 1
                || !(explanations.getFirst().explanation()
                        instanceof Explanation.Adversarial adversarial)) {
            throw new InvalidInput(
                    "parameter 'answer' is 'art' with %d explanations by method '%s', expected one"
                                    .formatted(
                                            explanations.size(), explanations.getFirst().method())
                            + " by method 'square_attack'");
        }
        ObjectNode node = JSON.createObjectNode();
        ArrayNode example = node.putArray("adversarial_example").addArray();
        adversarial.row().forEach(example::add);
        node.put("L2 error", adversarial.norms().euclidean());
        node.put("adversarial_prediction", adversarial.classes().after());
        node.put("prediction", adversarial.classes().before());
        return node.toString();
    }
}
