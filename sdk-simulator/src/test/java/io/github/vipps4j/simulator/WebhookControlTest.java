package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.simulator.Receiver.Received;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookControlTest {
    private static final String PATH = "/simulator/webhooks";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private final Receiver receiver = new Receiver();
    private Merchant merchant;
    private Merchant tester;
    private String id = "";
    private String secret = "";

    @BeforeEach
    void registered() {
        merchant = Merchant.of(VIPPS.simulator());
        tester = Merchant.anonymous(VIPPS.simulator());
        JsonNode made = tree(merchant.post(
                        "/webhooks/v1/webhooks",
                        "{\"url\":\"" + receiver.url() + "\",\"events\":[\"epayments.payment.created.v1\"]}")
                .body());
        id = made.path("id").textValue();
        secret = made.path("secret").textValue();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private void idle() {
        assertThat(tester.post(PATH + "/await-idle", "{\"atMost\":\"PT10S\"}").statusCode())
                .isEqualTo(204);
    }

    @Test
    void registrationsAreListedWithoutSecretsAndLost() {
        HttpResponse<String> answer = tester.get(PATH);

        assertThat(tree(answer.body())).isEqualTo(tree("""
                [{"id":"%s","merchantSerialNumber":"654321","partner":null,"url":"%s",
                  "events":["epayments.payment.created.v1"],"registeredAt":"%s"}]""".formatted(
                        id,
                        receiver.url(),
                        VIPPS.simulator().webhooks().registrations().get(0).registeredAt())));
        assertThat(tester.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
        assertThat(tester.get(PATH).body()).isEqualTo("[]");
        assertThat(tester.send("DELETE", PATH + "/" + id, "").body())
                .isEqualTo("{\"message\":\"There is no webhook " + id + "\"}");
    }

    @Test
    void deliveriesAreListed() {
        receiver.answers(500);
        VIPPS.simulator().webhooks().next(DeliveryFault.oldDate(Duration.ofDays(1)));
        merchant.create("order-0001");
        idle();

        Received received = receiver.received().get(0);
        WebhookDelivery made = VIPPS.simulator().webhooks().deliveries().get(0);
        JsonNode listed = tree(tester.get(PATH + "/deliveries").body());
        JsonNode body = ((ObjectNode) listed.get(0)).remove("body");
        assertThat(body.textValue()).isEqualTo(received.text());
        assertThat(listed).isEqualTo(tree("""
                [{"registrationId":"%s","url":"%s","merchantSerialNumber":"654321","reference":"order-0001",
                  "event":"CREATED","pspReference":"%s","attempt":1,"status":500,"at":"%s","fault":"oldDate PT24H",
                  "headers":{"Authorization":
                    "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=***",
                   "Connection":"close","Content-Length":"%s","Content-Type":"application/json","Host":"%s",
                   "x-ms-content-sha256":"%s","x-ms-date":"%s"}}]""".formatted(
                        id,
                        receiver.url(),
                        made.pspReference(),
                        made.at(),
                        received.body().length,
                        received.header("Host"),
                        received.header("X-ms-content-sha256"),
                        received.header("X-ms-date"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fault\":\"forged\",\"times\":1} | 1 | 0",
                "{\"fault\":\"truncated\"} | 1 | 0",
                "{\"fault\":\"duplicate\"} | 2 | 2",
                "{\"fault\":\"oldDate\",\"age\":\"PT10M\"} | 1 | 1",
                "{\"fault\":\"delay\",\"delay\":\"PT10M\"} | 0 | 0"
            })
    void everyFaultCanBeSetAndTakenBack(String fault, int sent, int signed) {
        assertThat(tester.post(PATH + "/faults", fault).statusCode()).isEqualTo(204);
        merchant.create("order-0001");
        idle();
        assertThat(receiver.received()).hasSize(sent);
        assertThat(receiver.received())
                .filteredOn(one -> one.isSignedWith(secret))
                .hasSize(signed);

        receiver.received().clear();
        assertThat(tester.post(PATH + "/faults", fault).statusCode()).isEqualTo(204);
        assertThat(tester.send("DELETE", PATH + "/faults", "").statusCode()).isEqualTo(204);
        merchant.create("order-0002");
        idle();
        assertThat(receiver.received()).hasSize(1).allMatch(one -> one.isSignedWith(secret));
    }

    @Test
    void webhooksAreHeldAndReleased() {
        assertThat(tester.post(PATH + "/hold", "").statusCode()).isEqualTo(204);
        for (int i = 1; i <= 3; i++) {
            merchant.create("order-000" + i);
        }
        assertThat(tester.post(PATH + "/release?reference=order-0003", "").statusCode())
                .isEqualTo(204);
        idle();
        assertThat(tester.post(PATH + "/release?msn=654321&reference=order-0002", "")
                        .statusCode())
                .isEqualTo(204);
        idle();
        assertThat(tester.post(PATH + "/release?msn=111111&reference=order-0001", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(tester.post(PATH + "/release", "").statusCode()).isEqualTo(204);
        idle();

        assertThat(receiver.events()).containsExactly("order-0003 CREATED", "order-0002 CREATED", "order-0001 CREATED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults | {\"fault\":\"fire\"} | fault: there is no fault fire",
                "faults | {\"fault\":\"delay\"} | delay: is required",
                "faults | {\"fault\":\"oldDate\",\"age\":\"PT0S\"} | age: must be more than 0 and at most 365 days",
                "faults | {\"fault\":\"forged\",\"times\":0} | times: must be 1 to 10000",
                "faults | {\"fault\":\"forged\",\"x\":0} | x: is not known here",
                "await-idle | {} | atMost: is required",
                "await-idle | {\"atMost\":\"PT2H\"} | atMost: must be 0 to 1 hour"
            })
    void wrongInputNamesTheField(String path, String body, String message) {
        HttpResponse<String> answer = tester.post(PATH + "/" + path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?refrence=order-0001 | '' | refrence: is not known here",
                "?reference=order-0001&x | '' | x: is not known here",
                "?msn=654321 | '' | reference: is required with msn",
                "'' | {\"reference\":\"order-0001\"} | body: must be empty"
            })
    void releaseThatIsNotUnderstoodReleasesNothing(String query, String body, String message) {
        tester.post(PATH + "/hold", "");
        merchant.create("order-0001");
        HttpResponse<String> answer = tester.post(PATH + "/release" + query, body);
        idle();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void unknownControlIs404AndBusyIs409() {
        assertThat(tester.post(PATH + "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(tester.get("/simulator/webhooksandmore").statusCode()).isEqualTo(404);
        receiver.answers(0);
        merchant.create("order-0001");
        assertThat(tester.post(PATH + "/await-idle", "{\"atMost\":\"PT0S\"}").statusCode())
                .isEqualTo(409);
    }
}
