package io.github.vipps4j.epayment;

import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.support.Violations;

/** Who is to pay, when the shop knows it (ePayment 1.8.1). */
public sealed interface Customer {
    /**
     * By telephone number.
     *
     * @param phoneNumber with country code, digits only: {@code 4791000000}; 9 to 15 digits
     * @throws InvalidRequestException if it is not
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
        /**
         * Checks the number.
         *
         * @throws InvalidRequestException if it is not 9 to 15 digits
         */
        public PhoneNumber {
            new Violations()
                    .check(
                            Violations.isDigits(phoneNumber, 9, 15),
                            "customer.phoneNumber",
                            "must be 9 to 15 digits with the country code first, such as 4791000000")
                    .throwIfAny("Customer");
        }

        /** Without the number. */
        @Override
        public String toString() {
            return "PhoneNumber[***]";
        }
    }
}
