package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;

/**
 * The images that the redirect URL of the user flow {@code QR} leads to. They look like QR codes and are none; the SVG
 * links to the page that a scan would open.
 */
final class QrImages {
    static final String PATH = "/qr";

    private static final String SVG = "IMAGE/SVG+XML";
    private static final int DEFAULT_SIZE = 1024;
    /** Squares of a side, a margin of four on each side included. */
    private static final int SQUARES = 37;

    private static final int MARGIN = 4;

    private final PaymentBook book;
    private final URI baseUrl;

    QrImages(PaymentBook book, URI baseUrl) {
        this.book = book;
        this.baseUrl = baseUrl;
    }

    static boolean owns(String path) {
        return path.equals(PATH);
    }

    Answer answer(Call call) {
        String token = call.queryParameter("token");
        Payment payment = token == null ? null : book.findByToken(token);
        if (payment == null
                || !call.method().equals("GET")
                || !payment.request().path("userFlow").asText().equals("QR")) {
            return Answer.empty(404);
        }
        JsonNode format = payment.request().path("qrFormat");
        return format.path("format").asText(SVG).equals("IMAGE/PNG")
                ? Answer.image(
                        "image/png", png(payment.token(), format.path("size").asInt(DEFAULT_SIZE)))
                : Answer.image("image/svg+xml", svg(payment.token()));
    }

    private byte[] svg(String token) {
        BitSet dark = pattern(token);
        StringBuilder path = new StringBuilder();
        for (int at = dark.nextSetBit(0); at >= 0; at = dark.nextSetBit(at + 1)) {
            path.append('M')
                    .append(at % SQUARES)
                    .append(' ')
                    .append(at / SQUARES)
                    .append("h1v1h-1z");
        }
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + SQUARES + ' ' + SQUARES + "\"><a href=\""
                        + baseUrl + Landing.PATH + "?token=" + token + "\"><rect width=\"" + SQUARES + "\" height=\""
                        + SQUARES + "\" fill=\"#fff\"/><path d=\"" + path + "\"/></a></svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(String token, int size) {
        BitSet dark = pattern(token);
        return Png.write(size, (x, y) -> dark.get(y * SQUARES / size * SQUARES + x * SQUARES / size));
    }

    /** The same for the same token. */
    private static BitSet pattern(String token) {
        Random random = new Random(token.hashCode());
        BitSet dark = new BitSet(SQUARES * SQUARES);
        for (int y = MARGIN; y < SQUARES - MARGIN; y++) {
            for (int x = MARGIN; x < SQUARES - MARGIN; x++) {
                dark.set(y * SQUARES + x, random.nextBoolean());
            }
        }
        return dark;
    }
}
