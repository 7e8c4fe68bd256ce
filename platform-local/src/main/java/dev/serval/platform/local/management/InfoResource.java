package dev.serval.platform.local.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// `/api/v1/info`, and `/` for who looks there first: which platform answers.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
class InfoResource {
    private final Info info;

    InfoResource(
            ManagementConfig config,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        ProcessHandle process = ProcessHandle.current();
        this.info =
                new Info(
                        "serval",
                        version,
                        process.pid(),
                        process.info().startInstant().orElseGet(Instant::now),
                        "http://localhost:" + config.port(),
                        config.state().map(java.nio.file.Path::toString).orElse(""));
    }

    /// What the platform says of itself.
    ///
    /// @param url where its gateway answers
    /// @param state the folder that holds what was applied
    record Info(String name, String version, long pid, Instant started, String url, String state) {}

    @GET
    @Path("api/v1/info")
    @Operation(summary = "Which platform answers, and since when.")
    public Info info() {
        return info;
    }

    @GET
    @Operation(hidden = true)
    public Info root() {
        return info;
    }
}
