package io.github.vipps4j.core.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.InvalidRequestException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of a reply: lenient where it may be (unknown fields pass, numbers as text are numbers, text as
 * numbers is text, null is absent) and strict where money or state depends on it (a missing amount is never 0, and 249.9
 * never 249). Every method throws {@link ContractException} naming the field if the contract is broken.
 */
public final class JsonReader {
    /** Far more than a long has; a text of a million digits takes minutes to be a number. */
    private static final int MAX_DIGITS = 40;

    private static final int NANO_DIGITS = 9;

    private final JsonNode node;
    /** What this object is a field of; the path is put together only for a complaint. */
    private final @Nullable JsonReader parent;

    private final String name;
    private final boolean lenient;

    private JsonReader(JsonNode node, @Nullable JsonReader parent, String name, boolean lenient) {
        this.node = node;
        this.parent = parent;
        this.name = name;
        this.lenient = lenient;
    }

    /** Reads a whole body that must be a JSON object. */
    public static JsonReader object(byte[] body) {
        return new JsonReader(Json.tree(body), null, "", false).expectObject();
    }

    /** Reads a whole body that must be a JSON array of objects. */
    public static <T> List<T> list(byte[] body, Function<JsonReader, T> element) {
        return new JsonReader(Json.tree(body), null, "", false).elements(element);
    }

    /**
     * The same object read as one that nothing depends on, and all that is in it: an optional field that is not as it
     * should be is absent, and a list goes without an element that cannot be read. A customer's odd address must not make
     * a payment unreadable.
     */
    public JsonReader lenient() {
        return lenient ? this : new JsonReader(node, parent, name, true);
    }

    /** A required text. */
    public String text(String field) {
        String text = textOrNull(field);
        if (text == null) {
            throw new ContractException(at(field), "is missing");
        }
        return text;
    }

