package dev.serval.server.rest;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.failure.HttpFailure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers of resources that refuse or fail, all of the one form.
class InferenceExceptionMapping {
    @ServerExceptionMapper
    public Response refusal(InferenceException failure) {
        return response(HttpFailure.of(failure).status(), failure.getMessage());
    }

    /// What the framework refuses before a resource sees it: a wrong method, an unreadable body.
    @ServerExceptionMapper
    public Response refusal(WebApplicationException failure) {
        String message = failure.getMessage();
        return response(failure.getResponse().getStatus(), message == null ? "refused" : message);
    }

    private static Response response(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", message))
                .build();
    }
}
