package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Public types that say by themselves how they are printed. All others print no more than Java's {@code Type@hash}, their
 * constant's name, or a message. Whoever adds one here has looked at what it prints; records are looked at by
 * {@link SecretsStayOutOfToStringTest}.
 */
class PrintedTypesTest {
    private static final String[] EXPORTED = {
        "io.github.vipps4j.core",
        "io.github.vipps4j.core.callback",
        "io.github.vipps4j.webhooks",
        "io.github.vipps4j.epayment",
        "io.github.vipps4j.ecom",
        "io.github.vipps4j.ordermanagement",
        "io.github.vipps4j.psp",
        "io.github.vipps4j.simulator"
    };

    @Test
    void classesThatPrintSomethingAreKnown() {
        assertThat(named(publicTypes().filter(type -> !type.isRecord()).filter(PrintedTypesTest::printsItself)))
                .containsExactlyInAnyOrder(
                        "AddCategory",
                        "Amount",
                        "CallbackRequest",
                        "CardNumber",
                        "CardPassthrough",
                        "CreatePayment",
                        "Credentials",
                        "Cryptogram",
                        "Currency",
                        "DeliveryFault",
                        "EncryptedPan",
                        "Environment",
                        "Fault",
                        "IdempotencyKey",
                        "Image",
                        "InitiatePayment",
                        "InitPayment",
                        "Partner",
                        "PaymentServiceProvider",
                        "PspCallFault",
                        "RequestOptions",
                        "SalesUnit",
                        "ShippingCost",
                        "SimulatedUser",
                        "StatusUpdate",
                        "Verification",
                        "WebhookEvent",
                        "WebhookScope",
                        "WebhookSigner",
                        "WebhookVerifier");
    }

    /**
     * What the simulator shows is made up, with the keys and tokens masked that somebody may have put in. Of an address it
     * shows the country alone.
     */
    @Test
    void simulatorsRecordsThatPrintAllOfTheirMadeUpDataAreKnown() {
        assertThat(named(publicTypes()
                        .filter(Class::isRecord)
                        .filter(type -> type.getPackageName().endsWith(".simulator"))))
                .containsExactlyInAnyOrder(
                        "CallbackDelivery",
                        "Event",
                        "Option",
                        "PspCall",
                        "ReceivedRequest",
                        "ShippingOffer",
                        "ShippingQuestion",
                        "SimulatedAddress",
                        "SimulatedCategory",
                        "SimulatedOrder",
                        "SimulatedPayment",
                        "WebhookDelivery",
                        "WebhookRegistration");
    }

    /** The message is all that an exception prints; {@code LeakTest} of ePayment looks at the messages. */
    @Test
    void exceptionsPrintTheirMessageOnly() {
        assertThat(publicTypes().filter(Throwable.class::isAssignableFrom))
                .hasSizeGreaterThanOrEqualTo(11)
                .noneMatch(PrintedTypesTest::printsItself);
    }

    private static Stream<Class<?>> publicTypes() {
        Predicate<Class<?>> exported = type -> Arrays.asList(EXPORTED).contains(type.getPackageName());
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(EXPORTED).stream()
                        .map(JavaClass::reflect)
                        .<Class<?>>map(type -> type)
                        .filter(exported)
                        .filter(PrintedTypesTest::isPublic);
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static boolean printsItself(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("toString") && method.getParameterCount() == 0);
    }

    private static Set<String> named(Stream<Class<?>> types) {
        return types.map(Class::getSimpleName).collect(java.util.stream.Collectors.toSet());
    }
}
