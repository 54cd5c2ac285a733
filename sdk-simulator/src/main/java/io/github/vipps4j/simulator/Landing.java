package io.github.vipps4j.simulator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page that a redirect URL leads to, so that a person can be the customer in a browser. */
final class Landing {
    static final String PATH = "/landing";

    private final PaymentBook book;
    private final SimulatedCustomer customer;

    Landing(PaymentBook book, SimulatedCustomer customer) {
        this.book = book;
        this.customer = customer;
    }

    static boolean owns(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    Answer answer(Call call) {
        String token = call.queryParameter("token");
        Payment payment = token == null ? null : book.findByToken(token);
        if (payment == null) {
            return page(404, "<p>This link is not known.</p>");
        }
        String step = call.method() + ' ' + call.path().substring(PATH.length());
        return switch (step) {
            case "GET " -> page(200, question(payment));
            case "POST /approve", "POST /reject" -> decide(payment, step.equals("POST /approve"));
            default -> page(404, "<p>There is nothing here.</p>");
        };
    }

    private Answer decide(Payment payment, boolean approve) {
        PaymentKey key = payment.key();
        try {
            if (approve) {
                customer.approve(key.msn(), key.reference());
            } else {
                customer.reject(key.msn(), key.reference());
            }
        } catch (IllegalStateException e) {
            return page(409, question(payment));
        }
        @Nullable String returnUrl = payment.request().path("returnUrl").textValue();
        return returnUrl == null ? page(200, question(payment)) : Answer.redirect(returnUrl);
    }

    private String question(Payment payment) {
        SimulatedPayment now = book.alone(payment::snapshot);
        String what = escaped(payment.request().path("paymentDescription").asText(now.reference()));
        String price = "<p>" + what + ": " + majorUnits(now.amount()) + ' ' + now.currency() + "</p>";
        if (now.state() != SimulatedState.CREATED) {
            return price + "<p>This payment is " + now.state() + ".</p>";
        }
        return price + button("approve", "Approve", payment) + button("reject", "Reject", payment);
    }

    private static String button(String step, String label, Payment payment) {
        return "<form method=\"post\" action=\"" + PATH + '/' + step + "?token=" + payment.token() + "\"><button>"
                + label + "</button></form>";
    }

    private static String majorUnits(long minorUnits) {
        return String.format(Locale.ROOT, "%d.%02d", minorUnits / 100, minorUnits % 100);
    }

    private static Answer page(int status, String content) {
        return Answer.html(
                status,
                "<!DOCTYPE html><html lang=\"en\"><head><title>Simulated payment</title></head><body>"
                        + "<h1>Simulated payment</h1>" + content + "</body></html>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
