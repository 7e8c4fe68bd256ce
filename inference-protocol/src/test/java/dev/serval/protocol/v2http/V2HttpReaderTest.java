package dev.serval.protocol.v2http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.json.JsonWriter;
import dev.serval.protocol.json.TensorWriter;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.MessageParts;
import dev.serval.protocol.wire.RawTensors;
import dev.serval.protocol.wire.Specimens;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2HttpReaderTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void readsAllThatARequestMaySay() {
        String body =
                """
                {"id": "abc", "model_name": "m", "parameters": {"flag": true, "n": -3, "r": 0.5, "s": "t",
                   "u": 18446744073709551615, "huge": 1e30, "object": {"a": [1]}, "list": [1, 2], "none": null},
                 "inputs": [
                   {"name": "x", "shape": [1, 2], "datatype": "FP32", "parameters": {"p": 1}, "data": [1.5, 2]},
                   {"name": "y", "datatype": "BYTES", "shape": [2], "data": ["a", "b"], "other": {}}],
                 "outputs": [{"name": "z", "parameters": {"binary_data": true}}, {"name": "w"}]}
                """;
        try (InferRequest request = read(body)) {
            assertThat(request.id()).isEqualTo("abc");
            assertThat(request.parameters().byName())
                    .containsExactly(
                            Map.entry("flag", new Parameter.Flag(true)),
                            Map.entry("n", new Parameter.Whole(-3)),
                            Map.entry("r", new Parameter.Real(0.5)),
                            Map.entry("s", new Parameter.Text("t")),
                            Map.entry("u", new Parameter.Unsigned(-1)),
                            Map.entry("huge", new Parameter.Real(1e30)),
                            Map.entry("object", new Parameter.Text("{\"a\": [1]}")),
                            Map.entry("list", new Parameter.Text("[1, 2]")));
            assertThat(request.inputs())
                    .extracting(input -> input.tensor().toString())
                    .containsExactly("x FP32[1,2]", "y BYTES[2]");
            assertThat(request.inputs().getFirst().parameters().findWhole("p")).hasValue(1);
            assertThat(request.findInput("x").orElseThrow().toFloats()).containsExactly(1.5f, 2);
            assertThat(request.findInput("y").orElseThrow().toStrings()).containsExactly("a", "b");
            assertThat(request.outputs())
                    .extracting(RequestedOutput::name)
                    .containsExactly("z", "w");
            assertThat(request.outputs().getFirst().parameters().findFlag("binary_data"))
                    .contains(true);
        }
    }

    @Test
    void takesNullForAMemberThatIsLeftOut() {
        String body =
                """
                {"id": null, "parameters": null, "outputs": null, "inputs": [
                  {"name": "x", "shape": [1], "datatype": "INT8", "parameters": null, "data": [1]}]}
                """;
        try (InferRequest request = read(body)) {
            assertThat(request.id()).isNull();
            assertThat(request.parameters().isEmpty()).isTrue();
            assertThat(request.outputs()).isEmpty();
            assertThat(request.inputs().getFirst().parameters().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[1,2],\"shape\":[2],\"datatype\":\"INT8\",\"name\":\"x\"}",
                "{\"name\":\"x\",\"data\":[1,2],\"datatype\":\"INT8\",\"shape\":[2]}",
                "{\"shape\":[2],\"data\":[1,2],\"name\":\"x\",\"datatype\":\"INT8\"}",
                "{\"datatype\":\"INT8\",\"shape\":[2],\"data\":[1,2],\"name\":\"x\"}",
                "{\"name\":\"x\",\"datatype\":\"INT8\",\"shape\":[2],\"data\":[1,2],\"parameters\":{}}",
                "{\"data\":null,\"data\":[1,2],\"shape\":[2],\"datatype\":\"INT8\",\"name\":\"x\"}"
            })
    void takesTheMembersOfAnInputInAnyOrder(String input) {
        try (InferRequest request = read("{\"inputs\":[%s],\"id\":\"after\"}".formatted(input))) {
            assertThat(request.findInput("x").orElseThrow().data().toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(1, 2);
            assertThat(request.id()).isEqualTo("after");
        }
    }

    @Test
    void takesAShapeOfManyDimensions() {
        String shape = "[1,1,1,1,1,1,1,2]";
        String body =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":%s,\"datatype\":\"INT8\",\"data\":[1,2]}]}"
                        .formatted(shape);
        try (InferRequest request = read(body)) {
            assertThat(request.inputs().getFirst().tensor().shape()).hasToString(shape);
        }
    }

    @Test
    void takesARequestWithoutInputs() {
        try (InferRequest request = read("{\"inputs\":[]}")) {
            assertThat(request.inputs()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsTheSameTensorFromJsonAndFromBinaryData(DataType type) {
        Random random = new Random(type.ordinal());
        for (int i = 0; i < 100; i++) {
            Shape shape = Specimens.shape(random);
            try (Tensor tensor = Specimens.tensor("x", type, shape, random, allocator)) {
                try (InferRequest binary = readBinary(tensor)) {
                    Specimens.assertSame(binary.inputs().getFirst().tensor(), tensor);
                    assertThat(binary.inputs().getFirst().parameters().isEmpty()).isTrue();
                }
                if (type != DataType.FP16 && type != DataType.BF16) {
                    try (InferRequest json = readJson(tensor)) {
                        Specimens.assertSame(json.inputs().getFirst().tensor(), tensor);
                    }
                }
            }
        }
    }

    @Test
    void takesBinaryInputsFromTheTailInTheirOrderBesideJsonOnes() {
        String json =
                """
                {"inputs":[
                 {"name":"a","shape":[2],"datatype":"UINT8","parameters":{"binary_data_size":2}},
                 {"name":"b","shape":[1],"datatype":"UINT8","data":[9]},
                 {"name":"c","shape":[1],"datatype":"BYTES","parameters":{"k":"v","binary_data_size":6}},
                 {"name":"d","shape":[0],"datatype":"FP64","parameters":{"binary_data_size":0},"data":null}]}
                """;
        byte[] tail = {1, 2, 2, 0, 0, 0, 'h', 'i'};
        try (InferRequest request = read(json, MemorySegment.ofArray(tail))) {
            assertThat(request.findInput("a").orElseThrow().data().toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(1, 2);
            assertThat(request.findInput("c").orElseThrow().toStrings()).containsExactly("hi");
            assertThat(request.inputs().get(2).parameters().byName())
                    .containsExactly(Map.entry("k", new Parameter.Text("v")));
            assertThat(request.findInput("d").orElseThrow().elementCount()).isZero();
        }
    }

    @Test
    void viewsAnAlignedBinaryInputWhereItLies() {
        String json =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[4],\"datatype\":\"FP32\","
                        + "\"parameters\":{\"binary_data_size\":16}}]}";
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tail = arena.allocate(16, 64);
            try (InferRequest request = read(json, tail)) {
                assertThat(request.inputs().getFirst().tensor().data().address())
                        .isEqualTo(tail.address());
                assertThat(allocator.bytesOnLoan()).isZero();
            }
        }
    }

    @Test
    void readsOnlyTheJsonPartOfTheArray() {
        byte[] bytes = "{\"inputs\":[]}garbage".getBytes(StandardCharsets.UTF_8);
        try (InferRequest request = V2HttpReader.read(bytes, 13, MemorySegment.NULL, allocator)) {
            assertThat(request.inputs()).isEmpty();
        }
    }

    private InferRequest readJson(Tensor tensor) {
        JsonWriter json = describe(tensor);
        json.key("data");
        new TensorWriter(json, TensorWriter.NonText.REFUSED).writeNested(tensor);
        if (tensor.shape().rank() == 0) {
            json = describe(tensor);
            json.key("data");
            new TensorWriter(json, TensorWriter.NonText.REFUSED).writeFlat(tensor);
        }
        return read(text(json.endObject().endArray().endObject()));
    }

    private InferRequest readBinary(Tensor tensor) {
        JsonWriter json = describe(tensor);
        json.key("parameters").beginObject();
        json.key("binary_data_size").number(RawTensors.byteSize(tensor)).endObject();
        try (MessageParts parts = new MessageParts(allocator)) {
            parts.addRaw(tensor);
            byte[] tail;
            try (EncodedMessage message = parts.finish()) {
                tail = message.toByteArray();
            }
            return read(text(json.endObject().endArray().endObject()), MemorySegment.ofArray(tail));
        }
    }

    private static JsonWriter describe(Tensor tensor) {
        JsonWriter json = new JsonWriter(0);
        json.beginObject().key("inputs").beginArray().beginObject();
        json.key("name").string(tensor.name()).key("datatype").string(tensor.dataType().name());
        json.key("shape").beginArray();
        for (long dimension : tensor.shape().toArray()) {
            json.number(dimension);
        }
        return json.endArray();
    }

    private static String text(JsonWriter json) {
        return new String(json.toSegment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private InferRequest read(String json) {
        return read(json, MemorySegment.NULL);
    }

    private InferRequest read(String json, MemorySegment tail) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return V2HttpReader.read(bytes, bytes.length, tail, allocator);
    }
}
