package io.github.vipps4j.simulator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person sees of a payment in a browser. */
final class LandingPage {
    private final Payment payment;
    private final @Nullable SimulatedAddress ownAddress;
    private final StringBuilder html = new StringBuilder();

    /** @param ownAddress what the form for an address is filled with at first */
    LandingPage(Payment payment, @Nullable SimulatedAddress ownAddress) {
        this.payment = payment;
        this.ownAddress = ownAddress;
    }

    static Answer page(int status, String content) {
        return Answer.html(
                status,
                "<!DOCTYPE html><html lang=\"en\"><head><title>Simulated payment</title></head><body>"
                        + "<h1>Simulated payment</h1>" + content + "</body></html>");
    }

    /** To be called alone with the payment. */
    String content(String message) {
        SimulatedPayment now = payment.snapshot();
        String what = payment.request().path("paymentDescription").asText(now.reference());
        paragraph(what + ": " + price(now.amount()));
        if (!message.isEmpty()) {
            paragraph(message);
        }
        if (now.state() != SimulatedState.CREATED) {
            paragraph("This payment is " + now.state() + ".");
            return html.toString();
        }
        if (payment.isExpress()) {
            address();
            options();
        } else {
            form("approve", "", "Approve");
        }
        form("reject", "", "Reject");
        if (CreateRules.scopes(payment.request()).length > 0) {
            form("refuse-consent", "", "Refuse to share my data");
        }
        return html.toString();
    }

    private void address() {
        SimulatedAddress chosen = payment.choice().address();
        SimulatedAddress shown = chosen == null ? ownAddress : chosen;
        String country = payment.unit().market().name();
        SimulatedAddress filled = shown == null ? SimulatedAddress.of("", "", "", country) : shown;
        String second = filled.addressLine2();
        form(
                "address",
                input("addressLine1", filled.addressLine1())
                        + input("addressLine2", second == null ? "" : second)
                        + input("postCode", filled.postCode())
                        + input("city", filled.city())
                        + input("country", filled.country()),
                "Ship to this address");
    }

    private void options() {
        ShippingOffer offer = payment.choice().offer();
        if (offer == null) {
            return;
        }
        for (ShippingOffer.Option option : offer.options()) {
            form(
                    "approve",
                    "<input type=\"hidden\" name=\"option\" value=\"" + escaped(option.id()) + "\">",
                    "Approve with " + option.name() + " (" + option.brand() + "), "
                            + price(payment.amount() + option.cost()));
        }
    }

    private static String input(String name, String value) {
        return "<label>" + name + " <input name=\"" + name + "\" value=\"" + escaped(value) + "\"></label>";
    }

    private void form(String step, String inputs, String label) {
        html.append("<form method=\"post\" action=\"")
                .append(Landing.PATH)
                .append('/')
                .append(step)
                .append("?token=")
                .append(payment.token())
                .append("\">")
                .append(inputs)
                .append("<button>")
                .append(escaped(label))
                .append("</button></form>");
    }

    private void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>");
    }

    private String price(long minorUnits) {
        return String.format(Locale.ROOT, "%d.%02d ", minorUnits / 100, minorUnits % 100) + payment.currency();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
