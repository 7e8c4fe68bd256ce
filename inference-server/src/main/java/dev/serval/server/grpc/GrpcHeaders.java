package dev.serval.server.grpc;

import io.netty.util.AsciiString;

/// The names and values of gRPC's headers and trailers, ready to be sent.
final class GrpcHeaders {
    static final AsciiString TYPE = AsciiString.cached("application/grpc");
    static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    static final AsciiString ACCEPTED = AsciiString.cached("grpc-accept-encoding");
    static final AsciiString ALL_ENCODINGS = AsciiString.cached("identity,gzip,deflate");
    static final AsciiString STATUS = AsciiString.cached("grpc-status");
    static final AsciiString MESSAGE = AsciiString.cached("grpc-message");
    static final AsciiString OK = AsciiString.cached("0");

    private GrpcHeaders() {}

    /// Whether a body of that type is gRPC's.
    static boolean isGrpc(CharSequence contentType) {
        return AsciiString.regionMatches(contentType, false, 0, TYPE, 0, TYPE.length());
    }
}
