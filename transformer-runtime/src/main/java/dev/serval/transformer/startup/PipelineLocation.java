package dev.serval.transformer.startup;

import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.server.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where the pipeline is: in the file that the configuration names, or else in the folder that
/// stands for a model, which is where a cluster brings what a service's storage URI names.
@Singleton
class PipelineLocation {
    private static final String FILE = "transformer.yaml";
    private static final String LOCAL = "file://";

    private final TransformerConfig config;
    private final Optional<Path> modelDir;
    private final Optional<String> storageUri;

    PipelineLocation(
            TransformerConfig config,
            @ConfigProperty(name = "serval.model.dir") Optional<Path> modelDir,
            @ConfigProperty(name = "serval.storage.uri") Optional<String> storageUri) {
        this.config = config;
        this.modelDir = modelDir;
        this.storageUri = storageUri;
    }

    /// @throws ConfigurationException if nothing names a pipeline, saying what could
    Path require() throws ConfigurationException {
        if (config.pipeline().isPresent()) {
            return config.pipeline().get();
        }
        if (modelDir.isPresent()) {
            return modelDir.get().resolve(FILE);
        }
        Path mounted = Path.of(RuntimeDefaults.MODEL_DIR).resolve(FILE);
        if (Files.exists(mounted)) {
            return mounted;
        }
        String uri = storageUri.orElse("");
        if (uri.startsWith(LOCAL)) {
            Path named = Path.of(uri.substring(LOCAL.length()));
            return Files.isDirectory(named) ? named.resolve(FILE) : named;
        }
        throw new ConfigurationException(
                uri.isEmpty()
                        ? "no pipeline is named, expected --pipeline FILE, or --model_dir with a folder that holds %s"
                                .formatted(FILE)
                        : "storage_uri is '%s', and %s does not exist: a transformer reads its pipeline from a folder of this machine, expected --pipeline FILE or a file:// URI"
                                .formatted(uri, mounted));
    }
}
