package dev.serval.storage.gcs;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebCredential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which credential is shown to Google: that of `GOOGLE_APPLICATION_CREDENTIALS`, or the default of
/// the machine, or, as in KServe, none if there is none.
final class GcsCredentials {
    private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";

    private GcsCredentials() {}

    static WebCredential of(StoreAccess access) throws SettingException {
        Optional<String> file = access.find(FILE);
        if (file.isPresent() && !Files.isReadable(Path.of(file.get()))) {
            throw new SettingException(
                    "%s is '%s', which cannot be read".formatted(FILE, file.get()));
        }
        if (file.isPresent()) {
            return GoogleToken.ofFile(Path.of(file.get()), FILE + " " + file.get());
        }
        return access.find("STORAGE_EMULATOR_HOST").isPresent()
                ? WebCredential.ANONYMOUS
                : GoogleToken.ofMachine();
    }
}
