package dev.serval.platform.local.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.local.files.GivenFiles;
import dev.serval.platform.local.files.ResourceFiles;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {
    @Test
    void whatIsReadFromAFileArrivesAtTheApplication(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("all.yaml"),
                        """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: keys}
                        stringData: {a: b}
                        ---
                        apiVersion: serving.kserve.io/v1beta1
                        kind: InferenceService
                        metadata: {name: iris}
                        spec: {predictor: {model: {modelFormat: {name: onnx}}}}
                        """);
        GivenFiles given =
                ResourceFiles.read(List.of(file.toString()), InputStream.nullInputStream());

        List<Order> orders = Order.fromArguments(Order.toArguments(given.resources()));

        assertThat(orders).hasSize(2);
        assertThat(orders.getFirst().where()).isEqualTo(file + ":1:1");
        assertThat(orders.getFirst().folder()).isEqualTo(folder.toAbsolutePath().normalize());
        assertThat(orders.getFirst().resource())
                .isInstanceOfSatisfying(
                        Secret.class,
                        secret -> assertThat(secret.getStringData()).isEqualTo(Map.of("a", "b")));
        assertThat(orders.getLast().resource().getMetadata().getName()).isEqualTo("iris");
    }
}
