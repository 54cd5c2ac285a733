package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.epayment.CardCallback;
import io.github.vipps4j.epayment.CardCallbackReply;
import io.github.vipps4j.epayment.CardType;
import io.github.vipps4j.psp.DeclineReason;
import io.github.vipps4j.psp.InitPayment;
import io.github.vipps4j.psp.InitiatedPayment;
import io.github.vipps4j.psp.MakePayment;
import io.github.vipps4j.psp.MakePaymentReply;
import io.github.vipps4j.psp.PspClient;
import io.github.vipps4j.psp.ThreeDSecureResult;
import io.github.vipps4j.simulator.ApiOperation;
import io.github.vipps4j.simulator.Fault;
import io.github.vipps4j.simulator.PaymentServiceProvider;
import io.github.vipps4j.simulator.SimulatedState;
import io.github.vipps4j.simulator.VippsSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PspExamplesTest {
    private static final NetworkToken TOKEN = new NetworkToken(
            CardNumber.of("4895370013193500"),
            Cryptogram.of("AlhlvxmN2ZKuAAESNFZ4GoABFA=="),
            YearMonth.of(2030, 3),
            NetworkToken.TokenType.VISA,
            "VISA",
            7,
            null);

    private static final Pattern CARD =
            Pattern.compile("\"(?:number|cryptogram|maskedCardNumber)\"\\s*:\\s*\"([^\"]+)\"");

    private final PretendAcquirer acquirer = new PretendAcquirer();

    /** What an example does with the streams that it is given. */
    private interface Story {
        void tell(VippsSimulator simulator, PrintStream out) throws Exception;
    }

    /** Gives what was printed, in which there is nothing of any card. */
    private static String told(VippsSimulator simulator, Story story) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        story.tell(simulator, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String told = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertThat(simulator.pspCalls().all())
                .hasSizeGreaterThan(3)
                .allSatisfy(call -> assertThat(cardIn(call.body()))
                        .allSatisfy(secret -> assertThat(told).doesNotContain(secret)));
        return told;
    }

    /** Number and cryptogram of the token; none if the customer did not approve. */
    private static List<String> cardIn(String body) {
        return CARD.matcher(body).results().map(found -> found.group(1)).toList();
    }

    @Test
    void storyOfAProviderIsToldToTheEnd() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            assertThat(told(simulator, (service, out) -> HowItWorksForPsps.play(service, acquirer, out)))
                    .contains("the acquirer authorises it: OK. The app says: APPROVED\n")
                    .contains("wants 3-D Secure first: SOFT_DECLINE. The app says: SOFT_DECLINED\n")
                    .contains("with a result: OK. The app says: APPROVED\n")
                    .contains("not enough money: FAIL. The app says: DECLINED_BY_PSP\n")
                    .contains("the endpoint answers by itself: FAIL\n")
                    .contains(
                            "no more than that. Vipps MobilePay knows of 0.00 NOK captured and 249.00 NOK to be captured.\n")
                    .contains(
                            "never runs it.) Vipps MobilePay knows of 249.00 NOK captured and 0.00 NOK to be captured.\n")
                    .endsWith("   RESERVED  899.00 NOK\n   CANCELLED 899.00 NOK\nDone.\n");
            assertThat(simulator.payment("acme-ticket-0003").state()).isEqualTo(SimulatedState.ABORTED);
        }
    }

    @Test
    void storyOfAProviderIsToldOnCardPassthroughToo() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.start()) {
            assertThat(told(simulator, (service, out) -> CardPassthroughForPsps.play(service, acquirer, out)))
                    .contains(
                            "the acquirer authorises it: RESERVE. The app says: APPROVED\n   The payment is AUTHORIZED.\n")
                    .contains("wants 3-D Secure first: SOFT_DECLINE. The app says: SOFT_DECLINED\n")
                    .contains("of the same attempt: RESERVE. The app says: APPROVED\n")
                    .contains("not enough money: FAIL. The app says: DECLINED_BY_PSP\n")
                    .contains("which is TERMINATED.\n")
                    .contains("   Captured 249.00 NOK.\n")
                    .endsWith("   Released 899.00 NOK. Done.\n");
            assertThat(simulator.payment("acme-ticket-0001").captured()).isEqualTo(24_900);
        }
    }

    @Test
    void initWhoseUrlWasLostIsWithdrawnAndSentUnderOtherNames() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = connect(simulator)) {
            HowItWorksForPsps provider = provider();
            InitPayment request = provider.ticket("acme-ticket-0001", "249.00");
            simulator.faults().next(ApiOperation.PSP_INIT, Fault.answerLost());

            InitiatedPayment initiated = provider.init(client(simulator, vipps), request);

            assertThat(initiated.merchantOrderId()).isEqualTo("acme-ticket-0001-1");
            assertThat(initiated.pspTransactionId()).isNotEqualTo(request.pspTransactionId());
            assertThat(simulator.count(ApiOperation.PSP_INIT)).isEqualTo(2);
        }
    }

    @Test
    void initThatDidNotArriveIsSentAgain() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = connect(simulator)) {
            HowItWorksForPsps provider = provider();
            InitPayment request = provider.ticket("acme-ticket-0001", "249.00");
            simulator.faults().next(ApiOperation.PSP_INIT, Fault.serverError(500));

            InitiatedPayment initiated = provider.init(client(simulator, vipps), request);

            assertThat(initiated.pspTransactionId()).isEqualTo(request.pspTransactionId());
            assertThat(simulator.payments()).hasSize(1);
        }
    }

    private static Vipps connect(VippsSimulator simulator) {
        PaymentServiceProvider keys =
                PaymentServiceProvider.of("acme-psp", simulator.salesUnit().merchantSerialNumber());
        simulator.addPaymentServiceProvider(keys);
        return Stage.Simulated.connect(simulator, keys);
    }

    private static PspClient client(VippsSimulator simulator, Vipps vipps) {
        return PspClient.of(vipps).forMerchant(simulator.salesUnit().merchantSerialNumber());
    }

    private HowItWorksForPsps provider() {
        return new HowItWorksForPsps(acquirer, "http://127.0.0.1:9");
    }

    private static MakePayment payment(String transaction) {
        return payment(transaction, null);
    }

    private static MakePayment payment(String transaction, @Nullable ThreeDSecureResult result) {
        return new MakePayment(transaction, "654321", TOKEN, null, Map.of(), result, null);
    }

    @Test
    void transactionThatNobodyInitiatedIsNotAuthorised() {
        HowItWorksForPsps.Decisions decisions = provider().new Decisions();

        assertThat(decisions.accepted(payment("unknown")))
                .isEqualTo(MakePaymentReply.declined(DeclineReason.INVALID_REQUEST));
        assertThat(decisions.after3DSecure(payment("unknown")).isApproved()).isFalse();
        assertThat(acquirer.networkReference("unknown")).isNull();
    }

    @Test
    void threeDSecureIsAuthorisedOnlyIfItEndedWell() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = connect(simulator)) {
            HowItWorksForPsps provider = provider();
            String transaction = provider.init(client(simulator, vipps), provider.ticket("acme-ticket-0001", "899.00"))
                    .pspTransactionId();
            HowItWorksForPsps.Decisions decisions = provider.new Decisions();

            assertThat(decisions.after3DSecure(payment(transaction)))
                    .isEqualTo(MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER));
            assertThat(decisions.after3DSecure(payment(transaction, ThreeDSecureResult.FAILURE)))
                    .isEqualTo(MakePaymentReply.declined(DeclineReason.REFUSED_BY_ISSUER));
            assertThat(acquirer.networkReference(transaction)).isNull();
            assertThat(decisions.after3DSecure(payment(transaction, ThreeDSecureResult.SUCCESS)))
                    .isEqualTo(MakePaymentReply.approved());
            assertThat(acquirer.networkReference(transaction)).isNotNull();
        }
    }

    @Test
    void approvalThatIsDiscardedIsReversed() {
        authorise("transaction-1");

        provider().new Decisions().answerDiscarded("transaction-1", MakePaymentReply.approved());

        assertThat(acquirer.networkReference("transaction-1")).isNull();
    }

    @Test
    void transactionWhoseFateIsUnknownIsApprovedOnlyIfItWasAuthorised() {
        authorise("transaction-1");
        HowItWorksForPsps.Decisions decisions = provider().new Decisions();

        assertThat(decisions.unknown(payment("transaction-1")).isApproved()).isTrue();
        assertThat(decisions.unknown(payment("transaction-2")).isApproved()).isFalse();
        assertThat(authorise("transaction-2")).isEqualTo(PretendAcquirer.Answer.REFUSED);
    }

    private PretendAcquirer.Answer authorise(String name) {
        return acquirer.authorise(name, Amount.of("249.00", NOK), TOKEN, false);
    }

    private static CardCallback callback(String attempt) {
        return new CardCallback(
                "psp-acme-ticket-0001",
                attempt,
                "654321",
                Amount.of("249.00", NOK),
                null,
                new CardCallback.CardInfo(null, CardType.VISA_DEBIT, "NO", new CardCallback.CardData.Token(TOKEN)));
    }

    private CardPassthroughForPsps.Decisions cardDecisions() {
        return new CardPassthroughForPsps(acquirer, "http://127.0.0.1:9", "made-up-secret").new Decisions();
    }

    @Test
    void cardOfAPaymentThatNobodyCreatedIsNotAuthorised() {
        assertThat(cardDecisions().authorize(callback("attempt-1"))).isEqualTo(CardCallbackReply.refusedByIssuer());
        assertThat(acquirer.networkReference("attempt-1")).isNull();
    }

    @Test
    void reservationThatIsDiscardedIsReversed() {
        authorise("attempt-1");

        cardDecisions().answerDiscarded(callback("attempt-1"), CardCallbackReply.reserve("VISA-1"));

        assertThat(acquirer.networkReference("attempt-1")).isNull();
    }

    @Test
    void attemptWhoseFateIsUnknownIsReservedOnlyIfItWasAuthorised() {
        authorise("attempt-1");
        CardPassthroughForPsps.Decisions decisions = cardDecisions();

        assertThat(decisions.unknown(callback("attempt-1")).isReserved()).isTrue();
        assertThat(decisions.unknown(callback("attempt-2")).isReserved()).isFalse();
        assertThat(authorise("attempt-2")).isEqualTo(PretendAcquirer.Answer.REFUSED);
    }
}
