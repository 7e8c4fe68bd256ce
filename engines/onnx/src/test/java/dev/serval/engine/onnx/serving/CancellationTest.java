package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.engine.onnx.ort.OrtRun;
import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CancellationTest {
    private static final long FOR_EVER = 1L << 60;

    @TempDir private Path directory;
    private TestModels models;
    private Model loop;

    @BeforeEach
    void loadLoop() {
        models = new TestModels(directory);
        loop = models.load("loop");
    }

    @AfterEach
    void stopEngine() {
        models.close();
    }

    private InferRequest iterations(long count) {
        return InferRequest.of(
                List.of(
                        Tensor.ofLongs(
                                "iterations", Shape.scalar(), new long[] {count}, models.allocator),
                        Tensor.ofFloats("x", Shape.of(2), new float[] {1, 2}, models.allocator)));
    }

    private static void awaitRunning(Thread caller) {
        while (Arrays.stream(caller.getStackTrace())
                .noneMatch(frame ->
                        frame.getClassName().equals(OrtRun.class.getName())
                                && frame.getMethodName().equals("execute"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void endsARunThatIsCalledOffAndGivesTheReason() {
        Cancelled reason = new Cancelled("the client went away");
        CallContext call = models.call();
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> canceller =
                CompletableFuture.runAsync(() -> {
                    awaitRunning(caller);
                    call.callOff(reason);
                });
        try (InferRequest request = iterations(FOR_EVER)) {
            assertThatThrownBy(() -> loop.infer(request, call)).isSameAs(reason);
        }
        canceller.join();
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    @Test
    void doesNotBeginARunThatWasCalledOff() {
        Cancelled reason = new Cancelled("the client went away");
        CallContext call = models.call();
        call.callOff(reason);
        try (InferRequest request = iterations(FOR_EVER)) {
            assertThatThrownBy(() -> loop.infer(request, call)).isSameAs(reason);
        }
    }

    @Test
    void refusesToCloseWhileARunIsGoingAndThatRunGoesOn() {
        CallContext call = models.call();
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> closer =
                CompletableFuture.runAsync(() -> {
                    awaitRunning(caller);
                    try {
                        assertThatExceptionOfType(IllegalStateException.class)
                                .isThrownBy(loop::close);
                    } finally {
                        call.callOff(new Cancelled("enough"));
                    }
                });
        try (InferRequest request = iterations(FOR_EVER)) {
            assertThatThrownBy(() -> loop.infer(request, call)).isInstanceOf(Cancelled.class);
        }
        closer.join();
        try (InferRequest request = iterations(3);
                InferResponse response = loop.infer(request, models.call())) {
            assertThat(response.outputs().getFirst().toFloats()).containsExactly(4, 5);
        }
    }
}
