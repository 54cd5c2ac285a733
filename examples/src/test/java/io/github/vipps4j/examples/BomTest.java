package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM has no parent to inherit from, so its versions are written twice and compared here. */
class BomTest {
    private final String parent = Files.readString(Path.of("../pom.xml"));
    private final String bom = Files.readString(Path.of("../sdk-bom/pom.xml"));

    BomTest() throws IOException {}

    @Test
    void bomHasTheVersionsOfTheBuild() {
        for (String element : List.of("version", "okhttp.version")) {
            assertThat(first(element, bom)).as(element).isEqualTo(first(element, parent));
        }
    }

    @Test
    void bomNamesEveryModuleThatUsersDependOnAndNothingElse() {
        assertThat(Pattern.compile("<dependency>").matcher(bom).results()).hasSize(9);
        for (String artifact : List.of(
                "vipps4j-core",
                "vipps4j-webhooks",
                "vipps4j-epayment",
                "vipps4j-ecom",
                "vipps4j-ordermanagement",
                "vipps4j-psp",
                "vipps4j-simulator",
                "okhttp-jvm",
                "okhttp")) {
            assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
        }
    }

    private static String first(String element, String pom) {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(element) + ">([^<]+)<").matcher(pom);
        assertThat(matcher.find()).as(element).isTrue();
        return matcher.group(1);
    }
}
