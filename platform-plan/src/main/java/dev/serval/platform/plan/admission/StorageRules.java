package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.api.inference.StorageLocation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where a component's artefacts may come from and go to.
final class StorageRules {
    private static final int MAX_PATH = 255;
    private static final String VOLUME_CLAIM = "pvc://";

    private StorageRules() {}

    static void check(PredictorSpec predictor, String field, Violations violations) {
        boolean hasUri =
                predictor.model() != null && predictor.model().source().storageUri() != null;
        violations.require(
                !hasUri || predictor.storageUris().isEmpty(),
                field + ".storageUris",
                "storageUri and storageUris are both given, expected one of them");
        checkLocations(predictor.storageUris(), field, violations);
    }

    static void checkLocations(
            List<StorageLocation> locations, String field, Violations violations) {
        Set<String> claimed = new HashSet<>();
        for (int i = 0; i < locations.size(); i++) {
            StorageLocation location = locations.get(i);
            String at = "%s.storageUris[%d]".formatted(field, i);
            violations.require(!location.uri().isBlank(), at + ".uri", "a URI is expected");
            checkPath(location.mountedAt(), at + ".mountPath", violations);
            if (location.uri().startsWith(VOLUME_CLAIM)) {
                violations.require(
                        claimed.add(location.mountedAt()),
                        at + ".mountPath",
                        "'%s' is the place of another volume".formatted(location.mountedAt()));
            }
        }
        checkCommonParent(locations, field, violations);
    }

    private static void checkPath(String path, String field, Violations violations) {
        boolean isGood =
                path.startsWith("/")
                        && !path.equals("/")
                        && path.length() <= MAX_PATH
                        && !List.of(path.split("/", -1)).contains("..");
        violations.require(
                isGood,
                field,
                "expected an absolute path of at most %d characters below '/' and without '..', found '%s'"
                        .formatted(MAX_PATH, path));
    }

    /// What is fetched goes to one folder of the pod, so that all of it lies below one.
    private static void checkCommonParent(
            List<StorageLocation> locations, String field, Violations violations) {
        List<String> fetched =
                locations.stream()
                        .filter(location -> !location.uri().startsWith(VOLUME_CLAIM))
                        .map(StorageLocation::mountedAt)
                        .toList();
        Set<String> roots = new HashSet<>();
        fetched.forEach(path -> roots.add(path.split("/", -1)[path.startsWith("/") ? 1 : 0]));
        violations.require(
                roots.size() <= 1,
                field + ".storageUris",
                "the mount paths %s have no parent in common but '/'"
                        .formatted(String.join(", ", fetched)));
    }
}
