package dev.serval.predictor.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a configuration file says.
///
/// @param declaredName what the file says that the model is called; `null` if it does not
/// @param warnings what in the file has no effect, a line each
public record ReadSettings(
        ModelSettings settings, @Nullable String declaredName, List<String> warnings) {
    /// What holds where there is no file.
    static final ReadSettings NONE = new ReadSettings(ModelSettings.DEFAULT, null, List.of());

    public ReadSettings {
        warnings = List.copyOf(warnings);
    }
}
