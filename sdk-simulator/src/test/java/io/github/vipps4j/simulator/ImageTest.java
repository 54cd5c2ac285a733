package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.invalidParams;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
    private static final int TWO_MEGABYTES = 2_097_152;
    private static final String PATH = "/order-management/v1/images";

    /** 1 by 167 pixels. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAACnAQAAAAD4KwvXAAAADUlEQVR4nGNgGAXUAwABTgAB4FuWCwAAAABJ" + "RU5ErkJggg==";

    /** 1 by 166 pixels. */
    private static final String LOW_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAACmAQAAAAAzd9hyAAAADUlEQVR4nGNgGAXUAgABTAABKIORwAAA" + "AABJRU5ErkJggg==";

    /** 2 by 167 pixels. */
    private static final String JPEG =
            "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx"
                    + "NDQ0Hyc5PTgyPC4zNDL/wAALCACnAAIBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
                    + "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
                    + "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
                    + "4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+iiiiiiiiiiiiiiiiiiiiv//Z";

    @RegisterExtension
    static final VippsSimulatorExtension VIPPS = new VippsSimulatorExtension();

    private Merchant merchant;

    @BeforeEach
    void merchant() {
        merchant = Merchant.of(VIPPS.simulator());
    }

    private static String image(String imageId, String src) {
        return "{\"imageId\":\"" + imageId + "\",\"src\":\"" + src + "\",\"type\":\"base64\"}";
    }

    private HttpResponse<String> add(String imageId, String src) {
        return merchant.post(PATH, image(imageId, src));
    }

    @Test
    void answerIsTheImageId() {
        HttpResponse<String> answer = add("socks-orange-123", PNG);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"imageId\":\"socks-orange-123\"}");
    }

    @Test
    void imageIsKeptAsItWasSent() {
        add("socks", PNG);
        add("shoes", JPEG);
        SimulatedImage png = VIPPS.simulator().image("socks");
        SimulatedImage jpeg = VIPPS.simulator().image("654321", "shoes");

        assertThat(png.content()).isEqualTo(Base64.getDecoder().decode(PNG));
        assertThat(png.mediaType() + ' ' + png.width() + 'x' + png.height()).isEqualTo("image/png 1x167");
        assertThat(jpeg.content()).isEqualTo(Base64.getDecoder().decode(JPEG));
        assertThat(jpeg.mediaType() + ' ' + jpeg.width() + 'x' + jpeg.height()).isEqualTo("image/jpeg 2x167");
        assertThat(VIPPS.simulator().images()).containsExactly(png, jpeg);
    }

    @ParameterizedTest
    @ValueSource(strings = {PNG, JPEG})
    void imageIdIsTakenForEver(String second) {
        add("socks", PNG);
        HttpResponse<String> answer = add("socks", second);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body().replaceAll("\"00-[0-9a-f]{32}-[0-9a-f]{16}-01\"", "\"t\""))
                .isEqualTo("{\"type\":\"https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.8\","
                        + "\"title\":\"There is an image with this id already\",\"detail\":\"Conflict\","
                        + "\"instance\":\"t\"}");
        assertThat(VIPPS.simulator().image("socks").mediaType()).isEqualTo("image/png");
    }

    @Test
    void oneImageServesManyOrders() {
        add("socks", PNG);
        for (String orderId : new String[] {"order-0001", "order-0002"}) {
            merchant.send(
                    "PUT",
                    "/order-management/v2/ECOM/categories/" + orderId,
                    "{\"category\":\"GENERAL\",\"orderDetailsUrl\":\"https://example.com\",\"imageId\":\"socks\"}");
        }

        assertThat(VIPPS.simulator().orders())
                .hasSize(2)
                .allMatch(order -> order.category() != null
                        && "socks".equals(order.category().imageId()));
    }

    @ParameterizedTest
    @CsvSource({
        "%, must be base64",
        "data:image/png;base64, must be base64",
        "https://example.com/socks.png, must be base64",
        "'', must be a PNG or JPEG image",
        "R0lGODlhAQABAAAAACw=, must be a PNG or JPEG image",
        "iVBORw0KGgo=, must be a PNG or JPEG image",
        "/9j/4AAQSkZJRgAB, must be a PNG or JPEG image",
        LOW_PNG + ", must be at least 167 pixels high",
    })
    void imagesThatTheApiRefuses(String src, String reason) {
        assertThat(invalidParams(add("socks", src))).isEqualTo("400 Src: " + reason + ";");
        assertThat(VIPPS.simulator().images()).isEmpty();
    }

    @Test
    void jpegMustBe167PixelsHighToo() {
        byte[] low = Base64.getDecoder().decode(JPEG);
        int height = 0xa7;
        int at = indexOf(low, (byte) 0xff, (byte) 0xc0) + 6;
        assertThat(low[at] & 0xff).isEqualTo(height);
        low[at]--;

        assertThat(invalidParams(add("socks", Base64.getEncoder().encodeToString(low))))
                .isEqualTo("400 Src: must be at least 167 pixels high;");
    }

    private static int indexOf(byte[] content, byte first, byte second) {
        int at = 0;
        while (content[at] != first || content[at + 1] != second) {
            at++;
        }
        return at;
    }

    @Test
    void imageHasAtMostTwoMegabytes() {
        byte[] largest = Arrays.copyOf(Base64.getDecoder().decode(PNG), TWO_MEGABYTES);
        byte[] tooLarge = Arrays.copyOf(largest, TWO_MEGABYTES + 1);

        assertThat(add("largest", Base64.getEncoder().encodeToString(largest)).statusCode())
                .isEqualTo(200);
        assertThat(invalidParams(add("larger", Base64.getEncoder().encodeToString(tooLarge))))
                .isEqualTo("400 Src: must have at most 2097152 bytes;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | ImageId: is required; Src: is required; Type: is required;",
                "{\"imageId\":\"a/b\",\"src\":1,\"type\":\"url\",\"alt\":\"x\"}"
                        + " | ImageId: must match [0-9A-Za-z_.-]{1,128}; Src: must be a string;"
                        + " Type: must be one of base64; Alt: is not known;",
            })
    void fieldsAreChecked(String body, String complaint) {
        assertThat(invalidParams(merchant.post(PATH, body))).isEqualTo("400 " + complaint);
    }

    @Test
    void imageIdHasAtMost128Characters() {
        assertThat(add("x".repeat(128), PNG).statusCode()).isEqualTo(200);
        assertThat(add("x".repeat(129), PNG).statusCode()).isEqualTo(400);
    }

    @Test
    void imagesOfAnotherUnitAreOthers() {
        SalesUnit other = SalesUnit.of("111111");
        VIPPS.simulator().addSalesUnit(other);
        add("socks", PNG);

        assertThat(Merchant.of(VIPPS.simulator(), other)
                        .post(PATH, image("socks", JPEG))
                        .statusCode())
                .isEqualTo(200);
        assertThat(VIPPS.simulator().image("111111", "socks").mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void journalKeepsOnlyTheBeginningOfAnImage() {
        add("socks", PNG);

        assertThat(VIPPS.simulator().requests())
                .last()
                .extracting(ReceivedRequest::body)
                .isEqualTo("{\"imageId\":\"socks\",\"src\":\"iVBORw0KGgoAAAAN…\",\"type\":\"base64\"}");
    }
}
