package org.example.sentiment;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tells how kind a text is: the mean of what its words are known to be worth.
@Singleton
@Named("sentiment")
public class SentimentModel implements Model {
    private static final Map<String, Float> WORTH =
            Map.of("good", 1f, "great", 2f, "lovely", 2f, "bad", -1f, "awful", -2f, "not", -0.5f);
    private static final Shape ROWS = Shape.of(Shape.DYNAMIC);
    private static final ModelSignature SIGNATURE =
            new ModelSignature(
                    "lexicon",
                    List.of(new TensorSpec("text", DataType.BYTES, ROWS)),
                    List.of(
                            new TensorSpec("score", DataType.FP32, ROWS),
                            new TensorSpec("label", DataType.BYTES, ROWS)));

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public InferResponse infer(InferRequest request, CallContext call) {
        List<String> texts = request.findInput("text").orElseThrow().toStrings();
        float[] scores = new float[texts.size()];
        for (int row = 0; row < scores.length; row++) {
            call.requireWanted();
            scores[row] = score(words(texts.get(row)));
        }
        Shape rows = Shape.of(scores.length);
        return InferResponse.of(
                Tensor.ofFloats("score", rows, scores, call.allocator()),
                Tensor.ofStrings("label", rows, labels(scores), call.allocator()));
    }

    /// Before the model: a text becomes words.
    private static List<String> words(String text) {
        return Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+"));
    }

    /// The model itself.
    private static float score(List<String> words) {
        float sum = 0;
        for (String word : words) {
            sum += WORTH.getOrDefault(word, 0f);
        }
        return sum / words.size();
    }

    /// After the model: a score becomes a word.
    private static List<String> labels(float[] scores) {
        String[] labels = new String[scores.length];
        for (int row = 0; row < scores.length; row++) {
            labels[row] = scores[row] > 0 ? "kind" : scores[row] < 0 ? "unkind" : "neutral";
        }
        return List.of(labels);
    }
}
