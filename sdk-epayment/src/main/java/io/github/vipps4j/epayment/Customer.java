package io.github.vipps4j.epayment;

/** Who is to pay, when the shop knows it (ePayment 1.8.1). Checked with the request that it is part of. */
public sealed interface Customer {
    /**
     * By telephone number.
     *
     * @param phoneNumber with country code, digits only: {@code 4791000000}; 9 to 15 digits
     */
    static Customer phoneNumber(String phoneNumber) {
        return new PhoneNumber(phoneNumber);
    }

    /**
     * A customer by telephone number.
     *
     * @param phoneNumber with country code, digits only; 9 to 15 digits
     */
    record PhoneNumber(String phoneNumber) implements Customer {
        /** Without the number. */
        @Override
        public String toString() {
            return "PhoneNumber[***]";
        }
    }
}
