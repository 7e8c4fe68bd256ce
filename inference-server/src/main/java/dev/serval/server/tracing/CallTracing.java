package dev.serval.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Names the span that Quarkus began for a call, on the call's event loop.
@Singleton
public class CallTracing {
    /// Where Quarkus' HTTP spans look for a route.
    private static final String ROUTE = "UrlPathTemplate";

    private final boolean enabled;

    CallTracing(
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false")
                    boolean disabled) {
        this.enabled = !disabled;
    }

    /// Whether calls have spans.
    public boolean isEnabled() {
        return enabled;
    }

    /// Names the span of an HTTP call after its route, in which names of models are left out.
    ///
    /// @param route such as `/v2/models/{model}/infer`
    public void nameByRoute(Context call, String route) {
        if (enabled) {
            call.putLocal(ROUTE, route);
        }
    }

    /// The span of a gRPC call, named as gRPC's are. Without a route Quarkus leaves its name alone.
    ///
    /// @param method with its service: `inference.GRPCInferenceService/ModelInfer`
    public GrpcSpan grpc(Context call, String method) {
        if (!enabled) {
            return GrpcSpan.OFF;
        }
        call.putLocal(ROUTE, "");
        Span span = Span.current();
        span.updateName(method);
        return new GrpcSpan(span).begun(method);
    }
}
