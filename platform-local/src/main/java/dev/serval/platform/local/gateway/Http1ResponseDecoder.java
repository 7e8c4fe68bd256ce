package dev.serval.platform.local.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Reads answers, knowing of each whether it answers a `HEAD` and so has no body whatever its
/// length says.
final class Http1ResponseDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private boolean isHead;

    Http1ResponseDecoder() {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEAD)
                        .setMaxChunkSize(LARGEST_CHUNK)
                        .setValidateHeaders(false));
    }

    void expectAnswerTo(boolean head) {
        isHead = head;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return isHead || super.isContentAlwaysEmpty(message);
    }
}
