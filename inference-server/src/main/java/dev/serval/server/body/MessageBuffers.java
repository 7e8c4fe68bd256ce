package dev.serval.server.body;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Encoded messages as Netty's buffers, without copying their bytes.
public final class MessageBuffers {
    private MessageBuffers() {}

    /// One buffer over all parts, in order. The parts' memory has to stay until the buffer is sent.
    public static ByteBuf over(List<MemorySegment> parts) {
        ByteBuf[] buffers = new ByteBuf[parts.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = Unpooled.wrappedBuffer(parts.get(i).asByteBuffer());
        }
        return buffers.length == 1 ? buffers[0] : Unpooled.wrappedBuffer(buffers.length, buffers);
    }
}
