package dev.serval.explainer.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.predictor.Instances;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.server.explainer.Explainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a call says about its explanation, apart from the method's own parameters.
final class ExplainParameters {
    static final String METHOD = "method";
    static final String BACKGROUND = "background";
    static final String ANSWER = "answer";
    static final String SEEDS = "seeds";

    /// What every method takes.
    static final List<ParameterSpec> SHARED =
            List.of(
                    new ParameterSpec.Text(METHOD, "The method."),
                    new ParameterSpec.Whole(
                            "seed", 0, 0, Integer.MAX_VALUE, "Where random numbers begin."),
                    new ParameterSpec.Whole(
                            SEEDS,
                            1,
                            1,
                            100,
                            "By how many seeds the instance is explained, to tell how much they"
                                    + " agree; the first one's explanation is answered."),
                    new ParameterSpec.Whole(
                            "budget",
                            0,
                            0,
                            Integer.MAX_VALUE,
                            "The most predicted rows; 0 for what the explainer allows."),
                    new ParameterSpec.Whole(
                            "timeout_ms",
                            0,
                            0,
                            Integer.MAX_VALUE,
                            "When sampling ends; 0 for nine tenths of the call's time."),
                    new ParameterSpec.Text(
                            BACKGROUND, "Background rows, instead of the explainer's."),
                    new ParameterSpec.Whole(
                            "background_rows",
                            0,
                            0,
                            1 << 20,
                            "The most background rows; 0 for what suits the method."),
                    new ParameterSpec.Text("output", "The predictor's output that is explained."),
                    new ParameterSpec.Whole(
                            "target",
                            -1,
                            -1,
                            1 << 20,
                            "The only index of the output that is answered; -1 for all."),
                    new ParameterSpec.Choice(
                            Explainer.FORMAT,
                            List.of("json", "svg"),
                            "Whether numbers or a picture are answered."),
                    new ParameterSpec.Text("plot", "The kind of picture."),
                    new ParameterSpec.Choice(
                            ANSWER,
                            List.of("serval", "art"),
                            "Whether an attack is answered as every explanation is, or as KServe's"
                                    + " explainer does."),
                    new ParameterSpec.Choice(
                            "text_unit",
                            List.of("word", "place"),
                            "Of texts: whether all places of a word are left out together, or each"
                                    + " by itself."),
                    new ParameterSpec.Text(
                            "text_mask",
                            "Of texts: what stands where a word was left out, if anything."));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Settings shared;
    private final Map<String, Object> ofMethod;

    private ExplainParameters(Settings shared, Map<String, Object> ofMethod) {
        this.shared = shared;
        this.ofMethod = ofMethod;
    }

    /// @throws InvalidInput if a shared parameter has a value that it does not take
    static ExplainParameters read(Parameters parameters) {
        List<String> names = SHARED.stream().map(ParameterSpec::name).toList();
        Map<String, Object> shared = new LinkedHashMap<>();
        Map<String, Object> ofMethod = new LinkedHashMap<>();
        parameters
                .byName()
                .forEach((name, value) -> {
                    if (names.contains(name)) {
                        shared.put(name, value.text());
                    } else {
                        ofMethod.put(name, value(value));
                    }
                });
        return new ExplainParameters(Settings.read("explain", SHARED, shared), ofMethod);
    }

    /// A text that is a JSON list or object is one.
    private static Object value(Parameter parameter) {
        String text = parameter.text().strip();
        if (text.startsWith("[") || text.startsWith("{")) {
            try {
                return JSON.readValue(text, Object.class);
            } catch (JsonProcessingException notJson) {
                return text;
            }
        }
        return text;
    }

    /// How texts are taken apart.
    Instances.Words words() {
        return new Instances.Words(
                shared.text("text_unit").equals("place")
                        ? MaskedText.Unit.PLACE
                        : MaskedText.Unit.WORD,
                shared.text("text_mask"));
    }

    Settings shared() {
        return shared;
    }

    /// The method's own parameters.
    Map<String, Object> ofMethod() {
        return ofMethod;
    }

    /// The names that every method takes, for a refusal.
    static String names() {
        return SHARED.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }
}
