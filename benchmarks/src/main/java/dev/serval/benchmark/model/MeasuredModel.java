package dev.serval.benchmark.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A model with the input that it is measured with.
public enum MeasuredModel {
    /// Logistic regression over 4 numbers: nearly nothing to compute.
    IRIS("iris_lr", "input", 1, 4) {
        @Override
        byte[] onnx(Path root) throws IOException {
            return Files.readAllBytes(root.resolve("examples/iris/model/model.onnx"));
        }
    },
    /// A random forest over 4 numbers.
    FOREST("iris_rf", "input", 1, 4) {
        @Override
        byte[] onnx(Path root) throws IOException {
            return Files.readAllBytes(root.resolve("examples/repository/iris-forest/1/model.onnx"));
        }
    },
    /// A small convolutional net over an image of 28 x 28.
    DIGITS("digits_cnn", "input", 1, 1, 28, 28) {
        @Override
        byte[] onnx(Path root) throws IOException {
            return Files.readAllBytes(root.resolve("examples/digits-image/model/model.onnx"));
        }
    },
    /// MobileNetV2 over an image of 224 x 224.
    MOBILENET("mobilenet_v2", "input", 1, 3, 224, 224) {
        @Override
        byte[] onnx(Path root) {
            return MobileNet.build();
        }
    },
    /// The mean of each channel of such an image: a request of 600 KB with next to nothing to
    /// compute, which shows what moving it costs.
    CHANNEL_MEANS("channel_means", "input", 1, 3, 224, 224) {
        @Override
        byte[] onnx(Path root) {
            OnnxGraph graph = new OnnxGraph();
            graph.withInput("input", 1, 3, 224, 224).withOutput("output", 1, 3, 1, 1);
            graph.add("GlobalAveragePool", new String[] {"input"}, "output");
            return graph.toByteArray();
        }
    },
    /// A net of three dense layers, 18 MB of weights that every run reads from memory, however many
    /// rows it computes.
    DENSE("dense_net", "input", 1, 256) {
        @Override
        byte[] onnx(Path root) {
            return DenseNet.build();
        }
    };

    private final String modelName;
    private final String input;
    private final List<Long> shape;

    MeasuredModel(String modelName, String input, long... shape) {
        this.modelName = modelName;
        this.input = input;
        this.shape = java.util.Arrays.stream(shape).boxed().toList();
    }

    abstract byte[] onnx(Path root) throws IOException;

    public String modelName() {
        return modelName;
    }

    /// The name of its only input, FP32.
    public String input() {
        return input;
    }

    public List<Long> shape() {
        return shape;
    }

    /// Writes it as version 1 into a repository.
    ///
    /// @param root of the checkout
    /// @return the model's file
    public Path writeTo(Path repository, Path root) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(modelName).resolve("1"));
        return Files.write(folder.resolve("model.onnx"), onnx(root));
    }

    /// The input's elements, the same in every run: between 0 and 1, as a client's pixels are.
    public float[] elements() {
        long count = shape.stream().reduce(1L, Math::multiplyExact);
        Random random = new Random(count);
        float[] elements = new float[Math.toIntExact(count)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextFloat();
        }
        return elements;
    }

    /// The same elements as the wire has them raw.
    public ByteBuffer rawElements() {
        float[] elements = elements();
        ByteBuffer raw =
                ByteBuffer.allocate(elements.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(elements);
        return raw;
    }
}
