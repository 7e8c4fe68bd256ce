package dev.serval.platform.local.revision;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// The files that hold what replicas said. Those of a revision outlast it for a while, for its user
/// to see why it failed.
record ReplicaLogs(Path folder) {
    private static final Logger LOG = Logger.getLogger(ReplicaLogs.class);

    Path of(String replica) {
        return folder.resolve(replica + ".log");
    }

    /// Removes those of a revision.
    void remove(String revision) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, revision + "-*.log*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            LOG.warnf("the logs of %s cannot be removed: %s", revision, failure);
        }
    }
}
