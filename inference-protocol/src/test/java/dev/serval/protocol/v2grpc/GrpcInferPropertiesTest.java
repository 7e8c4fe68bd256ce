package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GrpcInferPropertiesTest {
    private static final ModelName MODEL = new ModelName("model");
    private static final ModelVersion VERSION = new ModelVersion(3);
    private static final List<DataType> ALL = List.of(DataType.values());
    private static final List<DataType> TYPED =
            Arrays.stream(DataType.values())
                    .filter(type -> ContentsField.of(type).isPresent())
                    .toList();

    private static final InferRequest EMPTY =
            new InferRequest(null, Parameters.none(), List.of(), List.of());
    private static final GrpcInferRequest RAW_REQUEST =
            new GrpcInferRequest("model", "", true, EMPTY);
    private static final GrpcInferRequest TYPED_REQUEST =
            new GrpcInferRequest("model", "", false, EMPTY);

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @Property(tries = 1_000)
    void readsTypedTensorsThatProtobufWrotePacked(@ForAll long seed) {
        Samples samples = Samples.of(new Random(seed), TYPED);
        requireRead(samples, samples.typedRequest(InferenceProto.PACKED), seed);
    }

    @Property(tries = 1_000)
    void readsTypedTensorsThatProtobufWroteOneByOne(@ForAll long seed) {
        Samples samples = Samples.of(new Random(seed), TYPED);
        requireRead(samples, samples.typedRequest(InferenceProto.UNPACKED), seed);
    }

    @Property(tries = 1_000)
    void readsRawTensorsThatProtobufWrote(@ForAll long seed) {
        Samples samples = Samples.of(new Random(seed), ALL);
        requireRead(samples, samples.rawRequest(InferenceProto.PACKED), seed);
    }

    private void requireRead(Samples samples, DynamicMessage.Builder request, long seed) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = request.build().toByteArray();
            MemorySegment message = Samples.atOffset(arena, bytes, (int) (seed & 7));
            try (GrpcInferRequest read = GrpcInferReader.read(message, allocator)) {
                assertThat(read.modelName()).isEqualTo("model");
                List<InferInput> inputs = read.request().inputs();
                assertThat(inputs).hasSameSizeAs(samples.tensors());
                for (int i = 0; i < inputs.size(); i++) {
                    requireEqual(inputs.get(i).tensor(), samples.tensors().get(i));
                }
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private static void requireEqual(Tensor tensor, Samples.Sample sample) {
        assertThat(tensor.name()).isEqualTo(sample.name());
        assertThat(tensor.dataType()).isEqualTo(sample.type());
        assertThat(tensor.shape()).isEqualTo(Shape.of(sample.shape()));
        assertThat(Samples.rawOf(tensor)).isEqualTo(sample.raw());
    }

    @Property(tries = 1_000)
    void protobufReadsTheTypedAnswersWeWrite(@ForAll long seed) {
        Samples samples = Samples.of(new Random(seed), TYPED);
        DynamicMessage answer = written(samples, TYPED_REQUEST);
        assertThat((List<?>) InferenceProto.get(answer, "raw_output_contents")).isEmpty();
        List<DynamicMessage> outputs = outputs(answer);
        for (int i = 0; i < outputs.size(); i++) {
            Samples.Sample sample = samples.tensors().get(i);
            requireDescribed(outputs.get(i), sample);
            DynamicMessage contents =
                    (DynamicMessage) InferenceProto.get(outputs.get(i), "contents");
            String field = ContentsField.of(sample.type()).orElseThrow().toString();
            assertThat(InferenceProto.get(contents, field)).isEqualTo(sample.values());
            assertThat(contents.getUnknownFields().asMap()).isEmpty();
        }
    }

    @Property(tries = 1_000)
    void protobufReadsTheRawAnswersWeWrite(@ForAll long seed) {
        Samples samples = Samples.of(new Random(seed), ALL);
        DynamicMessage answer = written(samples, RAW_REQUEST);
        List<DynamicMessage> outputs = outputs(answer);
        List<?> raw = (List<?>) InferenceProto.get(answer, "raw_output_contents");
        assertThat(raw).hasSameSizeAs(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            Samples.Sample sample = samples.tensors().get(i);
            requireDescribed(outputs.get(i), sample);
            assertThat(InferenceProto.has(outputs.get(i), "contents")).isFalse();
            assertThat(raw.get(i)).isEqualTo(ByteString.copyFrom(sample.raw()));
        }
    }

    private static void requireDescribed(DynamicMessage output, Samples.Sample sample) {
        assertThat(InferenceProto.get(output, "name")).isEqualTo(sample.name());
        assertThat(InferenceProto.get(output, "datatype")).isEqualTo(sample.type().name());
        assertThat(InferenceProto.get(output, "shape"))
                .isEqualTo(Arrays.stream(sample.shape()).boxed().toList());
    }

    private DynamicMessage written(Samples samples, GrpcInferRequest request) {
        Tensor[] outputs =
                samples.tensors().stream()
                        .map(sample -> sample.toTensor(allocator))
                        .toArray(Tensor[]::new);
        byte[] bytes;
        try (InferResponse response = InferResponse.of(outputs);
                EncodedMessage message =
                        GrpcInferWriter.write(MODEL, VERSION, request, response, allocator)) {
            bytes = message.toByteArray();
            assertThat(message.byteSize()).isEqualTo(bytes.length);
        }
        assertThat(allocator.bytesOnLoan()).isZero();
        DynamicMessage answer = InferenceProto.PACKED.response(bytes);
        assertThat(InferenceProto.get(answer, "model_name")).isEqualTo("model");
        assertThat(InferenceProto.get(answer, "model_version")).isEqualTo("3");
        assertThat(answer.getUnknownFields().asMap()).isEmpty();
        assertThat(outputs(answer)).hasSameSizeAs(samples.tensors());
        return answer;
    }

    private static List<DynamicMessage> outputs(DynamicMessage answer) {
        return ((List<?>) InferenceProto.get(answer, "outputs"))
                .stream().map(DynamicMessage.class::cast).toList();
    }

    @Property(tries = 10_000)
    void aMutatedMessageIsReadOrRefusedAndNothingLeaks(@ForAll long seed) {
        Random random = new Random(seed);
        Samples samples = Samples.of(random, ALL);
        boolean raw = samples.tensors().stream().anyMatch(s -> !TYPED.contains(s.type()));
        DynamicMessage.Builder request =
                raw || random.nextBoolean()
                        ? samples.rawRequest(InferenceProto.PACKED)
                        : samples.typedRequest(InferenceProto.PACKED);
        InferenceProto.putParameter(request, "priority", "int64_param", 7L);
        byte[] mutated = mutate(request.build().toByteArray(), random);
        try (Arena arena = Arena.ofConfined();
                GrpcInferRequest read =
                        GrpcInferReader.read(Samples.atOffset(arena, mutated, 0), allocator)) {
            read.request()
                    .inputs()
                    .forEach(input -> assertThat(input.tensor().elementCount()).isNotNegative());
        } catch (InferenceException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private static byte[] mutate(byte[] message, Random random) {
        byte[] mutated = message.clone();
        IntStream.rangeClosed(0, random.nextInt(4))
                .forEach(i -> mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 1 -> Arrays.copyOf(mutated, mutated.length + random.nextInt(20));
            case 2 -> withoutAPiece(mutated, random);
            default -> mutated;
        };
    }

    private static byte[] withoutAPiece(byte[] message, Random random) {
        int from = random.nextInt(message.length);
        int to = from + random.nextInt(message.length - from);
        byte[] shorter = new byte[message.length - (to - from)];
        System.arraycopy(message, 0, shorter, 0, from);
        System.arraycopy(message, to, shorter, from, message.length - to);
        return shorter;
    }
}
