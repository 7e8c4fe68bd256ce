package dev.serval.steps.image;

import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.configuration.NearestName;
import dev.serval.server.configuration.YamlMap;
import dev.serval.server.configuration.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads what is done to pictures: `- resize: {width: 8, height: 8}`, `- crop: …`, `- centerCrop:
/// …`.
final class Operations {
    private static final int MOST = 1 << 14;
    private static final List<String> NAMES = List.of("resize", "centerCrop", "crop");

    private final long maxPixels;

    /// @param maxPixels how many pixels a resized picture may have
    Operations(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    List<Operation> read(YamlValue list) throws ConfigurationException {
        List<Operation> operations = new ArrayList<>();
        for (YamlValue element : list.elements()) {
            operations.add(operation(element));
        }
        return operations;
    }

    private Operation operation(YamlValue element) throws ConfigurationException {
        YamlMap map = element.map();
        if (map.keys().size() != 1) {
            throw element.mistyped("one of " + String.join(", ", NAMES));
        }
        String name = map.keys().iterator().next();
        YamlValue value = map.find(name).orElseThrow();
        return switch (name) {
            case "resize" -> resize(value);
            case "centerCrop" -> centerCrop(value);
            case "crop" -> crop(value);
            default ->
                    throw element.refusal(
                            "%s: unknown operation %s, %s"
                                    .formatted(
                                            element.path(),
                                            name,
                                            NearestName.find(name, NAMES)
                                                    .map("did you mean %s?"::formatted)
                                                    .orElse(
                                                            "expected one of "
                                                                    + String.join(", ", NAMES))));
        };
    }

    private Operation resize(YamlValue value) throws ConfigurationException {
        YamlMap map = value.map();
        map.requireOnly(List.of("width", "height", "shortest", "filter"));
        Optional<YamlValue> written = map.find("filter");
        Filter filter = written.isPresent() ? filter(written.get()) : Filter.BILINEAR;
        Optional<YamlValue> shortest = map.find("shortest");
        if (shortest.isPresent()) {
            if (map.find("width").isPresent() || map.find("height").isPresent()) {
                throw value.refusal(
                        "%s: expected shortest, or width and height".formatted(value.path()));
            }
            return new Operation.ToShortest(length(shortest.get()), filter, maxPixels);
        }
        return new Operation.ToSize(
                length(require(value, map, "height")),
                length(require(value, map, "width")),
                filter);
    }

    private static Filter filter(YamlValue written) throws ConfigurationException {
        return Filter.find(written.text())
                .orElseThrow(() -> written.mistyped("one of " + Arrays.toString(Filter.values())));
    }

    private static Operation centerCrop(YamlValue value) throws ConfigurationException {
        YamlMap map = value.map();
        map.requireOnly(List.of("width", "height"));
        return new Operation.CenterCrop(
                length(require(value, map, "height")), length(require(value, map, "width")));
    }

    private static Operation crop(YamlValue value) throws ConfigurationException {
        YamlMap map = value.map();
        map.requireOnly(List.of("left", "top", "width", "height"));
        return new Operation.Crop(
                (int) require(value, map, "left").whole(0, MOST),
                (int) require(value, map, "top").whole(0, MOST),
                length(require(value, map, "height")),
                length(require(value, map, "width")));
    }

    private static int length(YamlValue value) throws ConfigurationException {
        return (int) value.whole(1, MOST);
    }

    private static YamlValue require(YamlValue value, YamlMap map, String key)
            throws ConfigurationException {
        return map.find(key)
                .orElseThrow(() -> value.refusal("%s: %s is missing".formatted(value.path(), key)));
    }
}
