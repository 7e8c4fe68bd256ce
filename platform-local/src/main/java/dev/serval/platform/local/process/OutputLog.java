package dev.serval.platform.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps what a process says in a file, and its last lines at hand. A file that has become too long
/// is put aside as `NAME.1`, in place of the one that was put aside before. A disk that is full
/// costs the file, not the process. Several processes may share one: it stays open until the last
/// of them has closed it.
public final class OutputLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputLog.class);

    private final Path file;
    private final long limit;
    private final LastLines lastLines = new LastLines();
    private @Nullable OutputStream out;
    private long length;
    private int shares = 1;

    private OutputLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /// Opens a log, at the end of what is there already.
    ///
    /// @param limit how many bytes the file may have
    /// @throws IOException if the file cannot be written
    public static OutputLog open(Path file, long limit) throws IOException {
        OutputLog log = new OutputLog(file, limit);
        Files.createDirectories(file.toAbsolutePath().getParent());
        log.openFile();
        return log;
    }

    /// The same log for one process more, which closes it too.
    public synchronized OutputLog shared() {
        shares++;
        return this;
    }

    /// Takes what was said.
    synchronized void append(byte[] bytes, int count) {
        lastLines.append(bytes, count);
        if (out == null) {
            return;
        }
        try {
            if (length > 0 && length + count > limit) {
                turnOver();
            }
            out.write(bytes, 0, count);
            length += count;
        } catch (IOException failure) {
            LOG.warnf("%s is written no further: %s", file, failure);
            closeFile();
        }
    }

    /// The last lines, oldest first.
    public List<String> lastLines() {
        return lastLines.all();
    }

    @Override
    public synchronized void close() {
        shares--;
        if (shares == 0) {
            closeFile();
        }
    }

    private void turnOver() throws IOException {
        closeFile();
        Path aside = file.resolveSibling(file.getFileName() + ".1");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        openFile();
    }

    private void openFile() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        length = Files.size(file);
    }

    private void closeFile() {
        OutputStream open = out;
        out = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException failure) {
            LOG.warnf("%s could not be closed: %s", file, failure);
        }
    }
}
