package dev.serval.image.tar;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.serval.image.content.FileTree;
import dev.serval.image.content.ImageContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Writes images as OCI archives. The same content on the same base gives the same archive. Layers
/// are shared by the images of one writer and not kept for another: Jib knows a layer again by the
/// names and times of its files, and all times are one (see [FileTree]).
public final class ImageWriter {
    private static final String USER = "1000:0";
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");

    private final String base;
    private final String registry;
    private final String version;
    private final Path cache;
    private final Path layers;

    /// @param base the image beneath: a reference, or `tar:///path`; it needs a C library and no
    ///   Java
    /// @param registry what the names of the images begin with, such as `registry.example/`; may be
    ///   empty
    /// @param version what their tags begin with
    /// @param cache where the base's layers are kept between runs
    public ImageWriter(String base, String registry, String version, Path cache)
            throws IOException {
        this.base = base;
        this.registry = registry;
        this.version = version;
        this.cache = cache;
        this.layers = FileTree.at(cache.resolve("layers")).root();
    }

    /// Writes one image.
    ///
    /// @param archive the file
    /// @throws IOException if it cannot be written, or the base cannot be read, which the message
    ///   names
    public WrittenImage write(ImageContent content, Path archive)
            throws IOException, InterruptedException {
        String name = registry + content.repository() + ":" + tag(content);
        try {
            JibContainerBuilder image = Jib.from(base);
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (ImageContent.Layer layer : content.layers()) {
                sizes.put(layer.name(), add(image, layer, content.root()));
            }
            describe(image, content).containerize(target(name, archive));
            return new WrittenImage(name, archive, Files.size(archive), sizes);
        } catch (InvalidImageReferenceException malformed) {
            throw new IOException(
                    "'%s' on '%s': %s".formatted(name, base, malformed.getMessage()), malformed);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException failure) {
            throw new IOException(
                    "%s cannot be made on '%s': %s".formatted(name, base, failure.getMessage()),
                    failure);
        }
    }

    private String tag(ImageContent content) {
        return content.suffix().isEmpty() ? version : version + "-" + content.suffix();
    }

    private JibContainerBuilder describe(JibContainerBuilder image, ImageContent content) {
        content.ports().forEach(port -> image.addExposedPort(Port.tcp(port)));
        return image.setFormat(ImageFormat.OCI)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/deployments"))
                .setEntrypoint(content.entrypoint())
                .setEnvironment(content.environment())
                .setCreationTime(Instant.EPOCH.plusSeconds(1))
                .addLabel("org.opencontainers.image.title", content.title())
                .addLabel("org.opencontainers.image.version", version)
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0");
    }

    private Containerizer target(String name, Path archive)
            throws InvalidImageReferenceException, CacheDirectoryCreationException {
        return Containerizer.to(TarImage.at(archive).named(name))
                .setToolName("serval")
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(layers);
    }

    /// @return how many bytes the layer's files have
    private static long add(JibContainerBuilder image, ImageContent.Layer layer, Path root)
            throws IOException {
        FileEntriesLayer.Builder entries = FileEntriesLayer.builder().setName(layer.name());
        long bytes = 0;
        for (String path : layer.paths()) {
            Path source = root.resolve(path);
            entries.addEntryRecursive(
                    source,
                    AbsoluteUnixPath.get("/" + path),
                    (file, _) ->
                            Files.isDirectory(file) || Files.isExecutable(file)
                                    ? PROGRAM
                                    : FilePermissions.DEFAULT_FILE_PERMISSIONS);
            bytes += bytesOf(source);
        }
        image.addFileEntriesLayer(entries.build());
        return bytes;
    }

    private static long bytesOf(Path source) throws IOException {
        try (var files = Files.walk(source)) {
            return files.mapToLong(file -> Files.isRegularFile(file) ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
