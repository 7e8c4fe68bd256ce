package dev.serval.storage.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Which files of a listing are fetched: KServe's `STORAGE_ALLOW_PATTERNS` and
/// `STORAGE_IGNORE_PATTERNS`, each a JSON array or a list with commas of shell patterns, in which
/// `*` also stands for slashes.
record FileFilter(List<String> allowed, List<String> ignored) {
    private static final String ALLOW = "STORAGE_ALLOW_PATTERNS";
    private static final String IGNORE = "STORAGE_IGNORE_PATTERNS";

    static FileFilter from(StoreAccess access) throws SettingException {
        return new FileFilter(patterns(access, ALLOW), patterns(access, IGNORE));
    }

    Listing apply(Listing listing) throws StorageException {
        if (listing.packaging() != Listing.Packaging.FILES
                || (allowed.isEmpty() && ignored.isEmpty())) {
            return listing;
        }
        List<RemoteFile> left =
                listing.files().stream().filter(file -> takes(file.path())).toList();
        if (left.isEmpty()) {
            throw new StorageException(
                    "storage URI '%s': none of %d files is left by %s %s and %s %s"
                            .formatted(
                                    listing.uri(),
                                    listing.files().size(),
                                    ALLOW,
                                    allowed,
                                    IGNORE,
                                    ignored));
        }
        return Listing.of(listing.uri(), listing.store(), left);
    }

    private boolean takes(String path) {
        return (allowed.isEmpty() || allowed.stream().anyMatch(one -> matches(one, path)))
                && ignored.stream().noneMatch(one -> matches(one, path));
    }

    /// Python's `fnmatch`, which KServe matches by.
    private static boolean matches(String pattern, String path) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char one = pattern.charAt(i);
            int end = one == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (one == '*') {
                regex.append(".*");
            } else if (one == '?') {
                regex.append('.');
            } else if (end > 0) {
                String set =
                        pattern.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(one)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(path).matches();
    }

    private static List<String> patterns(StoreAccess access, String variable)
            throws SettingException {
        String text = access.find(variable).orElse("").strip();
        if (!text.startsWith("[")) {
            return List.of(text.split(",")).stream()
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
        try {
            List<String> patterns = new ArrayList<>();
            for (JsonNode one : new JsonMapper().readTree(text)) {
                patterns.add(one.asText());
            }
            return patterns;
        } catch (JsonProcessingException broken) {
            throw new SettingException(
                    "%s is '%s', expected a JSON array of patterns"
                            .formatted(variable, Shown.text(text)),
                    broken);
        }
    }
}
