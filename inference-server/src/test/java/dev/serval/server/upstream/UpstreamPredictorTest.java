package dev.serval.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.testing.Leftovers;
import dev.serval.server.testing.SlowModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UpstreamPredictorTest {
    private static final ModelName ADDER = new ModelName("adder");
    private static final ModelName SLOW = new ModelName("slow");
    private static final ModelName TYPES = new ModelName("types");
    private static final List<TensorSpec> UNKNOWN = List.of();

    @TestHTTPResource("/")
    URI server;

    @Inject Vertx vertx;
    @Inject TensorAllocator allocator;
    @Inject Leftovers leftovers;

    @Inject
    @Named("slow")
    SlowModel slow;

    private final Map<String, UpstreamPredictor> predictors = new LinkedHashMap<>();

    @BeforeEach
    void connect() {
        PredictorAddress address = new PredictorAddress("127.0.0.1", server.getPort(), false);
        add("V1", UpstreamSettings.of(address, PredictorProtocol.V1));
        add("V2", UpstreamSettings.of(address, PredictorProtocol.V2));
        add("V2 over h2c", with(address, true, true));
        add("V2 in JSON", with(address, false, false));
        add("gRPC", UpstreamSettings.of(address, PredictorProtocol.GRPC_V2));
    }

    private void add(String name, UpstreamSettings settings) {
        predictors.put(name, new UpstreamPredictor(vertx, settings));
    }

    private static UpstreamSettings with(PredictorAddress address, boolean binary, boolean http2) {
        UpstreamSettings usual = UpstreamSettings.of(address, PredictorProtocol.V2);
        return new UpstreamSettings(
                address,
                PredictorProtocol.V2,
                binary,
                http2,
                usual.connections(),
                usual.retries(),
                usual.headers(),
                usual.maxAnswer(),
                null);
    }

    @AfterEach
    void leavesNothingBehind() {
        predictors.values().forEach(UpstreamPredictor::close);
        leftovers.awaitNone();
    }

    private CallContext call(Duration timeout) {
        return new CallContext(Deadline.after(timeout), allocator);
    }

    private CallContext call() {
        return call(Duration.ofSeconds(20));
    }

    private InferRequest pairs(int rows) {
        float[] values = new float[2 * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 2f;
        }
        return InferRequest.of(List.of(Tensor.ofFloats("x", Shape.of(rows, 2), values, allocator)));
    }

    @Test
    void everyProtocolAnswersWithTheModelsOutput() {
        predictors.forEach((name, predictor) -> {
            CallContext call = call();
            try (InferRequest request = pairs(3);
                    InferResponse response = predictor.infer(ADDER, request, UNKNOWN, call)) {
                Tensor sum = response.outputs().getFirst();
                assertThat(numbers(sum)).as(name).containsExactly(0.5, 2.5, 4.5);
                assertThat(sum.shape()).as(name).isEqualTo(Shape.of(3));
            }
        });
    }

    private static List<Double> numbers(Tensor tensor) {
        List<Double> numbers = new ArrayList<>();
        if (tensor.dataType() == DataType.FP32) {
            for (float value : tensor.toFloats()) {
                numbers.add((double) value);
            }
        } else {
            for (double value : tensor.toDoubles()) {
                numbers.add(value);
            }
        }
        return numbers;
    }

    @Test
    void anAnswerOverV1TakesItsTypeFromWhatThePredictorDeclares() {
        UpstreamPredictor predictor = require("V1");
        List<TensorSpec> declared = predictor.signature(ADDER, call()).orElseThrow().outputs();
        try (InferRequest request = pairs(2);
                InferResponse response = predictor.infer(ADDER, request, declared, call())) {
            assertThat(response.findOutput("sum").orElseThrow().toFloats())
                    .containsExactly(0.5f, 2.5f);
        }
    }

    @Test
    void largeTensorsGoAndComeWhole() {
        for (String name : List.of("V2", "V2 over h2c", "gRPC")) {
            try (InferRequest request = pairs(100_000);
                    InferResponse response = require(name).infer(ADDER, request, UNKNOWN, call())) {
                float[] sums = response.outputs().getFirst().toFloats();
                assertThat(sums).as(name).hasSize(100_000);
                assertThat(sums[99_999]).as(name).isEqualTo(199_998.5f);
            }
        }
    }

    @Test
    void everyDataTypeSurvivesTheWayThereAndBack() {
        for (DataType type : DataType.values()) {
            if (type == DataType.BYTES) {
                continue;
            }
            for (String name : List.of("V2", "V2 over h2c", "gRPC")) {
                Tensor sent = Tensor.allocate("in_" + type, type, Shape.of(1, 3), allocator);
                sent.data().fill((byte) 1);
                try (InferRequest request = InferRequest.of(List.of(sent));
                        InferResponse response =
                                require(name).infer(TYPES, request, UNKNOWN, call())) {
                    Tensor got = response.findOutput("out_" + type).orElseThrow();
                    assertThat(got.dataType()).as(name).isEqualTo(type);
                    assertThat(got.data().toArray(ValueLayout.JAVA_BYTE))
                            .as(name)
                            .isEqualTo(sent.data().toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
    }

    @Test
    void textSurvivesTheWayThereAndBack() {
        for (String name : List.of("V2", "V2 in JSON", "V2 over h2c", "gRPC")) {
            Tensor texts =
                    Tensor.ofStrings(
                            "in_BYTES", Shape.of(2, 1), List.of("héllo", "\"q\""), allocator);
            try (InferRequest request = InferRequest.of(List.of(texts));
                    InferResponse response = require(name).infer(TYPES, request, UNKNOWN, call())) {
                assertThat(response.outputs().getFirst().toStrings())
                        .as(name)
                        .containsExactly("héllo", "\"q\"");
            }
        }
    }

    @Test
    void tellsWhatGoesInAndOutAndWhetherAModelIsReady() {
        predictors.forEach((name, predictor) -> {
            assertThat(predictor.signature(ADDER, call()).orElseThrow().inputs())
                    .as(name)
                    .containsExactly(new TensorSpec("x", DataType.FP32, Shape.of(-1, 2)));
            assertThat(predictor.isReady(ADDER, call())).as(name).isTrue();
        });
    }

    @Test
    void aRefusalKeepsItsStatusAndText() {
        predictors.forEach((name, predictor) -> {
            try (InferRequest request = pairs(1)) {
                assertRefused(
                        () -> predictor.infer(new ModelName("nobody"), request, UNKNOWN, call()),
                        404,
                        "Model with name nobody does not exist.");
            }
        });
    }

    @Test
    void aModelsOwnFailureKeepsItsStatusAndText() {
        UpstreamPredictor predictor = require("gRPC");
        Tensor numbers = Tensor.ofFloats("x", Shape.of(1), new float[] {1}, allocator);
        try (InferRequest request = InferRequest.of(List.of(numbers))) {
            assertRefused(
                    () -> predictor.infer(new ModelName("broken"), request, UNKNOWN, call()),
                    500,
                    "IllegalStateException : the weights are on fire");
        }
    }

    private static void assertRefused(ThrowingCallable call, int status, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PredictorFailure.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(status))
                .hasMessage(text);
    }

    @Test
    void theDeadlineEndsTheCallAndThePredictorsWork() {
        predictors.forEach((name, predictor) -> {
            try (InferRequest request = pairs(1)) {
                assertThatThrownBy(() ->
                                predictor.infer(
                                        SLOW, request, UNKNOWN, call(Duration.ofMillis(200))))
                        .as(name)
                        .isInstanceOfAny(DeadlineExceeded.class, PredictorFailure.class);
            }
            await().until(() -> slow.computing() == 0);
        });
    }

    @Test
    void callingOffEndsThePredictorsWork() {
        predictors.forEach((name, predictor) -> {
            CallContext call = call();
            try (InferRequest request = pairs(1)) {
                CompletableFuture<InferResponse> answer =
                        CompletableFuture.supplyAsync(
                                () -> predictor.infer(SLOW, request, UNKNOWN, call));
                await().until(() -> slow.computing() == 1);
                call.callOff(new Cancelled("no longer wanted"));
                assertThatThrownBy(answer::join).as(name).hasRootCauseInstanceOf(Cancelled.class);
            }
            await().until(() -> slow.computing() == 0);
        });
    }

    @Test
    void aCallThatWasCalledOffBeforeIsNeverSent() {
        int before = slow.begun();
        CallContext call = call();
        call.callOff(new Cancelled("no longer wanted"));
        try (InferRequest request = pairs(1)) {
            assertThatThrownBy(() -> require("V2").infer(SLOW, request, UNKNOWN, call))
                    .isInstanceOf(Cancelled.class);
        }
        assertThat(slow.begun()).isEqualTo(before);
    }

    private UpstreamPredictor require(String name) {
        UpstreamPredictor predictor = predictors.get(name);
        if (predictor == null) {
            throw new IllegalArgumentException(name);
        }
        return predictor;
    }
}
