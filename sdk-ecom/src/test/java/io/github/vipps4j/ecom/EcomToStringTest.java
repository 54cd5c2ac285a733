package io.github.vipps4j.ecom;

import static io.github.vipps4j.ecom.Bodies.ORDER;
import static io.github.vipps4j.ecom.Bodies.nok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.core.AirlineData;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.core.callback.CallbackRequest;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ends up in logs when somebody prints what the SDK gave him: nothing personal, nothing secret. */
class EcomToStringTest {
    private static final String PHONE = "91234567";
    private static final String TOKEN = "tok-n0te-0815";
    private static final String SECRET = "6cEGzrsTF7nCRXhUNtbN";
    private static final String FALL_BACK = "https://shop.example.com/return?customer=ola";
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-0042-1");
    private static final ShippingMethod METHOD =
            Bodies.posten().toBuilder().shippingMethod(TOKEN).build();

    private static InitiatePayment.Builder request() {
        return InitiatePayment.builder()
                .orderId(ORDER)
                .amount(nok(24_900))
                .transactionText("Medicine for Ola")
                .callbackPrefix("https://shop.example.com/vipps")
                .fallBack(FALL_BACK)
                .authToken(TOKEN)
                .mobileNumber(PHONE)
                .scope(ProfileScope.of(TOKEN))
                .additionalData(AirlineData.builder()
                        .agencyInvoiceNumber("082412")
                        .airlineCode("074")
                        .airlineDesignatorCode("KL")
                        .passengerName(PHONE)
                        .build());
    }

    /** One of each public type, filled with everything that must not be seen. */
    private static List<Object> samples() {
        List<Object> samples = new ArrayList<>();
        Express dynamic = Express.dynamic("https://shop.example.com/" + SECRET, "https://shop.example.com/" + TOKEN);
        Express fixed = Express.fixed("https://shop.example.com/" + SECRET, METHOD);
        samples.addAll(List.of(dynamic, fixed, METHOD, METHOD.toBuilder(), METHOD.shippingCost()));
        InitiatePayment request = request().build();
        samples.add(request);
        samples.add(request.toBuilder());
        samples.add(request().scope().express(dynamic).build());
        try (VippsServer server = new VippsServer()) {
            Vipps vipps = server.vipps();
            EcomClient ecom = EcomClient.of(vipps);
            String express = Bodies.EXPRESS
                    .replace(Bodies.EXPRESS_ORDER, ORDER)
                    .replace("One pair of socks", "Medicine for Ola")
                    .replace("Oslo", "Nesodden");
            server.answer(200, Bodies.INITIATED)
                    .answer(200, express)
                    .answer(200, express)
                    .answer(404, "")
                    .answer(200, Bodies.CAPTURED.replace("Parcel 1", "Medicine for Ola"));
            samples.add(vipps);
            samples.add(ecom);
            InitiatedPayment initiated = ecom.initiate(request);
            assertThat(initiated.url()).isEqualTo(Bodies.LANDING_URL);
            samples.add(initiated);
            PaymentDetails details = ecom.details(ORDER);
            assertThat(String.valueOf(details.userDetails())).isEqualTo("UserDetails[***]");
            samples.add(details);
            samples.addAll(details.history());
            samples.addAll(Stream.of(details.summary(), details.userDetails(), details.shippingDetails())
                    .toList());
            server.time.advance(Duration.ofSeconds(11));
            samples.add(ecom.resolveInitiate(ORDER));
            samples.add(ecom.resolveInitiate(ORDER));
            samples.add(ecom.captureAll(ORDER, KEY));
            OrderKey key = new OrderKey("654321", ORDER);
            samples.add(key);
            samples.add(OrderSnapshot.of(details, FakeTime.START));
            samples.add(OrderUpdates.of(vipps, OrderSnapshots.inMemory(), (any, before, now) -> {}));
            samples.add(new OrderNotAcceptedException(key, new IOException("no order of " + PHONE)));
        }
        EcomCallbacks.Builder builder = EcomCallbacks.builder()
                .authToken(TOKEN)
                .onPaymentUpdate(samples::add)
                .shippingDetails(question -> {
                    samples.add(question);
                    return List.of();
                })
                .onConsentRemoved(SECRET, user -> {})
                .executor(Runnable::run);
        EcomCallbacks callbacks = builder.build();
        samples.add(builder);
        samples.add(callbacks);
        call(
                callbacks,
                Bodies.EXPRESS_ORDER,
                Bodies.EXPRESS_UPDATE.replace(
                        "\"orderId\"",
                        "\"errorInfo\":{\"errorGroup\":\"Payment\",\"errorCode\":\"41\",\"errorMessage\":\"Ada, "
                                + PHONE + "\"},\"orderId\""));
        call(callbacks, Bodies.EXPRESS_ORDER + "/shippingDetails", Bodies.SHIPPING_CALL);
        samples.add(new ErrorInfo("Payment", "41", "Ada, " + PHONE, "c-1"));
        return samples;
    }

    private static void call(EcomCallbacks callbacks, String path, String body) {
        assertThat(callbacks
                        .handle(new CallbackRequest(
                                "POST",
                                "/v2/payments/" + path,
                                Map.of("Authorization", List.of(TOKEN)),
                                body.getBytes(UTF_8)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @FieldDefect(16)
    void nothingThatIsPrintedIsPersonalOrSecret() {
        assertThat(samples())
                .extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(PHONE, "://shop.example.com")
                        .doesNotContain("eyJraWQi", "api.vipps.no", SECRET, "Medicine")
                        .doesNotContain("Ada", "Lovelace", "user@example.com", "uiJskNQ6qNN1iwN891uuob")
                        .doesNotContain("Eufemias", "Garborg", "0191", "Nesodden", "492500", "pi-0001")
                        .doesNotContain("c06c4afe")
                        .doesNotContain(
                                VippsServer.TOKEN, VippsServer.SUBSCRIPTION_KEY, VippsServer.CLIENT_SECRET, TOKEN));
    }

    @Test
    void whatIsPrintedStillNamesTheOrder() {
        assertThat(samples())
                .filteredOn(sample -> sample instanceof InitiatePayment
                        || sample instanceof InitiatedPayment
                        || sample instanceof PaymentDetails
                        || sample instanceof InitiateResolution
                        || sample instanceof Modification)
                .extracting(String::valueOf)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(text -> assertThat(text).contains(ORDER));
    }

    @Test
    void everyPublicTypeThatHoldsSomethingIsAmongTheSamples() throws IOException, URISyntaxException {
        Path classes = Path.of(EcomClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/github/vipps4j/ecom");
        Set<String> sampled =
                samples().stream().map(sample -> sample.getClass().getName()).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(classes)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> "io.github.vipps4j.ecom." + name.substring(0, name.length() - 6))
                            .filter(name -> !name.endsWith("package-info"))
                            .map(EcomToStringTest::load)
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
