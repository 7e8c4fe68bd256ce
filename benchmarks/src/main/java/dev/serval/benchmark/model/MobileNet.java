package dev.serval.benchmark.model;

/// MobileNetV2 at width 1 for images of 224 x 224 (Sandler et al., 2018, table 2), with batch
/// normalization folded into the convolutions as an exporter does: 3.5 million weights, 300 million
/// multiplications.
final class MobileNet {
    /// Expansion, channels, repetitions and stride of each group of bottlenecks.
    private static final int[][] GROUPS = {
        {1, 16, 1, 1},
        {6, 24, 2, 2},
        {6, 32, 3, 2},
        {6, 64, 4, 2},
        {6, 96, 3, 1},
        {6, 160, 3, 2},
        {6, 320, 1, 1},
    };

    private static final int FIRST_CHANNELS = 32;
    private static final int LAST_CHANNELS = 1280;
    private static final int CLASSES = 1000;

    private final OnnxGraph graph = new OnnxGraph();
    private final String zero = graph.scalar(0);
    private final String six = graph.scalar(6);

    private MobileNet() {}

    static byte[] build() {
        return new MobileNet().toOnnx();
    }

    /// A value in the graph with its number of channels.
    private record Features(String name, int channels) {}

    private byte[] toOnnx() {
        graph.withInput("input", OnnxGraph.ANY, 3, 224, 224)
                .withOutput("output", OnnxGraph.ANY, CLASSES);
        Features x = rectified(convolution(new Features("input", 3), FIRST_CHANNELS, 3, 2, 1));
        for (int[] group : GROUPS) {
            for (int i = 0; i < group[2]; i++) {
                x = bottleneck(x, group[0], group[1], i == 0 ? group[3] : 1);
            }
        }
        x = rectified(convolution(x, LAST_CHANNELS, 1, 1, 1));
        String pooled = graph.fresh();
        graph.add("GlobalAveragePool", new String[] {x.name()}, pooled);
        String flat = graph.fresh();
        graph.add("Flatten", new String[] {pooled}, flat, OnnxGraph.integer("axis", 1));
        String weights = graph.weights(LAST_CHANNELS, CLASSES, LAST_CHANNELS);
        String bias = graph.weights(LAST_CHANNELS, CLASSES);
        graph.add(
                "Gemm",
                new String[] {flat, weights, bias},
                "output",
                OnnxGraph.integer("transB", 1));
        return graph.toByteArray();
    }

    private Features bottleneck(Features x, int expansion, int channels, int stride) {
        int wide = x.channels() * expansion;
        Features inner = expansion == 1 ? x : rectified(convolution(x, wide, 1, 1, 1));
        inner = rectified(convolution(inner, wide, 3, stride, wide));
        inner = convolution(inner, channels, 1, 1, 1);
        if (stride != 1 || channels != x.channels()) {
            return inner;
        }
        String sum = graph.fresh();
        graph.add("Add", new String[] {x.name(), inner.name()}, sum);
        return new Features(sum, channels);
    }

    private Features convolution(Features x, int channels, int kernel, int stride, int groups) {
        int depth = x.channels() / groups;
        long fanIn = (long) depth * kernel * kernel;
        String weights = graph.weights(fanIn, channels, depth, kernel, kernel);
        String bias = graph.weights(fanIn, channels);
        String output = graph.fresh();
        int pad = kernel / 2;
        graph.add(
                "Conv",
                new String[] {x.name(), weights, bias},
                output,
                OnnxGraph.integers("kernel_shape", kernel, kernel),
                OnnxGraph.integers("strides", stride, stride),
                OnnxGraph.integers("pads", pad, pad, pad, pad),
                OnnxGraph.integer("group", groups));
        return new Features(output, channels);
    }

    private Features rectified(Features x) {
        String output = graph.fresh();
        graph.add("Clip", new String[] {x.name(), zero, six}, output);
        return new Features(output, x.channels());
    }
}
