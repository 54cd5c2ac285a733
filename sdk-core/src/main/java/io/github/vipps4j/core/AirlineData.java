package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flight that is paid for (ePayment 1.8.1, {@code industryData.airlineData}; eCom 2.0.3, {@code additionalData}).
 * Immutable; everything in it has been checked.
 */
public final class AirlineData {
    private final String agencyInvoiceNumber;
    private final String airlineCode;
    private final String airlineDesignatorCode;
    private final String passengerName;
    private final @Nullable String ticketNumber;

    private AirlineData(Builder builder) {
        this.agencyInvoiceNumber = Objects.requireNonNull(builder.agencyInvoiceNumber);
        this.airlineCode = Objects.requireNonNull(builder.airlineCode);
        this.airlineDesignatorCode = Objects.requireNonNull(builder.airlineDesignatorCode);
        this.passengerName = Objects.requireNonNull(builder.passengerName);
        this.ticketNumber = builder.ticketNumber;
    }

    /** Starts from nothing. All but the ticket's number is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.agencyInvoiceNumber = agencyInvoiceNumber;
        builder.airlineCode = airlineCode;
        builder.airlineDesignatorCode = airlineDesignatorCode;
        builder.passengerName = passengerName;
        builder.ticketNumber = ticketNumber;
        return builder;
    }

    /** The agency's number of its invoice. */
    public String agencyInvoiceNumber() {
        return agencyInvoiceNumber;
    }

    /** The airline's IATA accounting code. */
    public String airlineCode() {
        return airlineCode;
    }

    /** The airline's IATA designator. */
    public String airlineDesignatorCode() {
        return airlineDesignatorCode;
    }

    /** Who flies. */
    public String passengerName() {
        return passengerName;
    }

    /** The number of the ticket, or null. */
    public @Nullable String ticketNumber() {
        return ticketNumber;
    }

    /** Gathers an {@link AirlineData}. */
    public static final class Builder {
        private @Nullable String agencyInvoiceNumber;
        private @Nullable String airlineCode;
        private @Nullable String airlineDesignatorCode;
        private @Nullable String passengerName;
        private @Nullable String ticketNumber;

        private Builder() {}

        /** The agency's number of its invoice: 1 to 6 characters. Required. */
        public Builder agencyInvoiceNumber(String agencyInvoiceNumber) {
            this.agencyInvoiceNumber = agencyInvoiceNumber;
            return this;
        }

        /** The airline's IATA accounting code: 3 digits, such as {@code 074}. Required. */
        public Builder airlineCode(String airlineCode) {
            this.airlineCode = airlineCode;
            return this;
        }

        /** The airline's IATA designator: 2 characters, such as {@code KL}. Required. */
        public Builder airlineDesignatorCode(String airlineDesignatorCode) {
            this.airlineDesignatorCode = airlineDesignatorCode;
            return this;
        }

        /** Who flies, such as {@code FLYER / MARY MS.}: 1 to 49 characters. Required. */
        public Builder passengerName(String passengerName) {
            this.passengerName = passengerName;
            return this;
        }

        /** The number of the ticket: 1 to 150 characters. */
        public Builder ticketNumber(String ticketNumber) {
            this.ticketNumber = ticketNumber;
            return this;
        }

        /**
         * The finished data.
         *
         * @throws InvalidRequestException listing every field that breaks a rule, by its name in here: where the data
         *     belongs differs from API to API
         */
        public AirlineData build() {
            Violations violations = new Violations()
                    .check(
                            Texts.isOfLength(agencyInvoiceNumber, 1, 6),
                            "agencyInvoiceNumber",
                            "must have 1 to 6 characters")
                    .check(Violations.isDigits(airlineCode, 3, 3), "airlineCode", "must be 3 digits")
                    // designators with a digit, such as D8, are in use
                    .check(
                            airlineDesignatorCode != null
                                    && airlineDesignatorCode.length() == 2
                                    && Texts.all(airlineDesignatorCode, Texts::isLetterOrDigit),
                            "airlineDesignatorCode",
                            "must be 2 letters or digits")
                    .check(Texts.isOfLength(passengerName, 1, 49), "passengerName", "must have 1 to 49 characters");
            if (ticketNumber != null) {
                violations.check(
                        Texts.isOfLength(ticketNumber, 1, 150), "ticketNumber", "must have 1 to 150 characters");
            }
            violations.throwIfAny("AirlineData");
            return new AirlineData(this);
        }
    }
}
