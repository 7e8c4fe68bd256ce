package dev.serval.steps.image;

import dev.serval.inference.failure.InvalidInput;
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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// `image`: a JPEG or PNG file in each element as pixels of UINT8, `[rows, height, width,
/// channels]`. A picture is decoded, turned upright, brought into its channels, and given to the
/// `operations` in their order. One picture at a time is in memory beside the result.
public final class ImageStep {
    public static final StepKind KIND =
            new StepKind(
                    "image", List.of("colour", "operations", "maxPixels", "exif"), ImageStep::bind);

    private static final long MAX_PIXELS = 25_000_000;
    private static final long MOST_PIXELS = 1L << 28;

    private ImageStep() {}

    private static Step bind(StepOptions options, TensorTypes types) throws ConfigurationException {
        TensorSpec input = options.input(types);
        options.requireInput(input, types, ImageStep::hasFiles, "BYTES with a file in each row");
        Optional<YamlValue> written = options.find("maxPixels");
        long maxPixels = written.isPresent() ? written.get().whole(1, MOST_PIXELS) : MAX_PIXELS;
        Optional<YamlValue> exif = options.find("exif");
        boolean turned = exif.isEmpty() || exif.get().flag();
        Colour colour = Colour.RGB;
        if (options.find("colour").isPresent()) {
            YamlValue named = options.require("colour");
            colour =
                    Colour.find(named.text())
                            .orElseThrow(() -> named.mistyped("one of RGB, BGR, GRAY"));
        }
        Optional<YamlValue> list = options.find("operations");
        List<Operation> operations =
                list.isPresent() ? new Operations(maxPixels).read(list.get()) : List.of();
        Operation.Size size = Operation.Size.OPEN;
        for (Operation operation : operations) {
            size = operation.size(size);
        }
        String output = options.output(input);
        options.makes(
                types,
                output,
                DataType.UINT8,
                Shape.of(
                        input.shape().dimension(0),
                        size.height(),
                        size.width(),
                        colour.channels()));
        Pictures pictures =
                new Pictures(new ImageDecoder(maxPixels, turned), colour, operations, size);
        return frame -> pictures.apply(frame, input.name(), output);
    }

    private static boolean hasFiles(TensorSpec spec) {
        Shape shape = spec.shape();
        return spec.dataType() == DataType.BYTES
                && (shape.rank() == 1 || shape.rank() == 2 && shape.dimension(1) == 1);
    }

    /// What is made of each file.
    private record Pictures(
            ImageDecoder decoder, Colour colour, List<Operation> operations, Operation.Size size) {
        void apply(Frame frame, String input, String output) {
            Tensor files = frame.require(input);
            long rows = files.elementCount();
            Tensor pixels = null;
            for (long row = 0; row < rows; row++) {
                String thing = "tensor '%s': element %d".formatted(input, row);
                Picture picture = picture(files.element(row), thing);
                if (pixels == null) {
                    Shape shape =
                            Shape.of(rows, picture.height(), picture.width(), picture.channels());
                    pixels = frame.make(output, DataType.UINT8, shape);
                }
                put(picture, row, pixels, thing);
            }
            frame.put(pixels == null ? none(frame, output) : pixels);
        }

        private Tensor none(Frame frame, String output) {
            long height = Math.max(0, size.height());
            long width = Math.max(0, size.width());
            return frame.make(
                    output, DataType.UINT8, Shape.of(0, height, width, colour.channels()));
        }

        private Picture picture(MemorySegment file, String thing) {
            Picture picture = colour.of(decoder.decode(file.toArray(ValueLayout.JAVA_BYTE), thing));
            for (Operation operation : operations) {
                picture = operation.apply(picture, thing);
            }
            return picture;
        }

        private static void put(Picture picture, long row, Tensor pixels, String thing) {
            Shape shape = pixels.shape();
            if (shape.dimension(1) != picture.height() || shape.dimension(2) != picture.width()) {
                throw new InvalidInput(
                        "%s has %d x %d pixels, expected %d x %d like the first, or a resize to one size"
                                .formatted(
                                        thing,
                                        picture.width(),
                                        picture.height(),
                                        shape.dimension(2),
                                        shape.dimension(1)));
            }
            byte[] samples = picture.samples();
            MemorySegment.copy(
                    samples,
                    0,
                    pixels.data(),
                    ValueLayout.JAVA_BYTE,
                    row * samples.length,
                    samples.length);
        }
    }
}
