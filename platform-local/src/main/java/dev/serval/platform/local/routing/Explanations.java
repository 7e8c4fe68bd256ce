package dev.serval.platform.local.routing;

/// Tells calls for an explanation from all others: V1's `/v1/models/{model}:explain` and V2's
/// `/v2/models/{model}[/versions/{version}]/explain`.
final class Explanations {
    private static final String VERB = "explain";
    private static final String V1_MODELS = "/v1/models/";
    private static final String V2_MODELS = "/v2/models/";

    private Explanations() {}

    static boolean isAskedBy(String uri) {
        int query = uri.indexOf('?');
        int end = query < 0 ? uri.length() : query;
        int start = end - VERB.length();
        if (start < 1 || !uri.startsWith(VERB, start)) {
            return false;
        }
        return switch (uri.charAt(start - 1)) {
            case ':' -> uri.startsWith(V1_MODELS);
            case 'A', 'a' -> uri.startsWith(V1_MODELS) && uri.startsWith("%3", start - 3);
            case '/' -> start > V2_MODELS.length() && uri.startsWith(V2_MODELS);
            default -> false;
        };
    }
}
