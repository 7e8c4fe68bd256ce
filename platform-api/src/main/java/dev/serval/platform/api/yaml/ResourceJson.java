package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;

/// How resources are read and written as JSON: as an API server does, without guessing. A number is
/// no text and a text is no number; unknown fields are kept where the type keeps them.
public final class ResourceJson {
    private static final List<CoercionInputShape> NO_TEXT =
            List.of(
                    CoercionInputShape.Integer,
                    CoercionInputShape.Float,
                    CoercionInputShape.Boolean);

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            config ->
                                    NO_TEXT.forEach(shape ->
                                            config.setCoercion(shape, CoercionAction.Fail)))
                    .build();

    private ResourceJson() {}

    /// The one mapper: it learns each type but once, and learning a Kubernetes type costs many
    /// times what writing a value of it does. Whoever wants it otherwise sets up a copy.
    public static JsonMapper mapper() {
        return MAPPER;
    }
}
