package dev.serval.substitution.ort;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import dev.serval.substitution.c.CFunctions;
import dev.serval.substitution.presence.IsThere;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.graalvm.word.WordFactory;

/// Calls through function pointers. Keeps the segments reachable while the call is going.
@Substitute
@TargetClass(className = "dev.serval.engine.onnx.ort.Downcall", onlyWith = IsThere.class)
final class ImageDowncall {
    @Substitute
    private ImageDowncall() {}

    @Substitute
    static MemorySegment call(
            MemorySegment function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d) {
        CFunctions.Four pointer = WordFactory.pointer(function.address());
        try {
            return MemorySegment.ofAddress(
                    pointer.call(a.address(), b.address(), c.address(), d.address()));
        } finally {
            keep(a, b, c, d);
        }
    }

    @Substitute
    static MemorySegment call(
            MemorySegment function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e,
            MemorySegment f,
            MemorySegment g,
            MemorySegment h) {
        CFunctions.Eight pointer = WordFactory.pointer(function.address());
        try {
            return MemorySegment.ofAddress(
                    pointer.call(
                            a.address(),
                            b.address(),
                            c.address(),
                            d.address(),
                            e.address(),
                            f.address(),
                            g.address(),
                            h.address()));
        } finally {
            keep(a, b, c, d);
            keep(e, f, g, h);
        }
    }

    private static void keep(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
        Reference.reachabilityFence(c);
        Reference.reachabilityFence(d);
    }
}
