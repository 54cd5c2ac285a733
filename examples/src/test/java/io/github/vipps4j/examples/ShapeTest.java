package io.github.vipps4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the house: who may know whom, and what may stand in a public signature. */
class ShapeTest {
    private static final String ROOT = "io.github.vipps4j";
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final String[] MERCHANTS_MODULES = {
        ROOT + ".core..",
        ROOT + ".webhooks..",
        ROOT + ".epayment..",
        ROOT + ".ecom..",
        ROOT + ".ordermanagement..",
        ROOT + ".psp.."
    };

    /** What users can name: the exported packages. */
    private static final Set<String> EXPORTED = Set.of(
            ROOT + ".core",
            ROOT + ".core.callback",
            ROOT + ".webhooks",
            ROOT + ".epayment",
            ROOT + ".ecom",
            ROOT + ".ordermanagement",
            ROOT + ".psp",
            ROOT + ".simulator");

    @Test
    void coreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".webhooks..",
                        ROOT + ".epayment..",
                        ROOT + ".ecom..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".psp..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void epaymentKnowsCoreAndWebhooksAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".epayment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".ecom..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".psp..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void ecomKnowsCoreAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".ecom..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".webhooks..",
                        ROOT + ".epayment..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".psp..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void orderManagementKnowsCoreAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".ordermanagement..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".webhooks..",
                        ROOT + ".epayment..",
                        ROOT + ".ecom..",
                        ROOT + ".psp..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void pspKnowsCoreAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".psp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".webhooks..",
                        ROOT + ".epayment..",
                        ROOT + ".ecom..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void webhooksKnowCoreAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".webhooks..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".epayment..",
                        ROOT + ".ecom..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".psp..",
                        ROOT + ".simulator..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void theSimulatorSharesNoClassWithTheSdk() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".core..",
                        ROOT + ".webhooks..",
                        ROOT + ".epayment..",
                        ROOT + ".ecom..",
                        ROOT + ".ordermanagement..",
                        ROOT + ".psp..",
                        ROOT + ".examples..")
                .check(SHIPPED);
    }

    @Test
    void jacksonAndOkHttpStayBehindTwoDoors() {
        ArchRule rule = codeUnits()
                .that()
                .areDeclaredInClassesThat(areExported())
                .and()
                .arePublic()
                .and()
                .doNotHaveName("okHttpClient")
                .and()
                .doNotHaveName("addInterceptor")
                .should(nameNoTypeOf("com.fasterxml.jackson", "okhttp3", "okio", "kotlin"));
        rule.check(SHIPPED);
    }

    @Test
    void nothingInternalStandsInAPublicSignature() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat(areExported())
                .and()
                .arePublic()
                .should(nameNoTypeOf(ROOT + ".core.call.", ROOT + ".core.support."))
                .check(SHIPPED);
    }

    @Test
    @FieldDefect(27)
    void absentIsNullableAndMoneyIsNeverAFraction() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat(areExported())
                .and()
                .arePublic()
                .should(nameNoTypeOf(Optional.class.getName(), "double", "float"))
                .check(SHIPPED.that(DescribedPredicate.describe(
                        "merchants ship", type -> !type.getPackageName().startsWith(ROOT + ".simulator"))));
    }

    @Test
    void timeIsPassedIn() {
        noClasses()
                .that()
                .resideInAnyPackage(MERCHANTS_MODULES)
                .and()
                .haveNameNotMatching(".*\\.core\\.call\\.Time.*")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(SHIPPED);
    }

    @Test
    void noPatternIsCompiledAndNothingIsPrinted() {
        noClasses()
                .that()
                .resideInAnyPackage(MERCHANTS_MODULES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(SHIPPED);
    }

    @Test
    void nothingIsSynchronized() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(ROOT + "..")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(SHIPPED);
    }

    /** Blocks cannot be seen in class files. Up to Java 23 a virtual thread that waits in one holds its carrier. */
    @Test
    void nothingHasASynchronizedBlock() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of(".."))) {
            List<Path> main = sources.filter(
                            path -> path.toString().matches("\\.\\./sdk-[^/]+/src/main/java/.*\\.java"))
                    .toList();
            assertThat(main).hasSizeGreaterThan(50);
            for (Path source : main) {
                assertThat(Files.readString(source)).as(source.toString()).doesNotContain("synchronized (");
            }
        }
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        Set<String> packages = SHIPPED.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages)
                .contains(
                        ROOT + ".core",
                        ROOT + ".core.call",
                        ROOT + ".epayment",
                        ROOT + ".ecom",
                        ROOT + ".ordermanagement",
                        ROOT + ".psp",
                        ROOT + ".simulator");
        for (String name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void publicClassesAreFinalOrMadeToBeExtended() {
        classes()
                .that(areExported())
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveSimpleName("VippsException")
                .and()
                .doNotHaveSimpleName("ApiException")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(SHIPPED.that(DescribedPredicate.describe("no enums", type -> !type.isEnum())));
    }

    /** Public all the way out, in an exported package. */
    private static DescribedPredicate<JavaClass> areExported() {
        return DescribedPredicate.describe("are exported", ShapeTest::isExported);
    }

    private static boolean isExported(JavaClass type) {
        return EXPORTED.contains(type.getPackageName())
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ShapeTest::isExported).orElse(true);
    }

    private static ArchCondition<JavaCodeUnit> nameNoTypeOf(String... prefixes) {
        return new ArchCondition<>("name no type of " + List.of(prefixes)) {
            @Override
            public void check(JavaCodeUnit method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getName)
                        .filter(name -> Set.of(prefixes).stream().anyMatch(name::startsWith))
                        .forEach(name -> events.add(
                                SimpleConditionEvent.violated(method, method.getFullName() + " names " + name)));
            }
        };
    }
}
