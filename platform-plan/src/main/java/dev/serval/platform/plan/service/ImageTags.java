package dev.serval.platform.plan.service;

import io.fabric8.kubernetes.api.model.Container;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which image a runtime's container has: another tag where the user asks for one, and a build for
/// graphics processors where the container has some. The predictor's image keeps its own tag, which
/// is Serval's version and an engine: manifests ask for versions of the servers that KServe has.
final class ImageTags {
    private static final Set<String> WITH_GPU_BUILD =
            Set.of("tensorflow/serving", "pytorch/torchserve-kfs", "kserve/huggingfaceserver");
    private static final String PREDICTOR = "serval/predictor";
    private static final String GPU = "nvidia.com/gpu";

    private ImageTags() {}

    static String image(Container container, @Nullable String version) {
        String image = Objects.requireNonNullElse(container.getImage(), "");
        if (image.contains("@") || image.isEmpty()) {
            return image;
        }
        int colon = image.lastIndexOf(':');
        boolean isTagged = colon > image.lastIndexOf('/');
        String repository = isTagged ? image.substring(0, colon) : image;
        if (version != null && !repository.endsWith(PREDICTOR)) {
            return repository + ":" + version;
        }
        return isTagged && hasGpu(container) && hasGpuBuild(repository) && !image.endsWith("-gpu")
                ? image + "-gpu"
                : image;
    }

    private static boolean hasGpuBuild(String repository) {
        return WITH_GPU_BUILD.stream().anyMatch(repository::endsWith);
    }

    private static boolean hasGpu(Container container) {
        return container.getResources() != null
                && container.getResources().getLimits() != null
                && container.getResources().getLimits().containsKey(GPU);
    }
}
