package dev.serval.platform.local.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.files.ResourceFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreviewTest {
    @TempDir Path folder;

    private PreviewedService preview(String format, PreviewMode mode) throws Exception {
        return previewOf(
                """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris}
                spec: {predictor: {model: {modelFormat: {name: %s}, storageUri: model}}}
                """
                        .formatted(format),
                mode);
    }

    /// A preview of the first resource of a file.
    private PreviewedService previewOf(String text, PreviewMode mode) throws Exception {
        Path file = Files.writeString(folder.resolve("service.yaml"), text);
        GivenFiles given =
                ResourceFiles.read(List.of(file.toString()), InputStream.nullInputStream());
        LocatedResource located = given.resources().getFirst();
        return Preview.of(given, mode, 1234).show(located, (InferenceService) located.resource());
    }

    @ParameterizedTest
    @CsvSource({"LOCAL,program: PREDICTOR", "KNATIVE,apiVersion: serving.knative.dev/v1"})
    void aModeShowsWhatItWouldRun(PreviewMode mode, String line) throws Exception {
        assertThat(preview("onnx", mode))
                .isInstanceOfSatisfying(
                        PreviewedService.Planned.class,
                        planned -> {
                            assertThat(planned.documents())
                                    .singleElement()
                                    .asString()
                                    .contains(line);
                            assertThat(planned.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("'serval-onnx' serves format 'onnx'");
                        });
    }

    @Test
    void aLocalPlanNamesTheModelsFolderAndThePort() throws Exception {
        assertThat(preview("onnx", PreviewMode.LOCAL))
                .isInstanceOfSatisfying(
                        PreviewedService.Planned.class,
                        planned ->
                                assertThat(planned.documents().getFirst())
                                        .contains(
                                                "file://" + folder.resolve("model"),
                                                "http://iris.default.localhost:1234"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "KNATIVE"})
    void aSecretOfTheFilesIsNotShown(PreviewMode mode) throws Exception {
        PreviewedService shown =
                previewOf(
                        """
                        apiVersion: serving.kserve.io/v1beta1
                        kind: InferenceService
                        metadata: {name: iris}
                        spec:
                          predictor:
                            model:
                              modelFormat: {name: onnx}
                              storage: {key: minio, path: onnx/iris}
                        ---
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: storage-config}
                        stringData:
                          minio: '{"type": "s3", "bucket": "models", "secret_access_key": "open-sesame"}'
                        """,
                        mode);

        assertThat(shown)
                .isInstanceOfSatisfying(
                        PreviewedService.Planned.class,
                        planned ->
                                assertThat(planned.documents().getFirst())
                                        .contains("onnx/iris")
                                        .doesNotContain("open-sesame"));
    }

    @Test
    void aFormatThatNobodyServesIsRefusedWithThoseThatThereAre() throws Exception {
        assertThat(preview("caffe", PreviewMode.LOCAL))
                .isInstanceOfSatisfying(
                        PreviewedService.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .contains("format 'caffe'", "onnx", "sklearn"));
    }
}
