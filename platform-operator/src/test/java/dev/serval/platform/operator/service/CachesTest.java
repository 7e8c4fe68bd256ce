package dev.serval.platform.operator.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ServingRuntime;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachesTest {
    private final SimpleInboundEventSource<InferenceService> source =
            new SimpleInboundEventSource<>("runtimes");

    @Test
    void nothingIsConcludedFromCachesThatHaveEnded() {
        source.start();
        assertThatCode(() -> Caches.requireFollowed(sources())).doesNotThrowAnyException();

        source.stop();
        assertThatThrownBy(() -> Caches.requireFollowed(sources()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ServingRuntime");
    }

    /// Follows one kind.
    @SuppressWarnings("unchecked")
    private EventSourceRetriever<InferenceService> sources() {
        List<EventSource<?, InferenceService>> followed = List.of(source);
        return (EventSourceRetriever<InferenceService>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {EventSourceRetriever.class},
                        (_, _, arguments) ->
                                arguments[0] == ServingRuntime.class ? followed : List.of());
    }
}
