package io.github.vipps4j.simulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON trees in and out. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one JSON object. */
    static ObjectNode readObject(byte[] text) throws NotReadable {
        try (JsonParser parser = MAPPER.createParser(text)) {
            try {
                JsonNode tree = MAPPER.readTree(parser);
                if (tree instanceof ObjectNode object) {
                    return object;
                }
            } catch (JsonProcessingException e) {
                throw new NotReadable(
                        "not valid JSON: " + e.getOriginalMessage(),
                        parser.getParsingContext().pathAsPointer().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new NotReadable("must be a JSON object", "");
    }

    /** The text is no JSON object. */
    static final class NotReadable extends Exception {
        private final String place;

        NotReadable(String message, String place) {
            super(message);
            this.place = place;
        }

        /** Whether one name occurs twice in the object with this name. */
        boolean isDuplicateIn(String object) {
            return String.valueOf(getMessage()).contains("Duplicate") && place.startsWith("/" + object + "/");
        }
    }
}
