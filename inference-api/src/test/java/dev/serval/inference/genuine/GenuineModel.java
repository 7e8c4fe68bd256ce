package dev.serval.inference.genuine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with a model's files and, in `expected.txt`, what goes in and what its library makes of
/// it: blocks whose names begin with `in:` and `out:`.
///
/// @param tolerance how far an answer may be off, relative to the expected number and to 1
public record GenuineModel(Path folder, double tolerance) {
    private static final String EXPECTED = "expected.txt";

    /// The models in a folder, by name.
    public static List<GenuineModel> in(Path folder, double tolerance) throws IOException {
        try (Stream<Path> models = Files.list(folder)) {
            return models.filter(model -> Files.exists(model.resolve(EXPECTED)))
                    .sorted()
                    .map(model -> new GenuineModel(model, tolerance))
                    .toList();
        }
    }

    /// The model with the largest file.
    static GenuineModel largest(List<GenuineModel> models) {
        return models.stream()
                .max(Comparator.comparingLong(GenuineModel::largestFile))
                .orElseThrow();
    }

    private long largestFile() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Loads the model with that engine, sends it the inputs, holds the answer against what the
    /// library made, and sees that all memory came back.
    public void check(Engine engine) throws IOException, ModelLoadException {
        serve(engine, this::check);
    }

    /// Something that is done with a loaded model.
    @FunctionalInterface
    interface Use {
        void of(Model model, PooledTensorAllocator allocator) throws IOException;
    }

    /// Loads the model with that engine, uses it, closes it, and sees that all memory came back.
    void serve(Engine engine, Use use) throws IOException, ModelLoadException {
        PooledTensorAllocator allocator = new PooledTensorAllocator(0);
        ModelDirectory directory = new ModelDirectory(folder);
        assertThat(engine.serves(directory)).as("serves %s", this).isTrue();
        EngineSettings settings =
                new EngineSettings(1, Parameters.none(), specs("in:"), specs("out:"));
        try (Model model = engine.load(directory, settings, allocator)) {
            use.of(model, allocator);
        }
        assertThat(allocator.bytesOnLoan()).as("memory of %s", this).isZero();
    }

    /// What a configuration would declare, for formats that do not tell it.
    private List<TensorSpec> specs(String kind) throws IOException {
        return blocks(kind).stream()
                .map(block -> new TensorSpec(block.name(), block.type(), open(block.shape())))
                .toList();
    }

    private static Shape open(Shape shape) {
        return shape.rank() == 0 ? shape : shape.withFirst(Shape.DYNAMIC);
    }

    void check(Model model, PooledTensorAllocator allocator) throws IOException {
        List<Block> expected = blocks("out:");
        CallContext call = new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
        try (InferRequest request = request(allocator);
                InferResponse answer = model.infer(request, call)) {
            for (Block block : expected) {
                check(block, answer.findOutput(block.name()).orElseThrow(), model);
            }
        }
    }

    /// The inputs, asking for all outputs that the library gave.
    InferRequest request(PooledTensorAllocator allocator) throws IOException {
        List<InferInput> inputs = new ArrayList<>();
        for (Block block : blocks("in:")) {
            inputs.add(new InferInput(block.toTensor(allocator)));
        }
        List<RequestedOutput> outputs =
                blocks("out:").stream().map(block -> new RequestedOutput(block.name())).toList();
        return new InferRequest(null, Parameters.none(), inputs, outputs);
    }

    private void check(Block expected, Tensor found, Model model) {
        String name = "%s of %s".formatted(expected.name(), this);
        assertThat(found.dataType()).as(name).isEqualTo(expected.type());
        assertThat(found.shape()).as(name).isEqualTo(expected.shape());
        var spec = model.signature().findOutput(expected.name()).orElseThrow();
        assertThat(spec.dataType()).as("declared type of %s", name).isEqualTo(found.dataType());
        assertThat(spec.shape().accepts(found.shape())).as("declared shape of %s", name).isTrue();
        if (expected.type() == DataType.BYTES || expected.shape().elementCount() == 0) {
            assertThat(found.elementCount()).isEqualTo(expected.shape().elementCount());
            if (found.elementCount() > 0) {
                assertThat(found.toStrings()).as(name).isEqualTo(expected.values());
            }
            return;
        }
        double[] wanted = expected.doubles();
        double[] numbers = numbers(found);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(isClose(numbers[i], wanted[i], tolerance))
                    .as("%s[%d] is %s, expected %s", name, i, numbers[i], wanted[i])
                    .isTrue();
        }
    }

    static boolean isClose(double found, double wanted, double tolerance) {
        return Double.compare(found, wanted) == 0
                || Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    }

    static double[] numbers(Tensor tensor) {
        double[] numbers = new double[Math.toIntExact(tensor.elementCount())];
        MemorySegment data = tensor.data();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    switch (tensor.dataType()) {
                        case FP64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                        case FP32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                        case INT64 -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
                        case INT32 -> data.getAtIndex(ValueLayout.JAVA_INT, i);
                        case BOOL -> data.get(ValueLayout.JAVA_BYTE, i);
                        default -> throw new AssertionError("no block is of type " + tensor);
                    };
        }
        return numbers;
    }

    private List<Block> blocks(String kind) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(EXPECTED));
        List<Block> found = new ArrayList<>();
        for (int at = 0; at < lines.size(); ) {
            Block block = Block.read(lines, at);
            at += block.lineCount();
            if (block.name().startsWith(kind)) {
                String name = block.name().substring(kind.length());
                found.add(new Block(name, block.type(), block.shape(), block.values()));
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
