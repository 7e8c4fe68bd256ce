package dev.serval.server.http;

import dev.serval.server.body.BodyCollector;
import java.lang.foreign.MemorySegment;

/// A whole request body: JSON, and what came after it. Not a record, since it shares its array.
final class HttpBody {
    private final byte[] json;
    private final int jsonLength;
    private final MemorySegment tail;

    HttpBody(byte[] json, int jsonLength, MemorySegment tail) {
        this.json = json;
        this.jsonLength = jsonLength;
        this.tail = tail;
    }

    static HttpBody of(BodyCollector body) {
        return new HttpBody(body.head(), body.headLength(), body.tailSegment());
    }

    /// The array whose first [#jsonLength] bytes are the JSON part.
    byte[] json() {
        return json;
    }

    int jsonLength() {
        return jsonLength;
    }

    /// The bytes after the JSON part, off the heap; empty if there are none.
    MemorySegment tail() {
        return tail;
    }
}
