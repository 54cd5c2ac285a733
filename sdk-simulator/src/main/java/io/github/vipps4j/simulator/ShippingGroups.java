package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Reads the shipping groups of ePayment 1.8.1, whose schema has been checked, into what the customer is shown. */
final class ShippingGroups {
    /** Lower is shown higher; where it is not given is the simulator's choice: last. */
    private static final Comparator<Shown> ORDER =
            Comparator.<Shown>comparingLong(one -> priority(one.group)).thenComparingLong(one -> priority(one.option));

    private ShippingGroups() {}

    private record Shown(JsonNode group, JsonNode option) {
        boolean isGroupDefault() {
            return group.path("isDefault").booleanValue();
        }

        boolean isOptionDefault() {
            return option.path("isDefault").booleanValue();
        }
    }

    static ShippingOffer offer(JsonNode groups) {
        List<Shown> shown = new ArrayList<>();
        for (JsonNode group : groups) {
            group.path("options").forEach(option -> shown.add(new Shown(group, option)));
        }
        shown.sort(ORDER);
        int chosen = byDefault(shown);
        List<ShippingOffer.Option> options = new ArrayList<>();
        for (Shown one : shown) {
            options.add(new ShippingOffer.Option(
                    one.option.path("id").textValue(),
                    one.option.path("name").textValue(),
                    one.group.path("type").textValue(),
                    one.group.path("brand").textValue(),
                    one.option.path("amount").path("value").longValue(),
                    options.size() == chosen));
        }
        return ShippingOffer.offered(options);
    }

    /** Whether all costs are in one currency. */
    static boolean areIn(String currency, JsonNode groups) {
        for (JsonNode group : groups) {
            for (JsonNode option : group.path("options")) {
                if (!option.path("amount").path("currency").asText().equals(currency)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The default of the default group, as far as the merchant said; else the first. */
    private static int byDefault(List<Shown> shown) {
        List<Predicate<Shown>> wishes = List.of(
                one -> one.isGroupDefault() && one.isOptionDefault(), Shown::isGroupDefault, Shown::isOptionDefault);
        for (Predicate<Shown> wish : wishes) {
            for (int i = 0; i < shown.size(); i++) {
                if (wish.test(shown.get(i))) {
                    return i;
                }
            }
        }
        return 0;
    }

    private static long priority(JsonNode node) {
        return node.path("priority").asLong(Long.MAX_VALUE);
    }
}
