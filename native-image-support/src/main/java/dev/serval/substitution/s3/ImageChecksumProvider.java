package dev.serval.substitution.s3;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/// The client's checksums in Java; of those that only Amazon's native library knows, none.
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ImageChecksumProvider {
    private ImageChecksumProvider() {}

    @Substitute
    static @Nullable SdkChecksum createCrtCrc32C() {
        return null;
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw new UnsupportedOperationException("CRC64NVME needs Amazon's native library");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw new UnsupportedOperationException(
                "%s needs Amazon's native library".formatted(algorithm.algorithmId()));
    }
}
