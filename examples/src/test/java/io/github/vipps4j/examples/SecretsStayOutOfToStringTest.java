package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.Operation;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.ecom.ErrorInfo;
import io.github.vipps4j.ecom.PaymentDetails;
import io.github.vipps4j.ecom.ShippingCost;
import io.github.vipps4j.ecom.TransactionLogEntry;
import io.github.vipps4j.ecom.TransactionOperation;
import io.github.vipps4j.ecom.TransactionSummary;
import io.github.vipps4j.epayment.Aggregate;
import io.github.vipps4j.epayment.CardCallback;
import io.github.vipps4j.epayment.CardPassthrough;
import io.github.vipps4j.epayment.CardType;
import io.github.vipps4j.epayment.Customer;
import io.github.vipps4j.epayment.EncryptedPan;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentKey;
import io.github.vipps4j.epayment.PaymentMethodType;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.QrFormat;
import io.github.vipps4j.epayment.ShippingDetails;
import io.github.vipps4j.epayment.UserDetails;
import io.github.vipps4j.ordermanagement.CategoryType;
import io.github.vipps4j.ordermanagement.OrderCategory;
import io.github.vipps4j.ordermanagement.PaymentType;
import io.github.vipps4j.psp.TransactionDetails;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.Webhook;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every public record of the modules that merchants ship, filled with recognisable texts and printed. */
class SecretsStayOutOfToStringTest {
    /** Texts that are known to be neither secret nor personal. All others must not be printed. */
    private static final Set<String> HARMLESS = Set.of(
            "CallInfo.operation",
            "CallInfo.reference",
            "CallInfo.merchantSerialNumber",
            "AttemptInfo.failure",
            "Operation.name",
            "Operation.method",
            "Operation.path",
            "Violation.field",
            "Violation.rule",
            "ApiError.group",
            "ApiError.codes",
            "ApiError.traceId",
            "ApiError.contextId",
            "ExtraDetail.name",
            "ReplyInfo.traceIds",
            "Barcode.format",
            "OrderLine.id",
            "QuantityUnit.code",
            "Receipt.receiptNumber",
            "Absent.pspTransactionId",
            "CardCallback.pspReference",
            "CardCallback.authorizationAttemptId",
            "CardCallback.merchantSerialNumber",
            "CardDecision.key",
            "CardInfo.cardIssuedInCountryCode",
            "CardType.name",
            "Category.categoryId",
            "Category.orderId",
            "Category.imageId",
            "CategoryType.code",
            "CreatedPayment.reference",
            "InitiatedPayment.pspTransactionId",
            "InitiatedPayment.merchantOrderId",
            "MakePayment.pspTransactionId",
            "MakePayment.merchantSerialNumber",
            "NotApprovedPayment.pspTransactionId",
            "NotApprovedPayment.merchantSerialNumber",
            "OrderCategory.imageId",
            "PaymentType.code",
            "Payment.reference",
            "Payment.stateText",
            "Payment.pspReference",
            "Payment.paymentMethodText",
            "Modification.reference",
            "Modification.stateText",
            "Modification.pspReference",
            "PaymentEvent.reference",
            "PaymentEvent.pspReference",
            "PaymentEvent.nameText",
            "PaymentEvent.idempotencyKey",
            "PaymentKey.merchantSerialNumber",
            "PaymentKey.reference",
            "PaymentSnapshot.stateText",
            "PaymentWebhook.id",
            "PaymentWebhook.pspReference",
            "PaymentWebhook.nameText",
            "PaymentWebhook.idempotencyKey",
            "ProfileScope.name",
            "ShippingBrand.name",
            "ShippingDetails.shippingOptionId",
            "ShippingOptionsRequest.reference",
            "ShippingType.name",
            "ErrorInfo.contextId",
            "Absent.orderId",
            "InitiatedPayment.orderId",
            "Modification.orderId",
            "Modification.statusText",
            "Modification.transactionId",
            "OrderKey.merchantSerialNumber",
            "OrderKey.orderId",
            "PaymentDetails.orderId",
            "PaymentUpdate.merchantSerialNumber",
            "PaymentUpdate.orderId",
            "PaymentUpdate.statusText",
            "PaymentUpdate.transactionId",
            "ShippingDetails.shippingMethodId",
            "ShippingDetailsRequest.orderId",
            "TransactionLogEntry.operationText",
            "TransactionLogEntry.requestId",
            "TransactionLogEntry.transactionId",
            "StatusUpdateResult.batches",
            "TransactionDetails.pspTransactionId",
            "TransactionDetails.merchantOrderId",
            "TransactionDetails.transactionLogHistory",
            "Webhook.id",
            "Webhook.events",
            "WebhookEventType.name",
            "RegisteredWebhook.id",
            "EnsuredWebhook.replaced",
            "EnsuredWebhook.strays");

