package dev.serval.server.rest;

import dev.serval.server.description.Descriptions;
import dev.serval.server.inference.ModelAddress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/// V1, but for `:predict` and `:explain`.
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
class V1Resource {
    private final Descriptions descriptions;

    V1Resource(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    @GET
    public Map<String, List<String>> models() {
        return Map.of("models", descriptions.modelNames());
    }

    @GET
    @Path("{model}")
    public V1ModelState model(@PathParam("model") String model) {
        descriptions.requireReady(ModelAddress.of(model, ""));
        return new V1ModelState(model, true);
    }

    /// Whether a model can answer.
    record V1ModelState(String name, boolean ready) {}
}
