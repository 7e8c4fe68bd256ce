package dev.serval.server.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The predictor that a rehearsed transformer or explainer calls: one model over V2's binary tensor
/// extension, whose output is softmax over sums of the row, weighted by place. What it answers
/// means nothing, but differs from row to row.
public final class StandInPredictor implements AutoCloseable {
    /// The name of its model.
    public static final String MODEL = "model";

    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final Vertx vertx = Vertx.vertx();
    private final ObjectMapper json = new ObjectMapper();
    private final Tensor input;
    private final Tensor output;
    private final HttpServer server;

    /// One FP32 tensor of the model.
    ///
    /// @param row the dimensions after the open one
    public record Tensor(String name, List<Integer> row) {
        int rowSize() {
            return row.stream().reduce(1, Math::multiplyExact);
        }

        String metadata() {
            return "{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":[-1,%s]}"
                    .formatted(
                            name,
                            row.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    private StandInPredictor(Tensor input, Tensor output) {
        this.input = input;
        this.output = output;
        this.server =
                vertx.createHttpServer(new HttpServerOptions().setHost("localhost").setPort(0))
                        .requestHandler(
                                request -> request.bodyHandler(body -> answer(request, body)));
    }

    /// Listens on a free port.
    public static StandInPredictor start(Tensor input, Tensor output) {
        StandInPredictor predictor = new StandInPredictor(input, output);
        predictor.server.listen().toCompletionStage().toCompletableFuture().join();
        return predictor;
    }

    /// The arguments of a program that calls it.
    List<String> arguments() {
        return List.of(
                "--predictor_host=localhost:" + server.actualPort(),
                "--predictor_protocol=v2",
                "--model_name=" + MODEL);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = String.valueOf(request.path());
        if (path.endsWith("/infer")) {
            infer(request, body);
        } else if (path.endsWith("/ready")) {
            request.response().end("{\"name\":\"%s\",\"ready\":true}".formatted(MODEL));
        } else {
            request.response()
                    .end(
                            "{\"name\":\"%s\",\"versions\":[\"1\"],\"platform\":\"\",\"inputs\":[%s],\"outputs\":[%s]}"
                                    .formatted(MODEL, input.metadata(), output.metadata()));
        }
    }

    private void infer(HttpServerRequest request, Buffer body) {
        String length = request.getHeader(JSON_LENGTH);
        if (length == null) {
            request.response().setStatusCode(400).end("expected binary tensors");
            return;
        }
        int head = Integer.parseInt(length);
        int rows;
        try {
            JsonNode shape = json.readTree(body.getBytes(0, head)).at("/inputs/0/shape");
            rows = shape.get(0).asInt();
        } catch (IOException malformed) {
            request.response().setStatusCode(400).end(malformed.getMessage());
            return;
        }
        Buffer data = Buffer.buffer();
        for (int row = 0; row < rows; row++) {
            for (float score : scores(body, head + row * input.rowSize() * Float.BYTES)) {
                data.appendIntLE(Float.floatToIntBits(score));
            }
        }
        reply(request, rows, data);
    }

    private void reply(HttpServerRequest request, int rows, Buffer data) {
        Buffer head =
                Buffer.buffer(
                        "{\"model_name\":\"%s\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":[%d,%d],\"parameters\":{\"binary_data_size\":%d}}]}"
                                .formatted(
                                        MODEL,
                                        output.name(),
                                        rows,
                                        output.rowSize(),
                                        data.length()));
        request.response()
                .putHeader(JSON_LENGTH, Integer.toString(head.length()))
                .putHeader("content-type", "application/octet-stream")
                .end(head.copy().appendBuffer(data));
    }

    private float[] scores(Buffer body, int start) {
        double[] sums = new double[output.rowSize()];
        for (int i = 0; i < input.rowSize(); i++) {
            sums[i % sums.length] += Float.intBitsToFloat(body.getIntLE(start + i * Float.BYTES));
        }
        double total = Arrays.stream(sums).map(sum -> Math.exp(sum / input.rowSize())).sum();
        float[] scores = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            scores[i] = (float) (Math.exp(sums[i] / input.rowSize()) / total);
        }
        return scores;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
