package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON of a control request. What is wrong with it is said by field, in an {@link IllegalArgumentException}. */
final class ControlBody {
    private final JsonNode fields;
    private final Set<String> read = new TreeSet<>();

    private ControlBody(JsonNode fields) {
        this.fields = fields;
    }

    static ControlBody of(Call call) {
        try {
            return new ControlBody(Json.readObject(call.body()));
        } catch (Json.NotReadable e) {
            throw new IllegalArgumentException("body: " + e.getMessage(), e);
        }
    }

    @Nullable
    String text(String name) {
        JsonNode value = field(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        return value.textValue();
    }

    String requiredText(String name) {
        String value = text(name);
        if (value == null) {
            throw wrong(name, "is required");
        }
        return value;
    }

    long requiredInteger(String name) {
        JsonNode value = field(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, value.isMissingNode() ? "is required" : "must be an integer");
        }
        return value.longValue();
    }

    int integer(String name, int otherwise) {
        if (field(name).isMissingNode()) {
            return otherwise;
        }
        return requiredInt(name);
    }

    int requiredInt(String name) {
        try {
            return Math.toIntExact(requiredInteger(name));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + ": is too large", e);
        }
    }

    double requiredShare(String name) {
        JsonNode value = field(name);
        if (!value.isNumber()) {
            throw wrong(name, value.isMissingNode() ? "is required" : "must be a number from 0 to 1");
        }
        return value.doubleValue();
    }

    Duration requiredDuration(String name) {
        String text = requiredText(name);
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": must be an ISO 8601 duration such as PT10M", e);
        }
    }

    boolean bool(String name, boolean otherwise) {
        JsonNode value = field(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "must be a boolean");
        }
        return value.asBoolean(otherwise);
    }

    boolean has(String name) {
        return !field(name).isMissingNode();
    }

    <E extends Enum<E>> E requiredEnum(String name, Class<E> type) {
        return constant(name, requiredText(name), type);
    }

    <E extends Enum<E>> List<E> enums(String name, Class<E> type) {
        return texts(name).stream().map(text -> constant(name, text, type)).toList();
    }

    /** The strings of an array, none if it is missing. */
    List<String> texts(String name) {
        JsonNode values = field(name);
        if (!values.isMissingNode() && !values.isArray()) {
            throw wrong(name, "must be an array of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            if (!value.isTextual()) {
                throw wrong(name, "must be an array of strings");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    /** The objects of an array that must not be empty. */
    List<ControlBody> requiredObjects(String name) {
        JsonNode values = field(name);
        if (!values.isArray() || values.isEmpty()) {
            throw wrong(name, "must be an array with at least one object");
        }
        List<ControlBody> objects = new ArrayList<>();
        for (JsonNode value : values) {
            if (!(value instanceof ObjectNode)) {
                throw wrong(name, "must be an array of objects");
            }
            objects.add(new ControlBody(value));
        }
        return objects;
    }

    /** Refuses fields that nobody has asked for. */
    void requireNothingElse() {
        fields.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw wrong(name, "is not known here");
            }
        });
    }

    private JsonNode field(String name) {
        read.add(name);
        return fields.path(name);
    }

    private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(name, "must be one of " + Arrays.toString(constants)));
    }

    static IllegalArgumentException wrong(String name, String reason) {
        return new IllegalArgumentException(name + ": " + reason);
    }
}
