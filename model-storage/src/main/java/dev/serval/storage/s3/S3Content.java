package dev.serval.storage.s3;

import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An object of one version, by range.
record S3Content(S3Client client, String bucket, String key, String version, S3Failures failures)
        implements RemoteContent {
    @Override
    public boolean isRanged() {
        return true;
    }

    @Override
    public InputStream open(long from, long to) throws IOException, StorageException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .range("bytes=%d-%d".formatted(from, to - 1));
        if (!version.isEmpty()) {
            request.ifMatch(version);
        }
        try {
            return new Body(client.getObject(request.build()), to - from);
        } catch (SdkException failure) {
            throw failures.retryOrRefuse(failure);
        }
    }

    /// The answer's body; closing it early ends the connection in place of reading the rest.
    private static final class Body extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> body;
        private long left;

        Body(ResponseInputStream<GetObjectResponse> body, long length) {
            super(body);
            this.body = body;
            this.left = length;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int read = super.read(bytes, offset, length);
                left -= Math.max(read, 0);
                return read;
            } catch (SdkException broken) {
                throw new IOException(Shown.words(broken), broken);
            }
        }

        @Override
        public void close() throws IOException {
            if (left > 0) {
                body.abort();
            }
            body.close();
        }
    }
}
