package dev.serval.platform.plan.config;

/// How services are reached.
///
/// @param urlScheme http or https
/// @param domain what all hosts end with
/// @param hostTemplate how a host is built of `{{.Name}}`, `{{.Namespace}}` and
///   `{{.IngressDomain}}`
/// @param clusterDomain what hosts within the cluster end with
public record IngressConfig(
        String urlScheme, String domain, String hostTemplate, String clusterDomain) {
    private static final String BY_DOTS = "{{.Name}}.{{.Namespace}}.{{.IngressDomain}}";

    /// As Knative names its services.
    public static final IngressConfig KNATIVE =
            new IngressConfig("http", "example.com", BY_DOTS, "svc.cluster.local");

    /// As KServe names its routes in Standard mode.
    public static final IngressConfig STANDARD =
            new IngressConfig(
                    "http",
                    "example.com",
                    "{{.Name}}-{{.Namespace}}.{{.IngressDomain}}",
                    "svc.cluster.local");

    /// A laptop whose gateway listens on `port`.
    public static IngressConfig local(int port) {
        String domain = "localhost:" + port;
        return new IngressConfig("http", domain, BY_DOTS, domain);
    }
}
