package dev.serval.storage.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a model is kept. As in KServe, what follows the scheme is taken as it stands: no escape in
/// it is decoded, and a text without a scheme is a path.
///
/// @param scheme in lower case: `s3`; `file` for a path
/// @param location what follows the scheme and its slashes: `bucket/models/iris`
public record StorageUri(String scheme, String location) {
    /// The scheme of files on this machine.
    public static final String FILE = "file";

    private static final Pattern WITH_SCHEME =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?://|(?=/))(.*)", Pattern.DOTALL);
    private static final Pattern PASSWORD = Pattern.compile("^[^/@]*:[^/@]*@");
    private static final Pattern QUERY = Pattern.compile("\\?.*$", Pattern.DOTALL);

    /// Whether a text names a file or a folder of this machine: it is a path, or a `file` URI.
    public static boolean isOfThisMachine(String text) {
        Matcher matcher = WITH_SCHEME.matcher(text.strip());
        return matcher.matches() ? matcher.group(1).equalsIgnoreCase(FILE) : !text.contains("://");
    }

    /// A text as it may be shown, whether or not it is a URI: see [#toString].
    public static String shown(String text) {
        Matcher matcher = WITH_SCHEME.matcher(text.strip());
        return matcher.matches()
                ? new StorageUri(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2))
                        .toString()
                : Shown.text(text);
    }

    /// @throws StorageException if the text names no place
    public static StorageUri parse(String text) throws StorageException {
        String trimmed = text.strip();
        Matcher matcher = WITH_SCHEME.matcher(trimmed);
        boolean hasScheme = matcher.matches();
        String scheme = hasScheme ? matcher.group(1).toLowerCase(Locale.ROOT) : FILE;
        String location = hasScheme ? matcher.group(2) : trimmed;
        if (location.isBlank()) {
            throw new StorageException(
                    "storage URI '%s' names no place, expected scheme://place or a path"
                            .formatted(trimmed));
        }
        if (location.chars().anyMatch(Character::isISOControl)) {
            throw new StorageException(
                    "storage URI '%s' holds a control character"
                            .formatted(trimmed.replaceAll("\\p{Cntrl}", "?")));
        }
        return new StorageUri(scheme, location);
    }

    /// The URI as it may be shown: without a password or a query, which may hold a signature.
    @Override
    public String toString() {
        if (scheme.equals(FILE)) {
            return "file://" + location;
        }
        String shown = PASSWORD.matcher(location).replaceFirst("***@");
        return scheme + "://" + QUERY.matcher(shown).replaceFirst("?…");
    }
}
