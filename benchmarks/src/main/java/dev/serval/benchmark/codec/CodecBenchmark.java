package dev.serval.benchmark.codec;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.v2grpc.GrpcInferReader;
import dev.serval.protocol.v2grpc.GrpcInferRequest;
import dev.serval.protocol.v2grpc.GrpcInferWriter;
import dev.serval.protocol.v2http.V2HttpReader;
import dev.serval.protocol.v2http.V2HttpWriter;
import dev.serval.protocol.wire.EncodedMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One FP32 tensor through the codecs of V2, in JSON and in gRPC messages.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final ModelName MODEL = new ModelName("model");
    private static final ModelVersion VERSION = ModelVersion.find("1").orElseThrow();

    /// How many elements the tensor has: iris, a digit, an image.
    @Param({"4", "784", "150528"})
    public int elements;

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(8 << 20);
    private final Arena arena = Arena.ofShared();
    private byte[] json = new byte[0];
    private MemorySegment message = MemorySegment.NULL;
    private InferResponse response = InferResponse.of();
    private InferRequest plain = InferRequest.of(List.of());

    /// Makes the request by way of the answer: what is written can be read.
    @Setup
    public void prepare() {
        Random random = new Random(elements);
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = random.nextFloat();
        }
        response = InferResponse.of(Tensor.ofFloats("x", Shape.of(1, elements), values, allocator));
        try (EncodedMessage answer =
                V2HttpWriter.write(MODEL, VERSION, plain, response, allocator).message()) {
            String text = new String(answer.toByteArray(), StandardCharsets.UTF_8);
            json = text.replace("\"outputs\"", "\"inputs\"").getBytes(StandardCharsets.UTF_8);
        }
        try (EncodedMessage answer = writeGrpc()) {
            // ModelInferResponse numbers its outputs and raw contents 5 and 6, a request 5 and 7.
            byte[] bytes = answer.toByteArray();
            bytes[bytes.length - elements * Float.BYTES - lengthBytes() - 1] = 7 << 3 | 2;
            message = arena.allocate(bytes.length + 64L, 64);
            long start = -bytes.length & 63;
            message = message.asSlice(start, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        }
    }

    private int lengthBytes() {
        return (38 - Integer.numberOfLeadingZeros(elements * Float.BYTES)) / 7;
    }

    @TearDown
    public void free() {
        response.close();
        arena.close();
    }

    @Benchmark
    public int readJson() {
        try (InferRequest request =
                V2HttpReader.read(json, json.length, MemorySegment.NULL, allocator)) {
            return request.inputs().size();
        }
    }

    @Benchmark
    public long writeJson() {
        try (EncodedMessage answer =
                V2HttpWriter.write(MODEL, VERSION, plain, response, allocator).message()) {
            return answer.byteSize();
        }
    }

    @Benchmark
    public int readGrpc() {
        try (GrpcInferRequest request = GrpcInferReader.read(message, allocator)) {
            return request.request().inputs().size();
        }
    }

    @Benchmark
    public long writeGrpcAnswer() {
        try (EncodedMessage answer = writeGrpc()) {
            return answer.byteSize();
        }
    }

    private EncodedMessage writeGrpc() {
        InferRequest request = new InferRequest("1", Parameters.none(), List.of(), List.of());
        return GrpcInferWriter.write(
                MODEL,
                VERSION,
                new GrpcInferRequest("model", "", true, request),
                response,
                allocator);
    }
}
