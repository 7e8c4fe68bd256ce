package dev.serval.storage.transfer;

import dev.serval.storage.source.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Adds up a file on this machine.
public final class FileSum {
    private static final int BUFFER = 256 << 10;

    private FileSum() {}

    public static Checksum of(Path file, Checksum.Algorithm algorithm) throws IOException {
        Checksum.Sum sum = algorithm.start(Files.size(file));
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.add(buffer, read);
            }
        }
        return new Checksum(algorithm, sum.hex());
    }
}
