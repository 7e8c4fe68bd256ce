package dev.serval.storage.s3;

import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/// What a failure of the SDK means to who asked for the model.
record S3Failures(StorageUri uri, String store, String credential) {
    static boolean isDenied(SdkException failure) {
        return failure instanceof AwsServiceException service && service.statusCode() == 403;
    }

    StorageException refusal(SdkException failure) {
        if (failure instanceof NoSuchBucketException) {
            return refused("the bucket does not exist", failure);
        }
        if (failure instanceof NoCredentialsException) {
            return refused(
                    "no credentials were found: there is no AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY,"
                            + " and nothing in AWS' default chain of profile, container and instance;"
                            + " awsAnonymousCredential=true asks without",
                    failure);
        }
        if (!(failure instanceof AwsServiceException service)) {
            return refused("%s; %s".formatted(Shown.words(failure), credential), failure);
        }
        String said = said(service);
        return switch (service.statusCode()) {
            case 401, 403 ->
                    refused("access is denied (%s); %s".formatted(said, credential), failure);
            case 404 -> refused("it is not there (%s)".formatted(said), failure);
            case 412 -> refused("it changed while it was read (%s)".formatted(said), failure);
            default ->
                    refused("it answered %d (%s)".formatted(service.statusCode(), said), failure);
        };
    }

    /// What is no failure of a call: a token's file that is not there, for one.
    StorageException unforeseen(RuntimeException defect) {
        return refused("%s; %s".formatted(Shown.defect(defect), credential), defect);
    }

    /// The same as something to throw where another attempt may go better.
    IOException retryOrRefuse(SdkException failure) throws StorageException {
        boolean isFinal =
                failure instanceof AwsServiceException service
                        && service.statusCode() >= 400
                        && service.statusCode() < 500
                        && service.statusCode() != 408
                        && service.statusCode() != 429;
        if (isFinal) {
            throw refusal(failure);
        }
        return new IOException(Shown.words(failure), failure);
    }

    private StorageException refused(String cause, RuntimeException failure) {
        return new StorageException(
                "storage URI '%s': %s: %s".formatted(uri, store, cause), failure);
    }

    private static String said(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        if (details == null || details.errorCode() == null) {
            return Integer.toString(failure.statusCode());
        }
        String message = details.errorMessage() == null ? "" : ": " + details.errorMessage();
        return Shown.text(details.errorCode() + message);
    }
}
