package dev.serval.platform.local.startup;

import dev.serval.platform.local.progress.LineScreen;
import dev.serval.platform.local.progress.Screen;
import dev.serval.platform.local.progress.Style;
import dev.serval.platform.local.progress.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The screen that this process was started on.
final class ProcessScreen {
    private ProcessScreen() {}

    static Screen open() {
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        PrintWriter out =
                new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset));
        if (System.console() == null || !System.console().isTerminal()) {
            return new LineScreen(out);
        }
        boolean isColoured = System.getenv("NO_COLOR") == null;
        return new Terminal(out, new Style(isColoured, charset.equals(StandardCharsets.UTF_8)));
    }
}
