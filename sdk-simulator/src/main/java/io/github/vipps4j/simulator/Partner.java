package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A partner: one set of keys for all the sales units that it serves. A request with its keys says by
 * {@code Merchant-Serial-Number} which of them it is for; without, or with the MSN of another, it is answered 403.
 *
 * <p>Partner keys work in production only: in the test environment a token request with them is answered 401. Its keys
 * are made up from its name, always the same ones, and look fake.
 */
public final class Partner implements KeyHolder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");

    private final String name;
    private final List<String> merchantSerialNumbers;

    private Partner(String name, List<String> merchantSerialNumbers) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: must be 1 to 30 lower-case letters, digits and hyphens");
        }
        if (!merchantSerialNumbers.stream().allMatch(SalesUnit::isMsn)) {
            throw new IllegalArgumentException("merchantSerialNumbers: must each be 4 to 10 digits");
        }
        this.name = name;
        this.merchantSerialNumbers = merchantSerialNumbers;
    }

    /**
     * A partner with fake keys.
     *
     * @param name 1 to 30 lower-case letters, digits and hyphens
     * @param merchantSerialNumbers MSNs of the sales units that it serves, 4 to 10 digits each; a unit may be added to the simulator later
     * @return the partner
     * @throws IllegalArgumentException if the name or an MSN is not like that
     */
    public static Partner of(String name, String... merchantSerialNumbers) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(merchantSerialNumbers, "merchantSerialNumbers");
        for (String msn : merchantSerialNumbers) {
            Objects.requireNonNull(msn, "merchantSerialNumbers");
        }
        return new Partner(name, List.of(merchantSerialNumbers));
    }

    /**
     * How the simulator knows it.
     *
     * @return lower-case letters, digits and hyphens
     */
    public String name() {
        return name;
    }

    /**
     * Whom it serves.
     *
     * @return MSNs, unmodifiable
     */
    public List<String> merchantSerialNumbers() {
        return merchantSerialNumbers;
    }

    boolean serves(String msn) {
        return merchantSerialNumbers.contains(msn);
    }

    @Override
    public String clientId() {
        return UUID.nameUUIDFromBytes(("partner " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    public String clientSecret() {
        return "fake-client-secret-of-partner-" + name;
    }

    @Override
    public String primarySubscriptionKey() {
        return "fake-primary-subscription-key-of-partner-" + name;
    }

    @Override
    public String secondarySubscriptionKey() {
        return "fake-secondary-subscription-key-of-partner-" + name;
    }

    /** The name and the MSNs, no key. */
    @Override
    public String toString() {
        return "Partner[" + name + ", " + merchantSerialNumbers + "]";
    }
}
