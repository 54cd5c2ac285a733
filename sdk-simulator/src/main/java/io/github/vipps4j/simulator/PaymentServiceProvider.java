package io.github.vipps4j.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A payment service provider (PSP): one set of keys for all the merchants whose cards it processes. A request with its
 * keys says by {@code Psp-Id} who calls, and by {@code Merchant-Serial-Number} for which sales unit; if either is wrong it
 * is answered 403.
 *
 * <p>Its id and its keys are made up from its name, always the same ones, and look fake. They work in both environments.
 */
public final class PaymentServiceProvider implements KeyHolder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");

    private final String name;
    private final List<String> merchantSerialNumbers;

    private PaymentServiceProvider(String name, List<String> merchantSerialNumbers) {
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
     * A payment service provider with a fake id and fake keys.
     *
     * @param name 1 to 30 lower-case letters, digits and hyphens
     * @param merchantSerialNumbers MSNs of the sales units whose cards it processes, 4 to 10 digits each; a unit may be added to the simulator later
     * @return the payment service provider
     * @throws IllegalArgumentException if the name or an MSN is not like that
     */
    public static PaymentServiceProvider of(String name, String... merchantSerialNumbers) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(merchantSerialNumbers, "merchantSerialNumbers");
        for (String msn : merchantSerialNumbers) {
            Objects.requireNonNull(msn, "merchantSerialNumbers");
        }
        return new PaymentServiceProvider(name, List.of(merchantSerialNumbers));
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
     * What every request but the token's takes as header {@code Psp-Id}.
     *
     * @return a GUID
     */
    public String pspId() {
        return guid("psp-id " + name);
    }

    /**
     * Whose cards it processes.
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
        return guid("psp " + name);
    }

    /** Signs the card callbacks too. */
    @Override
    public String clientSecret() {
        return "fake-client-secret-of-psp-" + name;
    }

    @Override
    public String primarySubscriptionKey() {
        return "fake-primary-subscription-key-of-psp-" + name;
    }

    @Override
    public String secondarySubscriptionKey() {
        return "fake-secondary-subscription-key-of-psp-" + name;
    }

    private static String guid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The name and the MSNs, no key. */
    @Override
    public String toString() {
        return "PaymentServiceProvider[" + name + ", " + merchantSerialNumbers + "]";
    }
}
