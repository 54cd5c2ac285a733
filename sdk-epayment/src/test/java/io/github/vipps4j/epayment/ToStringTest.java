package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.Currency.NOK;
import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.testsupport.FieldDefect;
import io.github.vipps4j.webhooks.WebhookEndpoint;
import io.github.vipps4j.webhooks.WebhookHandler;
import io.github.vipps4j.webhooks.WebhookSigner;
import io.github.vipps4j.webhooks.WebhookVerifier;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ends up in logs when somebody prints what the SDK gave him: nothing personal, nothing secret. */
class ToStringTest {
    private static final String PHONE = "4791234567";
    private static final String RETURN_URL = "https://shop.example.com/return?customer=ola";
    private static final String REDIRECT_URL = "https://landing.vipps.no?token=eyJraWQiOiJqd3Rr";
    private static final String NOTE_KEY = "memberNumber";
    private static final String NOTE = "m-0815";

    private static final AirlineData FLIGHT = AirlineData.builder()
            .agencyInvoiceNumber(NOTE)
            .airlineCode("074")
            .airlineDesignatorCode("KL")
            .passengerName(PHONE)
            .ticketNumber(NOTE)
            .build();
    private static final Address ADDRESS = new Address(NOTE, PHONE, NOTE, NOTE, NOTE);

    private static CreatePayment request(UserFlow flow) {
        CreatePayment.Builder builder = CreatePayment.builder()
                .reference(REFERENCE)
                .amount(Amount.ofMinor(24_900, NOK))
                .userFlow(flow)
                .paymentDescription("Medicine for Ola")
                .metadata(NOTE_KEY, NOTE)
                .profileScope(ProfileScope.NAME, ProfileScope.of(NOTE))
                .receiptUrl(RETURN_URL)
                .airlineData(FLIGHT);
        return (flow instanceof UserFlow.PushMessage ? builder : builder.customer(Customer.phoneNumber(PHONE))).build();
    }

    /** One of each public type, filled with everything that must not be seen. */
    private static List<Object> samples() {
        List<Object> samples = new ArrayList<>();
        Customer customer = Customer.phoneNumber(PHONE);
        List<UserFlow> flows = List.of(
                UserFlow.webRedirect(RETURN_URL),
                UserFlow.nativeRedirect(RETURN_URL),
                UserFlow.pushMessage(customer),
                UserFlow.qr(RETURN_URL));
        samples.add(customer);
        samples.add(Customer.personalQr("https://qr.vipps.no/p/" + PHONE));
        samples.add(Customer.customerToken(NOTE));
        samples.addAll(flows);
        flows.forEach(flow -> samples.add(request(flow)));
        samples.add(request(flows.get(0)).toBuilder());
        samples.addAll(List.of(QrFormat.svg(), QrFormat.png(200), QrFormat.targetUrl()));
        samples.addAll(List.of(PaymentMethod.card(), PaymentMethod.walletWithout(BlockedSource.COMMERCIAL_CARDS)));
        samples.addAll(List.of(ProfileScope.EMAIL, ShippingType.MAILBOX, ShippingBrand.POSTEN));
        samples.addAll(List.of(FLIGHT, FLIGHT.toBuilder()));
        samples.addAll(express());
        samples.addAll(cards());
        samples.add(new UserDetails(PHONE, NOTE, NOTE, PHONE, NOTE, List.of(ADDRESS)));
        samples.add(new ShippingDetails(ADDRESS, Shop.nok(9_900), "home-std", "To your door"));
        samples.add(Market.NORWAY);
        samples.add(new CaptureDeadline(FakeTime.START));
        try (VippsServer server = new VippsServer()) {
            Vipps vipps = server.vipps();
            EPaymentClient payments = EPaymentClient.of(vipps);
            String payment = Bodies.with(Bodies.WAITING, "metadata", "{\"" + NOTE_KEY + "\":\"" + NOTE + "\"}");
            payment = Bodies.with(payment, "userDetails", "{\"mobileNumber\":\"" + PHONE + "\"}");
            server.answer(201, Bodies.CREATED)
                    .answer(200, payment)
                    .answer(200, Bodies.with(Bodies.MODIFICATION, "redirectUrl", "\"" + REDIRECT_URL + "\""))
                    .answer(200, Bodies.EVENTS);
            samples.add(vipps);
            samples.add(payments);
            samples.add(payments.create(request(flows.get(0))));
            Payment read = payments.get(REFERENCE);
            assertThat(read.redirectUrl()).isEqualTo(REDIRECT_URL);
            assertThat(read.metadata()).containsEntry(NOTE_KEY, NOTE);
            samples.add(read);
            samples.add(read.aggregate());
            samples.add(payments.cancel(REFERENCE));
            samples.addAll(payments.eventLog(REFERENCE));
            PaymentKey key = new PaymentKey("654321", REFERENCE);
            samples.add(key);
            samples.add(PaymentSnapshot.of(read));
            samples.add(PaymentUpdates.of(vipps, PaymentSnapshots.inMemory(), (any, before, now) -> {}));
            samples.add(new PaymentNotAcceptedException(key, new IOException("no order of " + PHONE)));
        }
        List<PaymentWebhook> webhooks = new ArrayList<>();
        PaymentWebhooks handler = PaymentWebhooks.of(webhook -> {
            webhooks.add(webhook);
            return WebhookHandler.Receipt.STORED;
        });
        new WebhookEndpoint(
                        WebhookVerifier.builder().url(RETURN_URL).secret("s").build(), handler)
                .handle(WebhookSigner.of("s")
                        .request(
                                RETURN_URL,
                                Instant.EPOCH,
                                Bodies.with(
                                                "{\"msn\":\"654321\",\"reference\":\"" + REFERENCE
                                                        + "\",\"pspReference\":\"1\",\"name\":\"AUTHORIZED\",\"amount\":"
                                                        + "{\"currency\":\"NOK\",\"value\":1},\"timestamp\":"
                                                        + "\"2026-07-01T10:00:00Z\",\"success\":true}",
                                                "userDetails",
                                                "{\"mobileNumber\":\"" + PHONE + "\"}")
                                        .getBytes(StandardCharsets.UTF_8)));
        samples.add(handler);
        samples.addAll(webhooks);
        return samples;
    }

