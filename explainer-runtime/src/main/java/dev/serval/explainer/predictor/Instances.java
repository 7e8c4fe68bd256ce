package dev.serval.explainer.predictor;

import dev.serval.explainer.method.Subject;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a request asks to be explained: rows of numbers, or texts.
public sealed interface Instances {
    int count();

    Subject subject();

    /// How rows like an instance's are sent.
    RowLayout layout(int index);

    /// An instance as a row of numbers.
    double[] row(int index);

    /// The text that an instance's row stands for.
    default Optional<MaskedText> findText(int index) {
        return Optional.empty();
    }

    /// Rows of numbers.
    record Numbers(RowLayout layout, Rows rows) implements Instances {
        @Override
        public int count() {
            return rows.count();
        }

        @Override
        public Subject subject() {
            return Subject.NUMBERS;
        }

        @Override
        public RowLayout layout(int index) {
            return layout;
        }

        @Override
        public double[] row(int index) {
            return rows.row(index);
        }
    }

    /// Texts, each a row with a 1 for each of its words.
    ///
    /// @param rank of the tensor that they came in, 1 or 2
    record Texts(String name, int rank, List<MaskedText> texts) implements Instances {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public int count() {
            return texts.size();
        }

        @Override
        public Subject subject() {
            return Subject.TEXT;
        }

        @Override
        public RowLayout layout(int index) {
            return new RowLayout.Text(name, rank, texts.get(index));
        }

        @Override
        public double[] row(int index) {
            double[] row = new double[texts.get(index).words().size()];
            Arrays.fill(row, 1);
            return row;
        }

        @Override
        public Optional<MaskedText> findText(int index) {
            return Optional.of(texts.get(index));
        }
    }

    /// How texts are taken apart.
    ///
    /// @param mask what stands where a word was left out
    record Words(MaskedText.Unit unit, String mask) {}

    /// The instances of a request.
    ///
    /// @throws InvalidInput if it has none
    /// @throws Unsupported if it has inputs that are neither rows of numbers nor one text each
    static Instances of(InferRequest request, Words words) {
        List<InferInput> inputs = request.inputs();
        if (inputs.size() == 1 && inputs.getFirst().tensor().dataType() == DataType.BYTES) {
            return texts(inputs.getFirst().tensor(), words);
        }
        RowLayout layout = RowLayout.of(request);
        return new Numbers(layout, layout.rows(request));
    }

    private static Texts texts(Tensor tensor, Words words) {
        Shape shape = tensor.shape();
        if (shape.rank() == 0 || shape.rank() > 2 || shape.rank() == 2 && shape.dimension(1) != 1) {
            throw new Unsupported(
                    "input '%s' has shape %s; texts are explained one an instance, expected [-1] or"
                                    .formatted(tensor.name(), shape)
                            + " [-1,1]");
        }
        if (tensor.elementCount() == 0) {
            throw new InvalidInput("the request has no texts, expected at least one");
        }
        return new Texts(
                tensor.name(),
                shape.rank(),
                tensor.toStrings().stream()
                        .map(text -> MaskedText.of(text, words.unit(), words.mask()))
                        .toList());
    }
}
