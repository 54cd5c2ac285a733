package io.github.vipps4j.psp;

import static io.github.vipps4j.core.Currency.DKK;
import static io.github.vipps4j.psp.Bodies.TRANSACTION;
import static io.github.vipps4j.psp.Bodies.nok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.core.Vipps;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent, and that all of it is told at once. */
class PspValidationTest {
    private final VippsServer server = new VippsServer();
    private final PspClient psp = server.psp();

    @AfterEach
    void nothingWasSent() {
        assertThat(server.received()).isEmpty();
        assertThat(server.tokenRequests()).isZero();
        server.close();
    }

    private static List<String> fieldsRefusedBy(ThrowingCallable call) {
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(refused).isNotNull();
        return refused.violations().stream().map(Violation::field).toList();
    }

    private static void assertRefused(UnaryOperator<InitPayment.Builder> change, String... fields) {
        assertThat(fieldsRefusedBy(() -> change.apply(Bodies.init()).build())).containsExactly(fields);
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThat(fieldsRefusedBy(() -> InitPayment.builder().build()))
                .containsExactly("pspTransactionId", "merchantOrderId", "amount", "pspRedirectUrl", "makePaymentUrl");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a b", "tx/1", "..", "blåbær", "1234567890123456789012345678901234567"})
    @SuppressWarnings("NullAway")
    void transactionIdHas1To36HarmlessCharacters(String id) {
        assertRefused(init -> init.pspTransactionId(id), "pspTransactionId");
        assertThat(fieldsRefusedBy(() -> psp.details(id))).containsExactly("pspTransactionId");
        assertThat(fieldsRefusedBy(() -> psp.resolveInit(id))).containsExactly("pspTransactionId");
        assertThat(fieldsRefusedBy(() -> psp.awaitReserved(id))).containsExactly("pspTransactionId");
        assertThat(fieldsRefusedBy(() -> psp.forceApprove(id, "91234567", "token")))
                .containsExactly("pspTransactionId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "7686f7788898767977", "ABCdef", "123456789012345678901234567890123456"})
    void transactionIdsOfTheDocumentationAreTaken(String id) {
        assertThat(Bodies.init().pspTransactionId(id).build().pspTransactionId())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "order_0042", "123456789012345678901234567890123456789012345678901"})
    void orderIdHas8To50Characters(String id) {
        assertRefused(init -> init.merchantOrderId(id), "merchantOrderId");
    }

    @Test
    void amountIsAPositiveNumberOf32BitsInNok() {
        assertRefused(init -> init.amount(nok(0)), "amount.value");
        assertRefused(init -> init.amount(nok(-1)), "amount.value");
        assertRefused(init -> init.amount(nok(2_147_483_648L)), "amount.value");
        assertRefused(init -> init.amount(Amount.ofMinor(1, DKK)), "amount.currency");
        assertThat(Bodies.init().amount(nok(2_147_483_647)).build().amount()).isEqualTo(nok(2_147_483_647));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "psp.example.com",
                "http://psp.example.com/",
                "https://",
                "https://localhost",
                "https://LOCALHOST:8080/x"
            })
    void urlsThatNobodyCanOpenAreRefused(String url) {
        assertRefused(init -> init.pspRedirectUrl(url), "pspRedirectUrl");
        assertRefused(init -> init.makePaymentUrl(url), "makePaymentUrl");
    }

    @Test
    void serviceIsCalledOverHttpsAndTheCustomerMayComeToAnApp() {
        assertRefused(init -> init.makePaymentUrl("pspapp://back"), "makePaymentUrl");
        assertThat(Bodies.init().pspRedirectUrl("pspapp://back").build().pspRedirectUrl())
                .isEqualTo("pspapp://back");
        assertThat(Bodies.init()
                        .pspRedirectUrl("https://localhost.example.com/")
                        .build()
                        .pspRedirectUrl())
                .isEqualTo("https://localhost.example.com/");
        assertThat(Bodies.init()
                        .makePaymentUrl("http://127.0.0.1:8080/x")
                        .build()
                        .makePaymentUrl())
                .isEqualTo("http://127.0.0.1:8080/x");
        assertRefused(init -> init.merchantAgreementUrl("http://shop.example.com/"), "merchantAgreementUrl");
    }

    @Test
    void tokenIsWhatAHeaderCanCarry() {
        for (String token : List.of("", " ", "a\nb", "tøken", " a", "a ", "x".repeat(256))) {
            assertRefused(init -> init.makePaymentToken(token), "makePaymentToken");
        }
        assertThat(Bodies.init().makePaymentToken("x".repeat(255)).build().makePaymentToken())
                .hasSize(255);
    }

    @Test
    void numberHas8DigitsAndIsNeededToSkipTheLandingPage() {
        for (String number : List.of("", "4791234567", "9123456", "9123 456")) {
            assertRefused(init -> init.customerMobileNumber(number), "customerMobileNumber");
        }
        assertRefused(init -> init.skipLandingPage(true), "customerMobileNumber");
        assertRefused(init -> init.paymentText(" "), "paymentText");
    }

    @Test
    void builderOfARequestSaysWhatItSays() {
        InitPayment full = Bodies.init()
                .customerMobileNumber("91234567")
                .isApp(true)
                .skipLandingPage(true)
                .merchantAgreementUrl("https://shop.example.com/a")
                .build();
        assertThat(full.toBuilder().build()).usingRecursiveComparison().isEqualTo(full);
    }

    @Test
    void updateNeedsTransactionStatusAndAmount() {
        assertThat(fieldsRefusedBy(() -> StatusUpdate.builder().build()))
                .containsExactly("pspTransactionId", "status", "amount");
        assertThat(fieldsRefusedBy(() -> StatusUpdate.builder()
                        .pspTransactionId("tx/1")
                        .status(TransactionOperation.UNKNOWN)
                        .amount(Amount.ofMinor(-1, DKK))
                        .paymentText("")
                        .build()))
                .containsExactly("pspTransactionId", "status", "amount.currency", "amount.value", "paymentText");
    }

    @Test
    @SuppressWarnings("NullAway")
    void updatesAreNeitherNoneNorNullAndABatchHasALine() {
        StatusUpdate update = Bodies.update("tx1", TransactionOperation.CAPTURED, 1);
        assertThat(fieldsRefusedBy(() -> psp.updateStatus(List.of()))).containsExactly("transactions");
        assertThat(fieldsRefusedBy(() -> psp.updateStatus(null))).containsExactly("transactions");
        assertThat(fieldsRefusedBy(() -> psp.updateStatus(Arrays.asList(update, null))))
                .containsExactly("transactions");
        assertThat(fieldsRefusedBy(() -> psp.updateStatus(List.of(update), 0))).containsExactly("batchSize");
    }

    @Test
    void limitIsATimeout() {
        assertThat(fieldsRefusedBy(() -> psp.awaitReserved(TRANSACTION, Duration.ZERO)))
                .containsExactly("limit");
    }

    @Test
    void forceApproveNeverGoesToProduction() {
        PspClient production = PspClient.of(server.vipps(server.builder().environment(Environment.PRODUCTION)));
        assertThat(fieldsRefusedBy(() -> production.forceApprove(TRANSACTION, "91234567", "token")))
                .containsExactly("environment");
        assertThat(fieldsRefusedBy(() -> psp.forceApprove(TRANSACTION, "4791234567", " ")))
                .containsExactly("token", "customerPhoneNumber");
    }

    @Test
    void everyOperationNeedsProviderAndSalesUnit() {
        PspClient nobody = PspClient.of(Vipps.builder()
                .environment(Environment.TEST)
                .credentials(io.github.vipps4j.core.Credentials.of("id", "secret", "key"))
                .build());
        List<Consumer<PspClient>> operations = List.of(
                client -> client.init(Bodies.init().build()),
                client -> client.resolveInit(TRANSACTION),
                client -> client.details(TRANSACTION),
                client -> client.awaitReserved(TRANSACTION),
                client -> client.updateStatus(List.of(Bodies.update("tx1", TransactionOperation.CAPTURED, 1))),
                client -> client.forceApprove(TRANSACTION, "91234567", "token"));
        assertThat(operations)
                .allSatisfy(operation -> assertThat(fieldsRefusedBy(() -> operation.accept(nobody)))
                        .containsExactly("pspId", "merchantSerialNumber"));
        assertThat(fieldsRefusedBy(() -> psp.forMerchant("12"))).containsExactly("merchantSerialNumber");
    }
}
