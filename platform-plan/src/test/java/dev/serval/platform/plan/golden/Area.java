package dev.serval.platform.plan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.yaml.Problem;
import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.plan.admission.Defaulting;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.knative.HostRoute;
import dev.serval.platform.plan.knative.KnativeRenderer;
import dev.serval.platform.plan.local.LocalPlan;
import dev.serval.platform.plan.local.LocalProgram;
import dev.serval.platform.plan.local.LocalRenderer;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.ChosenRuntime;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.Refusal;
import dev.serval.platform.plan.service.ServiceId;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.StatusReporter;
import dev.serval.platform.plan.storage.StorageCredentials;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is done with the situations below a directory of that name.
enum Area {
    /// A file is read: what is wrong with it.
    READING {
        @Override
        void run(Situation situation) throws IOException {
            List<String> problems = new ArrayList<>();
            List<String> resources = new ArrayList<>();
            for (String name : situation.inputs()) {
                ResourceFile file = situation.file(name);
                file.problems().forEach(problem -> problems.add(line(problem)));
                file.resources()
                        .forEach(read ->
                                resources.add(
                                        "%s %s at %s"
                                                .formatted(
                                                        read.resource().getKind(),
                                                        read.resource().getMetadata().getName(),
                                                        read.where())));
            }
            situation.out("out.yaml", Map.of("problems", problems, "resources", resources));
        }

        private String line(Problem problem) {
            return problem.severity() + " " + problem;
        }
    },
    /// What admission fills in.
    DEFAULTING {
        @Override
        void run(Situation situation) throws IOException {
            Defaulting defaulting = new Defaulting(PlatformConfig.DEFAULT);
            for (InferenceService service : situation.resources(InferenceService.class)) {
                situation.out(
                        "out-" + service.getMetadata().getName() + ".yaml",
                        defaulting.apply(service));
            }
        }
    },
    /// What is refused, with the very messages.
    REFUSALS {
        @Override
        void run(Situation situation) throws IOException {
            for (PlanResult result : planned(situation, PlatformConfig.DEFAULT)) {
                switch (result) {
                    case Refusal refusal -> situation.out("out.yaml", refusal);
                    case ServicePlan plan ->
                            throw new AssertionError("not refused: " + plan.service());
                }
            }
        }
    },
    /// What the plan is.
    PLAN {
        @Override
        void run(Situation situation) throws IOException {
            for (PlanResult result : planned(situation, PlatformConfig.DEFAULT)) {
                situation.out("out-" + result.service().name() + ".yaml", result);
            }
        }
    },
    /// A story of one service: each file is applied after the one before, and what became of its
    /// traffic is told.
    ROLLOUT {
        @Override
        void run(Situation situation) throws IOException {
            RuntimeCatalog catalog =
                    RuntimeCatalog.of("default", List.of(), BuiltInRuntimes.read());
            SimulatedKnative knative =
                    new SimulatedKnative(
                            new ServicePlanner(
                                    catalog, new StorageUris(List.of()), PlatformConfig.DEFAULT));
            List<Map<String, Object>> story = new ArrayList<>();
            for (String name : situation.inputs()) {
                ResourceFile file = situation.file(name);
                for (InferenceService service : file.resources(InferenceService.class)) {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("applied", name);
                    told.putAll(knative.apply(service));
                    story.add(told);
                }
            }
            situation.out("out-story.yaml", story);
        }
    },
    /// What is reported of a service that is planned and observed.
    STATUS {
        @Override
        void run(Situation situation) throws IOException {
            ResourceFile file = situation.file("in-service.yaml");
            Observation seen = ObservationFile.read(situation.text("in-observation.yaml"));
            ServicePlanner planner =
                    new ServicePlanner(
                            RuntimeCatalog.of("default", List.of(), BuiltInRuntimes.read()),
                            new StorageUris(List.of()),
                            PlatformConfig.DEFAULT);
            InferenceService service = file.resources(InferenceService.class).getFirst();
            situation.out(
                    "out-status.yaml",
                    new StatusReporter().report(service, planner.plan(service), seen, NOW));
        }
    },
    /// What a laptop runs.
    LOCAL {
        @Override
        void run(Situation situation) throws IOException {
            List<Secret> secrets = situation.resources(Secret.class);
            List<ServiceAccount> accounts = situation.resources(ServiceAccount.class);
            for (PlanResult result : planned(situation, PlatformConfig.local(8080))) {
                String namespace = result.service().namespace();
                LocalRenderer renderer =
                        new LocalRenderer(
                                Path.of("/home/ada/models"),
                                new StorageCredentials(namespace, secrets, accounts));
                String name = "out-" + result.service().name() + ".yaml";
                switch (result) {
                    case ServicePlan plan -> situation.out(name, renderer.render(plan));
                    case Refusal refusal -> situation.out(name, refusal);
                }
            }
        }
    },
    /// What becomes of a manifest as KServe's samples have it: the runtime that is picked, what
    /// Knative runs and what a laptop runs. A row that KServe's own runtime serves says so in its
    /// name.
    KSERVE {
        @Override
        void run(Situation situation) throws IOException {
            boolean isServals = !situation.name().endsWith("kserves-own");
            ServicePlan plan = onlyPlan(situation, PlatformConfig.DEFAULT);
            ChosenRuntime runtime = plan.components().getFirst().chosenRuntime().orElseThrow();
            assertThat(runtime.name().startsWith("serval-"))
                    .as(runtime.reason())
                    .isEqualTo(isServals);
            LocalPlan local =
                    new LocalRenderer(
                                    Path.of("/home/ada/models"),
                                    new StorageCredentials("default", List.of(), List.of()))
                            .render(onlyPlan(situation, PlatformConfig.local(8080)));
            LocalProgram program = local.components().getFirst().program();
            assertThat(program instanceof LocalProgram.Runs)
                    .as(program.toString())
                    .isEqualTo(isServals);
            situation.out("out-picked.yaml", runtime);
            situation.out("out-knative.yaml", new KnativeRenderer().render(plan));
            situation.out("out-local.yaml", local);
        }

        private ServicePlan onlyPlan(Situation situation, PlatformConfig config)
                throws IOException {
            return (ServicePlan) planned(situation, config).getFirst();
        }
    },
    /// What Kubernetes with Knative runs.
    KNATIVE {
        @Override
        void run(Situation situation) throws IOException {
            KnativeRenderer renderer = new KnativeRenderer();
            for (PlanResult result : planned(situation, PlatformConfig.DEFAULT)) {
                String name = "out-" + result.service().name() + ".yaml";
                switch (result) {
                    case ServicePlan plan -> situation.out(name, renderer.render(plan));
                    case Refusal refusal -> situation.out(name, refusal);
                }
            }
        }
    },
    /// The route that joins the components of a service that is observed.
    HOST {
        @Override
        void run(Situation situation) throws IOException {
            Observation seen = ObservationFile.read(situation.text("in-observation.yaml"));
            ServicePlan plan =
                    (ServicePlan)
                            planned(situation, PlatformConfig.DEFAULT, "in-service.yaml")
                                    .getFirst();
            HostRoute route = new HostRoute(plan, seen);
            Map<String, Object> out = new LinkedHashMap<>();
            route.ingress("kourier.ingress.networking.knative.dev")
                    .ifPresent(ingress -> out.put("ingress", ingress));
            out.put("alias", route.alias("kourier-internal.kourier-system.svc.cluster.local"));
            situation.out("out-route.yaml", out);
        }
    };

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Area of(String directory) {
        return valueOf(directory.toUpperCase(Locale.ROOT));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract void run(Situation situation) throws IOException;

    /// Plans all services that go in, against the runtimes that go in, or else the built-in ones.
    static List<PlanResult> planned(Situation situation, PlatformConfig config) throws IOException {
        return planned(situation, config, "");
    }

    /// The same of one file that goes in, where the others are no resources; of all if it is empty.
    static List<PlanResult> planned(Situation situation, PlatformConfig config, String file)
            throws IOException {
        if (!file.isEmpty()) {
            RuntimeCatalog catalog =
                    RuntimeCatalog.of("default", List.of(), BuiltInRuntimes.read());
            ServicePlanner planner =
                    new ServicePlanner(catalog, new StorageUris(List.of()), config);
            return situation.file(file).resources(InferenceService.class).stream()
                    .map(planner::plan)
                    .toList();
        }
        List<ClusterServingRuntime> cluster = situation.resources(ClusterServingRuntime.class);
        List<ServingRuntime> namespaced = situation.resources(ServingRuntime.class);
        StorageUris uris = new StorageUris(situation.resources(ClusterStorageContainer.class));
        List<PlanResult> results = new ArrayList<>();
        for (InferenceService service : situation.resources(InferenceService.class)) {
            RuntimeCatalog catalog =
                    RuntimeCatalog.of(
                            ServiceId.of(service).namespace(),
                            namespaced,
                            cluster.isEmpty() ? BuiltInRuntimes.read() : cluster);
            results.add(new ServicePlanner(catalog, uris, config).plan(service));
        }
        return results;
    }
}