    private static List<Object> cards() {
        CardPassthrough passthrough = CardPassthrough.builder()
                .pspReference("psp-tx-1")
                .cardCallbackUrl(RETURN_URL)
                .allowedCardTypes(CardType.VISA_DEBIT)
                .build();
        CardCallback.CardData.Pan pan = new CardCallback.CardData.Pan(EncryptedPan.of(NOTE));
        CardCallback.CardInfo info = new CardCallback.CardInfo(NOTE, CardType.VISA_DEBIT, "NO", pan);
        NetworkToken token = new NetworkToken(
                CardNumber.of(NOTE),
                Cryptogram.of(NOTE),
                YearMonth.of(2030, 1),
                NetworkToken.TokenType.UNKNOWN,
                NOTE,
                null,
                NOTE);
        try (CardService service = new CardService()) {
            return List.of(
                    passthrough,
                    passthrough.toBuilder(),
                    PaymentMethod.cardPassthrough(passthrough),
                    CardType.DANKORT,
                    pan,
                    pan.encryptedPan(),
                    new CardCallback.CardData.Token(token),
                    info,
                    new CardCallback("psp-tx-1", "a", "654321", Amount.ofMinor(1, NOK), RETURN_URL, info),
                    CardCallbackReply.reserve(NOTE),
                    CardCallbackReply.fail(300, NOTE),
                    CardCallbackReply.softDecline(RETURN_URL),
                    service.endpoint,
                    service.endpoint());
        }
    }

    private static List<Object> express() {
        ShippingOption option = ShippingOption.builder()
                .id(NOTE)
                .name(NOTE)
                .meta(NOTE)
                .amount(Amount.ofMinor(1, NOK))
                .build();
        ShippingGroup group = ShippingGroup.builder()
                .type(ShippingType.IN_STORE)
                .brand(ShippingBrand.OTHER)
                .option(option)
                .build();
        Shipping dynamic = Shipping.dynamic(RETURN_URL, NOTE);
        ShippingOptions options = ShippingOptions.of(group);
        return List.of(
                option,
                option.toBuilder(),
                group,
                group.toBuilder(),
                Shipping.fixed(group).withAllowedCountries("NO"),
                dynamic,
                options,
                new ShippingOptionsRequest(REFERENCE, ADDRESS),
                new ShippingOptionsEndpoint(NOTE, request -> options),
                CreatePayment.builder()
                        .reference(REFERENCE)
                        .amount(Amount.ofMinor(1, NOK))
                        .userFlow(UserFlow.webRedirect(RETURN_URL))
                        .shipping(dynamic)
                        .build());
    }

    @Test
    @FieldDefect(16)
    void nothingThatIsPrintedIsPersonalOrSecret() {
        assertThat(samples())
                .extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(PHONE)
                        .doesNotContain("://shop.example.com")
                        .doesNotContain("landing.vipps.no")
                        .doesNotContain("eyJraWQi")
                        .doesNotContain(NOTE_KEY)
                        .doesNotContain(NOTE)
                        .doesNotContain("Medicine")
                        .doesNotContain(VippsServer.TOKEN)
                        .doesNotContain(VippsServer.SUBSCRIPTION_KEY)
                        .doesNotContain(VippsServer.CLIENT_SECRET));
    }

    @Test
    void whatIsPrintedStillNamesThePayment() {
        assertThat(samples())
                .filteredOn(sample -> sample instanceof CreatePayment
                        || sample instanceof CreatedPayment
                        || sample instanceof Payment
                        || sample instanceof Modification
                        || sample instanceof PaymentEvent)
                .extracting(String::valueOf)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(text -> assertThat(text).contains(REFERENCE));
    }

    @Test
    void everyPublicTypeThatHoldsSomethingIsAmongTheSamples() throws IOException, URISyntaxException {
        Path classes = Path.of(EPaymentClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/github/vipps4j/epayment");
        Set<String> sampled =
                samples().stream().map(sample -> sample.getClass().getName()).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(classes)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> "io.github.vipps4j.epayment." + name.substring(0, name.length() - 6))
                            .filter(name -> !name.endsWith("package-info"))
                            .map(ToStringTest::load)
                            .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isInterface())
                            .filter(type -> !type.isEnum())
                            .map(Class::getName))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(sampled).contains(name));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
