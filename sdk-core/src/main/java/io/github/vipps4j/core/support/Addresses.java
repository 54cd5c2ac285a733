package io.github.vipps4j.core.support;

import io.github.vipps4j.core.Address;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads addresses: the APIs, and even the parts of one of them, do not agree on the names of the fields. */
public final class Addresses {
    private static final Map<String, String> MARKETS =
            Map.of("norway", "NO", "denmark", "DK", "finland", "FI", "sweden", "SE");

    private Addresses() {}

    /** The address whose fields these are. Nothing is required: what is missing or unreadable is null. */
    public static Address read(JsonReader fields) {
        JsonReader json = fields.lenient();
        String line1 = json.anyTextOrNull("addressLine1");
        String line2 = json.anyTextOrNull("addressLine2");
        if (line1 == null) {
            String spelled = json.spelling("lines");
            List<String> lines = spelled == null ? List.of() : json.textList(spelled);
            line1 = lines.isEmpty() ? null : lines.get(0);
            line2 = lines.size() < 2 ? line2 : String.join(", ", lines.subList(1, lines.size()));
        }
        return new Address(
                line1,
                line2,
                json.anyTextOrNull("postCode", "zipCode"),
                json.anyTextOrNull("city"),
                country(json.anyTextOrNull("country")));
    }

    private static @Nullable String country(@Nullable String given) {
        if (given == null) {
            return null;
        }
        String name = given.strip();
        if (name.length() == 2 && Texts.all(name, c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
            return name.toUpperCase(Locale.ROOT);
        }
        return MARKETS.getOrDefault(name.toLowerCase(Locale.ROOT), given);
    }
}
