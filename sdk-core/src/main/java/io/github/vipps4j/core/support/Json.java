package io.github.vipps4j.core.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as trees. Requests are written field by field and replies are read field by field ({@link JsonReader}), so that
 * what is sent and what is required stand in the code, in the API's own words, and no reflection guesses either.
 */
public final class Json {
    /** Most objects have two fields, an amount's, and not the twelve that Jackson makes room for. */
    private static final JsonNodeFactory NODES = new JsonNodeFactory() {
        @Override
        public ObjectNode objectNode() {
            return new ObjectNode(this, new LinkedHashMap<>(4));
        }
    };

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .nodeFactory(NODES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /** A new object to be filled and {@linkplain #bytes written}. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** An amount as all APIs carry it: {@code {"currency":"NOK","value":49900}}. */
    public static ObjectNode amount(Amount amount) {
        return object().put("currency", amount.currency().code()).put("value", amount.value());
    }

    /** A flight, by the names that all APIs have for it. */
    public static ObjectNode airlineData(AirlineData data) {
        ObjectNode json = object().put("agencyInvoiceNumber", data.agencyInvoiceNumber())
                .put("airlineCode", data.airlineCode())
                .put("airlineDesignatorCode", data.airlineDesignatorCode())
                .put("passengerName", data.passengerName());
        putIfSet(json, "ticketNumber", data.ticketNumber());
        return json;
    }

    /** Writes a field, unless there is nothing to write: the APIs refuse nulls. */
    public static void putIfSet(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    /** UTF-8 text. */
    public static byte[] bytes(JsonNode node) {
        try {
            return WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /**
     * Reads a whole body.
     *
     * @throws ContractException if it is empty, not JSON, or nested deeper than 1,000
     */
    public static JsonNode tree(byte[] body) {
        JsonNode node;
        try {
            node = READER.readTree(body);
        } catch (IOException | NumberFormatException e) {
            // without the cause: Jackson's messages quote the body
            throw new ContractException("", "is not JSON");
        }
        if (node.isMissingNode()) {
            throw new ContractException("", "is empty");
        }
        return node;
    }
}
