package dev.serval.server.grpc;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes `ModelStreamInferResponse`: an error message in field 1, or an answer in field 2.
final class StreamAnswers {
    private static final byte ERROR_MESSAGE = 1 << 3 | 2;
    private static final byte INFER_RESPONSE = 2 << 3 | 2;
    private static final int LONGEST_HEAD = 11;

    private StreamAnswers() {}

    /// A message around an answer of those parts.
    static List<MemorySegment> answered(List<MemorySegment> answer) {
        long length = 0;
        for (MemorySegment part : answer) {
            length += part.byteSize();
        }
        List<MemorySegment> message = new ArrayList<>(answer.size() + 1);
        message.add(head(INFER_RESPONSE, length));
        message.addAll(answer);
        return message;
    }

    static List<MemorySegment> failed(String error) {
        byte[] text = error.getBytes(StandardCharsets.UTF_8);
        return List.of(head(ERROR_MESSAGE, text.length), MemorySegment.ofArray(text));
    }

    /// The tag and the length as a varint.
    private static MemorySegment head(byte tag, long length) {
        byte[] head = new byte[LONGEST_HEAD];
        head[0] = tag;
        int end = 1;
        long rest = length;
        while (rest > 0x7F) {
            head[end++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        head[end++] = (byte) rest;
        return MemorySegment.ofArray(head).asSlice(0, end);
    }
}
