package dev.serval.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.server.catalog.ModelControl;
import dev.serval.server.description.Descriptions;
import dev.serval.server.description.IndexEntry;
import dev.serval.server.description.LoadParameters;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The model repository extension. Bodies are optional, and their content type is whatever the
/// client happens to send.
@Path("/v2/repository")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
class RepositoryResource {
    private final Descriptions descriptions;
    private final ModelControl control;
    private final ObjectMapper json;

    RepositoryResource(Descriptions descriptions, ModelControl control, ObjectMapper json) {
        this.descriptions = descriptions;
        this.control = control;
        this.json = json;
    }

    @POST
    @Path("index")
    public List<IndexEntry> index(byte[] body) {
        return descriptions.index(tree(body).path("ready").asBoolean(false));
    }

    @POST
    @Path("models/{model}/load")
    public Map<String, Object> load(@PathParam("model") String model, byte[] body) {
        JsonNode parameters = tree(body).path("parameters");
        LoadParameters.requireNone(parameters.propertyStream().map(Map.Entry::getKey).toList());
        control.load(new ModelName(model));
        return Map.of("name", model, "load", true);
    }

    @POST
    @Path("models/{model}/unload")
    public Map<String, Object> unload(@PathParam("model") String model, byte[] body) {
        tree(body);
        control.unload(new ModelName(model));
        return Map.of("name", model, "unload", true);
    }

    private JsonNode tree(byte[] body) {
        try {
            return body.length == 0 ? json.createObjectNode() : json.readTree(body);
        } catch (IOException malformed) {
            throw new InvalidInput("the body is not JSON: " + malformed.getMessage());
        }
    }
}
