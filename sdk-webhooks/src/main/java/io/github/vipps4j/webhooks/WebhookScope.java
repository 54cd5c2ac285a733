package io.github.vipps4j.webhooks;

import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose events a registration is for (Webhooks API v1). The two scopes are apart: neither lists the other's registrations. */
public final class WebhookScope {
    private static final WebhookScope ALL = new WebhookScope(null);

    private final @Nullable String merchantSerialNumber;

    private WebhookScope(@Nullable String merchantSerialNumber) {
        this.merchantSerialNumber = merchantSerialNumber;
    }

    /**
     * One sales unit.
     *
     * @throws io.github.vipps4j.core.InvalidRequestException if it is not 4 to 10 digits
     */
    public static WebhookScope forSalesUnit(String merchantSerialNumber) {
        new Violations()
                .merchantSerialNumber("merchantSerialNumber", merchantSerialNumber)
                .throwIfAny("WebhookScope");
        return new WebhookScope(merchantSerialNumber);
    }

    /**
     * All sales units of a partner or payment service provider, those that come later too. Works with their keys only: no
     * {@code Merchant-Serial-Number} is sent.
     */
    public static WebhookScope forAllSalesUnits() {
        return ALL;
    }

    /** Null for all. */
    @Nullable
    String merchantSerialNumber() {
        return merchantSerialNumber;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookScope scope && Objects.equals(scope.merchantSerialNumber, merchantSerialNumber);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(merchantSerialNumber);
    }

    @Override
    public String toString() {
        return merchantSerialNumber == null ? "all sales units" : "sales unit " + merchantSerialNumber;
    }
}
