package dev.serval.predictor.configuration;

import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.predictor.textformat.TextField;
import dev.serval.predictor.textformat.TextFormatException;
import dev.serval.predictor.textformat.TextFormatReader;
import dev.serval.predictor.textformat.TextValue;
import dev.serval.server.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads Triton's `config.pbtxt` (its `ModelConfig` message). What Triton knows and Serval has no
/// use for is named in a warning, and so is what neither knows.
final class TritonSettings {
    private static final Map<String, String> ENGINES =
            Map.of(
                    "onnxruntime_onnx", "onnx",
                    "onnxruntime", "onnx",
                    "tensorflow_savedmodel", "tensorflow",
                    "pytorch_libtorch", "pytorch");

    private final TritonFields fields;
    private final String file;
    private final List<String> warnings = new ArrayList<>();
    private final TritonTensors tensors;
    private final TritonInstances instances;

    private final List<TextField> inputs = new ArrayList<>();
    private final List<TextField> outputs = new ArrayList<>();
    private final List<TextField> warmUps = new ArrayList<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final TritonBatching batching;
    private @Nullable String name;
    private @Nullable String engine;
    private VersionPolicy versionPolicy = VersionPolicy.DEFAULT;
    private int maxBatchSize;

    /// A reader of one file.
    ///
    /// @param file what the file is called in messages
    TritonSettings(String file) {
        this.file = file;
        this.fields = new TritonFields(file);
        this.tensors = new TritonTensors(fields, warnings);
        this.instances = new TritonInstances(fields, warnings);
        this.batching = new TritonBatching(fields, warnings);
    }

    ReadSettings read(String text) throws ConfigurationException {
        try {
            for (TextField field : TextFormatReader.read(text).fields()) {
                readTop(field);
            }
        } catch (TextFormatException broken) {
            throw new ConfigurationException("%s: %s".formatted(file, broken.getMessage()));
        }
        return new ReadSettings(settings(), name, warnings);
    }

    private ModelSettings settings() throws ConfigurationException {
        DeclaredSignature declared =
                new DeclaredSignature(
                        readTensors(inputs), readTensors(outputs), tensors.labelFiles());
        return new ModelSettings(
                engine,
                versionPolicy,
                batching.settings(),
                execution(),
                declared,
                false,
                PagingSettings.DEFAULT,
                null);
    }

    /// A configuration with warm-ups of its own has no others.
    private ExecutionSettings execution() throws ConfigurationException {
        TritonWarmUp reader = new TritonWarmUp(fields);
        List<WarmUpSample> samples = new ArrayList<>();
        for (TextField warmUp : warmUps) {
            samples.add(reader.read(warmUp, maxBatchSize));
        }
        int madeUp = samples.isEmpty() ? ExecutionSettings.DEFAULT.warmUpSamples() : 0;
        return new ExecutionSettings(0, madeUp, samples, new Parameters(parameters));
    }

    private List<DeclaredTensor> readTensors(List<TextField> given) throws ConfigurationException {
        List<DeclaredTensor> read = new ArrayList<>();
        for (TextField tensor : given) {
            read.add(tensors.read(tensor, maxBatchSize));
        }
        return read;
    }

    private void readTop(TextField field) throws ConfigurationException {
        switch (field.name()) {
            case "name" -> name = fields.text(field);
            case "platform", "backend" -> readEngine(fields.text(field));
            case "max_batch_size" -> {
                maxBatchSize = (int) fields.whole(field, 0, Integer.MAX_VALUE);
                batching.limit(maxBatchSize);
            }
            case "input" -> inputs.add(field);
            case "output" -> outputs.add(field);
            case "model_warmup" -> warmUps.add(field);
            case "instance_group" -> instances.check(field);
            case "dynamic_batching" -> batching.read(fields.message(field));
            case "version_policy" -> versionPolicy = policy(field);
            case "parameters" -> readParameter(field);
            default -> warnings.add(fields.unused(field, field.name()));
        }
    }

    private void readEngine(String tritonName) {
        if (!tritonName.isEmpty()) {
            engine = ENGINES.getOrDefault(tritonName, tritonName);
        }
    }

    private VersionPolicy policy(TextField field) throws ConfigurationException {
        List<TextField> choices = fields.message(field).fields();
        if (choices.size() != 1) {
            throw fields.mistyped(field, "one of latest, all and specific");
        }
        TextField choice = choices.getFirst();
        return switch (choice.name()) {
            case "latest" -> latest(fields.message(choice));
            case "all" -> new VersionPolicy.All();
            case "specific" -> specific(choice);
            default -> throw fields.mistyped(field, "one of latest, all and specific");
        };
    }

    private VersionPolicy latest(TextValue.Message latest) throws ConfigurationException {
        VersionPolicy policy = VersionPolicy.DEFAULT;
        for (TextField field : latest.fields()) {
            if (!field.name().equals("num_versions")) {
                throw fields.mistyped(field, "num_versions and nothing else");
            }
            policy = new VersionPolicy.Latest((int) fields.whole(field, 1, Integer.MAX_VALUE));
        }
        return policy;
    }

    private VersionPolicy specific(TextField choice) throws ConfigurationException {
        SortedSet<ModelVersion> versions = new TreeSet<>();
        for (TextField field : fields.message(choice).fields()) {
            if (!field.name().equals("versions")) {
                throw fields.mistyped(field, "versions and nothing else");
            }
            versions.add(new ModelVersion(fields.whole(field, 1, Long.MAX_VALUE)));
        }
        if (versions.isEmpty()) {
            throw fields.mistyped(choice, "versions: [ … ]");
        }
        return new VersionPolicy.Specific(versions);
    }

    /// An entry of the map `parameters`: `{ key: "k" value: { string_value: "v" } }`.
    private void readParameter(TextField entry) throws ConfigurationException {
        String key = null;
        String value = null;
        for (TextField field : fields.message(entry).fields()) {
            switch (field.name()) {
                case "key" -> key = fields.text(field);
                case "value" -> value = parameterValue(field);
                default -> throw fields.mistyped(entry, "key and value");
            }
        }
        if (key == null || value == null) {
            throw fields.mistyped(entry, "key and value");
        }
        parameters.put(key, new Parameter.Text(value));
    }

    private String parameterValue(TextField value) throws ConfigurationException {
        List<TextField> inner = fields.message(value).fields();
        if (inner.size() != 1 || !inner.getFirst().name().equals("string_value")) {
            throw fields.mistyped(value, "{ string_value: \"…\" }");
        }
        return fields.text(inner.getFirst());
    }
}
