package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a JSON value must look like. */
@FunctionalInterface
interface Schema {
    /** Notes everything that is wrong with the value. */
    void check(JsonNode value, String name, Violations found);

    static Schema text() {
        return text(0, Integer.MAX_VALUE);
    }

    static Schema text(int min, int max) {
        return (value, name, found) -> {
            if (!value.isTextual()) {
                found.field(name, "must be a string");
            } else if (value.textValue().length() < min || value.textValue().length() > max) {
                found.field(name, "must have " + min + " to " + max + " characters");
            }
        };
    }

    static Schema matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return (value, name, found) -> {
            if (!value.isTextual()) {
                found.field(name, "must be a string");
            } else if (!pattern.matcher(value.textValue()).matches()) {
                found.field(name, "must match " + regex);
            }
        };
    }

    static Schema oneOf(String... allowed) {
        Set<String> values = new LinkedHashSet<>(List.of(allowed));
        return (value, name, found) -> {
            if (!value.isTextual() || !values.contains(value.textValue())) {
                found.field(name, "must be one of " + String.join(", ", values));
            }
        };
    }

    static Schema bool() {
        return (value, name, found) -> {
            if (!value.isBoolean()) {
                found.field(name, "must be a boolean");
            }
        };
    }

    static Schema integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Schema integer(long min, long max) {
        return (value, name, found) -> {
            if (!value.isIntegralNumber()) {
                found.field(name, "must be an integer");
            } else if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
                found.field(name, "must be between " + min + " and " + max);
            }
        };
    }

    /** An integer of minor units; a number with decimals has its own error code. */
    static Schema minorUnits(long max) {
        Schema integer = integer(0, max);
        return (value, name, found) -> {
            if (value.isNumber() && !value.isIntegralNumber()) {
                found.code(4040);
            } else {
                integer.check(value, name, found);
            }
        };
    }

    static Schema array(int minItems, Schema item) {
        return (value, name, found) -> {
            if (!value.isArray()) {
                found.field(name, "must be an array");
            } else if (value.size() < minItems) {
                found.field(name, "must have at least " + minItems + " items");
            } else {
                for (int i = 0; i < value.size(); i++) {
                    item.check(value.get(i), name + "[" + i + "]", found);
                }
            }
        };
    }

    /** Any member names, all values of one kind. */
    static Schema map(Schema item) {
        return (value, name, found) -> {
            if (!value.isObject()) {
                found.field(name, "must be an object");
            } else {
                value.properties().forEach(entry -> item.check(entry.getValue(), name + "." + entry.getKey(), found));
            }
        };
    }

    static Schema nullable(Schema schema) {
        return (value, name, found) -> {
            if (!value.isNull()) {
                schema.check(value, name, found);
            }
        };
    }

    /** Notes what both find. */
    default Schema and(Schema more) {
        return (value, name, found) -> {
            check(value, name, found);
            more.check(value, name, found);
        };
    }

    static ObjectSchema object() {
        return new ObjectSchema();
    }

    /** Throws the refusal that says what is wrong with a whole body. */
    default void require(JsonNode body) {
        Violations found = new Violations();
        check(body, "", found);
        found.refuse();
    }

    /** An object with known members only. */
    final class ObjectSchema implements Schema {
        private final Map<String, Schema> members = new LinkedHashMap<>();
        private final Set<String> required = new LinkedHashSet<>();

        ObjectSchema required(String name, Schema schema) {
            required.add(name);
            return optional(name, schema);
        }

        ObjectSchema optional(String name, Schema schema) {
            members.put(name, schema);
            return this;
        }

        @Override
        public void check(JsonNode value, String name, Violations found) {
            if (!value.isObject()) {
                found.field(name, "must be an object");
                return;
            }
            String prefix = name.isEmpty() ? "" : name + ".";
            for (String member : required) {
                if (!value.has(member)) {
                    found.field(prefix + member, "is required");
                }
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Schema schema = members.get(entry.getKey());
                if (schema == null) {
                    found.field(prefix + entry.getKey(), "is not known");
                } else {
                    schema.check(entry.getValue(), prefix + entry.getKey(), found);
                }
            }
        }
    }

    /** What was found wrong with one body. */
    final class Violations {
        private final List<FieldError> fields = new ArrayList<>();
        private final List<Integer> codes = new ArrayList<>();

        void field(String name, String reason) {
            fields.add(new FieldError(name, reason));
        }

        void code(int code) {
            codes.add(code);
        }

        void refuse() {
            if (!fields.isEmpty()) {
                throw Refusal.fields(fields);
            }
            if (!codes.isEmpty()) {
                throw Refusal.code(codes.get(0));
            }
        }
    }
}
