package dev.serval.server.rest;

import dev.serval.server.description.Descriptions;
import dev.serval.server.description.ModelConfig;
import dev.serval.server.description.ModelMetadata;
import dev.serval.server.description.ModelStats;
import dev.serval.server.description.ServerMetadata;
import dev.serval.server.inference.ModelAddress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// V2, but for inference and the repository.
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
class V2Resource {
    private static final String MODEL = "models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";

    private final Descriptions descriptions;

    V2Resource(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    @GET
    public ServerMetadata server() {
        return descriptions.server();
    }

    @GET
    @Path("health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    @GET
    @Path("health/ready")
    public Response ready() {
        boolean ready = descriptions.isReady();
        return Response.status(ready ? 200 : 503).entity(Map.of("ready", ready)).build();
    }

    @GET
    @Path("models")
    public Map<String, List<String>> models() {
        return Map.of("models", descriptions.modelNames());
    }

    @GET
    @Path("models/stats")
    public Map<String, List<ModelStats>> statistics() {
        return Map.of("model_stats", descriptions.allStatistics());
    }

    @GET
    @Path(MODEL)
    public ModelMetadata metadata(@PathParam("model") String model) {
        return descriptions.metadata(ModelAddress.of(model, ""));
    }

    @GET
    @Path(VERSION)
    public ModelMetadata metadata(
            @PathParam("model") String model, @PathParam("version") String version) {
        return descriptions.metadata(ModelAddress.of(model, version));
    }

    @GET
    @Path(MODEL + "/ready")
    public ModelReadiness ready(@PathParam("model") String model) {
        return readiness(ModelAddress.of(model, ""));
    }

    @GET
    @Path(VERSION + "/ready")
    public ModelReadiness ready(
            @PathParam("model") String model, @PathParam("version") String version) {
        return readiness(ModelAddress.of(model, version));
    }

    @GET
    @Path(MODEL + "/config")
    public ModelConfig config(@PathParam("model") String model) {
        return descriptions.config(ModelAddress.of(model, ""));
    }

    @GET
    @Path(VERSION + "/config")
    public ModelConfig config(
            @PathParam("model") String model, @PathParam("version") String version) {
        return descriptions.config(ModelAddress.of(model, version));
    }

    @GET
    @Path(MODEL + "/stats")
    public Map<String, List<ModelStats>> statistics(@PathParam("model") String model) {
        return Map.of("model_stats", descriptions.statistics(ModelAddress.of(model, "")));
    }

    @GET
    @Path(VERSION + "/stats")
    public Map<String, List<ModelStats>> statistics(
            @PathParam("model") String model, @PathParam("version") String version) {
        return Map.of("model_stats", descriptions.statistics(ModelAddress.of(model, version)));
    }

    private ModelReadiness readiness(ModelAddress address) {
        descriptions.requireReady(address);
        return new ModelReadiness(address.name().value(), true);
    }

    /// Whether a model can answer.
    record ModelReadiness(String name, boolean ready) {}
}
