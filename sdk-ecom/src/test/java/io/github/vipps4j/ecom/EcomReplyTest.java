package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.INITIATE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.RESERVE_ENTRY;
import static io.github.vipps4j.ecom.Bodies.details;
import static io.github.vipps4j.ecom.Bodies.entry;
import static io.github.vipps4j.ecom.Bodies.nok;
import static io.github.vipps4j.ecom.Bodies.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.UnreadableReplyException;
import io.github.vipps4j.testsupport.FieldDefect;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of replies, in all dialects. */
class EcomReplyTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-1");
    private static final Address OSLO =
            new Address("Dronning Eufemias gate 42", "Att: Rune Garborg", "0191", "Oslo", "NO");

    private final VippsServer server = new VippsServer();
    private final EcomClient ecom = server.ecom();

    @AfterEach
    void close() {
        server.close();
    }

    private PaymentDetails read(String body) {
        server.answer(200, body);
        return ecom.details(ORDER);
    }

    // ---- changes

    @Test
    void captureHasWhatItMovedAndWhatRemains() {
        server.answer(200, Bodies.CAPTURED);
        assertThat(ecom.capture(ORDER, nok(10_000), KEY))
                .isEqualTo(new Modification(
                        ORDER,
                        nok(10_000),
                        ModificationStatus.CAPTURED,
                        "Captured",
                        Instant.parse("2026-07-01T10:05:00Z"),
                        "5001446662",
                        "Parcel 1",
                        new TransactionSummary(nok(10_000), nok(14_900), nok(0), nok(10_000), null),
                        "pi-0001"));
    }

    @Test
    @FieldDefect({33, 34})
    void refundIsReadFromAnObjectOfItsOwnNameAndWithoutAZoneItsTimeIsUtc() {
        server.answer(200, Bodies.REFUNDED);
        Modification refund = ecom.refund(ORDER, nok(4_000), KEY);
        assertThat(refund.amount()).isEqualTo(nok(4_000));
        assertThat(refund.status()).isEqualTo(ModificationStatus.REFUNDED);
        assertThat(refund.statusText()).isEqualTo("Refund");
        assertThat(refund.timeStamp()).isEqualTo(Instant.parse("2026-07-03T08:44:09.123Z"));
        assertThat(refund.summary())
                .isEqualTo(new TransactionSummary(nok(10_000), nok(14_900), nok(4_000), nok(6_000), null));
    }

    @Test
    @FieldDefect(34)
    void eachChangeIsReadFromEitherObject() {
        server.answer(200, Bodies.REFUNDED.replace("\"transaction\":", "\"transactionInfo\":"))
                .answer(200, Bodies.CAPTURED.replace("\"transactionInfo\":", "\"transaction\":"));
        assertThat(ecom.refund(ORDER, nok(4_000), KEY).amount()).isEqualTo(nok(4_000));
        assertThat(ecom.captureAll(ORDER, KEY).amount()).isEqualTo(nok(10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cancelled", "CANCELLED", "cancelled", "CANCEL", "VOID"})
    @FieldDefect(35)
    void everySpellingOfACancelIsACancelWithItsTextKept(String text) {
        server.answer(200, Bodies.CANCELLED.replace("\"Cancelled\"", "\"" + text + "\""));
        Modification cancel = ecom.cancel(ORDER);
        assertThat(cancel.status()).isEqualTo(ModificationStatus.CANCELLED);
        assertThat(cancel.statusText()).isEqualTo(text);
        assertThat(cancel.transactionId()).isNull();
    }

    @Test
    void statusOfTomorrowIsUnknownWithItsTextKept() {
        server.answer(200, Bodies.CAPTURED.replace("\"Captured\"", "\"CapturedAtNight\""));
        Modification captured = ecom.captureAll(ORDER, KEY);
        assertThat(captured.status()).isEqualTo(ModificationStatus.UNKNOWN);
        assertThat(captured.statusText()).isEqualTo("CapturedAtNight");
    }

    @Test
    @FieldDefect(36)
    void cancelBeforeTheCustomerActedHasNoSums() {
        server.answer(
                200,
                "{\"orderId\":\"shop7-order-0042\",\"transactionInfo\":{\"amount\":24900,\"status\":\"Cancelled\"}}");
        Modification cancel = ecom.cancel(ORDER);
        assertThat(cancel.summary()).isNull();
        assertThat(cancel.timeStamp()).isNull();
    }

    @Test
    void numbersAsTextAndTextAsNumbersAreRead() {
        server.answer(
                200,
                Bodies.CAPTURED
                        .replace("\"amount\": 10000", "\"amount\": \"10000\"")
                        .replace("\"5001446662\"", "5001446662")
                        .replace("14900", "\"14900\"")
                        .replace("\"orderId\"", "\"of tomorrow\": [{}], \"orderId\""));
        Modification captured = ecom.captureAll(ORDER, KEY);
        assertThat(captured.amount()).isEqualTo(nok(10_000));
        assertThat(captured.transactionId()).isEqualTo("5001446662");
    }

    static Stream<String> changesThatLackWhatMatters() {
        return Stream.of(
                "",
                "[]",
                "not JSON",
                "{\"orderId\":\"shop7-order-0042\"}",
                Bodies.CAPTURED.replace("\"orderId\"", "\"order\""),
                Bodies.CAPTURED.replace("\"status\"", "\"state\""),
                Bodies.CAPTURED.replace("\"amount\": 10000,", ""),
                Bodies.CAPTURED.replace("\"amount\": 10000", "\"amount\": 100.5"),
                Bodies.CAPTURED.replace("\"capturedAmount\"", "\"captured\""));
    }

    @ParameterizedTest
    @MethodSource("changesThatLackWhatMatters")
    void changeThatCannotBeReadWasProcessed(String body) {
        server.answer(200, body);
        UnreadableReplyException e =
                catchThrowableOfType(UnreadableReplyException.class, () -> ecom.captureAll(ORDER, KEY));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e).hasMessageContaining("resolve()");
    }

    @Test
    void initiateWhoseUrlCannotBeReadWasProcessedAndSaysWhereToLook() {
        server.answer(200, "{\"orderId\":\"shop7-order-0042\"}");
        UnreadableReplyException e = catchThrowableOfType(
                UnreadableReplyException.class,
                () -> ecom.initiate(Bodies.order(ORDER).build()));
        assertThat(e.processed()).isEqualTo(Processed.YES);
        assertThat(e).hasMessageContaining("url is missing").hasMessageContaining("resolveInitiate(orderId)");
    }

    /** It comes only once. */
    @Test
    @FieldDefect(52)
    void urlOfAnInitiateIsKeptWhateverElseIsMissing() {
        String url = Bodies.INITIATED.replace("\"orderId\"", "\"order\"");
        server.answer(200, url);
        InitiatedPayment initiated = ecom.initiate(Bodies.order(ORDER).build());
        assertThat(initiated.orderId()).isEqualTo(ORDER);
        assertThat(initiated.url()).isEqualTo(Bodies.LANDING_URL);
    }

    // ---- details

    @Test
    @FieldDefect(36)
    void orderThatWaitsForItsCustomerHasNoSums() {
        PaymentDetails waiting = read(Bodies.WAITING);
        assertThat(waiting.state()).isEqualTo(OrderState.INITIATED);
        assertThat(waiting.summary()).isNull();
        assertThat(waiting.hasOutcome()).isFalse();
        assertThat(waiting.reservedAmount()).isEqualTo(nok(0));
        assertThat(waiting.capturedAmount()).isEqualTo(nok(0));
        assertThat(waiting.remainingToCapture()).isEqualTo(nok(0));
        assertThat(waiting.remainingToRefund()).isEqualTo(nok(0));
        assertThat(waiting.history())
                .containsExactly(new TransactionLogEntry(
                        TransactionOperation.INITIATE,
                        "INITIATE",
                        true,
                        nok(24_900),
                        "One pair of socks",
                        null,
                        Instant.parse("2026-07-01T10:00:00Z"),
                        "5001446662"));
    }

    @Test
    void expressOrderHasItsCustomerAndItsShipping() {
        PaymentDetails express = read(Bodies.EXPRESS);
        assertThat(express.state()).isEqualTo(OrderState.RESERVED);
        assertThat(express.reservedAmount()).isEqualTo(nok(34_800));
        assertThat(express.sub()).isEqualTo("c06c4afe-d9e1-4c5d-939a-177d752a0944");
        assertThat(express.userDetails())
                .isEqualTo(new UserDetails(
                        "user@example.com", "Ada", "Lovelace", "91234567", "uiJskNQ6qNN1iwN891uuob==", false));
        assertThat(express.shippingDetails())
                .isEqualTo(new ShippingDetails(OSLO, ShippingCost.of(nok(9_900)), "Posten home", "posten-home", false));
        assertThat(Objects.requireNonNull(express.summary()).bankIdentificationNumber())
                .isEqualTo("492500");
    }

    @ParameterizedTest
    @CsvSource({
        "postCode, NO",
        "zipCode, NO",
        "postCode, Norway",
        "zipCode, norway",
        "PostCode, no",
    })
    @FieldDefect(37)
    void everySpellingOfAnAddressIsTheSameAddress(String postCode, String country) {
        PaymentDetails express = read(Bodies.EXPRESS
                .replace("\"postCode\"", "\"" + postCode + "\"")
                .replace("\"NO\"", "\"" + country + "\""));
        assertThat(Objects.requireNonNull(express.shippingDetails()).address()).isEqualTo(OSLO);
    }

    @ParameterizedTest
    @CsvSource({"99, 9900", "99.0, 9900", "99.00, 9900", "\"99.50\", 9950", "0, 0", "1E+2, 10000"})
    @FieldDefect(38)
    void shippingCostIsReadInKroner(String onTheWire, long minor) {
        PaymentDetails express = read(Bodies.EXPRESS.replace("99.00", onTheWire));
        assertThat(Objects.requireNonNull(express.shippingDetails()).shippingCost())
                .isEqualTo(ShippingCost.of(nok(minor)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99.005", "-1", "\"free\"", "{}", "1E+999999999"})
    void shippingCostThatIsNoneMakesTheOrderNotUnreadable(String onTheWire) {
        PaymentDetails express = read(Bodies.EXPRESS.replace("99.00", onTheWire));
        assertThat(Objects.requireNonNull(express.shippingDetails()).shippingCost())
                .isNull();
        assertThat(express.reservedAmount()).isEqualTo(nok(34_800));
    }

    @Test
    @FieldDefect(39)
    void expiredDataIsExpiredAndNotData() {
        PaymentDetails expired = read(Bodies.EXPRESS
                .replace("user@example.com", "[Expired]")
                .replace("Ada", "[Expired]")
                .replace("Lovelace", "[Expired]")
                .replace("91234567", "[Expired]")
                .replace("Dronning Eufemias gate 42", "[Expired]")
                .replace("0191", "[Expired]")
                .replace("Posten home", "[EXPIRED] "));
        assertThat(expired.userDetails())
                .isEqualTo(new UserDetails(null, null, null, null, "uiJskNQ6qNN1iwN891uuob==", true));
        assertThat(expired.shippingDetails())
                .isEqualTo(new ShippingDetails(null, ShippingCost.of(nok(9_900)), null, "posten-home", true));
    }

    @Test
    @FieldDefect(39)
    void dataThatHasExpiredAsAWholeIsExpired() {
        String history = "\"orderId\":\"shop7-order-0042\",\"transactionLogHistory\":[" + RESERVE_ENTRY + "]";
        PaymentDetails expired =
                read("{" + history + ",\"userDetails\":\"[Expired]\",\"shippingDetails\":\"[Expired]\"}");
        assertThat(expired.userDetails()).isEqualTo(new UserDetails(null, null, null, null, null, true));
        assertThat(expired.shippingDetails()).isEqualTo(new ShippingDetails(null, null, null, null, true));
        PaymentDetails parts = read("{" + history
                + ",\"shippingDetails\":{\"address\":\"[Expired]\",\"shippingCost\":\"[Expired]\","
                + "\"shippingMethodId\":\"posten-home\"}}");
        assertThat(parts.shippingDetails()).isEqualTo(new ShippingDetails(null, null, null, "posten-home", true));
    }

    @Test
    void oddPartOfTheCustomerTakesNothingElseWithIt() {
        PaymentDetails odd = read(Bodies.EXPRESS
                .replace("\"Oslo\"", "[\"Tønsberg\"]")
                .replace("\"Ada\"", "{\"name\":\"Ada\"}")
                .replace("\"c06c4afe-d9e1-4c5d-939a-177d752a0944\"", "[1]"));
        PaymentDetails whole = read(Bodies.EXPRESS);
        assertThat(odd.state()).isEqualTo(OrderState.RESERVED);
        assertThat(odd.sub()).isNull();
        UserDetails user = Objects.requireNonNull(odd.userDetails());
        assertThat(user.firstName()).isNull();
        assertThat(user.lastName())
                .isEqualTo(Objects.requireNonNull(whole.userDetails()).lastName());
        Address address = Objects.requireNonNull(
                Objects.requireNonNull(odd.shippingDetails()).address());
        assertThat(address.city()).isNull();
        assertThat(address.postCode()).isNotNull();
    }

    static Stream<String> detailsThatLackWhatMatters() {
        return Stream.of(
                "",
                "{}",
                "{\"orderId\":\"shop7-order-0042\"}",
                "{\"orderId\":\"shop7-order-0042\",\"transactionLogHistory\":{}}",
                Bodies.WAITING.replace("\"orderId\"", "\"order\""),
                Bodies.WAITING.replace("\"operation\"", "\"does\""),
                Bodies.WAITING.replace("\"operationSuccess\"", "\"success\""),
                Bodies.WAITING.replace("true", "\"perhaps\""),
                Bodies.WAITING.replace("24900", "249.9"),
                Bodies.WAITING.replace("\"amount\"", "\"sum\""),
                Bodies.RESERVED.replace("\"refundedAmount\": 0,", ""));
    }

    @ParameterizedTest
    @MethodSource("detailsThatLackWhatMatters")
    void readWithoutWhatMattersIsUnreadableAndChangedNothing(String body) {
        server.answer(200, body);
        UnreadableReplyException e = catchThrowableOfType(UnreadableReplyException.class, () -> ecom.details(ORDER));
        assertThat(e.processed()).isEqualTo(Processed.NO);
    }

    // ---- one normal form

    static Stream<Arguments> states() {
        String sale = entry("SALE", 24_900, true, "");
        String partCapture = entry("CAPTURE", 10_000, true, "k-1");
        String restCapture = entry("CAPTURE", 14_900, true, "k-2");
        String partRefund = entry("REFUND", 4_000, true, "k-3");
        String restRefund = entry("REFUND", 6_000, true, "k-4");
        String failedCapture = entry("CAPTURE", 24_900, false, "k-0");
        String failedReserve = entry("RESERVE", 24_900, false, "");
        String cancel = entry("CANCEL", 24_900, true, "");
        String released = entry("VOID", 14_900, true, "");
        String ofTomorrow = entry("FREEZE", 24_900, true, "");
        return Stream.of(
                of("INITIATED", 0, 0, INITIATE_ENTRY),
                of("INITIATED", 0, 0, failedReserve, INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, RESERVE_ENTRY, INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, RESERVE_ENTRY, failedReserve, INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, entry("RESERVED", 24_900, true, ""), INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, entry("reserve", 24_900, true, ""), INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, failedCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("SALE", 0, 24_900, sale, RESERVE_ENTRY, INITIATE_ENTRY),
                of("SALE", 0, 24_900, sale, INITIATE_ENTRY),
                of("PARTLY_CAPTURED", 14_900, 10_000, partCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("PARTLY_CAPTURED", 0, 10_000, released, partCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("CAPTURED", 0, 24_900, restCapture, partCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("PARTLY_REFUNDED", 14_900, 6_000, partRefund, partCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("REFUNDED", 14_900, 0, restRefund, partRefund, partCapture, RESERVE_ENTRY, INITIATE_ENTRY),
                of("PARTLY_REFUNDED", 0, 20_900, partRefund, sale, INITIATE_ENTRY),
                of("SALE", 0, 24_900, entry("CAPTURE", 24_900, true, ""), sale, RESERVE_ENTRY, INITIATE_ENTRY),
                of("REFUNDED", 0, 0, entry("REFUND", 24_900, true, "k-5"), partCapture, sale, INITIATE_ENTRY),
                of("CANCELLED", 0, 0, cancel, INITIATE_ENTRY),
                of("CANCELLED", 0, 0, entry("Cancelled", 24_900, true, ""), INITIATE_ENTRY),
                of("CANCELLED", 0, 0, cancel, RESERVE_ENTRY, INITIATE_ENTRY),
                of("CANCELLED", 0, 0, entry("VOID", 24_900, true, ""), RESERVE_ENTRY, INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, entry("CANCEL", 24_900, false, ""), RESERVE_ENTRY, INITIATE_ENTRY),
                of("RESERVED", 24_900, 0, RESERVE_ENTRY, cancel, INITIATE_ENTRY),
                of("UNKNOWN", 24_900, 0, ofTomorrow, RESERVE_ENTRY, INITIATE_ENTRY),
                of("CAPTURED", 0, 24_900, restCapture, partCapture, ofTomorrow, RESERVE_ENTRY, INITIATE_ENTRY),
                of("UNKNOWN", 0, 0));
    }

    private static Arguments of(String state, long toCapture, long toRefund, String... newestFirst) {
        return Arguments.of(OrderState.valueOf(state), toCapture, toRefund, details(null, newestFirst));
    }

    @ParameterizedTest
    @MethodSource("states")
    @FieldDefect(35)
    void stateAndSumsFollowFromWhatSucceeded(OrderState state, long toCapture, long toRefund, String body) {
        PaymentDetails details = read(body);
        assertThat(details.state()).isEqualTo(state);
        assertThat(details.remainingToCapture()).isEqualTo(nok(toCapture));
        assertThat(details.remainingToRefund()).isEqualTo(nok(toRefund));
    }

    @Test
    void textOfAnOperationIsKept() {
        PaymentDetails details = read(details(null, entry("FREEZE", 24_900, true, "k-1"), INITIATE_ENTRY));
        assertThat(details.history().get(0).operation()).isEqualTo(TransactionOperation.UNKNOWN);
        assertThat(details.history().get(0).operationText()).isEqualTo("FREEZE");
        assertThat(details.history().get(0).requestId()).isEqualTo("k-1");
        assertThat(details.hasOutcome()).isFalse();
    }

    @Test
    void noSumIsBelowZero() {
        PaymentDetails details = read(details(
                summary(-1, -2, -3, -4),
                entry("REFUND", 30_000, true, "k-2"),
                entry("CAPTURE", 26_000, true, "k-1"),
                RESERVE_ENTRY));
        assertThat(details.summary()).isEqualTo(new TransactionSummary(nok(0), nok(0), nok(0), nok(0), null));
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
        assertThat(details.remainingToRefund()).isEqualTo(nok(0));
    }

    @Test
    void entryBelowZeroMovedNothing() {
        PaymentDetails details = read(details(
                null,
                entry("REFUND", -4_000, true, "k-2"),
                entry("CAPTURE", -10_000, true, "k-1"),
                RESERVE_ENTRY,
                INITIATE_ENTRY));
        assertThat(details.capturedAmount()).isEqualTo(nok(0));
        assertThat(details.refundedAmount()).isEqualTo(nok(0));
        assertThat(details.remainingToCapture()).isEqualTo(nok(24_900));
        assertThat(details.remainingToRefund()).isEqualTo(nok(0));
        server.answer(200, Bodies.CAPTURED.replace("\"amount\": 10000", "\"amount\": -1"));
        assertThat(ecom.captureAll(ORDER, KEY).amount()).isEqualTo(nok(0));
    }

    @Test
    void sumsOfTheServiceCountIfTheHistoryIsBehindThem() {
        PaymentDetails details = read(details(summary(10_000, 0, 4_000, 6_000), RESERVE_ENTRY, INITIATE_ENTRY));
        assertThat(details.state()).isEqualTo(OrderState.PARTLY_REFUNDED);
        assertThat(details.capturedAmount()).isEqualTo(nok(10_000));
        assertThat(details.refundedAmount()).isEqualTo(nok(4_000));
        assertThat(details.remainingToCapture()).isEqualTo(nok(0));
        assertThat(details.remainingToRefund()).isEqualTo(nok(6_000));
    }

    // ---- over

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T10:10:30Z, false",
        "2026-07-01T10:11:00Z, false",
        "2026-07-01T10:11:00.001Z, true",
        "2026-07-02T10:00:00Z, true",
    })
    @FieldDefect(47)
    void orderWithoutAnOutcomeIsOverAfterItsTimeAndAMargin(Instant now, boolean over) {
        assertThat(read(Bodies.WAITING).isOver(now)).isEqualTo(over);
        assertThat(read(Bodies.WAITING).hasOutcome()).isFalse();
        assertThat(read(Bodies.RESERVED).isOver(now)).isTrue();
    }

    @Test
    void orderThatSaysNotWhenItBeganIsNotOver() {
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(read(Bodies.WAITING.replace("\"timeStamp\"", "\"time\"")).isOver(later))
                .isFalse();
        assertThat(read(details(null)).isOver(later)).isFalse();
    }
}
