package io.github.vipps4j.epayment;

import org.jspecify.annotations.Nullable;

/**
 * How the customer comes to the payment (ePayment 1.8.1). Each flow holds what it needs, so that a push message without a
 * customer or a web redirect without a return URL cannot be written. The URLs are checked when the
 * {@link CreatePayment} is built.
 */
public sealed interface UserFlow {
    /**
     * The shop sends the browser to the landing page, or straight into the app on a phone: the default choice.
     *
     * @param returnUrl where the customer comes back to, whatever the outcome: {@code https://} or a custom scheme, at most
     *     2500 characters. Coming back proves nothing; read the payment.
     */
    static UserFlow webRedirect(String returnUrl) {
        return new WebRedirect(returnUrl);
    }

    /**
     * The merchant's app opens the Vipps MobilePay app; only for merchants without a web presence. Give the customer too.
     *
     * @param returnUrl where the customer comes back to: {@code https://} or a custom scheme, at most 2500 characters
     */
    static UserFlow nativeRedirect(String returnUrl) {
        return new NativeRedirect(returnUrl);
    }

    /** The customer gets a push message in the app. The sales unit needs approval for it, else error 5080. */
    static UserFlow pushMessage(Customer customer) {
        return new PushMessage(customer);
    }

    /** The customer scans a code on a screen; the payment's {@code redirectUrl} is its image (SVG). */
    static UserFlow qr() {
        return qr(QrFormat.svg());
    }

    /**
     * The same, with the code in another form. When the customer stands before the screen, give
     * {@link CustomerInteraction#CUSTOMER_PRESENT} too.
     */
    static UserFlow qr(QrFormat qrFormat) {
        return new Qr(qrFormat, null);
    }

    /**
     * The same, with a page to send the customer to afterwards.
     *
     * @param returnUrl {@code https://} or a custom scheme, at most 2500 characters
     */
    static UserFlow qr(String returnUrl) {
        return qr(QrFormat.svg(), returnUrl);
    }

    /**
     * The same, with the code in another form.
     *
     * @param returnUrl {@code https://} or a custom scheme, at most 2500 characters
     */
    static UserFlow qr(QrFormat qrFormat, String returnUrl) {
        return new Qr(qrFormat, returnUrl);
    }

    /** {@code WEB_REDIRECT}. */
    record WebRedirect(String returnUrl) implements UserFlow {
        /** Without the URL, which may name the customer's order. */
        @Override
        public String toString() {
            return "WebRedirect";
        }
    }

    /** {@code NATIVE_REDIRECT}. */
    record NativeRedirect(String returnUrl) implements UserFlow {
        /** Without the URL, which may name the customer's order. */
        @Override
        public String toString() {
            return "NativeRedirect";
        }
    }

    /** {@code PUSH_MESSAGE}. */
    record PushMessage(Customer customer) implements UserFlow {
        /** Without the customer. */
        @Override
        public String toString() {
            return "PushMessage";
        }
    }

    /** {@code QR}. */
    record Qr(QrFormat qrFormat, @Nullable String returnUrl) implements UserFlow {
        /** Without the URL, which may name the customer's order. */
        @Override
        public String toString() {
            return "Qr";
        }
    }
}
