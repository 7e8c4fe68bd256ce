package dev.serval.explainer.predictor;

import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.server.catalog.InferCallback;
import dev.serval.server.upstream.UpstreamPredictor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The predictor's answers for rows, under one call to the explainer: rows are sent in batches, a
/// few of them at a time, and all of them are stopped when that call is called off.
public final class PredictorRows implements PredictionFunction {
    private final UpstreamPredictor predictor;
    private final Asked asked;
    private final RowLayout layout;
    private final Batches batches;
    private final CallContext call;

    /// How rows are split on their way.
    ///
    /// @param rows the most rows of one request
    /// @param atOnce the most requests on their way
    public record Batches(int rows, int atOnce) {}

    /// What the predictor is asked for.
    ///
    /// @param declared the outputs that the predictor declares; empty if that is not known
    public record Asked(ModelName model, List<TensorSpec> declared, OutputChoice output) {
        public Asked {
            declared = List.copyOf(declared);
        }
    }

    public PredictorRows(
            UpstreamPredictor predictor,
            Asked asked,
            RowLayout layout,
            Batches batches,
            CallContext call) {
        this.predictor = predictor;
        this.asked = asked;
        this.layout = layout;
        this.batches = batches;
        this.call = call;
    }

    @Override
    public Rows predict(Rows features) {
        Deque<Batch> onTheirWay = new ArrayDeque<>();
        List<Rows> answers = new ArrayList<>();
        call.requireWanted();
        List<CallContext> contexts = contexts(features.count());
        call.standBy(() -> stop(contexts));
        try {
            for (int i = 0; i < contexts.size(); i++) {
                int from = i * batches.rows();
                int to = Math.min(from + batches.rows(), features.count());
                onTheirWay.add(send(features, from, to, contexts.get(i)));
                if (onTheirWay.size() >= batches.atOnce()) {
                    answers.add(onTheirWay.removeFirst().await(asked.output()));
                }
            }
            while (!onTheirWay.isEmpty()) {
                answers.add(onTheirWay.removeFirst().await(asked.output()));
            }
            return joined(answers);
        } finally {
            call.standDown();
            onTheirWay.forEach(Batch::giveUp);
        }
    }

    private List<CallContext> contexts(int rows) {
        List<CallContext> contexts = new ArrayList<>();
        for (int from = 0; from < rows; from += batches.rows()) {
            contexts.add(new CallContext(call.deadline(), call.allocator(), call.headers()));
        }
        return contexts;
    }

    private void stop(List<CallContext> contexts) {
        InferenceException reason = call.calledOff();
        contexts.forEach(each ->
                each.callOff(reason == null ? new Cancelled("the call was called off") : reason));
    }

    private Batch send(Rows features, int from, int to, CallContext context) {
        InferRequest request = layout.request(features, from, to, context.allocator());
        Batch batch = new Batch(request, to - from, context);
        predictor.infer(asked.model(), request, asked.declared(), context, batch);
        return batch;
    }

    private static Rows joined(List<Rows> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int width = parts.getFirst().width();
        int count = parts.stream().mapToInt(Rows::count).sum();
        double[] values = new double[count * width];
        int row = 0;
        for (Rows part : parts) {
            if (part.width() != width) {
                throw new EngineFailure(
                        "the predictor answered %d values a row, expected %d as before"
                                .formatted(part.width(), width),
                        null);
            }
            for (int i = 0; i < part.count(); i++) {
                part.copyRow(i, values, row++ * width);
            }
        }
        return Rows.over(width, values);
    }

    /// One request on its way.
    private static final class Batch implements InferCallback {
        private final InferRequest request;
        private final int rows;
        private final CallContext context;
        private final CompletableFuture<InferResponse> outcome = new CompletableFuture<>();

        Batch(InferRequest request, int rows, CallContext context) {
            this.request = request;
            this.rows = rows;
            this.context = context;
        }

        @Override
        public void answered(InferResponse response) {
            request.close();
            if (!outcome.complete(response)) {
                response.close();
            }
        }

        @Override
        public void failed(InferenceException failure) {
            request.close();
            outcome.completeExceptionally(failure);
        }

        Rows await(OutputChoice output) {
            try (InferResponse response = outcome.get()) {
                return output.rows(response, rows);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof InferenceException refusal
                        ? refusal
                        : new EngineFailure(
                                "the predictor's answer was lost: " + failed.getMessage(), failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                giveUp();
                throw new Cancelled("the thread that waited for the predictor was stopped");
            }
        }

        /// Nobody waits any more; what still comes is dropped.
        void giveUp() {
            context.callOff(new Cancelled("another part of the explanation failed"));
            var unused =
                    outcome.whenComplete((response, _) -> {
                        if (response != null) {
                            response.close();
                        }
                    });
        }
    }
}
