package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A Java runtime with the modules that Serval's programs need and no others, linked from the JDK
/// that this runs on.
final class JavaRuntime {
    /// Where it lies in an image.
    static final String PLACE = "opt/java";

    /// What Quarkus, Netty, the Kubernetes client and the engines ask for; the web server of the
    /// JDK is there to hand out a model for a try.
    private static final List<String> MODULES =
            List.of(
                    "java.base",
                    "java.instrument",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.rmi",
                    "java.scripting",
                    "java.security.jgss",
                    "java.security.sasl",
                    "java.sql",
                    "java.transaction.xa",
                    "java.xml",
                    "jdk.httpserver",
                    "jdk.jfr",
                    "jdk.management",
                    "jdk.naming.dns",
                    "jdk.net",
                    "jdk.unsupported",
                    "jdk.zipfs");

    /// What reads JPEG and PNG files.
    private static final String PICTURES = "java.desktop";

    private static final String AUTHORITIES = "lib/security/cacerts";

    private final Path home;

    private JavaRuntime(Path home) {
        this.home = home;
    }

    /// The runtime, linked now if the folder holds none of this JDK and these modules.
    ///
    /// @param folder where it is kept between runs
    static JavaRuntime in(Path folder) throws IOException, InterruptedException {
        return of(String.join(",", MODULES), folder);
    }

    /// The same, which can read pictures.
    static JavaRuntime withPictures(Path folder) throws IOException, InterruptedException {
        return of(String.join(",", MODULES) + "," + PICTURES, folder);
    }

    private static JavaRuntime of(String modules, Path folder)
            throws IOException, InterruptedException {
        Path jdk = Path.of(System.getProperty("java.home"));
        String made = Files.readString(jdk.resolve("release")) + modules;
        Path stamp = folder.resolveSibling(folder.getFileName() + ".made-of");
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(made)) {
            link(jdk, modules, FileTree.at(folder).root());
            Files.writeString(stamp, made);
        }
        return new JavaRuntime(folder);
    }

    Path home() {
        return home;
    }

    private static void link(Path jdk, String modules, Path folder)
            throws IOException, InterruptedException {
        Files.delete(folder); // jlink makes it
        Command.run(
                List.of(
                        jdk.resolve("bin/jlink").toString(),
                        "--add-modules",
                        modules,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        folder.toString()),
                folder.resolveSibling(folder.getFileName() + ".jlink.log"));
        Path authorities = folder.resolve(AUTHORITIES);
        if (!Files.isRegularFile(authorities, LinkOption.NOFOLLOW_LINKS)) { // a distribution's own
            Files.deleteIfExists(authorities);
            Files.copy(
                    jdk.resolve(AUTHORITIES).toRealPath(),
                    authorities,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
