package dev.serval.server.explainer;

/// An explanation as its caller gets it.
///
/// @param contentType `application/json` for JSON, which becomes the member `explanations` of the
///   answer; any other for a document that is the whole answer
public record ExplainAnswer(String contentType, String body) {
    private static final String JSON = "application/json";

    /// Explanations in JSON: an array of them, or one object.
    public static ExplainAnswer json(String explanations) {
        return new ExplainAnswer(JSON, explanations);
    }

    /// A picture.
    public static ExplainAnswer svg(String picture) {
        return new ExplainAnswer("image/svg+xml", picture);
    }

    public boolean isJson() {
        return contentType.equals(JSON);
    }
}
