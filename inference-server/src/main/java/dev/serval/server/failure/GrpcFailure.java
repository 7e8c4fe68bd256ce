package dev.serval.server.failure;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.Forbidden;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.Overloaded;
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
            case Unsupported _ -> Status.Code.UNIMPLEMENTED;
            case ModelNotReady _, ShuttingDown _ -> Status.Code.UNAVAILABLE;
            case DeadlineExceeded _ -> Status.Code.DEADLINE_EXCEEDED;
        };
    }
}
