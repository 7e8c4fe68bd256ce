package dev.serval.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.DataType;
import dev.serval.server.grpc.proto.GRPCInferenceServiceGrpc;
import dev.serval.server.testing.TestChannel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class WireContractTest {
    @TestHTTPResource("/")
    URI server;

    private TestChannel channel;
    private Map<String, Wire> wires;

    @BeforeEach
    void connect() {
        channel = TestChannel.to(server);
        var stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        wires = new LinkedHashMap<>();
        wires.put("JSON over HTTP/1.1", new JsonWire(server, HttpClient.Version.HTTP_1_1));
        wires.put("JSON over h2c", new JsonWire(server, HttpClient.Version.HTTP_2));
        wires.put("binary over HTTP/1.1", new BinaryWire(server, HttpClient.Version.HTTP_1_1));
        wires.put("binary over h2c", new BinaryWire(server, HttpClient.Version.HTTP_2));
        wires.put("gRPC raw", new GrpcWire(stub, true));
        wires.put("gRPC typed", new GrpcWire(stub, false));
    }

    @AfterEach
    void disconnect() {
        channel.close();
    }

    static List<TestTensor> tensors() {
        return List.of(
                tensor(DataType.BOOL, true, false, true),
                tensor(DataType.UINT8, 0L, 127L, 255L),
                tensor(DataType.UINT16, 0L, 1L, 65535L),
                tensor(DataType.UINT32, 0L, 1L, 4294967295L),
                tensor(DataType.UINT64, 0L, Long.MAX_VALUE, -1L),
                tensor(DataType.INT8, -128L, 0L, 127L),
                tensor(DataType.INT16, -32768L, 0L, 32767L),
                tensor(DataType.INT32, (long) Integer.MIN_VALUE, 0L, (long) Integer.MAX_VALUE),
                tensor(DataType.INT64, Long.MIN_VALUE, 0L, Long.MAX_VALUE),
                tensor(DataType.FP16, 0L, 0x3C00L, 0xFC00L),
                tensor(DataType.BF16, 0L, 0x3F80L, 0xFF80L),
                tensor(
                        DataType.FP32,
                        (double) Float.MIN_VALUE,
                        (double) -Float.MAX_VALUE,
                        (double) 0.1f),
                tensor(
                        DataType.FP32,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY),
                tensor(DataType.FP64, Double.MIN_VALUE, -Double.MAX_VALUE, 0.1),
                tensor(DataType.FP64, Double.NaN, Double.POSITIVE_INFINITY, -0.0),
                tensor(DataType.BYTES, hex(""), hex("plain"), hex("a\u0000b \uD83D\uDC31 \"\\")),
                tensor(DataType.BYTES, "ff00fe", "c0af", "eda080"),
                new TestTensor("in_FP32", DataType.FP32, List.of(0L, 3L), List.of()),
                new TestTensor("in_BYTES", DataType.BYTES, List.of(2L, 0L), List.of()),
                new TestTensor(
                        "in_INT64",
                        DataType.INT64,
                        List.of(100L, 200L),
                        List.copyOf(IntStream.range(0, 20_000).mapToObj(i -> (long) i).toList())));
    }

    private static TestTensor tensor(DataType type, Object... values) {
        return new TestTensor(
                "in_" + type, type, List.of(1L, (long) values.length), List.of(values));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void everyWireCarriesTheSameTensorBothWays(TestTensor tensor) throws Exception {
        for (Map.Entry<String, Wire> wire : wires.entrySet()) {
            if (wire.getValue().carries(tensor)) {
                assertThat(wire.getValue().infer("types", List.of(tensor)))
                        .as(wire.getKey())
                        .containsExactly(
                                new TestTensor(
                                        "out_" + tensor.type(),
                                        tensor.type(),
                                        tensor.shape(),
                                        tensor.values()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void aTensorGoesBesideAnotherOnEveryWire(TestTensor tensor) throws Exception {
        TestTensor other =
                tensor.type() == DataType.INT32
                        ? tensor(DataType.INT8, 7L, 8L)
                        : tensor(DataType.INT32, 7L, 8L);
        for (Map.Entry<String, Wire> wire : wires.entrySet()) {
            if (wire.getValue().carries(tensor)) {
                assertThat(wire.getValue().infer("types", List.of(tensor, other)))
                        .as(wire.getKey())
                        .extracting(TestTensor::values)
                        .containsExactly(tensor.values(), other.values());
            }
        }
    }
}
