package dev.serval.storage.s3;

import java.io.IOException;

/// The server of Python's moto.
class MotoTest extends S3StoreTest {
    @Override
    S3Server start() throws IOException {
        return S3Server.moto();
    }
}
