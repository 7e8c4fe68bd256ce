package dev.serval.engine.pytorch.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A TorchScript file, as `torch.jit.save` writes it: a zip archive with one folder, in which
/// `data.pkl` begins with the module's class and `code` has the classes.
public final class ScriptArchive {
    private static final String DATA = "/data.pkl";
    private static final String CONSTANTS = "/constants.pkl";
    private static final int MOST_CODE = 16 << 20;
    private static final int LONGEST_CLASS_NAME = 4096;

    /// The opcodes that a pickle of an object begins with: its protocol, then a global name.
    private static final int PROTOCOL = 0x80;

    private static final int GLOBAL = 'c';

    private ScriptArchive() {}

    /// What the module in a file takes and gives.
    ///
    /// @throws ScriptException if the file is no TorchScript, saying what it is instead
    public static ForwardSignature read(Path file) throws IOException, ScriptException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry data =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(DATA))
                            .filter(entry -> entry.getName().indexOf('/') == rootOf(entry).length())
                            .findFirst()
                            .orElseThrow(() ->
                                    new ScriptException(
                                            "it is a zip archive without data.pkl, expected TorchScript"));
            String root = rootOf(data);
            if (zip.getEntry(root + CONSTANTS) == null) {
                throw new ScriptException(
                        "it holds Python objects or weights alone, as torch.save writes them,"
                                + " expected TorchScript: torch.jit.script(model).save(…)");
            }
            String type = className(zip, data);
            int dot = type.lastIndexOf('.');
            String place =
                    "%s/code/%s.py".formatted(root, type.substring(0, dot).replace('.', '/'));
            return signature(zip, place, type.substring(dot + 1));
        } catch (ZipException broken) {
            throw new ScriptException(
                    "it is no zip archive (%s), expected TorchScript"
                            .formatted(broken.getMessage()));
        }
    }

    private static ForwardSignature signature(ZipFile zip, String place, String type)
            throws IOException, ScriptException {
        Optional<ZipEntry> code = Optional.ofNullable(zip.getEntry(place));
        if (code.isEmpty()) {
            throw new ScriptException(
                    "it has no %s, expected the module's code there".formatted(place));
        }
        return ForwardSignature.find(text(zip, code.get()), type)
                .orElseThrow(
                        () -> new ScriptException("its class %s has no forward".formatted(type)));
    }

    private static String rootOf(ZipEntry data) {
        return data.getName().substring(0, data.getName().length() - DATA.length());
    }

    /// The name that the pickle begins with: `__torch__.net.Net`.
    private static String className(ZipFile zip, ZipEntry data)
            throws IOException, ScriptException {
        try (InputStream in = zip.getInputStream(data)) {
            byte[] begin = in.readNBytes(LONGEST_CLASS_NAME);
            if (begin.length > 3 && (begin[0] & 0xff) == PROTOCOL && begin[2] == GLOBAL) {
                String[] lines =
                        new String(begin, 3, begin.length - 3, StandardCharsets.UTF_8)
                                .split("\n", 3);
                if (lines.length == 3) {
                    return lines[0] + "." + lines[1];
                }
            }
            throw new ScriptException("its data.pkl begins with no class, expected a module's");
        }
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException, ScriptException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_CODE + 1);
            if (bytes.length > MOST_CODE) {
                throw new ScriptException(
                        "%s is larger than %d bytes".formatted(entry.getName(), MOST_CODE));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
