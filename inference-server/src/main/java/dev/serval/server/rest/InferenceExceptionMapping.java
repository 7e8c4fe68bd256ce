package dev.serval.server.rest;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.failure.HttpFailure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers of resources that refuse or fail, all of the one form.
class InferenceExceptionMapping {
    @ServerExceptionMapper
    public Response refusal(InferenceException failure) {
        return response(HttpFailure.of(failure).status(), failure.getMessage());
    }

    /// What the framework refuses before a resource sees it: no such path, no such method.
    @ServerExceptionMapper
    public Response refusal(WebApplicationException failure, Request request, UriInfo uri) {
        int status = failure.getResponse().getStatus();
        return response(
                status,
                switch (status) {
                    case 404 ->
                            "There is nothing at %s %s."
                                    .formatted(request.getMethod(), uri.getPath());
                    case 405 -> "%s has no %s.".formatted(uri.getPath(), request.getMethod());
                    default -> String.valueOf(failure.getMessage());
                });
    }

    private static Response response(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", message))
                .build();
    }
}
