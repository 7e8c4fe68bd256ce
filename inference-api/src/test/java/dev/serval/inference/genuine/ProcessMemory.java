package dev.serval.inference.genuine;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.management.ManagementFactory;

/// What this process holds, but for what is garbage: more exact than its resident memory, which
/// grows and shrinks by megabytes that mean nothing.
///
/// @param allocated bytes that native code has taken by `malloc` and not freed, by glibc's count
/// @param heap bytes of Java's objects
record ProcessMemory(long allocated, long heap) {
    /// `struct mallinfo2`: what is in use of the arenas, and what was mapped for large blocks.
    private static final int FIELDS = 10;

    private static final int IN_MAPPED_BLOCKS = 4;
    private static final int IN_USE = 7;

    static ProcessMemory now() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        Linker linker = Linker.nativeLinker();
        var mallinfo =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("mallinfo2"),
                        FunctionDescriptor.of(
                                MemoryLayout.structLayout(
                                        MemoryLayout.sequenceLayout(FIELDS, JAVA_LONG))));
        try (Arena arena = Arena.ofConfined()) {
            var counts = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            long mapped = counts.getAtIndex(JAVA_LONG, IN_MAPPED_BLOCKS);
            return new ProcessMemory(mapped + counts.getAtIndex(JAVA_LONG, IN_USE), heap);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /// How much more there is than before, of both.
    long since(ProcessMemory before) {
        return allocated - before.allocated + heap - before.heap;
    }
}
