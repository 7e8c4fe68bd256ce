package dev.serval.predictor.collocation;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.transformer.Collocation;
import dev.serval.server.transformer.Transformer;
import dev.serval.server.transformer.TransformerReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// What stands before the models of this process. Threads share it.
public final class Transformers {
    private final Map<ModelName, Transformer> beans;
    private final ClassLoader readers;

    /// @param beans those of the program's own code, by the model that each stands before
    /// @param readers where what reads pipelines is looked for
    public Transformers(Map<ModelName, Transformer> beans, ClassLoader readers) {
        this.beans = Map.copyOf(beans);
        this.readers = readers;
    }

    /// The transformer of a model that was loaded, or none.
    ///
    /// @param pipeline the file that the model's settings name; `null` if they name none
    /// @param folders where the file may be, the nearest first
    /// @throws ModelLoadException if the file is not there or wrong, or the two do not fit
    public Optional<Collocation> before(
            ModelName name, ModelSignature model, @Nullable Path pipeline, List<Path> folders)
            throws ModelLoadException {
        Transformer bean = beans.get(name);
        if (pipeline == null) {
            return bean == null
                    ? Optional.empty()
                    : Optional.of(fit("the bean " + bean.getClass().getName(), bean, name, model));
        }
        String subject = "pipeline '%s'".formatted(pipeline);
        if (bean != null) {
            throw new ModelLoadException(
                    "%s is named beside the bean %s, expected one of them"
                            .formatted(subject, bean.getClass().getName()));
        }
        return Optional.of(fit(subject, read(subject, pipeline, folders), name, model));
    }

    private static Collocation fit(
            String subject, Transformer transformer, ModelName name, ModelSignature model)
            throws ModelLoadException {
        try {
            return Collocation.of(transformer, name, model);
        } catch (ConfigurationException unfit) {
            throw new ModelLoadException("%s: %s".formatted(subject, unfit.getMessage()), unfit);
        }
    }

    private Transformer read(String subject, Path pipeline, List<Path> folders)
            throws ModelLoadException {
        TransformerReader reader =
                ServiceLoader.load(TransformerReader.class, readers)
                        .findFirst()
                        .orElseThrow(() ->
                                new ModelLoadException(
                                        "%s: this program has no steps for pipelines, as a native image has none, expected the predictor that runs on Java, or a transformer beside it"
                                                .formatted(subject)));
        for (Path folder : folders) {
            Path file = folder.resolve(pipeline);
            if (Files.isRegularFile(file)) {
                return read(subject, reader, file);
            }
        }
        throw new ModelLoadException("%s is no file in %s".formatted(subject, folders));
    }

    private static Transformer read(String subject, TransformerReader reader, Path file)
            throws ModelLoadException {
        try {
            return reader.read(file);
        } catch (ConfigurationException wrong) {
            throw new ModelLoadException("%s: %s".formatted(subject, wrong.getMessage()), wrong);
        }
    }
}
