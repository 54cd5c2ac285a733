package io.github.vipps4j.epayment;

import static io.github.vipps4j.epayment.Bodies.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.testsupport.RawServer.Answer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where something that is not printed can be read all the same, by whoever asks for it. */
class LeakByAccessorTest {
    private final LeakShop shop = new LeakShop();

    @AfterEach
    void nothingIsSeen() {
        shop.closeAndExpectNoLeak();
    }

    /** As servers of other make write the same text. */
    @Test
    void keysAreTakenOutOfRawBodiesInEveryFormThatJsonHasForThem() {
        for (String secret : LeakShop.KEYS.values()) {
            for (String form : List.of(secret, secret.replace("/", "\\/"), secret.replace("+", "\\u002B"))) {
                shop.api = request -> Answer.json(400, "{\"detail\":\"" + form + "\"}");
                shop.attempt(() -> shop.payments().get(REFERENCE));
            }
        }
        assertThat(shop.leaks.objects())
                .filteredOn(ApiException.class::isInstance)
                .isNotEmpty()
                .extracting(e -> ((ApiException) e).error().rawBody())
                .allSatisfy(body -> assertThat(shop.leaks.markersIn(body)).isEmpty());
    }

    /** The one limit: a name can be told from other words by nobody. It is why these texts are short. */
    @Test
    void nameInTheServicesOwnWordsIsNotRecognised() {
        shop.api = request -> Answer.json(400, "{\"detail\":\"Ola Nordmann, 4712345678, has no account\"}");
        EPaymentClient payments = shop.payments();

        assertThatThrownBy(() -> payments.get(REFERENCE)).hasMessageContaining("\"Ola Nordmann, ***, has no account\"");
    }

    /** By design, and documented at each: what was given can be read back, and so can what the service sent. */
    @Test
    void accessorsThatShowSomethingAreTheDocumentedOnes() {
        shop.attemptAll(request -> Answer.json(200, LeakShop.PAYMENT));
        shop.attemptAll(LeakAnswers.refusals(400).get(1));
        shop.attemptAll(request -> LeakAnswers.page(400, LeakAnswers.quoted(), request));
        shop.attemptAll(request -> Answer.of(200, "text/html", LeakAnswers.everything()));
        LeakShop.flows().forEach(flow -> shop.leaks.met(LeakShop.request(flow).build()));
        shop.leaks.met(LeakShop.credentials());

        Set<String> showing = new TreeSet<>();
        shop.leaks.objects().forEach(object -> addAccessorsThatShow(object, showing));

        assertThat(showing)
                .containsExactlyInAnyOrder(
                        "Credentials.clientId",
                        "Credentials.clientSecret",
                        "Credentials.subscriptionKey",
                        "Credentials.secondarySubscriptionKey",
                        "PhoneNumber.phoneNumber",
                        "WebRedirect.returnUrl",
                        "NativeRedirect.returnUrl",
                        "Qr.returnUrl",
                        "CreatePayment.paymentDescription",
                        "CreatePayment.metadata",
                        "CreatedPayment.redirectUrl",
                        "Payment.redirectUrl",
                        "Payment.metadata",
                        "Payment.sub",
                        "UserDetails.email",
                        "UserDetails.firstName",
                        "UserDetails.mobileNumber",
                        "Address.addressLine1",
                        "ReplyInfo.rawBody",
                        "ApiError.title",
                        "ApiError.detail",
                        "ApiError.rawBody",
                        "ExtraDetail.reason",
                        "UnreadableReplyException.rawBody");
    }

    private void addAccessorsThatShow(Object object, Set<String> showing) {
        for (Method accessor : accessors(object)) {
            Object value = read(accessor, object);
            for (Object part : value instanceof Collection<?> many ? many : Arrays.asList(value)) {
                boolean text = part instanceof String || part instanceof Map;
                if (text && !shop.leaks.markersIn(part.toString()).isEmpty()) {
                    showing.add(object.getClass().getSimpleName() + "." + accessor.getName());
                } else if (part != null && !text) {
                    addAccessorsThatShow(part, showing);
                }
            }
        }
    }

    private static List<Method> accessors(Object object) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()))
                .filter(method ->
                        method.getDeclaringClass().getPackageName().matches("io.github.vipps4j.(core|epayment)"))
                .filter(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()))
                .filter(method -> !object.getClass().isEnum() && method.getReturnType() != object.getClass())
                .filter(method -> !Set.of("toString", "hashCode", "toBuilder", "build", "close", "resolve")
                        .contains(method.getName()))
                .toList();
    }

    private static Object read(Method accessor, Object object) {
        try {
            return accessor.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(accessor.toString(), e);
        }
    }
}
