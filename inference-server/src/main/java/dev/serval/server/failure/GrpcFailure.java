package dev.serval.server.failure;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.Forbidden;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.failure.Unauthenticated;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import io.grpc.Status;

/// A failure as gRPC tells it: a status whose description is the failure's message.
public final class GrpcFailure {
    private GrpcFailure() {}

    public static Status of(InferenceException failure) {
        return codeOf(failure).toStatus().withDescription(failure.getMessage());
    }

    private static Status.Code codeOf(InferenceException failure) {
        return switch (failure) {
            case InvalidInput _ -> Status.Code.INVALID_ARGUMENT;
            case Unauthenticated _ -> Status.Code.UNAUTHENTICATED;
            case Forbidden _ -> Status.Code.PERMISSION_DENIED;
            case UnknownModel _ -> Status.Code.NOT_FOUND;
            case TooLarge _, Overloaded _ -> Status.Code.RESOURCE_EXHAUSTED;
            case Cancelled _ -> Status.Code.CANCELLED;
            case EngineFailure _ -> Status.Code.INTERNAL;
            case PredictorFailure failed -> codeOf(failed.status());
            case Unsupported _ -> Status.Code.UNIMPLEMENTED;
            case ModelNotReady _, ShuttingDown _ -> Status.Code.UNAVAILABLE;
            case DeadlineExceeded _ -> Status.Code.DEADLINE_EXCEEDED;
        };
    }

    private static Status.Code codeOf(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404 -> Status.Code.NOT_FOUND;
            case 413, 429 -> Status.Code.RESOURCE_EXHAUSTED;
            case 499 -> Status.Code.CANCELLED;
            case 501 -> Status.Code.UNIMPLEMENTED;
            case 502, 503 -> Status.Code.UNAVAILABLE;
            case 504 -> Status.Code.DEADLINE_EXCEEDED;
            default -> httpStatus < 500 ? Status.Code.INVALID_ARGUMENT : Status.Code.INTERNAL;
        };
    }

    /// The HTTP status of the same meaning, for a code that a predictor answered.
    public static int httpStatusOf(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> 499;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }
}