    /** A text, or null if it is absent. */
    public @Nullable String textOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isValueNode()) {
            return unreadable(field, "must be text");
        }
        return value.asText();
    }

    /** A text, empty if it is absent: for what nothing depends on. */
    public String textOrEmpty(String field) {
        String text = textOrNull(field);
        return text == null ? "" : text;
    }

    /** A required text by which something is found again: not an empty one. */
    public String id(String field) {
        String id = text(field);
        if (id.isEmpty()) {
            throw new ContractException(at(field), "must not be empty");
        }
        return id;
    }

    /**
     * The text of the first of these fields that is there, or null: for what the API's own sources do not agree on how to
     * call. A name in another case counts too, if there is none in this one.
     */
    public @Nullable String anyTextOrNull(String... names) {
        String spelled = spelling(names);
        return spelled == null ? null : textOrNull(spelled);
    }

    /** The first of these fields that is there as it is spelled here, in whichever case, or null. */
    public @Nullable String spelling(String... names) {
        for (String name : names) {
            String spelled = value(name) != null ? name : inAnyCase(name);
            if (spelled != null) {
                return spelled;
            }
        }
        return null;
    }

    private @Nullable String inAnyCase(String name) {
        Iterator<String> spellings = node.fieldNames();
        while (spellings.hasNext()) {
            String spelling = spellings.next();
            if (spelling.equalsIgnoreCase(name) && value(spelling) != null) {
                return spelling;
            }
        }
        return null;
    }

    /** A required whole number. */
    public long integer(String field) {
        Long number = integerOrNull(field);
        if (number == null) {
            throw new ContractException(at(field), "is missing");
        }
        return number;
    }

    /** A whole number, or null if it is absent. */
    public @Nullable Long integerOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            if (value.isNumber()) {
                return value.decimalValue().longValueExact();
            }
            if (value.isTextual() && value.textValue().length() <= MAX_DIGITS) {
                return new BigDecimal(value.textValue()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below, without the value
        }
        return unreadable(field, "must be a whole number of at most 64 bits");
    }

    /** A number with or without decimals, exactly as it came, or null if it is absent. */
    public @Nullable BigDecimal decimalOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        try {
            if (value.isNumber()) {
                return value.decimalValue();
            }
            if (value.isTextual() && value.textValue().length() <= MAX_DIGITS) {
                return new BigDecimal(value.textValue());
            }
        } catch (NumberFormatException e) {
            // told below, without the value
        }
        return unreadable(field, "must be a number");
    }

    /** A whole number of at most 32 bits, or null if it is absent. */
    public @Nullable Integer intOrNull(String field) {
        Long number = integerOrNull(field);
        if (number == null) {
            return null;
        }
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            return unreadable(field, "must be a whole number of at most 32 bits");
        }
        return number.intValue();
    }

    /** A truth value; false if it is absent. */
    public boolean boolOrFalse(String field) {
        return Boolean.TRUE.equals(boolOrNull(field));
    }

    /** A required truth value. */
    public boolean bool(String field) {
        Boolean value = boolOrNull(field);
        if (value == null) {
            throw new ContractException(at(field), "is missing");
        }
        return value;
    }

    private @Nullable Boolean boolOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.asText();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        return unreadable(field, "must be true or false");
    }

    /** A required moment: RFC 3339 with any number of fraction digits; without a zone it is UTC. */
    public Instant timestamp(String field) {
        Instant moment = timestampOrNull(field);
        if (moment == null) {
            throw new ContractException(at(field), "is missing");
        }
        return moment;
    }

    /** A moment like {@link #timestamp}, or null if it is absent. */
    public @Nullable Instant timestampOrNull(String field) {
        String given = textOrNull(field);
        if (given == null) {
            return null;
        }
        String text = withoutFractionsOfANano(given);
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return unreadable(field, "must be a date and time");
        }
    }

    private static String withoutFractionsOfANano(String timestamp) {
        int first = timestamp.indexOf('.') + 1;
        int end = first;
        while (first > 0 && end < timestamp.length() && Character.isDigit(timestamp.charAt(end))) {
            end++;
        }
        return end - first > NANO_DIGITS
                ? timestamp.substring(0, first + NANO_DIGITS) + timestamp.substring(end)
                : timestamp;
    }

    /** A required amount: its value and its currency are required too. */
    public Amount amount(String field) {
        JsonReader amount = object(field);
        return Amount.ofMinor(amount.integer("value"), amount.currency("currency"));
    }

    /** A required currency. */
    public Currency currency(String field) {
        String code = text(field);
        try {
            return Currency.of(code);
        } catch (InvalidRequestException e) {
            throw new ContractException(at(field), "must be three letters from A to Z");
        }
    }

    /** A required object. */
    public JsonReader object(String field) {
        JsonReader object = objectOrNull(field);
        if (object == null) {
            throw new ContractException(at(field), "is missing");
        }
        return object;
    }

    /** An object, or null if it is absent. */
    public @Nullable JsonReader objectOrNull(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        return value.isObject() ? child(value, field) : unreadable(field, "must be an object");
    }

    /** An array of objects; empty if it is absent. */
    public <T> List<T> optionalList(String field, Function<JsonReader, T> element) {
        JsonNode value = value(field);
        return value == null || lenient && !value.isArray()
                ? List.of()
                : child(value, field).elements(element);
    }

    /** A required array of objects. */
    public <T> List<T> requiredList(String field, Function<JsonReader, T> element) {
        JsonNode value = value(field);
        if (value == null) {
            throw new ContractException(at(field), "is missing");
        }
        return child(value, field).elements(element);
    }

    /** An array of texts; empty if it is absent. */
    public List<String> textList(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() && !lenient) {
            throw new ContractException(at(field), "must be an array");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (element.isValueNode() && !element.isNull()) {
                texts.add(element.asText());
            } else if (!lenient) {
                throw new ContractException(at(field), "must have texts");
            }
        }
        return texts;
    }

    /** An object of texts; empty if it is absent. */
    public Map<String, String> texts(String field) {
        JsonReader object = objectOrNull(field);
        if (object == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.node.fieldNames().forEachRemaining(name -> {
            String text = object.textOrNull(name);
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private <T> List<T> elements(Function<JsonReader, T> element) {
        if (!node.isArray()) {
            throw new ContractException(path(), "must be an array");
        }
        List<T> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            try {
                JsonReader one = new JsonReader(node.get(i), parent, name + "[" + i + "]", lenient);
                elements.add(element.apply(one.expectObject()));
            } catch (ContractException e) {
                if (!lenient) {
                    throw e;
                }
            }
        }
        return elements;
    }

    private JsonReader child(JsonNode value, String field) {
        return new JsonReader(value, this, field, lenient);
    }

    /** Null where nothing depends on the field. */
    private <T> @Nullable T unreadable(String field, String rule) {
        if (lenient) {
            return null;
        }
        throw new ContractException(at(field), rule);
    }

    private JsonReader expectObject() {
        if (!node.isObject()) {
            throw new ContractException(path(), "must be an object");
        }
        return this;
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private String at(String field) {
        String path = path();
        return path.isEmpty() ? field : path + "." + field;
    }

    private String path() {
        return parent == null ? name : parent.at(name);
    }
}
