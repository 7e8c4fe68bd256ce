package dev.serval.server.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/// `GET /`: KServe's liveness.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
class RootResource {
    @GET
    public Map<String, String> alive() {
        return Map.of("status", "alive");
    }
}
