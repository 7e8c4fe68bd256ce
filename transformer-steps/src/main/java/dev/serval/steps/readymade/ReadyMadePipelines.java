package dev.serval.steps.readymade;

import dev.serval.server.configuration.ConfigurationException;
import dev.serval.server.transformer.TransformerReader;
import dev.serval.steps.pipeline.Pipeline;
import dev.serval.steps.pipeline.PipelineFile;
import java.nio.file.Path;

/// Reads pipelines of the steps that there are.
public final class ReadyMadePipelines implements TransformerReader {
    @Override
    public Pipeline read(Path file) throws ConfigurationException {
        return PipelineFile.read(file, ReadyMadeSteps.ALL);
    }
}
