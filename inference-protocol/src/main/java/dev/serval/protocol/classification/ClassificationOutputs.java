package dev.serval.protocol.classification;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// Turns the outputs for which a request gives the parameter `classification: k` into their k best
/// classes, best first: BYTES elements `value:index`, or `value:index:label` where labels are
/// known.
///
/// The first dimension is the batch, and each of its rows is ranked by itself: the shape becomes
/// `[batch,k]`. An output of one dimension is ranked as a whole: `[k]`. Where there are fewer
/// classes than k, all are listed. Triton writes a value with six decimals; here it has as many
/// digits as it needs.
public final class ClassificationOutputs {
    private static final String PARAMETER = "classification";

    private ClassificationOutputs() {}

    /// Refuses what [#apply] would refuse of the request alone, so that nothing is computed in
    /// vain.
    ///
    /// @throws InvalidInput if a `classification` is no integer of 1 or more
    public static void requireValid(InferRequest request) {
        request.outputs().forEach(ClassificationOutputs::classCount);
    }

    /// The response with classes in place of the outputs for which they are asked, without labels.
    public static InferResponse apply(
            InferRequest request, InferResponse response, TensorAllocator allocator) {
        return apply(request, response, _ -> List.of(), allocator);
    }

    /// The response with classes in place of the outputs for which they are asked; the same
    /// response if that are none. The outputs that were replaced are closed. On failure the
    /// response is what it was.
    ///
    /// @param labels of an output by its name, by class index; as many as are known
    /// @throws InvalidInput if a `classification` is no integer of 1 or more, or its output does
    ///   not hold numbers
    public static InferResponse apply(
            InferRequest request,
            InferResponse response,
            Function<String, List<String>> labels,
            TensorAllocator allocator) {
        if (request.outputs().isEmpty()) {
            return response;
        }
        List<Tensor> outputs = new ArrayList<>(response.outputs());
        List<Tensor> made = new ArrayList<>();
        try {
            for (int i = 0; i < outputs.size(); i++) {
                Tensor output = outputs.get(i);
                OptionalLong count = classCount(request, output.name());
                if (count.isPresent()) {
                    List<String> known = labels.apply(output.name());
                    Tensor classes = classes(output, count.getAsLong(), known, allocator);
                    made.add(classes);
                    outputs.set(i, classes);
                }
            }
        } catch (RuntimeException refused) {
            made.forEach(Tensor::close);
            throw refused;
        }
        if (made.isEmpty()) {
            return response;
        }
        response.outputs().stream()
                .filter(output -> !outputs.contains(output))
                .forEach(Tensor::close);
        return new InferResponse(response.parameters(), outputs);
    }

    private static OptionalLong classCount(InferRequest request, String output) {
        for (RequestedOutput requested : request.outputs()) {
            if (requested.name().equals(output)) {
                return classCount(requested);
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong classCount(RequestedOutput requested) {
        OptionalLong count = findCount(requested);
        if (count.isPresent() && count.getAsLong() < 1) {
            throw new InvalidInput(
                    "output '%s': parameter '%s' is %d, expected 1 or more"
                            .formatted(requested.name(), PARAMETER, count.getAsLong()));
        }
        return count;
    }

    private static OptionalLong findCount(RequestedOutput requested) {
        try {
            return requested.parameters().findWhole(PARAMETER);
        } catch (InvalidInput refused) {
            throw new InvalidInput(
                    "output '%s': %s".formatted(requested.name(), refused.getMessage()));
        }
    }

    private static Tensor classes(
            Tensor output, long count, List<String> labels, TensorAllocator allocator) {
        Shape shape = output.shape();
        boolean batched = shape.rank() > 1;
        long batch = batched ? shape.dimension(0) : 1;
        long[] dimensions = shape.toArray();
        Shape rowShape =
                Shape.of(Arrays.copyOfRange(dimensions, batched ? 1 : 0, dimensions.length));
        int perRow = Math.toIntExact(rowShape.elementCount());
        int listed = (int) Math.min(count, perRow);
        ClassScores scores = new ClassScores(output, labels);
        List<String> texts = new ArrayList<>();
        for (long row = 0; row < batch; row++) {
            texts.addAll(scores.best(row * perRow, perRow, listed));
        }
        Shape listedShape = batched ? Shape.of(batch, listed) : Shape.of(listed);
        return Tensor.ofStrings(output.name(), listedShape, texts, allocator);
    }
}
