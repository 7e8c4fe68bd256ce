package dev.serval.it;

import java.nio.file.Path;
import java.util.function.Supplier;

/// Where things lie in the checkout that is tested.
final class Checkout {
    private static final Path ROOT = Path.of(System.getProperty("serval.root", ".."));

    private Checkout() {}

    static Path file(String path) {
        return ROOT.resolve(path).toAbsolutePath().normalize();
    }

    /// What starts the packaged predictor, or else the native one that `SERVAL_NATIVE_PREDICTOR`
    /// names: both are to behave alike.
    static Path predictor() {
        return nativeOr("SERVAL_NATIVE_PREDICTOR", () -> PackagedProgram.PREDICTOR.launch());
    }

    /// What starts the packaged transformer, or the native one that `SERVAL_NATIVE_TRANSFORMER`
    /// names.
    static Path transformer() {
        return nativeOr("SERVAL_NATIVE_TRANSFORMER", () -> PackagedProgram.TRANSFORMER.launch());
    }

    /// What starts the packaged explainer, or the native one that `SERVAL_NATIVE_EXPLAINER` names.
    static Path explainer() {
        return nativeOr("SERVAL_NATIVE_EXPLAINER", () -> PackagedProgram.EXPLAINER.launch());
    }

    private static Path nativeOr(String variable, Supplier<Path> packaged) {
        String image = System.getenv(variable);
        return image == null ? packaged.get() : file(image);
    }

    /// What starts the packaged local platform.
    static Path platform() {
        return PackagedProgram.PLATFORM.launch();
    }

    static Path irisDirectory() {
        return file("examples/iris/model");
    }
}
