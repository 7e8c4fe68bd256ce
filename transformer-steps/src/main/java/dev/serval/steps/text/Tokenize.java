package dev.serval.steps.text;

import dev.serval.inference.failure.TooLarge;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `tokenize`: a text in each row as `input_ids`, `attention_mask` and `token_type_ids`, each INT64
/// `[rows, length]`, in place of the text. Shorter rows are filled up to the longest one, or to
/// `maxLength`.
public final class Tokenize {
    public static final StepKind KIND =
            new StepKind("tokenize", List.of("file", "maxLength", "padding"), Tokenize::bind);

    private static final int MAX_LENGTH = 512;
    private static final int MOST = 1 << 17;
    private static final int LARGEST = 1 << 24;
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private Tokenize() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, Tokenize::hasTexts, "BYTES with a text in each row");
        YamlValue file = options.require("file");
        Tokenizer tokenizer = tokenizer(options, file);
        Optional<YamlValue> written = options.find("maxLength");
        int most =
                written.isPresent()
                        ? (int) written.get().whole(tokenizer.template().size() + 1, MOST)
                        : MAX_LENGTH;
        boolean full = options.find("padding").isPresent() && isFull(options.require("padding"));
        types.remove(input.name());
        Shape shape = Shape.of(input.shape().dimension(0), full ? most : Shape.DYNAMIC);
        for (String output : List.of(IDS, MASK, TYPES)) {
            options.makes(types, output, DataType.INT64, shape);
        }
        Texts texts = new Texts(tokenizer, most, full);
        return frame -> texts.apply(frame, input.name());
    }

    private static boolean hasTexts(TensorSpec spec) {
        Shape shape = spec.shape();
        return spec.dataType() == DataType.BYTES
                && (shape.rank() == 1 || shape.rank() == 2 && shape.dimension(1) == 1);
    }

    private static Tokenizer tokenizer(StepOptions options, YamlValue file)
            throws ConfigurationException {
        try {
            return Tokenizer.read(options.folder().resolve(file.text()));
        } catch (TokenizerException wrong) {
            throw file.refusal(
                    "%s is '%s': %s".formatted(file.path(), file.text(), wrong.getMessage()));
        }
    }

    private static boolean isFull(YamlValue written) throws ConfigurationException {
        return switch (written.text()) {
            case "maxLength" -> true;
            case "longest" -> false;
            default -> throw written.mistyped("longest or maxLength");
        };
    }

    /// @param full whether every row has `most` tokens
    private record Texts(Tokenizer tokenizer, int most, boolean full) {
        private static void requireRoom(String input, int rows, int length) {
            if ((long) rows * length > LARGEST) {
                throw new TooLarge(
                        "tensor '%s': %d texts of up to %d tokens, expected at most %d tokens in all"
                                .formatted(input, rows, length, LARGEST));
            }
        }

        void apply(Frame frame, String input) {
            List<List<Integer>> rows = new ArrayList<>();
            int length = full ? most : 0;
            for (String text : frame.require(input).toStrings()) {
                List<Integer> ids = tokenizer.encode(text, most);
                rows.add(ids);
                length = Math.max(length, ids.size());
            }
            requireRoom(input, rows.size(), length);
            long[] ids = new long[rows.size() * length];
            long[] mask = new long[ids.length];
            for (int row = 0; row < rows.size(); row++) {
                List<Integer> own = rows.get(row);
                for (int i = 0; i < length; i++) {
                    boolean isToken = i < own.size();
                    ids[row * length + i] = isToken ? own.get(i) : tokenizer.padding();
                    mask[row * length + i] = isToken ? 1 : 0;
                }
            }
            Shape shape = Shape.of(rows.size(), length);
            frame.remove(input);
            frame.put(Tensor.ofLongs(IDS, shape, ids, frame.allocator()));
            frame.put(Tensor.ofLongs(MASK, shape, mask, frame.allocator()));
            frame.put(Tensor.ofLongs(TYPES, shape, new long[ids.length], frame.allocator()));
        }
    }
}
