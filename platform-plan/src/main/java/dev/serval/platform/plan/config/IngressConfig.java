package dev.serval.platform.plan.config;

/// How services are reached.
///
/// @param urlScheme http or https
/// @param domain what all hosts end with
/// @param knativeHosts how Knative builds a host of `{{.Name}}`, `{{.Namespace}}` and
///   `{{.IngressDomain}}`
/// @param standardHosts how a host is built in Standard mode
/// @param clusterDomain what hosts within the cluster end with
public record IngressConfig(
        String urlScheme,
        String domain,
        String knativeHosts,
        String standardHosts,
        String clusterDomain) {
    private static final String BY_DOTS = "{{.Name}}.{{.Namespace}}.{{.IngressDomain}}";
    private static final String BY_DASH = "{{.Name}}-{{.Namespace}}.{{.IngressDomain}}";

    /// What KServe ships.
    public static final IngressConfig DEFAULT =
            new IngressConfig("http", "example.com", BY_DOTS, BY_DASH, "svc.cluster.local");

    /// A laptop whose gateway listens on `port`.
    public static IngressConfig local(int port) {
        String domain = "localhost:" + port;
        return new IngressConfig("http", domain, BY_DOTS, BY_DOTS, domain);
    }

    /// How a host is built in a mode.
    public String hostTemplate(DeploymentMode mode) {
        return mode == DeploymentMode.STANDARD ? standardHosts : knativeHosts;
    }
}
