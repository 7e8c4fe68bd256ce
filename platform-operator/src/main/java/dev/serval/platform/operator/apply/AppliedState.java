package dev.serval.platform.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.yaml.ResourceJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether an object is as it was applied, so that applying it again would change nothing.
///
/// The values themselves tell little: the API server and webhooks fill in defaults, also in the
/// middle of lists, and write quantities anew. So it is kept in an annotation what was applied, as
/// a fingerprint, and it is asked who owns the fields now: whoever changed one owns it.
final class AppliedState {
    /// The SHA-256 of what was applied.
    static final String ANNOTATION = "serval.dev/applied";

    private static final String MANAGER = "serval";
    private static final String APPLY = "Apply";

    private final JsonMapper mapper = ResourceJson.mapper();

    /// Notes in an object, which is about to be applied, what is applied.
    void sign(HasMetadata wanted) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (wanted.getMetadata().getAnnotations() != null) {
            annotations.putAll(wanted.getMetadata().getAnnotations());
        }
        annotations.remove(ANNOTATION);
        wanted.getMetadata().setAnnotations(annotations);
        String fingerprint = sha256(mapper.valueToTree(wanted).toString());
        annotations.put(ANNOTATION, fingerprint);
    }

    /// @param actual what is there
    /// @param wanted what was signed
    boolean isApplied(HasMetadata actual, HasMetadata wanted) {
        return fingerprint(actual).equals(fingerprint(wanted))
                && actual.getMetadata().getManagedFields().stream()
                        .filter(entry -> MANAGER.equals(entry.getManager()))
                        .filter(entry -> APPLY.equals(entry.getOperation()))
                        .anyMatch(entry -> ownership(entry).covers(mapper.valueToTree(wanted)));
    }

    private FieldOwnership ownership(ManagedFieldsEntry entry) {
        JsonNode fields = mapper.valueToTree(entry.getFieldsV1());
        return new FieldOwnership(fields);
    }

    private static String fingerprint(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
