package io.github.vipps4j.simulator;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a payment service provider sends the customer's browser after 3-D Secure. */
final class ThreeDSecureReturn {
    private final PaymentBook book;
    private final PspDesk desk;
    private final URI baseUrl;

    ThreeDSecureReturn(PaymentBook book, PspDesk desk, URI baseUrl) {
        this.book = book;
        this.desk = desk;
        this.baseUrl = baseUrl;
    }

    static boolean owns(String path) {
        return path.equals(ThreeDSecureUrls.PATH);
    }

    Answer answer(Call call) {
        String token = call.queryParameter("token");
        Payment payment = token == null ? null : book.findBy3DSecureToken(token);
        CardTransaction card = payment == null ? null : payment.card();
        if (payment == null || card == null) {
            return LandingPage.page(404, "<p>This link is not known.</p>");
        }
        ThreeDSecure outcome = card.waysBack().outcome(baseUrl + call.pathAndQuery());
        if (outcome == null) {
            return LandingPage.page(400, "<p>This link is not as it was given.</p>");
        }
        try {
            ApprovalResult result = desk.comeBack(payment, outcome);
            @Nullable String returnUrl = payment.returnUrl();
            return returnUrl == null
                    ? LandingPage.page(200, "<p>The payment: " + result + ".</p>")
                    : Answer.redirect(returnUrl);
        } catch (IllegalStateException e) {
            return LandingPage.page(409, "<p>This 3-D Secure session is over.</p>");
        }
    }
}
