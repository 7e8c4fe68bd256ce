package dev.serval.server.http;

import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// The compression of one answer: the coding that its caller accepts, gzip before deflate.
enum AnswerCompression {
    GZIP("gzip") {
        @Override
        OutputStream compressing(OutputStream target) throws IOException {
            return new GZIPOutputStream(target, BUFFER) {
                {
                    def.setLevel(Deflater.BEST_SPEED);
                }
            };
        }
    },
    DEFLATE("deflate") {
        @Override
        OutputStream compressing(OutputStream target) {
            return new DeflaterOutputStream(target, new Deflater(Deflater.BEST_SPEED), BUFFER) {
                @Override
                public void close() throws IOException {
                    super.close();
                    def.end();
                }
            };
        }
    };

    private static final int BUFFER = 1 << 14;

    private final String coding;

    AnswerCompression(String coding) {
        this.coding = coding;
    }

    abstract OutputStream compressing(OutputStream target) throws IOException;

    /// What `Accept-Encoding` allows; empty if neither coding is named, or only with weight 0.
    static Optional<AnswerCompression> acceptedBy(MultiMap headers) {
        String accepted = headers.get("accept-encoding");
        if (accepted == null) {
            return Optional.empty();
        }
        for (AnswerCompression candidate : values()) {
            if (candidate.isNamedIn(accepted.toLowerCase(Locale.ROOT))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private boolean isNamedIn(String accepted) {
        for (String item : accepted.split(",", -1)) {
            String[] parts = item.strip().split(";", 2);
            boolean refused = parts.length == 2 && parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            if (parts[0].strip().equals(coding) && !refused) {
                return true;
            }
        }
        return false;
    }

    /// The answer with its body compressed; its own memory is given back at once.
    HttpAnswer compress(HttpAnswer answer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(BUFFER);
        try (OutputStream out = compressing(packed)) {
            byte[] piece = new byte[BUFFER];
            for (MemorySegment part : answer.parts()) {
                copy(part, piece, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            answer.memory().close();
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("content-encoding", coding);
        headers.put("vary", "accept-encoding");
        MemorySegment body = MemorySegment.ofArray(packed.toByteArray());
        return new HttpAnswer(headers, List.of(body), () -> {});
    }

    private static void copy(MemorySegment part, byte[] piece, OutputStream out)
            throws IOException {
        long size = part.byteSize();
        for (long done = 0; done < size; done += piece.length) {
            int count = (int) Math.min(piece.length, size - done);
            MemorySegment.copy(part, ValueLayout.JAVA_BYTE, done, piece, 0, count);
            out.write(piece, 0, count);
        }
    }
}
