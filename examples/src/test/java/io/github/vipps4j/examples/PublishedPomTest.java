package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What merchants download is described as the central repository asks for, and brings along what the README says. */
class PublishedPomTest {
    private static final Set<String> SHIPPED_GROUPS = Set.of(
            "io.github.vipps4j", "com.squareup.okhttp3", "com.fasterxml.jackson.core", "org.slf4j", "org.jspecify");

    private final Element parent = read("..");
    private final Map<String, Element> modules = new TreeMap<>();

    PublishedPomTest() throws Exception {
        for (Element module : children(parent, "modules/module")) {
            modules.put(module.getTextContent(), read("../" + module.getTextContent()));
        }
    }

    @Test
    void modulesOfTheSdkArePublishedAndNoOthers() {
        modules.forEach((folder, pom) -> assertThat(text(pom, "properties/maven.deploy.skip"))
                .as(folder)
                .isEqualTo(folder.startsWith("sdk-") ? "" : "true"));
    }

    @TestFactory
    Stream<DynamicTest> isComplete() {
        return published()
                .map(folder -> DynamicTest.dynamicTest(folder, () -> {
                    Element pom = pom(folder);
                    Element inheriting = children(pom, "parent").isEmpty() ? pom : parent;
                    for (String element : List.of("artifactId", "name", "description")) {
                        assertThat(text(pom, element)).as(element).isNotBlank();
                    }
                    for (String element : List.of(
                            "groupId",
                            "version",
                            "url",
                            "licenses/license/name",
                            "licenses/license/url",
                            "developers/developer/name",
                            "developers/developer/url",
                            "scm/connection",
                            "scm/developerConnection",
                            "scm/url")) {
                        assertThat(text(inheriting, element))
                                .as(element)
                                .isNotBlank()
                                .isEqualTo(text(parent, element));
                    }
                }));
    }

    @Test
    void modulesInheritAddressesAsTheyAre() {
        // else Maven appends the artifactId, and the addresses lead nowhere
        Element scm = children(parent, "scm").get(0);
        assertThat(parent.getAttribute("child.project.url.inherit.append.path")).isEqualTo("false");
        for (String address : List.of("connection", "developerConnection", "url")) {
            assertThat(scm.getAttribute("child.scm." + address + ".inherit.append.path"))
                    .as(address)
                    .isEqualTo("false");
        }
    }

    @TestFactory
    Stream<DynamicTest> dependsOnNothingButWhatTheReadmeNames() {
        return published()
                .map(folder -> DynamicTest.dynamicTest(
                        folder,
                        () -> assertThat(shipped(pom(folder))).allSatisfy(dependency -> {
                            assertThat(text(dependency, "groupId")).isIn(SHIPPED_GROUPS);
                            assertThat(text(dependency, "artifactId")).isNotEqualTo("vipps4j-test-support");
                            assertThat(text(dependency, "scope")).isEmpty(); // compile
                            assertThat(text(dependency, "version")).isEmpty(); // the parent's
                        })));
    }

    @Test
    void coreBringsOneOkHttpAndKeepsThoseOfOtherLibrariesAway() {
        List<Element> shipped = shipped(pom("sdk-core"));
        assertThat(shipped)
                .extracting(dependency -> text(dependency, "artifactId"))
                .containsExactlyInAnyOrder(
                        "okhttp-jvm", "okhttp", "jackson-databind", "jackson-core", "slf4j-api", "jspecify");
        assertThat(shipped)
                .filteredOn(dependency -> text(dependency, "artifactId").equals("okhttp"))
                .extracting(dependency -> text(dependency, "exclusions/exclusion/artifactId"))
                .containsExactly("*");
    }

    private Stream<String> published() {
        return Stream.concat(
                Stream.of("parent"), modules.keySet().stream().filter(folder -> folder.startsWith("sdk-")));
    }

    private Element pom(String folder) {
        return modules.getOrDefault(folder, parent);
    }

    /** The dependencies that a merchant gets. */
    private static List<Element> shipped(Element pom) {
        return children(pom, "dependencies/dependency").stream()
                .filter(dependency -> !text(dependency, "scope").equals("test")
                        && !text(dependency, "optional").equals("true"))
                .toList();
    }

    private static Element read(String folder) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new File(folder, "pom.xml"))
                .getDocumentElement();
    }

    private static String text(Element element, String path) {
        List<Element> found = children(element, path);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static List<Element> children(Element element, String path) {
        List<Element> found = List.of(element);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element one : found) {
                NodeList nodes = one.getChildNodes();
                for (int i = 0; i < nodes.getLength(); i++) {
                    Node node = nodes.item(i);
                    if (node instanceof Element child && child.getTagName().equals(name)) {
                        next.add(child);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
