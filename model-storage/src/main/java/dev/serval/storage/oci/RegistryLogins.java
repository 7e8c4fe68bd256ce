package dev.serval.storage.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebCredential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/// The logins of a Docker configuration: `$DOCKER_CONFIG/config.json`, `~/.docker/config.json`, or
/// a mounted secret's `.dockerconfigjson`.
record RegistryLogins(String source, JsonNode auths) {
    private static final String HUB = "https://index.docker.io/v1/";

    static RegistryLogins of(StoreAccess access) throws SettingException {
        Optional<Path> file =
                Stream.concat(
                                access.find("DOCKER_CONFIG").stream()
                                        .flatMap(folder ->
                                                Stream.of(
                                                        Path.of(folder, "config.json"),
                                                        Path.of(folder, ".dockerconfigjson"),
                                                        Path.of(folder))),
                                access.find("HOME").stream()
                                        .map(home -> Path.of(home, ".docker", "config.json")))
                        .filter(Files::isRegularFile)
                        .findFirst();
        JsonMapper json = new JsonMapper();
        if (file.isEmpty()) {
            return new RegistryLogins("", json.createObjectNode());
        }
        try {
            return new RegistryLogins(
                    file.get().toString(), json.readTree(file.get().toFile()).path("auths"));
        } catch (IOException broken) {
            throw new SettingException(
                    "the logins in %s cannot be read: %s"
                            .formatted(file.get(), broken.getMessage()),
                    broken);
        }
    }

    /// The login for a registry, or none.
    WebCredential of(String registry) {
        JsonNode login = auths.path(registry);
        for (String name : new String[] {"https://" + registry, "http://" + registry, HUB}) {
            boolean fits = !name.equals(HUB) || registry.endsWith("docker.io");
            login = login.isMissingNode() && fits ? auths.path(name) : login;
        }
        String pair =
                login.hasNonNull("auth")
                        ? decoded(login.path("auth").asText())
                        : login.path("username").asText() + ":" + login.path("password").asText();
        int colon = pair.indexOf(':');
        return login.isMissingNode() || colon < 1
                ? WebCredential.ANONYMOUS
                : WebCredential.basic(source, pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static String decoded(String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
