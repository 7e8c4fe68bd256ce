package dev.serval.storage.s3;

import java.io.IOException;

/// Adobe's S3Mock.
class S3MockTest extends S3StoreTest {
    @Override
    S3Server start() throws IOException {
        return S3Server.s3Mock();
    }
}
