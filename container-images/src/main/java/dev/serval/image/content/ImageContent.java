package dev.serval.image.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What an image holds, and how it is started.
///
/// @param repository its name without registry and tag: `serval/predictor`
/// @param suffix what its tag has after the version; empty for nothing
/// @param title one line of what it is
/// @param root the folder that its files lie in as they shall lie in the image
/// @param layers the parts of the root that become a layer each, those that change least first
/// @param entrypoint the command that starts it
/// @param environment its variables
/// @param ports the ports that it listens on
public record ImageContent(
        String repository,
        String suffix,
        String title,
        Path root,
        List<Layer> layers,
        List<String> entrypoint,
        Map<String, String> environment,
        List<Integer> ports) {
    public ImageContent {
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
    }

    /// A layer.
    ///
    /// @param name what it is called in the image's history
    /// @param paths files and folders below the root: `deployments/lib`
    public record Layer(String name, List<String> paths) {
        public Layer {
            paths = List.copyOf(paths);
        }
    }
}
