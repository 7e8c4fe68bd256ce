package dev.serval.platform.local.management;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns refusals into answers, in one place.
class FailureMapping {
    @ServerExceptionMapper
    public RestResponse<ErrorBody> answer(ManagementFailure failure) {
        return ResponseBuilder.create(statusOf(failure), new ErrorBody(failure.error()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Status statusOf(ManagementFailure failure) {
        return switch (failure) {
            case ManagementFailure.Malformed _ -> Status.BAD_REQUEST;
            case ManagementFailure.Foreign _ -> Status.FORBIDDEN;
            case ManagementFailure.Missing _ -> Status.NOT_FOUND;
            case ManagementFailure.NotAccepted _ -> Status.fromStatusCode(422);
        };
    }
}
