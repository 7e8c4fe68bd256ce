package dev.serval.server.rest;

import dev.serval.inference.failure.Unsupported;
import dev.serval.server.description.Descriptions;
import dev.serval.server.inference.ModelAddress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/// V1, but for `:predict`.
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
class V1Resource {
    private static final String EXPLAIN = ":explain";

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

    @POST
    @Path("{call:[^/]+(:|%3A|%3a)explain}")
    public V1ModelState explain(@PathParam("call") String call) {
        String model = call.substring(0, call.length() - EXPLAIN.length());
        descriptions.requireReady(ModelAddress.of(model, ""));
        throw new Unsupported(
                "Model with name %s is a predictor; an explainer answers :explain."
                        .formatted(model));
    }

    /// Whether a model can answer.
    record V1ModelState(String name, boolean ready) {}
}
