package dev.serval.server.body;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Encoded messages as Netty's buffers.
public final class MessageBuffers {
    /// A message of that many bytes costs less to copy than to send in parts.
    private static final long COPIED = 1 << 12;

    private MessageBuffers() {}

    /// Whether the message should be sent as a copy.
    public static boolean isSmall(List<MemorySegment> parts) {
        return byteSize(parts) <= COPIED;
    }

    /// The bytes of all parts together.
    public static long byteSize(List<MemorySegment> parts) {
        long size = 0;
        for (int i = 0; i < parts.size(); i++) {
            size += parts.get(i).byteSize();
        }
        return size;
    }

    /// One buffer over all parts, in order. The parts' memory has to stay until the buffer is sent.
    public static ByteBuf over(List<MemorySegment> parts) {
        ByteBuf[] buffers = new ByteBuf[parts.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = Unpooled.wrappedBuffer(parts.get(i).asByteBuffer());
        }
        return buffers.length == 1 ? buffers[0] : Unpooled.wrappedBuffer(buffers.length, buffers);
    }

    /// A buffer with the bytes of all parts, which are not needed afterwards.
    public static ByteBuf copyOf(List<MemorySegment> parts) {
        byte[] bytes = new byte[(int) byteSize(parts)];
        int end = 0;
        for (int i = 0; i < parts.size(); i++) {
            MemorySegment part = parts.get(i);
            int size = (int) part.byteSize();
            MemorySegment.copy(part, ValueLayout.JAVA_BYTE, 0, bytes, end, size);
            end += size;
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    /// Appends the bytes of all parts, which are not needed afterwards.
    public static void append(List<MemorySegment> parts, ByteBuf target) {
        for (int i = 0; i < parts.size(); i++) {
            MemorySegment part = parts.get(i);
            if (part.heapBase().orElse(null) instanceof byte[] array) {
                target.writeBytes(array, (int) part.address(), (int) part.byteSize());
            } else {
                target.writeBytes(part.asByteBuffer());
            }
        }
    }
}
