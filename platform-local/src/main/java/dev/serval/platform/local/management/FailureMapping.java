package dev.serval.platform.local.management;

import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns refusals into answers, in one place.
class FailureMapping {
    @ServerExceptionMapper
    public RestResponse<ErrorBody> answer(ManagementFailure failure) {
        var kind = statusOf(failure);
        return ResponseBuilder.<ErrorBody>create(kind.code(), kind.reason())
                .entity(new ErrorBody(failure.error()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /// A status of HTTP. Jakarta REST has none for 422.
    private record Status(int code, String reason) {}

    private static Status statusOf(ManagementFailure failure) {
        return switch (failure) {
            case ManagementFailure.Malformed _ -> new Status(400, "Bad Request");
            case ManagementFailure.Foreign _ -> new Status(403, "Forbidden");
            case ManagementFailure.Missing _ -> new Status(404, "Not Found");
            case ManagementFailure.NotAccepted _ -> new Status(422, "Unprocessable Content");
        };
    }
}
