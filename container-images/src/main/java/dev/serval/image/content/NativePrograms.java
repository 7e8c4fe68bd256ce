package dev.serval.image.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Serval's programs that can be compiled to native images.
final class NativePrograms {
    private final List<NativeProgram> programs;

    /// @param checkout the folder of Serval's sources, with what was built in it
    NativePrograms(Path checkout) {
        programs =
                List.of(
                        program(checkout, "predictor", List.of("libonnxruntime.so")),
                        program(checkout, "transformer", List.of("libawt.so", "libjavajpeg.so")),
                        program(checkout, "explainer", List.of()));
    }

    private static NativeProgram program(Path checkout, String name, List<String> libraries) {
        return new NativeProgram(name, libraries, checkout.resolve(name + "-runtime/target"));
    }

    /// The names of those that were built.
    List<String> built() throws IOException {
        List<String> names = new ArrayList<>();
        for (NativeProgram program : programs) {
            if (program.isBuilt()) {
                names.add(program.name());
            }
        }
        return names;
    }

    /// @param name of its archive
    Optional<NativeProgram> find(String name) {
        return programs.stream().filter(program -> program.name().equals(name)).findFirst();
    }
}
