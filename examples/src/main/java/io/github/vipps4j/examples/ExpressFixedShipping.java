package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.Shipping;
import io.github.vipps4j.epayment.ShippingBrand;
import io.github.vipps4j.epayment.ShippingDetails;
import io.github.vipps4j.epayment.ShippingGroup;
import io.github.vipps4j.epayment.ShippingOption;
import io.github.vipps4j.epayment.ShippingType;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;

/**
 * Express with the same delivery options for everybody: the customer buys from the product page without typing an address, picks
 * address and delivery in the app, and pays the delivery with the goods.
 */
public final class ExpressFixedShipping {
    private static final String ORDER = "acme-express-0001";

    private ExpressFixedShipping() {}

    /** Sells one pair of boots. */
    public static void main(String[] args) {
        System.out.println(sell());
    }

    /** Gives what was captured, and for which delivery. */
    static String sell() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            ShippingGroup home = ShippingGroup.builder()
                    .type(ShippingType.HOME_DELIVERY)
                    .brand(ShippingBrand.POSTEN)
                    .isDefault(true)
                    .option(option("home-standard", "To your door", "99.00", "2-4 days"))
                    .option(option("home-evening", "To your door in the evening", "149.00", "Tomorrow, 17-21"))
                    .build();
            ShippingGroup pickup = ShippingGroup.builder()
                    .type(ShippingType.PICKUP_POINT)
                    .brand(ShippingBrand.POSTNORD)
                    .option(option("pickup", "Kiosk around the corner", "49.00", "2-4 days"))
                    .build();
            payments.create(CreatePayment.builder()
                    .reference(ORDER)
                    .amount(Amount.of("899.00", NOK)) // the goods; the delivery comes on top
                    .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + ORDER))
                    .paymentDescription("One pair of boots")
                    .shipping(Shipping.fixed(home, pickup).withAllowedCountries("NO"))
                    .build());

            simulator.customer().chooseShipping(ORDER, "home-evening");
            simulator.customer().approve(ORDER);

            Payment payment = payments.awaitProfile(ORDER);
            ShippingDetails shipping = payment.shippingDetails();
            if (shipping == null || payment.userDetails() == null) {
                throw new IllegalStateException("nothing can be sent without an address: " + payment);
            }
            Payment paid = payments.captureAndConfirm(
                    ORDER, payment.aggregate().authorizedAmount(), IdempotencyKey.derive(ORDER, "capture", "1"));
            return "Captured " + paid.aggregate().capturedAmount() + ", of which " + shipping.shippingCost() + " for "
                    + shipping.shippingOptionId();
        }
    }

    private static ShippingOption option(String id, String name, String price, String estimatedDelivery) {
        return ShippingOption.builder()
                .id(id)
                .name(name)
                .amount(Amount.of(price, NOK))
                .estimatedDelivery(estimatedDelivery)
                .build();
    }
}
