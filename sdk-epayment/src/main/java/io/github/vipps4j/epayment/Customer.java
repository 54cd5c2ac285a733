package io.github.vipps4j.epayment;

/**
 * Who is to pay, when the shop knows it (ePayment 1.8.1): in one of three ways, never two. Checked with the request that it is
 * part of.
 */
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
     * By the personal QR code that the customer shows in the app. Refused with {@link EPaymentError#INVALID_PERSONAL_QR} if
     * it is not one.
     *
     * @param personalQr the whole text of the code as it was scanned, unchanged; 5 to 255 characters
     */
    static Customer personalQr(String personalQr) {
        return new PersonalQr(personalQr);
    }

    /**
     * By the token that came with the webhook {@code user.checked-in.v1}, after the customer has scanned the shop's code.
     * Refused with {@link EPaymentError#INVALID_CUSTOMER_TOKEN} if it is not one.
     *
     * @param customerToken as it came; not blank
     */
    static Customer customerToken(String customerToken) {
        return new CustomerToken(customerToken);
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

    /**
     * A customer by personal QR code.
     *
     * @param personalQr the whole text of the code; 5 to 255 characters
     */
    record PersonalQr(String personalQr) implements Customer {
        /** Without the code, which can have the phone number in it. */
        @Override
        public String toString() {
            return "PersonalQr[***]";
        }
    }

    /**
     * A customer by the token of a check-in.
     *
     * @param customerToken as it came
     */
    record CustomerToken(String customerToken) implements Customer {
        /** Without the token. */
        @Override
        public String toString() {
            return "CustomerToken[***]";
        }
    }
}
