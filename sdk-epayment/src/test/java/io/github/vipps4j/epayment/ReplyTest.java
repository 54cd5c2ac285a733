package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the answers: lenient where it may be, strict where money or state depends on it. */
class ReplyTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-capture-1");

    private final VippsServer server = new VippsServer();
    private final EPaymentClient payments = server.payments();

    @AfterEach
    void close() {
        server.close();
    }

    private static Amount nok(long value) {
        return Amount.ofMinor(value, NOK);
    }

    private Payment read(String body) {
        server.answer(200, body);
        return payments.get(REFERENCE);
    }

    private Modification captured(String body) {
        server.answer(200, body);
        return payments.capture(REFERENCE, nok(10_000), KEY);
    }

    private List<PaymentEvent> events(String body) {
        server.answer(200, body);
        return payments.eventLog(REFERENCE);
    }

    private static UnreadableReplyException unreadable(ThrowingCallable call) {
        UnreadableReplyException exception = catchThrowableOfType(UnreadableReplyException.class, call);
        assertThat(exception).isNotNull();
        return exception;
    }

    @Test
    void createGivesReferenceUrlAndTimeOfTheAnswer() {
        server.answer(201, Bodies.CREATED);
        CreatedPayment created = payments.create(WireTest.documented());
        assertThat(created)
                .isEqualTo(new CreatedPayment(
                        REFERENCE, "https://landing.vipps.no?token=eyJraWQiOiJqd3Rr", FakeTime.START, null));
    }

    @Test
    void theRedirectUrlIsHandedOnUnchangedEvenIfItIsNoValidUri() {
        server.answer(201, Bodies.with(Bodies.CREATED, "redirectUrl", "\"vippsMT://token=a|b{c} d?x=%zz&æ=1\""));
        assertThat(payments.create(WireTest.documented()).redirectUrl())
                .isEqualTo("vippsMT://token=a|b{c} d?x=%zz&æ=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference\":\"shop7-order-20260701-0042\"}",
                "{\"reference\":\"shop7-order-20260701-0042\",\"redirectUrl\":null}"
            })
    void aPushMessageHasNoRedirectUrl(String body) {
        server.answer(201, body);
        CreatePayment push = CreatePayment.builder()
                .reference(REFERENCE)
                .amount(nok(24_900))
                .userFlow(UserFlow.pushMessage(Customer.phoneNumber("4791000000")))
                .build();
        assertThat(payments.create(push).redirectUrl()).isNull();
    }

    @Test
    void getGivesTheDocumentedPayment() {
        assertThat(read(Bodies.PAYMENT))
                .isEqualTo(new Payment(
                        REFERENCE,
                        PaymentState.AUTHORIZED,
                        "AUTHORIZED",
                        nok(24_900),
                        new Aggregate(nok(24_900), nok(0), nok(10_000), nok(0)),
                        "0a7e2b6e-0000-4000-8000-000000000001",
                        PaymentMethodType.WALLET,
                        "WALLET",
                        null,
                        Map.of("cartId", "c-991"),
                        "540185",
                        null,
                        null,
                        null,
                        Instant.parse("2026-07-08T10:00:00Z")));
    }

    private static final String EXPRESS = """
            {
              "aggregate": {
                "authorizedAmount": { "currency": "NOK", "value": 34800 },
                "cancelledAmount":  { "currency": "NOK", "value": 0 },
                "capturedAmount":   { "currency": "NOK", "value": 0 },
                "refundedAmount":   { "currency": "NOK", "value": 0 }
              },
              "amount": { "currency": "NOK", "value": 34800 },
              "state": "AUTHORIZED",
              "paymentMethod": { "type": "WALLET", "cardBin": "054018" },
              "profile": { "sub": "c06c4afe-d9e1-4c5d-939a-177d752a0944" },
              "pspReference": "0a7e2b6e-0000-4000-8000-000000000001",
              "reference": "shop7-order-20260701-0042",
              "shippingDetails": {
                "address": { "addressLine1": "Storgata 1", "addressLine2": "c/o Ødegård", "city": "Oslo",
                  "country": "NO", "postCode": "0155" },
                "shippingCost": 9900,
                "shippingOptionId": "home-std",
                "shippingOptionName": "To your door"
              },
              "userDetails": {
                "email": "kari@example.com", "firstName": "Kari", "lastName": "Ødegård",
                "mobileNumber": "4791234567", "dateOfBirth": "1988-12-3",
                "addresses": [ { "addressLine1": "Storgata 1", "city": "Oslo", "country": "NO", "postCode": "0155" } ]
              }
            }
            """;

    private static final Address HOME = new Address("Storgata 1", "c/o Ødegård", "0155", "Oslo", "NO");

    @Test
    @FieldDefect(37)
    void expressPaymentHasItsCustomerAndItsShipping() {
        Payment payment = read(EXPRESS);
        assertThat(payment.sub()).isEqualTo("c06c4afe-d9e1-4c5d-939a-177d752a0944");
        assertThat(payment.cardBin()).isEqualTo("054018");
        assertThat(payment.shippingDetails())
                .isEqualTo(new ShippingDetails(HOME, nok(9_900), "home-std", "To your door"));
        assertThat(payment.userDetails())
                .isEqualTo(new UserDetails(
                        "kari@example.com",
                        "Kari",
                        "Ødegård",
                        "4791234567",
                        "1988-12-3",
                        List.of(new Address("Storgata 1", null, "0155", "Oslo", "NO"))));
        assertThat(payment.captureGuaranteedUntil()).isNull();
        assertThat(payment.toString()).doesNotContain("Kari", "Storgata", "kari@", "4791234567", "c06c4afe");
    }

    @Test
    void narrowerScopeBringsLess() {
        Payment payment = read(Bodies.with(Bodies.PAYMENT, "userDetails", "{\"email\":\"kari@example.com\"}"));
        assertThat(payment.userDetails())
                .isEqualTo(new UserDetails("kari@example.com", null, null, null, null, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userDetails | \"text\"",
                "userDetails | []",
                "shippingDetails | \"text\"",
                "captureGuaranteedUntil | \"soon\"",
                "captureGuaranteedUntil | {}",
                "metadata | []",
                "metadata | {\"cart\":{}}",
                "pspReference | []",
                "redirectUrl | {}",
                "paymentMethod | \"WALLET\"",
                "paymentMethod | {\"type\":[]}",
                "profile | \"text\"",
                "sub | {}"
            })
    void whatNoMoneyDependsOnMakesNoPaymentUnreadable(String field, String value) {
        Payment payment = read(Bodies.with(Bodies.PAYMENT, field, value));
        Payment without = read(Bodies.with(Bodies.PAYMENT, field, "null"));
        assertThat(payment).isEqualTo(without);
    }

    @Test
    void oddPartOfTheCustomerTakesNothingElseWithIt() {
        String odd = Bodies.with(EXPRESS, "userDetails.firstName", "{}");
        odd = Bodies.with(odd, "userDetails.addresses", "[null, \"Storgata 1\", {\"city\":\"Oslo\",\"country\":[]}]");
        odd = Bodies.with(odd, "shippingDetails.address", "\"Storgata 1\"");
        odd = Bodies.with(odd, "shippingDetails.shippingOptionName", "[]");
        Payment payment = read(odd);
        assertThat(payment.userDetails())
                .isEqualTo(new UserDetails(
                        "kari@example.com",
                        null,
                        "Ødegård",
                        "4791234567",
                        "1988-12-3",
                        List.of(new Address(null, null, null, "Oslo", null))));
        assertThat(payment.shippingDetails()).isEqualTo(new ShippingDetails(null, nok(9_900), "home-std", null));
        assertThat(payment.cardBin()).isEqualTo("054018");
    }

    @Test
    void shippingCostThatIsNotWholeIsAbsentAndNotRounded() {
        Payment payment = read(Bodies.with(EXPRESS, "shippingDetails.shippingCost", "99.5"));
        assertThat(payment.shippingDetails()).isEqualTo(new ShippingDetails(HOME, null, "home-std", "To your door"));
    }

    @Test
    void aPaymentThatWaitsHasItsRedirectUrlAgain() {
        Payment payment = read(Bodies.WAITING);
        assertThat(payment.state()).isEqualTo(PaymentState.CREATED);
        assertThat(payment.redirectUrl()).isEqualTo("https://landing.vipps.no?token=eyJraWQiOiJqd3Rr");
        assertThat(payment.metadata()).isEmpty();
        assertThat(payment.hasOutcome()).isFalse();
    }

    @Test
    void aModificationHasThePaymentAfterIt() {
        assertThat(captured(Bodies.MODIFICATION))
                .isEqualTo(new Modification(
                        REFERENCE,
                        PaymentState.AUTHORIZED,
                        "AUTHORIZED",
                        nok(24_900),
                        new Aggregate(nok(24_900), nok(0), nok(10_000), nok(0)),
                        "0a7e2b6e-0000-4000-8000-000000000001"));
    }

    @Test
    @FieldDefect(12)
    void captureRefundAndCancelSucceedAlsoAsProblemJson() {
        for (int i = 0; i < 4; i++) {
            server.answer(200, Bodies.MODIFICATION, "Content-Type", "application/problem+json");
        }
        assertThat(payments.capture(REFERENCE, nok(10_000), KEY).aggregate().capturedAmount())
                .isEqualTo(nok(10_000));
        assertThat(payments.refund(REFERENCE, nok(10_000), KEY).reference()).isEqualTo(REFERENCE);
        assertThat(payments.cancel(REFERENCE).reference()).isEqualTo(REFERENCE);
        assertThat(payments.cancelTransactionOnly(REFERENCE).reference()).isEqualTo(REFERENCE);
    }

    @Test
    void aCancelBeforeApprovalTerminates() {
        server.answer(200, """
                { "amount": { "currency": "NOK", "value": 24900 }, "state": "TERMINATED",
                  "aggregate": { "authorizedAmount": { "currency": "NOK", "value": 0 },
                    "cancelledAmount": { "currency": "NOK", "value": 24900 },
                    "capturedAmount": { "currency": "NOK", "value": 0 },
                    "refundedAmount": { "currency": "NOK", "value": 0 } },
                  "pspReference": "1", "reference": "shop7-order-20260701-0042" }
                """);
        Modification cancelled = payments.cancel(REFERENCE);
        assertThat(cancelled.state()).isEqualTo(PaymentState.TERMINATED);
        assertThat(cancelled.aggregate().cancelledAmount()).isEqualTo(nok(24_900));
        assertThat(cancelled.aggregate().remainingToCapture()).isEqualTo(nok(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "{\"anything\":1}"})
    void forceApproveReadsNothing(String body) {
        server.answer(200, body);
        payments.forceApprove(REFERENCE, Customer.phoneNumber("4791000000"));
        assertThat(server.onlyRequest().target()).endsWith("/approve");
    }

    @Test
    void unknownFieldsPass() {
        String grown = Bodies.with(Bodies.PAYMENT, "aggregate.feeAmount", "{\"currency\":\"NOK\",\"value\":1.5}");
        grown = Bodies.with(grown, "amount.decimals", "2");
        grown = Bodies.with(grown, "loyalty", "[]");
        assertThat(read(grown)).isEqualTo(read(Bodies.PAYMENT));
    }

    @ParameterizedTest
    @EnumSource(value = PaymentState.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void everyDocumentedStateIsKnown(PaymentState state) {
        String body = Bodies.with(Bodies.PAYMENT, "state", "\"" + state.name() + "\"");
        assertThat(read(body).state()).isEqualTo(state);
        assertThat(captured(Bodies.with(Bodies.MODIFICATION, "state", "\"" + state.name() + "\""))
                        .state())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTIALLY_AUTHORIZED", "authorized", "UNKNOWN", ""})
    @FieldDefect(30)
    void anUnknownStateKeepsItsText(String state) {
        Payment payment = read(Bodies.with(Bodies.PAYMENT, "state", "\"" + state + "\""));
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(payment.stateText()).isEqualTo(state);
        assertThat(payment.hasOutcome()).isFalse();
        Modification captured = captured(Bodies.with(Bodies.MODIFICATION, "state", "\"" + state + "\""));
        assertThat(captured.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(captured.stateText()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "WALLET, WALLET",
        "CARD, CARD",
        "CARD_PASSTHROUGH, CARD_PASSTHROUGH",
        "BANK_TRANSFER, UNKNOWN",
        "wallet, UNKNOWN"
    })
    @FieldDefect(30)
    void thePaymentMethodKeepsItsText(String text, PaymentMethodType type) {
        Payment payment = read(Bodies.with(Bodies.PAYMENT, "paymentMethod.type", "\"" + text + "\""));
        assertThat(payment.paymentMethod()).isEqualTo(type);
        assertThat(payment.paymentMethodText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paymentMethod", "paymentMethod.type", "pspReference", "profile", "metadata"})
    void whatMoneyAndStateDoNotDependOnMayBeMissing(String field) {
        assertThat(read(Bodies.without(Bodies.PAYMENT, field)).aggregate().capturedAmount())
                .isEqualTo(nok(10_000));
        assertThat(read(Bodies.with(Bodies.PAYMENT, field, "null")).aggregate().capturedAmount())
                .isEqualTo(nok(10_000));
    }

    @Test
    void anAbsentMethodIsUnknownWithoutText() {
        Payment payment = read(Bodies.without(Bodies.PAYMENT, "paymentMethod"));
        assertThat(payment.paymentMethod()).isEqualTo(PaymentMethodType.UNKNOWN);
        assertThat(payment.paymentMethodText()).isEmpty();
    }

    @Test
    void numbersAsTextAreNumbers() {
        String body = Bodies.with(Bodies.PAYMENT, "amount.value", "\"24900\"");
        body = Bodies.with(body, "aggregate.capturedAmount.value", "\"10000\"");
        body = Bodies.with(body, "aggregate.authorizedAmount.value", "24900.00");
        assertThat(read(body)).isEqualTo(read(Bodies.PAYMENT));
    }

    @Test
    void textAsNumbersIsText() {
        assertThat(read(Bodies.with(Bodies.PAYMENT, "pspReference", "4400000017"))
                        .pspReference())
                .isEqualTo("4400000017");
    }

    @Test
    @FieldDefect(29)
    void aCurrencyOfTomorrowCanBeRead() {
        String body = Bodies.PAYMENT.replace("NOK", "ISK");
        assertThat(read(body).aggregate().capturedAmount()).isEqualTo(Amount.ofMinor(10_000, Currency.of("ISK")));
    }

    @Test
    void metadataKeepsItsOrderAndCannotBeChanged() {
        Payment payment =
                read(Bodies.with(Bodies.PAYMENT, "metadata", "{\"z\":\"1\",\"a\":\"2\",\"m\":\"3\",\"none\":null}"));
        assertThat(payment.metadata().keySet()).containsExactly("z", "a", "m");
        assertThatThrownBy(() -> payment.metadata().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theEventLogGivesEveryEventInItsOrder() {
        assertThat(events(Bodies.EVENTS))
                .containsExactly(
                        new PaymentEvent(
                                REFERENCE,
                                "0a7e2b6e-0000-4000-8000-000000000001",
                                PaymentEventName.CREATED,
                                "CREATED",
                                nok(24_900),
                                Instant.parse("2026-07-01T10:00:00.1234567Z"),
                                "order-0042-create",
                                true),
                        new PaymentEvent(
                                REFERENCE,
                                "4400000016",
                                PaymentEventName.AUTHORIZED,
                                "AUTHORIZED",
                                nok(24_900),
                                Instant.parse("2026-07-01T10:01:00Z"),
                                null,
                                true),
                        new PaymentEvent(
                                REFERENCE,
                                "4400000017",
                                PaymentEventName.CAPTURED,
                                "CAPTURED",
                                nok(10_000),
                                Instant.parse("2026-07-01T10:05:03.748Z"),
                                "shop7-order-20260701-0042-capture-1",
                                true),
                        new PaymentEvent(
                                REFERENCE,
                                "4400000018",
                                PaymentEventName.CAPTURED,
                                "CAPTURED",
                                nok(99_900),
                                Instant.parse("2026-07-01T10:06:00Z"),
                                "shop7-order-20260701-0042-capture-2",
                                false),
                        new PaymentEvent(
                                REFERENCE,
                                "4400000019",
                                PaymentEventName.CANCELLED,
                                "CANCELLED",
                                nok(14_900),
                                Instant.parse("2026-07-01T10:07:00Z"),
                                null,
                                true));
    }

    private static String event(String field, String json) {
        String event = """
                {"reference":"shop7-order-20260701-0042","pspReference":"1","name":"CAPTURED",
                 "amount":{"currency":"NOK","value":10000},"timestamp":"2026-07-01T10:05:03Z","success":true}
                """;
        return "[" + (json.isEmpty() ? Bodies.without(event, field) : Bodies.with(event, field, json)) + "]";
    }

    @ParameterizedTest
    @EnumSource(value = PaymentEventName.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void everyDocumentedEventIsKnown(PaymentEventName name) {
        assertThat(events(event("name", "\"" + name.name() + "\"")).get(0).name())
                .isEqualTo(name);
    }

    @Test
    @FieldDefect(30)
    void anUnknownEventKeepsItsTextAndHidesNoOther() {
        PaymentEvent event = events(event("name", "\"CHARGED_BACK\"")).get(0);
        assertThat(event.name()).isEqualTo(PaymentEventName.UNKNOWN);
        assertThat(event.nameText()).isEqualTo("CHARGED_BACK");
        String first = Bodies.EVENTS.replace("\"AUTHORIZED\"", "\"SCA_COMPLETED\"");
        assertThat(events(first)).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T10:05:03Z, 2026-07-01T10:05:03Z",
        "2026-07-01T10:05:03.7Z, 2026-07-01T10:05:03.700Z",
        "2026-07-01T10:05:03.748Z, 2026-07-01T10:05:03.748Z",
        "2026-07-01T10:05:03.7481234Z, 2026-07-01T10:05:03.748123400Z",
        "2026-07-01T10:05:03.748123456Z, 2026-07-01T10:05:03.748123456Z",
        "2026-07-01T10:05:03.748+00:00, 2026-07-01T10:05:03.748Z",
        "2026-07-01T12:05:03.748+02:00, 2026-07-01T10:05:03.748Z",
        "2026-07-01t10:05:03.748z, 2026-07-01T10:05:03.748Z",
        "2026-07-01T10:05:03.748, 2026-07-01T10:05:03.748Z"
    })
    void timestampsHaveAnyNumberOfFractionDigits(String text, Instant expected) {
        assertThat(events(event("timestamp", "\"" + text + "\"")).get(0).timestamp())
                .isEqualTo(expected);
    }

    @Test
    void anEmptyEventLogIsEmpty() {
        assertThat(events("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "name", "amount", "amount.value", "amount.currency", "timestamp", "success"})
    void anEventWithoutWhatMattersIsUnreadable(String field) {
        UnreadableReplyException missing = unreadable(() -> events(event(field, "")));
        assertThat(missing.getMessage()).contains("[0]." + field);
        assertThat(missing.processed()).isEqualTo(Processed.NO);
        unreadable(() -> events(event(field, "null")));
    }

    @ParameterizedTest
    @CsvSource({"timestamp,'\"yesterday\"'", "success,'\"maybe\"'", "amount.value,1.5"})
    void anEventThatMakesNoSenseIsUnreadable(String field, String json) {
        assertThat(unreadable(() -> events(event(field, json))).processed()).isEqualTo(Processed.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[[]]", "null"})
    void anEventLogThatIsNoListOfEventsIsUnreadable(String body) {
        unreadable(() -> events(body));
    }

    static Stream<Arguments> brokenPayments() {
        Stream.Builder<Arguments> broken = Stream.builder();
        for (String field : List.of(
                "reference",
                "state",
                "amount",
                "amount.value",
                "amount.currency",
                "aggregate",
                "aggregate.authorizedAmount",
                "aggregate.cancelledAmount",
                "aggregate.capturedAmount",
                "aggregate.refundedAmount",
                "aggregate.authorizedAmount.value",
                "aggregate.cancelledAmount.value",
                "aggregate.capturedAmount.value",
                "aggregate.refundedAmount.value",
                "aggregate.capturedAmount.currency")) {
            broken.add(Arguments.of(field, ""));
            broken.add(Arguments.of(field, "null"));
        }
        for (String value : List.of(
                "\"\"",
                "\" \"",
                "249.9",
                "\"249.9\"",
                "\"many\"",
                "true",
                "{}",
                "[]",
                "9223372036854775808",
                "1e400")) {
            broken.add(Arguments.of("amount.value", value));
            broken.add(Arguments.of("aggregate.capturedAmount.value", value));
        }
        for (String currency : List.of("\"\"", "\"nok\"", "\"KRONER\"", "{}", "578")) {
            broken.add(Arguments.of("amount.currency", currency));
        }
        for (String aggregate : List.of("[]", "\"\"", "1", "{}")) {
            broken.add(Arguments.of("aggregate", aggregate));
        }
        broken.add(Arguments.of("aggregate.capturedAmount", "10000"));
        broken.add(Arguments.of("state", "{}"));
        broken.add(Arguments.of("reference", "[]"));
        return broken.build();
    }

    private static String broken(String body, String field, String json) {
        return json.isEmpty() ? Bodies.without(body, field) : Bodies.with(body, field, json);
    }

    @ParameterizedTest
    @MethodSource("brokenPayments")
    @FieldDefect(65)
    void aReadWithoutWhatMattersIsUnreadableAndChangedNothing(String field, String json) {
        UnreadableReplyException exception = unreadable(() -> read(broken(Bodies.PAYMENT, field, json)));
        assertThat(exception.getMessage()).contains(field);
        assertThat(exception.processed()).isEqualTo(Processed.NO);
        assertThat(exception.status()).isEqualTo(200);
        assertThat(exception.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("brokenPayments")
    void aCaptureWhoseReplyIsUnreadableHasActedAndIsNotRepeated(String field, String json) {
        UnreadableReplyException exception = unreadable(() -> captured(broken(Bodies.MODIFICATION, field, json)));
        assertThat(exception.getMessage()).contains(field);
        assertThat(exception.processed()).isEqualTo(Processed.YES);
        assertThat(exception.idempotencyKey()).isEqualTo(KEY);
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"ok\"", "<html></html>", "{\"reference\":", "{} {}"})
    void aBodyThatIsNoJsonObjectIsUnreadable(String body) {
        assertThat(unreadable(() -> read(body)).processed()).isEqualTo(Processed.NO);
        UnreadableReplyException captured = unreadable(() -> captured(body));
        assertThat(captured.processed()).isEqualTo(Processed.YES);
        assertThat(captured.rawBody()).isEqualTo(body);
        server.answer(200, body).answer(200, body).answer(201, body);
        assertThat(unreadable(() -> payments.refund(REFERENCE, nok(1), KEY)).processed())
                .isEqualTo(Processed.YES);
        assertThat(unreadable(() -> payments.cancel(REFERENCE)).processed()).isEqualTo(Processed.YES);
        assertThat(unreadable(() -> payments.create(WireTest.documented())).processed())
                .isEqualTo(Processed.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"redirectUrl\":\"https://landing.vipps.no?token=t\"}", "{\"reference\":null}"})
    void aCreateWithoutAReferenceIsUnreadable(String body) {
        server.answer(201, body);
        UnreadableReplyException exception = unreadable(() -> payments.create(WireTest.documented()));
        assertThat(exception.processed()).isEqualTo(Processed.YES);
        assertThat(exception.status()).isEqualTo(201);
        assertThat(exception.reference()).isEqualTo(REFERENCE);
    }

    @Test
    void anAggregateOfTwoCurrenciesIsUnreadable() {
        String body = Bodies.with(Bodies.PAYMENT, "aggregate.refundedAmount.currency", "\"DKK\"");
        assertThat(unreadable(() -> read(body)).getMessage()).contains("aggregate");
    }

    @Test
    void theMessageOfAnUnreadableReplyDoesNotQuoteIt() {
        String body = Bodies.with(Bodies.WAITING, "amount.value", "\"4791000000-secret\"");
        UnreadableReplyException exception = unreadable(() -> read(body));
        assertThat(exception.toString()).doesNotContain("secret").doesNotContain("landing.vipps.no");
        assertThat(exception.rawBody()).contains("landing.vipps.no");
    }
}
