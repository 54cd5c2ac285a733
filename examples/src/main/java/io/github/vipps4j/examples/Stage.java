package io.github.vipps4j.examples;

import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.VippsBuilder;
import io.github.vipps4j.ecom.EcomClient;
import io.github.vipps4j.ecom.InitiatedPayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.Customer;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.simulator.PaymentServiceProvider;
import io.github.vipps4j.simulator.SalesUnit;
import io.github.vipps4j.simulator.VippsSimulator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a story plays, and who plays the customer: a local simulator, or a person in the real test environment. */
interface Stage extends AutoCloseable {
    /** The real test environment if any {@code VIPPS_*} variable is set, else the simulator. */
    static Stage set(String[] args, Map<String, String> env) {
        for (String arg : args) {
            if (!arg.equals("--wire")) {
                throw new IllegalStateException("There is no argument " + arg + "; --wire is all there is");
            }
            System.setProperty("org.slf4j.simpleLogger.log.io.github.vipps4j.wire", "trace");
        }
        boolean real = env.keySet().stream().anyMatch(name -> name.startsWith("VIPPS_"));
        return real
                ? new TestEnvironment(VippsBuilder.fromEnv(env).build(), env.get("VIPPS_TEST_PHONE"))
                : new Simulated(VippsSimulator.start());
    }

    String name();

    Vipps vipps();

    /** Whether what is served in production only is to be missed here. */
    boolean isTestEnvironment();

    /** Has the customer approve the payment, or asks for it. @return what happened, as a sentence */
    String customerConfirms(CreatedPayment created);

    /** The same for a payment of eCom. */
    String customerConfirms(InitiatedPayment initiated);

    @Override
    void close();

    /** On this machine, without keys, phone or network. */
    final class Simulated implements Stage {
        private final VippsSimulator simulator;
        private final Vipps vipps;

        /** @param simulator of the test environment */
        Simulated(VippsSimulator simulator) {
            this.simulator = simulator;
            this.vipps = connect(simulator);
        }

        static Vipps connect(VippsSimulator simulator) {
            SalesUnit shop = simulator.salesUnit();
            return Vipps.builder()
                    .environment(Environment.at(simulator.baseUrl()))
                    .credentials(Credentials.of(shop.clientId(), shop.clientSecret(), shop.primarySubscriptionKey()))
                    .merchantSerialNumber(shop.merchantSerialNumber())
                    .system("acme-shop", "3.1.2")
                    .build();
        }

        /** For a payment service provider, whose calls each name a merchant. */
        static Vipps connect(VippsSimulator simulator, PaymentServiceProvider psp) {
            return Vipps.builder()
                    .environment(Environment.at(simulator.baseUrl()))
                    .credentials(Credentials.of(psp.clientId(), psp.clientSecret(), psp.primarySubscriptionKey()))
                    .pspId(psp.pspId())
                    .system("acme-psp", "3.1.2")
                    .build();
        }

        @Override
        public String name() {
            return "on the simulator at " + simulator.baseUrl();
        }

        @Override
        public Vipps vipps() {
            return vipps;
        }

        @Override
        public boolean isTestEnvironment() {
            return true;
        }

        @Override
        public String customerConfirms(CreatedPayment created) {
            return approved(created.reference());
        }

        @Override
        public String customerConfirms(InitiatedPayment initiated) {
            return approved(initiated.orderId());
        }

        private String approved(String reference) {
            simulator.customer().approve(reference);
            return "(The simulator plays the customer.)";
        }

        @Override
        public void close() {
            vipps.close();
            simulator.close();
        }
    }

    /** At Vipps MobilePay, with a test user. */
    final class TestEnvironment implements Stage {
        private static final String NORWAY = "47";
        private static final String BY_HAND =
                "Open the landing page and approve it with the test app; this program waits.";
        private static final String BY_FORCE = "(Approved by force in place of the test user.)";

        private final Vipps vipps;
        private final @Nullable String testPhone;

        TestEnvironment(Vipps vipps, @Nullable String testPhone) {
            this.vipps = vipps;
            this.testPhone = testPhone == null || testPhone.isBlank() ? null : testPhone.strip();
            if (vipps.environment().isProduction()) {
                throw new IllegalStateException("This example moves money; it does not run in PRODUCTION");
            }
            if (this.testPhone != null && !this.testPhone.matches("[0-9]{9,15}")) {
                throw new IllegalStateException(
                        "VIPPS_TEST_PHONE must be digits with the country code first, such as 4791000000");
            }
        }

        @Override
        public String name() {
            return "in the test environment at " + vipps.environment();
        }

        @Override
        public Vipps vipps() {
            return vipps;
        }

        /** Not so behind a base URL of its own, of which nobody knows what it serves. */
        @Override
        public boolean isTestEnvironment() {
            return vipps.environment().equals(Environment.TEST);
        }

        @Override
        public String customerConfirms(CreatedPayment created) {
            if (testPhone == null) {
                return BY_HAND;
            }
            EPaymentClient.of(vipps).forceApprove(created.reference(), Customer.phoneNumber(testPhone));
            return BY_FORCE;
        }

        @Override
        public String customerConfirms(InitiatedPayment initiated) {
            if (testPhone == null) {
                return BY_HAND;
            }
            if (!testPhone.startsWith(NORWAY)) {
                throw new IllegalStateException(
                        "VIPPS_TEST_PHONE must begin with " + NORWAY + ": eCom is in Norway only");
            }
            EcomClient.of(vipps).forceApprove(initiated, testPhone.substring(NORWAY.length()));
            return BY_FORCE;
        }

        @Override
        public void close() {
            vipps.close();
        }
    }
}
