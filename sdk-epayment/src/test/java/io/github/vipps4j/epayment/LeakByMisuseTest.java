package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.testsupport.FieldDefect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with an input is told without the input. */
class LeakByMisuseTest {
    private final LeakShop shop = new LeakShop();

    @AfterEach
    void nothingIsSeen() {
        shop.closeAndExpectNoLeak();
    }

    @Test
    @FieldDefect(16)
    @SuppressWarnings("NullAway") // what Java callers can do all the same
    void misuseLeaksNothing() {
        shop.attempt(() -> shop.payments().get(REFERENCE));
        for (String wrong : List.of(
                LeakAnswers.everything(),
                LeakShop.CLIENT_SECRET + "\n" + LeakShop.TOKEN,
                LeakShop.PHONE + "\u0000",
                LeakShop.NAME)) {
            attemptWith(wrong);
        }
        attemptWith(null);
        assertThat(shop.leaks.types()).contains(InvalidRequestException.class);
    }

    /** The wrong text, or null, wherever one can be given. */
    @SuppressWarnings("NullAway")
    private void attemptWith(String wrong) {
        EPaymentClient payments = shop.payments();
        List.<Callable<?>>of(
                        () -> Credentials.of(wrong, wrong, wrong).withSecondarySubscriptionKey(wrong),
                        () -> shop.builder()
                                .credentials(Credentials.of(wrong, wrong, wrong))
                                .build(),
                        () -> shop.builder()
                                .merchantSerialNumber(wrong)
                                .system(wrong, wrong)
                                .plugin(wrong, wrong)
                                .build(),
                        () -> VippsBuilder.fromEnv(Map.of("VIPPS_ENVIRONMENT", wrong, "VIPPS_CLIENT_SECRET", wrong))
                                .build(),
                        () -> VippsBuilder.fromEnv(Map.of("VIPPS_ENVIRONMENT", "https://" + wrong + "/"))
                                .build(),
                        () -> shop.builder()
                                .environment(Environment.at(URI.create(
                                        "https://" + LeakShop.APPROVE_TOKEN + "@x/?" + LeakShop.REDIRECT_TOKEN)))
                                .build(),
                        () -> IdempotencyKey.of(wrong),
                        () -> Customer.phoneNumber(wrong),
                        () -> LeakShop.request(UserFlow.webRedirect(wrong)).build(),
                        () -> LeakShop.request(UserFlow.nativeRedirect(wrong)).build(),
                        () -> LeakShop.request(UserFlow.qr(wrong)).build(),
                        () -> LeakShop.request(UserFlow.pushMessage(Customer.phoneNumber(wrong)))
                                .build(),
                        () -> LeakShop.request(UserFlow.pushMessage(Customer.phoneNumber(LeakShop.PHONE)))
                                .customer(Customer.phoneNumber(wrong))
                                .build(),
                        () -> LeakShop.request(UserFlow.qr())
                                .reference(wrong)
                                .paymentDescription(wrong.repeat(99))
                                .build(),
                        () -> LeakShop.request(UserFlow.qr())
                                .metadata(wrong.repeat(99), wrong.repeat(99))
                                .build(),
                        () -> LeakShop.request(UserFlow.qr())
                                .metadata(wrong, null)
                                .build(),
                        () -> LeakShop.request(UserFlow.pushMessage(Customer.personalQr(wrong.repeat(99))))
                                .build(),
                        () -> LeakShop.request(UserFlow.qr())
                                .profileScope(ProfileScope.of(wrong + " "))
                                .receiptUrl(wrong)
                                .shipping(Shipping.dynamic(wrong, wrong + ".").withAllowedCountries(wrong))
                                .build(),
                        () -> AirlineData.builder()
                                .agencyInvoiceNumber(wrong)
                                .airlineCode(wrong)
                                .airlineDesignatorCode(wrong)
                                .passengerName(wrong.repeat(99))
                                .ticketNumber(wrong.repeat(99))
                                .build(),
                        () -> LeakShop.request(UserFlow.qr()).amount(null).customer(null),
                        () -> payments.get(wrong),
                        () -> payments.eventLog(wrong),
                        () -> payments.capture(wrong, null, null),
                        () -> payments.awaitOutcome(wrong),
                        () -> payments.awaitOutcome(REFERENCE, Duration.ZERO),
                        () -> CompletableFuture.runAsync(
                                        () -> payments.forceApprove(wrong, Customer.phoneNumber(wrong)))
                                .get(),
                        () -> CompletableFuture.runAsync(() -> payments.forceApproveByToken(wrong, wrong))
                                .get())
                .forEach(shop::attempt);
    }
}
