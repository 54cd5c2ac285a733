package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.complaints;
import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRegistrationTest {
    private static final String PATH = "/webhooks/v1/webhooks";
    private static final String URL = "https://shop.example.com/hooks?tenant=42";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    private static String body(String url, String... events) {
        return "{\"url\":\"" + url + "\",\"events\":[\"" + String.join("\",\"", events) + "\"]}";
    }

    private HttpResponse<String> register(String... events) {
        return merchant.post(PATH, body(URL, events));
    }

    private JsonNode listed() {
        return tree(merchant.get(PATH).body()).path("webhooks");
    }

    @Test
    void secretIsShownOnce() {
        HttpResponse<String> answer = register("epayments.payment.authorized.v1", "epayments.payment.captured.v1");
        JsonNode made = tree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(made.fieldNames()).toIterable().containsExactly("id", "secret");
        UUID.fromString(made.path("id").textValue());
        HttpResponse<String> list = merchant.get(PATH);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(tree(list.body()))
                .isEqualTo(tree("""
                {"webhooks":[{"id":"%s","url":"https://shop.example.com/hooks?tenant=42",
                 "events":["epayments.payment.authorized.v1","epayments.payment.captured.v1"]}]}""".formatted(made.path("id").textValue())));
        WebhookRegistration registration =
                VIPPS.simulator().webhooks().registrations().get(0);
        assertThat(registration.merchantSerialNumber()).isEqualTo("654321");
        assertThat(registration.partner()).isNull();
        assertThat(registration.toString()).doesNotContain(made.path("secret").textValue());
    }

    @Test
    void secretsComeInBothFormsInTurn() {
        String first = tree(register("epayments.payment.created.v1").body())
                .path("secret")
                .textValue();
        String second = tree(register("epayments.payment.created.v1").body())
                .path("secret")
                .textValue();

        assertThat(Base64.getDecoder().decode(first)).hasSize(64);
        assertThat(UUID.fromString(second)).hasToString(second);
    }

    @Test
    void deletedIsGoneAndThenUnknown() {
        String id =
                tree(register("epayments.payment.created.v1").body()).path("id").textValue();
        HttpResponse<String> deleted = merchant.send("DELETE", PATH + "/" + id, "");

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(listed()).isEmpty();
        HttpResponse<String> again = merchant.send("DELETE", PATH + "/" + id, "");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url: is required; events: is required;",
                "{\"url\":\"https://a.example/\",\"events\":[],\"x\":1} | events: must have at least 1 items; x: is not known;",
                "[] | body: must be a JSON object;",
                "{\"url\":\"http://shop.example.com/\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must begin with https://, or with http:// and a loopback address;",
                "{\"url\":\"http://127.0.0.1.example.com/\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must begin with https://, or with http:// and a loopback address;",
                "{\"url\":\"ftp://localhost/\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must begin with https://, or with http:// and a loopback address;",
                "{\"url\":\"/hooks\",\"events\":[\"user.checked-in.v1\"]} | url: must be an absolute URL in ASCII;",
                "{\"url\":\"https://a.example/ø\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must be an absolute URL in ASCII;",
                "{\"url\":\"https://a.example:65536/\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must have a port of 1 to 65535;",
                "{\"url\":\"http://localhost:0/\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must have a port of 1 to 65535;",
                "{\"url\":\"http://shop:secret@a.example/#top\",\"events\":[\"user.checked-in.v1\"]}"
                        + " | url: must begin with https://, or with http:// and a loopback address;"
                        + " url: must have no user information; url: must have no fragment;",
                "{\"url\":\"https://a b\",\"events\":[\"user.checked-in.v1\"]} | url: must be a URL;"
            })
    void wrongRequestIs400(String body, String complaint) {
        HttpResponse<String> answer = merchant.post(PATH, body);

        assertThat(complaints(answer)).isEqualTo("400 " + complaint);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(listed()).isEmpty();
    }

    @Test
    void unknownEventTypeIs400() {
        assertThat(complaints(register("epayments.payment.authorised.v1")))
                .startsWith("400 events[0]: must be one of epayments.payment.created.v1, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/",
                "http://127.0.0.1:1/",
                "http://[::1]:1/",
                "https://localhost/",
                "http://LOCALHOST:1/"
            })
    void plainHttpIsForLoopback(String url) {
        assertThat(merchant.post(PATH, body(url, "epayments.payment.created.v1"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void twentyFiveRegistrationsPerEventTypeAndNoMore() {
        for (int i = 0; i < 25; i++) {
            assertThat(register("epayments.payment.created.v1").statusCode()).isEqualTo(201);
        }

        assertThat(complaints(register("epayments.payment.aborted.v1", "epayments.payment.created.v1")))
                .isEqualTo("400 events: there are 25 webhooks for epayments.payment.created.v1 already;");
        assertThat(register("epayments.payment.aborted.v1").statusCode()).isEqualTo(201);
        assertThat(listed()).hasSize(26);
        assertThat(register("user.checked-in.v1").statusCode()).isEqualTo(201);
        assertThat(register("user.checked-in.v1").statusCode()).isEqualTo(400);
        merchant.send("DELETE", PATH + "/" + listed().get(0).path("id").textValue(), "");
        assertThat(register("epayments.payment.created.v1").statusCode()).isEqualTo(201);
    }

    @Test
    void salesUnitKeysNeedTheirMsn() {
        assertThat(complaints(merchant.without("Merchant-Serial-Number").get(PATH)))
                .isEqualTo("400 Merchant-Serial-Number: is required;");
        assertThat(merchant.without("Authorization").get(PATH).statusCode()).isEqualTo(401);
        assertThat(merchant.send("PUT", PATH, "{}").statusCode()).isEqualTo(404);
        assertThat(merchant.get(PATH + "/x").statusCode()).isEqualTo(404);
    }

    @Test
    void registrationsOfAnotherUnitAreInvisible() {
        SalesUnit other = SalesUnit.of("111111");
        VIPPS.simulator().addSalesUnit(other);
        String id =
                tree(register("epayments.payment.created.v1").body()).path("id").textValue();
        Merchant stranger = Merchant.of(VIPPS.simulator(), other);

        assertThat(tree(stranger.get(PATH).body()).path("webhooks")).isEmpty();
        assertThat(stranger.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(listed()).hasSize(1);
    }

    @Test
    void faultsHitWebhookRequestsToo() {
        Faults faults = VIPPS.simulator().faults();
        faults.next(ApiOperation.WEBHOOK_REGISTER, Fault.serverErrorAfterActing(500));
        faults.next(ApiOperation.WEBHOOK_LIST, Fault.delay(Duration.ofMillis(1)));
        faults.next(ApiOperation.WEBHOOK_DELETE, Fault.tooManyRequests());

        assertThat(register("epayments.payment.created.v1").statusCode()).isEqualTo(500);
        assertThat(listed()).hasSize(1);
        assertThat(merchant.send("DELETE", PATH + "/x", "").statusCode()).isEqualTo(429);
        assertThat(List.of(
                        VIPPS.simulator().count(ApiOperation.WEBHOOK_REGISTER),
                        VIPPS.simulator().count(ApiOperation.WEBHOOK_LIST),
                        VIPPS.simulator().count(ApiOperation.WEBHOOK_DELETE)))
                .containsExactly(1, 1, 1);
    }
}
