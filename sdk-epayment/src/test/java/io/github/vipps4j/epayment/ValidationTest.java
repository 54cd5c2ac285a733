package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.AttemptInfo;
import io.github.vipps4j.core.CallListener;
import io.github.vipps4j.core.Credentials;
import io.github.vipps4j.core.Environment;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Violation;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.testsupport.FieldDefect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent, not even for a token. */
class ValidationTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");
    private static final Customer CUSTOMER = Customer.phoneNumber("4791000000");

    private final VippsServer server = new VippsServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static InvalidRequestException refused(Runnable call) {
        InvalidRequestException exception = catchThrowableOfType(InvalidRequestException.class, call::run);
        assertThat(exception).isNotNull();
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(exception.attempts()).isZero();
        return exception;
    }

    private static List<String> fields(InvalidRequestException exception) {
        return exception.violations().stream().map(Violation::field).toList();
    }

    /** Every operation on a payment that exists. */
    private static List<Named<BiConsumer<EPaymentClient, String>>> operations() {
        Amount amount = Amount.ofMinor(100, NOK);
        return List.of(
                Named.of("get", (client, reference) -> client.get(reference)),
                Named.of("eventLog", (client, reference) -> client.eventLog(reference)),
                Named.of("capture", (client, reference) -> client.capture(reference, amount, KEY)),
                Named.of("refund", (client, reference) -> client.refund(reference, amount, KEY)),
                Named.of("cancel", (client, reference) -> client.cancel(reference)),
                Named.of("cancel with key", (client, reference) -> client.cancel(reference, KEY)),
                Named.of("cancelTransactionOnly", (client, reference) -> client.cancelTransactionOnly(reference)),
                Named.of(
                        "cancelTransactionOnly with key",
                        (client, reference) -> client.cancelTransactionOnly(reference, KEY)),
                Named.of("forceApprove", (client, reference) -> client.forceApprove(reference, CUSTOMER)),
                Named.of("forceApproveByToken", (client, reference) -> client.forceApproveByToken(reference, "token")),
                Named.of("awaitOutcome", (client, reference) -> client.awaitOutcome(reference)),
                Named.of(
                        "awaitOutcome with limit",
                        (client, reference) -> client.awaitOutcome(reference, Duration.ofSeconds(1))),
                Named.of(
                        "awaitOutcome of a created payment",
                        (client, reference) ->
                                client.awaitOutcome(new CreatedPayment(reference, null, FakeTime.START, null))));
    }

    static Stream<Arguments> operationsWithBadReferences() {
        return operations().stream().flatMap(operation -> badReferences().map(bad -> Arguments.of(operation, bad)));
    }

    private static Stream<String> badReferences() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "/",
                "../refunds",
                "shop7/order-42",
                "shop7\\order-42",
                "shop7%2Forder-42",
                "%2e%2e",
                "shop7-order?x=1",
                "shop7-order#1",
                "shop7-order;x",
                "shop7 order 42",
                " shop7-order-42",
                "bestilling-æøå",
                "shop7-order-\u0661\u0662",
                "shop7-order-42\n",
                "shop7-order-42\r\nX-Injected: yes",
                "shop7-order-42\u0000",
                "a".repeat(65));
    }

    @ParameterizedTest
    @MethodSource("operationsWithBadReferences")
    @FieldDefect(14)
    void aBadReferenceIsRefusedAndNothingIsSent(BiConsumer<EPaymentClient, String> operation, String reference) {
        EPaymentClient payments = server.payments();
        InvalidRequestException exception = refused(() -> operation.accept(payments, reference));
        assertThat(fields(exception)).containsExactly("reference");
        assertThat(server.requestCount()).isZero();
        assertThat(server.time.sleeps()).isEmpty();
    }

    static Stream<Arguments> operationsAndCreate() {
        return Stream.concat(
                operations().stream().map(Arguments::of),
                Stream.<Named<BiConsumer<EPaymentClient, String>>>of(
                                Named.of("create", (client, reference) -> client.create(WireTest.documented())),
                                Named.of(
                                        "create with key",
                                        (client, reference) -> client.create(WireTest.documented(), KEY)))
                        .map(Arguments::of));
    }

    @ParameterizedTest
    @MethodSource("operationsAndCreate")
    void aMissingSalesUnitIsNamedAndNothingIsSent(BiConsumer<EPaymentClient, String> operation) {
        EPaymentClient payments = EPaymentClient.of(server.vipps(Vipps.builder()
                .environment(server.vipps().environment())
                .credentials(Credentials.of("id", "secret", "key"))));
        InvalidRequestException exception = refused(() -> operation.accept(payments, REFERENCE));
        assertThat(fields(exception)).containsExactly("merchantSerialNumber");
        assertThat(exception.getMessage())
                .contains("merchantSerialNumber")
                .contains("VIPPS_MERCHANT_SERIAL_NUMBER")
                .contains("forMerchant");
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void captureAndRefundOfNothingAreRefused(long value) {
        EPaymentClient payments = server.payments();
        Amount amount = Amount.ofMinor(value, NOK);
        assertThat(fields(refused(() -> payments.capture(REFERENCE, amount, KEY))))
                .containsExactly("modificationAmount.value");
        assertThat(fields(refused(() -> payments.refund(REFERENCE, amount, KEY))))
                .containsExactly("modificationAmount.value");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void theSmallestCaptureIsOneMinorUnit() {
        server.answer(200, Bodies.MODIFICATION);
        server.payments().capture(REFERENCE, Amount.ofMinor(1, NOK), KEY);
        assertThat(server.onlyRequest().body()).contains("\"value\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankTokenIsRefused(String token) {
        EPaymentClient payments = server.payments();
        assertThat(fields(refused(() -> payments.forceApproveByToken(REFERENCE, token))))
                .containsExactly("token");
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P25D"})
    void aLimitThatIsNoTimeOutIsRefused(Duration limit) {
        EPaymentClient payments = server.payments();
        assertThat(fields(refused(() -> payments.awaitOutcome(REFERENCE, limit))))
                .containsExactly("limit");
        CreatedPayment created = new CreatedPayment(REFERENCE, null, FakeTime.START, null);
        assertThat(fields(refused(() -> payments.awaitOutcome(created, limit)))).containsExactly("limit");
        assertThat(server.requestCount()).isZero();
    }

    static Stream<Environment> spellingsOfProduction() {
        return Stream.of(
                Environment.PRODUCTION,
                Environment.at(URI.create("https://api.vipps.no")),
                Environment.at(URI.create("https://api.vipps.no/")),
                Environment.at(URI.create("https://API.vipps.no:443/")),
                Environment.at(URI.create("HTTPS://Api.Vipps.No")),
                Environment.at(URI.create("https://api.vipps.no./")),
                Environment.at(URI.create("https://api.vipps.no.:443/some/path/")),
                Environment.PRODUCTION.allowPlainHttp());
    }

    @ParameterizedTest
    @MethodSource("spellingsOfProduction")
    void productionNeverSeesAForcedApproval(Environment production) {
        List<AttemptInfo> attempts = new ArrayList<>();
        Vipps vipps = server.vipps(server.builder().environment(production).addListener(new CallListener() {
            @Override
            public void onAttempt(AttemptInfo attempt) {
                attempts.add(attempt);
            }
        }));
        EPaymentClient payments = EPaymentClient.of(vipps);
        InvalidRequestException byCustomer = refused(() -> payments.forceApprove(REFERENCE, CUSTOMER));
        InvalidRequestException byToken = refused(() -> payments.forceApproveByToken(REFERENCE, "eyJraWQi"));
        InvalidRequestException ofAnotherUnit =
                refused(() -> EPaymentClient.of(vipps.forMerchant("7654321")).forceApprove(REFERENCE, CUSTOMER));
        assertThat(List.of(byCustomer, byToken, ofAnotherUnit)).allSatisfy(exception -> {
            assertThat(fields(exception)).containsExactly("environment");
            assertThat(exception.getMessage()).contains("production");
        });
        assertThat(attempts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.vipps.no..",
                "https://api%2Evipps.no",
                "https://api\u3002vipps.no",
                "https://user@api.vipps.no",
                "https://\uff41pi.vipps.no"
            })
    void aSpellingOfProductionThatIsNotSeenThroughCannotBeUsed(String url) {
        InvalidRequestException exception = refused(() -> {
            Vipps vipps = server.vipps(server.builder().environment(Environment.at(URI.create(url))));
            EPaymentClient.of(vipps).forceApprove(REFERENCE, CUSTOMER);
        });
        assertThat(fields(exception)).containsExactly("environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+4791000000", "47910000"})
    void aForcedApprovalNeedsAPhoneNumber(String number) {
        EPaymentClient payments = server.payments();
        assertThat(fields(refused(() -> payments.forceApprove(REFERENCE, Customer.phoneNumber(number)))))
                .containsExactly("customer.phoneNumber");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void everythingThatIsWrongWithACallIsToldAtOnce() {
        EPaymentClient payments = EPaymentClient.of(server.vipps(Vipps.builder()
                .environment(Environment.PRODUCTION)
                .credentials(Credentials.of("id", "secret", "key"))));
        Amount nothing = Amount.ofMinor(0, NOK);
        assertThat(fields(refused(() -> payments.capture("..", nothing, KEY))))
                .containsExactlyInAnyOrder("reference", "modificationAmount.value", "merchantSerialNumber");
        assertThat(fields(refused(() -> payments.forceApprove("..", Customer.phoneNumber("47")))))
                .containsExactlyInAnyOrder("reference", "customer.phoneNumber", "environment", "merchantSerialNumber");
        assertThat(fields(refused(() -> payments.awaitOutcome("..", Duration.ZERO))))
                .containsExactlyInAnyOrder("reference", "limit", "merchantSerialNumber");
    }

    @Test
    @SuppressWarnings("NullAway")
    @FieldDefect(1)
    void aChangeWithoutAKeyIsRefused() {
        EPaymentClient payments = server.payments();
        Amount amount = Amount.ofMinor(100, NOK);
        List<Runnable> changes = List.of(
                () -> payments.create(WireTest.documented(), null),
                () -> payments.capture(REFERENCE, amount, null),
                () -> payments.refund(REFERENCE, amount, null),
                () -> payments.cancel(REFERENCE, null),
                () -> payments.cancelTransactionOnly(REFERENCE, null));
        assertThat(changes)
                .allSatisfy(change -> assertThat(fields(refused(change))).containsExactly("idempotencyKey"));
        assertThat(fields(refused(() -> payments.capture(REFERENCE, null, KEY))))
                .containsExactly("modificationAmount");
        assertThat(server.requestCount()).isZero();
    }
}
