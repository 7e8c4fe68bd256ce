package dev.serval.it;

import java.nio.file.Path;

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
        String image = System.getenv("SERVAL_NATIVE_PREDICTOR");
        return image == null ? PackagedProgram.PREDICTOR.launch() : file(image);
    }

    /// What starts the packaged transformer.
    static Path transformer() {
        return PackagedProgram.TRANSFORMER.launch();
    }

    /// What starts the packaged explainer.
    static Path explainer() {
        return PackagedProgram.EXPLAINER.launch();
    }

    /// What starts the packaged local platform.
    static Path platform() {
        return PackagedProgram.PLATFORM.launch();
    }

    static Path irisDirectory() {
        return file("examples/iris/model");
    }
}