    private static final Set<String> EXPORTED = Set.of(
            "io.github.vipps4j.core",
            "io.github.vipps4j.core.callback",
            "io.github.vipps4j.webhooks",
            "io.github.vipps4j.epayment",
            "io.github.vipps4j.ecom",
            "io.github.vipps4j.ordermanagement",
            "io.github.vipps4j.psp");

    private static final Amount AMOUNT = Amount.ofMinor(1, Currency.NOK);

    @TestFactory
    @FieldDefect(16)
    Stream<DynamicTest> recordsPrintOnlyWhatIsHarmless() {
        JavaClasses shipped = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(EXPORTED);
        return shipped.stream()
                .filter(type -> EXPORTED.contains(type.getPackageName()))
                .map(JavaClass::reflect)
                .filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers()))
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> check(type)));
    }

    private static void check(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = sample(components[i]);
        }
        String printed = type.getDeclaredConstructor(types).newInstance(values).toString();
        for (RecordComponent component : components) {
            if (!HARMLESS.contains(type.getSimpleName() + "." + component.getName())) {
                assertThat(printed).doesNotContain(text(component));
            }
        }
    }

    private static String text(RecordComponent component) {
        if (component.getDeclaringRecord() == Operation.class
                && component.getName().equals("name")) {
            return "text-of.name-end";
        }
        return component.getName().equals("phoneNumber") ? "4791234567" : "text-of-" + component.getName() + "-end";
    }

    private static Payment payment() {
        return new Payment(
                "order-1",
                PaymentState.CREATED,
                "CREATED",
                AMOUNT,
                new Aggregate(AMOUNT, AMOUNT, AMOUNT, AMOUNT),
                null,
                PaymentMethodType.WALLET,
                "WALLET",
                "https://landing.example?token=text-of-resumed-end",
                Map.of(),
                null,
                "text-of-resumed-end",
                null,
                null,
                null);
    }

    private static PaymentDetails details() {
        return new PaymentDetails("order-1", List.of(), null, "text-of-details-end", null, null, null);
    }

    private static Object sample(RecordComponent component) {
        // an operation's name has its API before a point
        String api = component.getDeclaringRecord() == Operation.class ? "epayment." : "";
        String text = api + text(component);
        boolean isHistory = component.getGenericType().getTypeName().contains(TransactionLogEntry.class.getName());
        return isHistory ? List.of(entry(text)) : sample(component.getType(), text);
    }

    private static TransactionLogEntry entry(String text) {
        return new TransactionLogEntry(
                TransactionOperation.INITIATE, "INITIATE", true, AMOUNT, text, null, Instant.EPOCH, null);
    }

    private static NetworkToken networkToken(String text) {
        return new NetworkToken(
                CardNumber.of(text),
                Cryptogram.of(text),
                YearMonth.of(2030, 1),
                NetworkToken.TokenType.UNKNOWN,
                text,
                null,
                text);
    }

    private static Object sample(Class<?> type, String text) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(String.class, text),
                Map.entry(List.class, List.of(text)),
                Map.entry(Set.class, Set.of(text)),
                Map.entry(byte[].class, text.getBytes(StandardCharsets.UTF_8)),
                Map.entry(Webhook.class, new Webhook("id-1", "https://shop.example/secret-path", Set.of())),
                Map.entry(PaymentKey.class, new PaymentKey("654321", "order-1")),
                Map.entry(Map.class, Map.of("key", text)),
                Map.entry(int.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(boolean.class, true),
                Map.entry(Integer.class, 1),
                Map.entry(Duration.class, Duration.ZERO),
                Map.entry(Instant.class, Instant.EPOCH),
                Map.entry(Amount.class, AMOUNT),
                Map.entry(Currency.class, Currency.NOK),
                Map.entry(TaxRate.class, TaxRate.ofHundredths(2_500)),
                Map.entry(QuantityUnit.class, QuantityUnit.KG),
                Map.entry(Barcode.class, Barcode.code39(text)),
                Map.entry(IdempotencyKey.class, IdempotencyKey.of("key-1")),
                Map.entry(CallInfo.class, CallInfo.of("operation")),
                Map.entry(PaymentType.class, PaymentType.ECOM),
                Map.entry(CategoryType.class, CategoryType.TICKET),
                Map.entry(
                        OrderCategory.class, new OrderCategory(CategoryType.TICKET, "text-of-category-end", "image-1")),
                Map.entry(
                        Receipt.class,
                        new Receipt(
                                Currency.NOK,
                                List.of(),
                                AMOUNT,
                                "text-of-receipt-end",
                                Map.of(),
                                Barcode.code39("text-of-receipt-end"),
                                "1")),
                Map.entry(Aggregate.class, new Aggregate(AMOUNT, AMOUNT, AMOUNT, AMOUNT)),
                Map.entry(Address.class, new Address("text-of-address-end", text, text, text, text)),
                Map.entry(UserDetails.class, new UserDetails(text, text, text, text, text, List.of())),
                Map.entry(ShippingDetails.class, new ShippingDetails(null, AMOUNT, "home", text)),
                Map.entry(Payment.class, payment()),
                Map.entry(PaymentDetails.class, details()),
                Map.entry(TransactionSummary.class, new TransactionSummary(AMOUNT, AMOUNT, AMOUNT, AMOUNT, text)),
                Map.entry(ShippingCost.class, ShippingCost.of(AMOUNT)),
                Map.entry(ErrorInfo.class, new ErrorInfo("Payment", "41", text, "c-1")),
                Map.entry(
                        io.github.vipps4j.ecom.UserDetails.class,
                        new io.github.vipps4j.ecom.UserDetails(text, text, text, text, text, false)),
                Map.entry(
                        io.github.vipps4j.ecom.ShippingDetails.class,
                        new io.github.vipps4j.ecom.ShippingDetails(null, null, text, "home", false)),
                Map.entry(QrFormat.class, QrFormat.svg()),
                Map.entry(Customer.class, Customer.phoneNumber("4791234567")),
                Map.entry(YearMonth.class, YearMonth.of(2030, 1)),
                Map.entry(CardNumber.class, CardNumber.of(text)),
                Map.entry(Cryptogram.class, Cryptogram.of(text)),
                Map.entry(NetworkToken.class, networkToken(text)),
                Map.entry(EncryptedPan.class, EncryptedPan.of(text)),
                Map.entry(CardType.class, CardType.DANKORT),
                Map.entry(CardCallback.CardData.class, new CardCallback.CardData.Token(networkToken(text))),
                Map.entry(
                        CardCallback.CardInfo.class,
                        new CardCallback.CardInfo(
                                text, CardType.DANKORT, "NO", new CardCallback.CardData.Token(networkToken(text)))),
                Map.entry(
                        CardPassthrough.class,
                        CardPassthrough.builder()
                                .pspReference("psp-tx-1")
                                .cardCallbackUrl("https://psp.example/" + text)
                                .allowedCardTypes(CardType.DANKORT)
                                .build()),
                Map.entry(
                        io.github.vipps4j.psp.TransactionSummary.class,
                        new io.github.vipps4j.psp.TransactionSummary(AMOUNT, AMOUNT, AMOUNT, AMOUNT)),
                Map.entry(TransactionDetails.class, new TransactionDetails("tx1", null, null, List.of())),
                Map.entry(
                        VippsException.class,
                        new NotSentException("harmless", new IOException(text), CallInfo.of("operation"))));
        Object sample = samples.get(type);
        if (sample == null && type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return Objects.requireNonNull(sample, () -> "no sample of " + type);
    }
}
