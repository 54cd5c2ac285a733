package io.github.vipps4j.epayment;

import io.github.vipps4j.testsupport.RawServer.Answer;
import io.github.vipps4j.testsupport.RawServer.Received;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the service of a {@link LeakShop} may send: texts that quote what it was sent, in every shape that an error has. */
final class LeakAnswers {
    private LeakAnswers() {}

    /** Request texts as services quote them back, each in another shape of error. */
    static List<Function<Received, Answer>> refusals(int status) {
        return List.of(
                // what was sent, head and all
                request -> problem(status, "Bad headers", request.headers() + " is not right", "name"),
                request ->
                        problem(status, "Phone %s or %s".formatted(LeakShop.PHONE, LeakShop.EMAIL), quoted(), "name"),
                request -> problem(status, secretsOf(request), secretsOf(request), "name"),
                request -> problem(status, "Bad code", "Not right", "ErrorCode"),
                request -> json(status, "\"invalidParams\":[{\"name\":\"x\",\"value\":\"%s\"}]", LeakShop.PHONE),
                request -> json(status, "\"error\":\"No user %s\"", LeakShop.PHONE),
                request -> json(status, "\"statusCode\":%d,\"message\":\"No access for %s\"", status, quoted()),
                request -> json(status, "\"error\":\"invalid_client\",\"error_description\":\"%s\"", request.headers()),
                request -> json(status, "\"errorCode\":\"99\",\"errorMessage\":\"%s\"", quoted()),
                request -> Answer.json(
                        status,
                        "[" + json(status, "\"errorMessage\":\"%s\"", quoted()).text() + "]"),
                request -> page(status, quoted(), request),
                request -> Answer.of(status, "text/plain", request.headers() + everything()),
                request -> Answer.json(status, "\"" + LeakShop.NAME + LeakShop.PHONE + "\""),
                request -> Answer.of(status, "application/json", ""));
    }

    /** What looks like a number or an address of a person, and the keys. */
    static String quoted() {
        return String.join(
                " ",
                LeakShop.PHONE,
                LeakShop.EMAIL,
                LeakShop.BIRTH_NUMBER,
                LeakShop.CLIENT_SECRET,
                LeakShop.CLIENT_ID,
                LeakShop.PRIMARY_KEY,
                LeakShop.SECONDARY_KEY);
    }

    /** What of the request is secret beside the keys. */
    private static String secretsOf(Received request) {
        return Stream.of(LeakShop.SHIPPING_TOKEN, LeakShop.APPROVE_TOKEN)
                .filter(request.body()::contains)
                .collect(Collectors.joining(" "));
    }

    static String everything() {
        return String.join(" ", LeakShop.markers().values());
    }

    private static Answer problem(int status, String title, String detail, String name) {
        return json(
                status,
                "\"title\":\"%s\",\"detail\":\"%s\",\"extraDetails\":[{\"name\":\"%s\",\"reason\":\"%s\"}]",
                title,
                detail,
                name,
                quoted());
    }

    private static Answer json(int status, String fields, Object... values) {
        return Answer.json(status, LeakShop.with(status, fields.formatted(values)));
    }

    static Answer page(int status, String title, Received request) {
        return Answer.of(
                status,
                "text/html",
                "<html><title>%s</title>%s %s</html>".formatted(title, everything(), request.headers()));
    }
}
