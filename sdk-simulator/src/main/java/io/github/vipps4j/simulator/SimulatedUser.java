package io.github.vipps4j.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with the app: who is asked to pay, and whose data a payment with a profile scope shares.
 *
 * <p>What is not given is made up: an adult with a Visa card, and with an address in each market.
 */
public final class SimulatedUser {
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\d{9,15}");
    private static final Pattern USER_ID = Pattern.compile("[0-9A-Za-z_/=+]{1,50}");

    private final String phoneNumber;
    private final String firstName;
    private final String lastName;
    private final String email;
    private final LocalDate birthDate;
    private final List<SimulatedAddress> addresses;
    private final SimulatedCard card;
    private final boolean approvedBefore;
    private final @Nullable String personalQr;
    private final @Nullable String customerToken;
    private final @Nullable String userId;

    private SimulatedUser(Builder builder) {
        phoneNumber = builder.phoneNumber;
        firstName = builder.firstName;
        lastName = builder.lastName;
        email = builder.email;
        birthDate = builder.birthDate;
        addresses = builder.addresses;
        card = builder.card;
        approvedBefore = builder.approvedBefore;
        personalQr = builder.personalQr;
        customerToken = builder.customerToken;
        userId = builder.userId;
    }

    /**
     * Starts a user with made-up data.
     *
     * @param phoneNumber 9 to 15 digits with the country code
     * @return a builder
     * @throws IllegalArgumentException if it has another form
     */
    public static Builder builder(String phoneNumber) {
        return new Builder(phoneNumber);
    }

    String phoneNumber() {
        return phoneNumber;
    }

    String firstName() {
        return firstName;
    }

    String lastName() {
        return lastName;
    }

    String email() {
        return email;
    }

    LocalDate birthDate() {
        return birthDate;
    }

    List<SimulatedAddress> addresses() {
        return addresses;
    }

    SimulatedCard card() {
        return card;
    }

    /** Whether a payment was approved by hand in the app before, without which force approve does not work. */
    boolean hasApprovedBefore() {
        return approvedBefore;
    }

    @Nullable
    String personalQr() {
        return personalQr;
    }

    @Nullable
    String customerToken() {
        return customerToken;
    }

    /** What the merchant knows the user by, always the same. */
    String sub() {
        return UUID.nameUUIDFromBytes(("user " + phoneNumber).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What eCom names the user by, always the same. */
    String userId() {
        return userId == null ? Base64.getEncoder().encodeToString(digest("eCom user " + phoneNumber)) : userId;
    }

    private static byte[] digest(String text) {
        UUID digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(16)
                .putLong(digest.getMostSignificantBits())
                .putLong(digest.getLeastSignificantBits())
                .array();
    }

    int ageOn(LocalDate day) {
        return Period.between(birthDate, day).getYears();
    }

    /** The same user under another number. */
    SimulatedUser withPhoneNumber(String other) {
        return builder(other)
                .name(firstName, lastName)
                .email(email)
                .birthDate(birthDate)
                .addresses(addresses.toArray(SimulatedAddress[]::new))
                .card(card)
                .approvedBefore(approvedBefore)
                .build();
    }

    /** Nothing of the person. */
    @Override
    public String toString() {
        return "SimulatedUser[***]";
    }

    /** Collects what a user is. */
    public static final class Builder {
        private final String phoneNumber;
        private String firstName = "Kari";
        private String lastName = "Nordmann";
        private String email = "kari.nordmann@example.com";
        private LocalDate birthDate = LocalDate.of(1988, 12, 3);
        private List<SimulatedAddress> addresses = List.of(
                SimulatedAddress.of("Storgata 1", "0155", "Oslo", "NO"),
                SimulatedAddress.of("Strøget 1", "1160", "København", "DK"),
                SimulatedAddress.of("Aleksanterinkatu 1", "00100", "Helsinki", "FI"));
        private SimulatedCard card = SimulatedCard.VISA;
        private boolean approvedBefore = true;
        private @Nullable String personalQr;
        private @Nullable String customerToken;
        private @Nullable String userId;

        private Builder(String phoneNumber) {
            if (!PHONE_NUMBER.matcher(phoneNumber).matches()) {
                throw new IllegalArgumentException("phoneNumber: must be 9 to 15 digits");
            }
            this.phoneNumber = phoneNumber;
        }

        /**
         * Sets the name.
         *
         * @param first given name
         * @param last family name
         * @return this builder
         */
        public Builder name(String first, String last) {
            this.firstName = Objects.requireNonNull(first, "first");
            this.lastName = Objects.requireNonNull(last, "last");
            return this;
        }

        /**
         * Sets the email address.
         *
         * @param email the address
         * @return this builder
         */
        public Builder email(String email) {
            this.email = Objects.requireNonNull(email, "email");
            return this;
        }

        /**
         * Sets the day of birth, and with it the age that {@code minimumUserAge} asks for.
         *
         * @param birthDate the day
         * @return this builder
         */
        public Builder birthDate(LocalDate birthDate) {
            this.birthDate = Objects.requireNonNull(birthDate, "birthDate");
            return this;
        }

        /**
         * Sets all addresses; Express takes the first in the sales unit's country unless another is chosen.
         *
         * @param addresses the addresses, maybe none
         * @return this builder
         */
        public Builder addresses(SimulatedAddress... addresses) {
            this.addresses = List.copyOf(Arrays.asList(addresses));
            return this;
        }

        /**
         * Sets what the user pays with.
         *
         * @param card the card, or {@link SimulatedCard#NONE}
         * @return this builder
         */
        public Builder card(SimulatedCard card) {
            this.card = Objects.requireNonNull(card, "card");
            return this;
        }

        /**
         * Sets whether a payment was approved by hand in the app before; if not, force approve answers 10030.
         *
         * @param approvedBefore true if this is not called
         * @return this builder
         */
        public Builder approvedBefore(boolean approvedBefore) {
            this.approvedBefore = approvedBefore;
            return this;
        }

        /**
         * Sets the text of the QR code that the user shows at a till.
         *
         * @param personalQr the scanned text, 5 to 255 characters
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder personalQr(String personalQr) {
            if (personalQr.length() < 5 || personalQr.length() > 255) {
                throw new IllegalArgumentException("personalQr: must have 5 to 255 characters");
            }
            this.personalQr = personalQr;
            return this;
        }

        /**
         * Sets the token that a check-in gave the merchant.
         *
         * @param customerToken the token, not empty
         * @return this builder
         * @throws IllegalArgumentException if it is empty
         */
        public Builder customerToken(String customerToken) {
            if (customerToken.isEmpty()) {
                throw new IllegalArgumentException("customerToken: must not be empty");
            }
            this.customerToken = customerToken;
            return this;
        }

        /**
         * Sets what eCom names the user by, in callbacks and when a consent is removed.
         *
         * @param userId 1 to 50 letters, digits, {@code _}, {@code /}, {@code =} and {@code +}
         * @return this builder
         * @throws IllegalArgumentException if it has another form
         */
        public Builder userId(String userId) {
            if (!USER_ID.matcher(userId).matches()) {
                throw new IllegalArgumentException("userId: must be 1 to 50 letters, digits, _, /, = and +");
            }
            this.userId = userId;
            return this;
        }

        /**
         * Makes the user.
         *
         * @return the user
         */
        public SimulatedUser build() {
            return new SimulatedUser(this);
        }
    }
}
