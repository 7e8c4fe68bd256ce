package dev.serval.server.launch;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Says at the start whether Java was given an AOT cache, as far as the script `launch` tells: one
/// that is not used is otherwise not noticed but by its absence.
@ApplicationScoped
class AotCacheNotice {
    private static final Logger LOG = Logger.getLogger(AotCacheNotice.class);

    private final Optional<Path> cache;
    private final Optional<String> reason;

    AotCacheNotice(
            @ConfigProperty(name = "serval.launch.aot-cache") Optional<Path> cache,
            @ConfigProperty(name = "serval.launch.no-aot-cache") Optional<String> reason) {
        this.cache = cache;
        this.reason = reason;
    }

    void tell(@Observes StartupEvent event) {
        cache.ifPresent(file -> LOG.infof("AOT cache: %s", file));
        reason.ifPresent(why -> LOG.infof("AOT cache: none is used, as %s", why));
    }
}
