package dev.serval.substitution.memory;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import dev.serval.substitution.c.CFunctions;
import dev.serval.substitution.c.CLibrary;
import dev.serval.substitution.presence.IsThere;
import org.graalvm.word.WordFactory;

/// `malloc_trim` through a function pointer.
@Substitute
@TargetClass(className = "dev.serval.predictor.memory.MallocTrim", onlyWith = IsThere.class)
final class ImageMallocTrim {
    private final long address = CLibrary.findAnywhere("malloc_trim");

    @Substitute
    ImageMallocTrim() {}

    @Substitute
    boolean giveBack() {
        if (address == 0) {
            return false;
        }
        CFunctions.Four trim = WordFactory.pointer(address);
        return (int) trim.call(0, 0, 0, 0) == 1;
    }
}
