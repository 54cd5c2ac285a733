package io.github.vipps4j.benchmarks;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.UserFlow;
import java.net.URI;

/** As the README says it is done. */
final class SdkCalls implements PaymentCalls {
    private final EPaymentClient payments;

    SdkCalls(String server) {
        Vipps vipps = Vipps.builder()
                .environment(Environment.at(URI.create(server)))
                .credentials(Credentials.of(Shop.CLIENT_ID, Shop.CLIENT_SECRET, Shop.SUBSCRIPTION_KEY))
                .merchantSerialNumber(Shop.MSN)
                .system(Shop.SYSTEM_NAME, Shop.SYSTEM_VERSION)
                .plugin(Shop.PLUGIN_NAME, Shop.PLUGIN_VERSION)
                .build();
        payments = EPaymentClient.of(vipps);
    }

    @Override
    public CreatedPayment create(String reference) {
        return payments.create(CreatePayment.builder()
                .reference(reference)
                .amount(Amount.ofMinor(Shop.PRICE, Currency.NOK))
                .userFlow(UserFlow.webRedirect(Shop.RETURN_URL))
                .paymentDescription(Shop.DESCRIPTION)
                .build());
    }

    @Override
    public Payment get(String reference) {
        return payments.get(reference);
    }
}
