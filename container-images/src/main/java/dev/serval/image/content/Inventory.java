package dev.serval.image.content;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an image is made of beside its base: the bill of materials in the form of [CycloneDX
/// 1.6](https://cyclonedx.org/docs/1.6/json/), with the Java runtime and every library, by Maven's
/// coordinates where its jar tells them, else by its file's name. Says no time, so that the same
/// content gives the same image.
final class Inventory {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private final ObjectMapper mapper =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final ObjectNode bill = mapper.createObjectNode();
    private final ArrayNode components;

    /// @param name the image's
    Inventory(String name) {
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        bill.putObject("metadata")
                .putObject("component")
                .put("type", "container")
                .put("name", name);
        components = bill.putArray("components");
    }

    /// Adds a Java runtime.
    ///
    /// @param runtime its folder
    Inventory withJava(Path runtime) throws IOException {
        components.add(java(runtime));
        return this;
    }

    /// Adds the libraries of a folder; one that is not there holds none.
    Inventory withLibraries(Path folder) throws IOException {
        for (Path jar : files(folder, ".jar")) {
            components.add(library(jar, coordinates(jar)));
        }
        for (Path library : files(folder, OpenMpLibrary.FILE)) {
            components.add(library(library, new Coordinates("", OpenMpLibrary.FILE, "")));
        }
        return this;
    }

    /// Writes what was added.
    void write(Path file) throws IOException {
        Files.write(file, mapper.writeValueAsBytes(bill));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /// What the runtime says of itself.
    private ObjectNode java(Path runtime) throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(runtime.resolve("release"))) {
            release.load(in);
        }
        return mapper.createObjectNode()
                .put("type", "platform")
                .put("name", "java-runtime")
                .put("version", release.getProperty("JAVA_VERSION", "").replace("\"", ""));
    }

    private ObjectNode library(Path file, Coordinates coordinates) throws IOException {
        ObjectNode library = mapper.createObjectNode().put("type", "library");
        if (!coordinates.group().isEmpty()) {
            library.put("group", coordinates.group());
        }
        library.put("name", coordinates.name()).put("version", coordinates.version());
        if (!coordinates.group().isEmpty()) {
            library.put(
                    "purl",
                    "pkg:maven/%s/%s@%s"
                            .formatted(
                                    coordinates.group(),
                                    coordinates.name(),
                                    coordinates.version()));
        }
        library.putArray("hashes")
                .addObject()
                .put("alg", "SHA-256")
                .put("content", HexFormat.of().formatHex(sha256(file)));
        return library;
    }

    /// A jar that holds the descriptions of several libraries is told by its file's name.
    private static Coordinates coordinates(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            List<JarEntry> found =
                    open.stream()
                            .filter(entry ->
                                    entry.getName().startsWith("META-INF/maven/")
                                            && entry.getName().endsWith("/pom.properties"))
                            .toList();
            if (found.size() == 1) {
                Properties described = new Properties();
                try (InputStream in = open.getInputStream(found.getFirst())) {
                    described.load(in);
                }
                return new Coordinates(
                        described.getProperty("groupId", ""),
                        described.getProperty("artifactId", ""),
                        described.getProperty("version", ""));
            }
        }
        String name = Objects.requireNonNull(jar.getFileName()).toString();
        Matcher parts = FILE.matcher(name);
        return parts.matches()
                ? new Coordinates("", parts.group(1), parts.group(2))
                : new Coordinates("", name, "");
    }

    private static byte[] sha256(Path file) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private record Coordinates(String group, String name, String version) {}
}
