package dev.serval.server.tracing;

import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/// The span of one gRPC call, which is HTTP's too: that one's status is always 200.
public final class GrpcSpan {
    /// What there is while tracing is off.
    static final GrpcSpan OFF = new GrpcSpan(Span.getInvalid());

    private final Span span;

    GrpcSpan(Span span) {
        this.span = span;
    }

    GrpcSpan begun(String method) {
        int slash = method.indexOf('/');
        span.setAttribute("rpc.system", "grpc");
        span.setAttribute("rpc.service", method.substring(0, slash));
        span.setAttribute("rpc.method", method.substring(slash + 1));
        return this;
    }

    /// Says how the call ended, before its answer is sent.
    public void ended(Status status) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute("rpc.grpc.status_code", status.getCode().value());
        if (!status.isOk()) {
            String description = status.getDescription();
            span.setStatus(StatusCode.ERROR, description == null ? "" : description);
        }
    }
}
