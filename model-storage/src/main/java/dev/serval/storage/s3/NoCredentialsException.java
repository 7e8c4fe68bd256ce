package dev.serval.storage.s3;

import software.amazon.awssdk.core.exception.SdkClientException;

/// Nothing that AWS' tools look at has a credential.
final class NoCredentialsException extends SdkClientException {
    NoCredentialsException(SdkClientException cause) {
        super(SdkClientException.builder().message("no credentials were found").cause(cause));
    }
}
