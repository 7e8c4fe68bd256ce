package dev.serval.steps.image;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.table.NumberReader;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.YamlValue;
import dev.serval.steps.pipeline.Frame;
import dev.serval.steps.pipeline.Step;
import dev.serval.steps.pipeline.StepKind;
import dev.serval.steps.pipeline.StepOptions;
import dev.serval.steps.pipeline.TensorTypes;
import dev.serval.steps.tensor.NumberWriter;
import dev.serval.steps.tensor.Numbers;
import java.util.List;

/// `normalize`: pixels as the numbers that a model was trained on, channel by channel: `(x * scale
/// - mean) / std`, computed in double precision. With `layout: NCHW` the channels come before
///   height and width in the result.
public final class Normalize {
    public static final StepKind KIND =
            new StepKind(
                    "normalize",
                    List.of("scale", "mean", "std", "layout", "type"),
                    Normalize::bind);

    private Normalize() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(
                input,
                types,
                spec -> Numbers.are(spec) && spec.shape().rank() == 4,
                "pixels as numbers of shape [rows,height,width,channels]");
        double scale = options.find("scale").isPresent() ? options.require("scale").real() : 1;
        double[] mean = perChannel(options, "mean", input, 0);
        double[] std = perChannel(options, "std", input, 1);
        for (double each : std) {
            if (!(each > 0)) {
                throw options.require("std").mistyped("numbers above 0");
            }
        }
        boolean channelsFirst =
                options.find("layout").isPresent() && isChannelsFirst(options.require("layout"));
        DataType type = options.floating(input);
        String output = options.output(input);
        options.makes(types, output, type, laidOut(input.shape(), channelsFirst));
        Pixels pixels = new Pixels(type, channelsFirst);
        return frame ->
                pixels.apply(
                        frame,
                        input.name(),
                        output,
                        (value, channel) ->
                                (value * scale - Numbers.at(mean, channel))
                                        / Numbers.at(std, channel));
    }

    private static double[] perChannel(
            StepOptions options, String option, TensorSpec input, double byDefault)
            throws ConfigurationException {
        return options.find(option).isPresent()
                ? Numbers.perColumn(options.require(option), input)
                : new double[] {byDefault};
    }

    private static boolean isChannelsFirst(YamlValue layout) throws ConfigurationException {
        return switch (layout.text()) {
            case "NCHW" -> true;
            case "NHWC" -> false;
            default -> throw layout.mistyped("NHWC or NCHW");
        };
    }

    private static Shape laidOut(Shape shape, boolean channelsFirst) {
        return channelsFirst
                ? Shape.of(
                        shape.dimension(0),
                        shape.dimension(3),
                        shape.dimension(1),
                        shape.dimension(2))
                : shape;
    }

    /// What becomes of a sample of a channel.
    @FunctionalInterface
    private interface Sample {
        double of(double value, long channel);
    }

    private record Pixels(DataType type, boolean channelsFirst) {
        void apply(Frame frame, String input, String output, Sample sample) {
            Tensor pixels = frame.require(input);
            Tensor normal = frame.make(output, type, laidOut(pixels.shape(), channelsFirst));
            NumberReader from = NumberReader.of(pixels.dataType());
            NumberWriter to = new NumberWriter(normal);
            long channels = pixels.shape().dimension(3);
            long area = pixels.shape().dimension(1) * pixels.shape().dimension(2);
            for (long i = 0; i < pixels.elementCount(); i++) {
                long channel = i % channels;
                long pixel = i / channels;
                long place =
                        channelsFirst
                                ? (pixel / area * channels + channel) * area + pixel % area
                                : i;
                to.set(place, sample.of(from.toDouble(pixels.data(), i), channel));
            }
            frame.put(normal);
        }
    }
}
