package dev.serval.steps.scoring;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `topk`: the classes with the greatest scores, best first, the lower class first of equal ones.
/// The scores take the place of what they came from; beside them stand the `classes`, or their
/// labels where there are any.
public final class TopK {
    public static final StepKind KIND =
            new StepKind(
                    "topk", List.of("k", "labels", "labelsFile", "unknown", "classes"), TopK::bind);

    private static final int MOST = 10_000;

    private TopK() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(
                input,
                types,
                spec -> Scores.areIn(spec) && spec.dataType() != DataType.BOOL,
                "numbers with a last dimension");
        int k = (int) options.require("k").whole(1, MOST);
        long found = input.shape().dimension(input.shape().rank() - 1);
        if (found != Shape.DYNAMIC && found < k) {
            throw options.require("k")
                    .refusal(
                            "%s: k is %d, expected at most %d of %s"
                                    .formatted(
                                            options.step(),
                                            k,
                                            found,
                                            types.describe(input.name())));
        }
        Labels labels = Labels.find(options).orElse(null);
        Optional<YamlValue> named = options.find("classes");
        String classes =
                named.isPresent() ? named.get().text() : labels == null ? "classes" : "labels";
        String output = options.output(input);
        Shape shape = Scores.withLast(input.shape(), k);
        options.makes(types, output, input.dataType(), shape);
        options.makes(types, classes, labels == null ? DataType.INT64 : DataType.BYTES, shape);
        Best best = new Best(k, labels);
        return frame -> best.apply(frame, input.name(), output, classes);
    }

    private record Best(int k, @Nullable Labels labels) {
        void apply(Frame frame, String input, String output, String classes) {
            Tensor tensor = frame.require(input);
            Scores scores = new Scores(tensor);
            scores.requireClasses(k);
            Shape shape = Scores.withLast(tensor.shape(), k);
            Tensor best = frame.make(output, tensor.dataType(), shape);
            NumberWriter to = new NumberWriter(best);
            List<Integer> order = new ArrayList<>();
            double[] row = new double[scores.classes()];
            for (long index = 0; index < scores.rows(); index++) {
                scores.read(index, row);
                for (int found : best(row)) {
                    to.set(order.size(), row[found]);
                    order.add(found);
                }
            }
            Tensor named = name(frame, classes, shape, order);
            frame.put(best);
            frame.put(named);
        }

        private List<Integer> best(double[] row) {
            return IntStream.range(0, row.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer found) -> -row[found]))
                    .limit(k)
                    .toList();
        }

        private Tensor name(Frame frame, String classes, Shape shape, List<Integer> order) {
            Labels known = labels;
            if (known == null) {
                long[] found = order.stream().mapToLong(Integer::longValue).toArray();
                return Tensor.ofLongs(classes, shape, found, frame.allocator());
            }
            List<String> texts =
                    order.stream().map(found -> known.require(classes, found.toString())).toList();
            return Tensor.ofStrings(classes, shape, texts, frame.allocator());
        }
    }
}
