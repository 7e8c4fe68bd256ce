package dev.serval.platform.local.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serval.platform.api.yaml.ResourceJson;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/// How answers are written: resources as an API server writes them, times in ISO 8601 and paths as
/// paths.
class ManagementJson {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        SimpleModule paths =
                new SimpleModule("paths").addSerializer(Path.class, ToStringSerializer.instance);
        return ResourceJson.mapper()
                .copy()
                .registerModule(new JavaTimeModule())
                .registerModule(paths)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }
}
