package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Finds the fields of a tree that the type it will be read as does not know.
final class FieldNames {
    private final DeserializationConfig config;
    private final Map<JavaType, Map<String, JavaType>> knownByType = new LinkedHashMap<>();

    FieldNames(DeserializationConfig config) {
        this.config = config;
    }

    /// Tells `report` of each unknown field and of the names that are known in its place.
    void check(
            JsonNode value,
            JavaType type,
            JsonPointer at,
            BiConsumer<JsonPointer, Iterable<String>> report) {
        if (value.isArray() && type.isCollectionLikeType()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), type.getContentType(), at.appendIndex(i), report);
            }
        }
        if (value.isObject() && type.isMapLikeType()) {
            value.properties()
                    .forEach(field ->
                            check(
                                    field.getValue(),
                                    type.getContentType(),
                                    at.appendProperty(field.getKey()),
                                    report));
        }
        if (value.isObject() && !type.isContainerType()) {
            checkFields(value, knownFields(type), at, report);
        }
    }

    private void checkFields(
            JsonNode value,
            Map<String, JavaType> known,
            JsonPointer at,
            BiConsumer<JsonPointer, Iterable<String>> report) {
        if (known.isEmpty()) {
            return;
        }
        value.properties()
                .forEach(field -> {
                    JsonPointer below = at.appendProperty(field.getKey());
                    JavaType type = known.get(field.getKey());
                    if (type == null) {
                        report.accept(below, known.keySet());
                    } else {
                        check(field.getValue(), type, below, report);
                    }
                });
    }

    private Map<String, JavaType> knownFields(JavaType type) {
        Map<String, JavaType> cached = knownByType.get(type);
        if (cached != null) {
            return cached;
        }
        Map<String, JavaType> known = new LinkedHashMap<>();
        for (BeanPropertyDefinition property : config.introspect(type).findProperties()) {
            JavaType inlined = inlinedType(property);
            if (inlined != null) {
                known.putAll(knownFields(inlined));
            } else if (!keepsUnknown(property)) {
                known.put(property.getName(), property.getPrimaryType());
            }
        }
        knownByType.put(type, known);
        return known;
    }

    private @Nullable JavaType inlinedType(BeanPropertyDefinition property) {
        AnnotatedMember member = property.getPrimaryMember();
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        return member != null && annotations.findUnwrappingNameTransformer(member) != null
                ? property.getPrimaryType()
                : null;
    }

    private static boolean keepsUnknown(BeanPropertyDefinition property) {
        AnnotatedMember member = property.getPrimaryMember();
        return member != null && member.hasAnnotation(JsonAnySetter.class);
    }
}
