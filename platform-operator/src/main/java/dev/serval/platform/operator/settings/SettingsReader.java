package dev.serval.platform.operator.settings;

import dev.serval.platform.plan.config.ConfigReader;
import dev.serval.platform.plan.config.ConfigReader.Reading;
import dev.serval.platform.plan.config.IngressConfig;
import dev.serval.platform.plan.config.InitializerConfig;
import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads what a cluster keeps in ConfigMaps: KServe's `inferenceservice-config`, and of Knative its
/// domain and its networking layer. What nobody wrote is as KServe and Knative ship it.
@Singleton
class SettingsReader {
    private static final Logger LOG = Logger.getLogger(SettingsReader.class);
    private static final String SERVICE_CONFIG = "inferenceservice-config";
    private static final String DOMAIN = "config-domain";
    private static final String NETWORK = "config-network";
    private static final String DEFAULT_DOMAIN = "svc.cluster.local";
    private static final String DEFAULT_INGRESS_CLASS = "istio.ingress.networking.knative.dev";
    private static final String EXAMPLE = "_example";

    private final OperatorConfig config;
    private volatile List<String> told = List.of();

    SettingsReader(OperatorConfig config) {
        this.config = config;
    }

    /// The ConfigMaps that hold settings.
    List<MapName> maps() {
        return List.of(
                new MapName(config.namespace(), SERVICE_CONFIG),
                new MapName(config.knativeNamespace(), DOMAIN),
                new MapName(config.knativeNamespace(), NETWORK));
    }

    private boolean concerns(ConfigMap map) {
        return maps().stream().anyMatch(name -> name.isOf(map));
    }

    /// The settings.
    ///
    /// @param maps ConfigMaps of the cluster, those that hold settings among them
    ClusterSettings read(Stream<ConfigMap> maps) {
        List<ConfigMap> concerned = maps.filter(this::concerns).toList();
        Map<String, String> network = data(concerned, NETWORK);
        ConfigReader reader = new ConfigReader(data(concerned, SERVICE_CONFIG));
        Reading reading = reader.over(defaults(concerned));
        tell(reading.problems());
        return new ClusterSettings(
                reading.config(),
                Objects.requireNonNullElse(
                        firstOf(network, "ingress-class", "ingress.class"), DEFAULT_INGRESS_CLASS),
                reader.initializer(InitializerConfig.DEFAULT));
    }

    private static PlatformConfig defaults(List<ConfigMap> maps) {
        IngressConfig shipped = IngressConfig.DEFAULT;
        String template = firstOf(data(maps, NETWORK), "domain-template", "domainTemplate");
        return PlatformConfig.DEFAULT.withIngress(
                new IngressConfig(
                        shipped.urlScheme(),
                        domain(maps).orElse(DEFAULT_DOMAIN),
                        template == null
                                ? shipped.knativeHosts()
                                : template.replace("{{.Domain}}", "{{.IngressDomain}}"),
                        shipped.standardHosts(),
                        shipped.clusterDomain()));
    }

    /// Knative's domain is the key without a selector.
    private static Optional<String> domain(List<ConfigMap> maps) {
        return data(maps, DOMAIN).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(EXAMPLE) && entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static Map<String, String> data(List<ConfigMap> maps, String name) {
        return maps.stream()
                .filter(map -> name.equals(map.getMetadata().getName()))
                .map(ConfigMap::getData)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Map.of());
    }

    private static @Nullable String firstOf(Map<String, String> data, String... keys) {
        return Stream.of(keys).map(data::get).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /// Once for as long as they stay the same.
    private void tell(List<String> problems) {
        if (!problems.equals(told)) {
            told = problems;
            problems.forEach(problem -> LOG.warnf("ConfigMap %s: %s", SERVICE_CONFIG, problem));
        }
    }
}
