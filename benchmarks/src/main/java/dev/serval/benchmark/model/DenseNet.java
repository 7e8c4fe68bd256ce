package dev.serval.benchmark.model;

/// A net of dense layers for rows of 256 numbers: 4.7 million weights, each used once for a row.
final class DenseNet {
    private static final int FEATURES = 256;
    private static final int WIDTH = 2048;
    private static final int CLASSES = 16;

    private final OnnxGraph graph = new OnnxGraph();

    private DenseNet() {}

    static byte[] build() {
        return new DenseNet().toOnnx();
    }

    private byte[] toOnnx() {
        graph.withInput("input", OnnxGraph.ANY, FEATURES)
                .withOutput("output", OnnxGraph.ANY, CLASSES);
        String hidden = rectified(layer("input", FEATURES, WIDTH, graph.fresh()));
        hidden = rectified(layer(hidden, WIDTH, WIDTH, graph.fresh()));
        layer(hidden, WIDTH, CLASSES, "output");
        return graph.toByteArray();
    }

    private String layer(String input, int from, int to, String output) {
        String weights = graph.weights(from, from, to);
        graph.add("Gemm", new String[] {input, weights, graph.weights(from, to)}, output);
        return output;
    }

    private String rectified(String input) {
        String output = graph.fresh();
        graph.add("Relu", new String[] {input}, output);
        return output;
    }
}
