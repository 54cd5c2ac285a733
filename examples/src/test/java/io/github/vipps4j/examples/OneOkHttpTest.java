package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.vipps4j.testsupport.FieldDefect;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * From version 5 on the classes of OkHttp are in {@code okhttp-jvm}, and {@code okhttp} is empty for Maven. A library that
 * wants {@code okhttp} 4 would bring them a second time, so both are declared and managed in one version.
 */
class OneOkHttpTest {
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    @Test
    @FieldDefect(71)
    void classPathHasOneCopyOfOkHttp() throws IOException {
        List<URL> copies =
                Collections.list(OneOkHttpTest.class.getClassLoader().getResources("okhttp3/OkHttpClient.class"));

        assertThat(copies).hasSize(1);
    }

    @Test
    @FieldDefect(71)
    void coreDeclaresBothArtifactsOfOkHttpAndTheEmptyOneBringsNothing() throws Exception {
        Map<String, String> exclusions = new TreeMap<>();
        for (Node dependency : okHttps("../sdk-core/pom.xml", "/project/dependencies")) {
            assertThat(text("scope", dependency) + text("optional", dependency) + text("version", dependency))
                    .isEmpty();
            String excluded = text("exclusions/exclusion/groupId", dependency) + ":"
                    + text("exclusions/exclusion/artifactId", dependency);
            exclusions.put(text("artifactId", dependency), excluded);
        }

        assertThat(exclusions).containsOnly(entry("okhttp-jvm", ":"), entry("okhttp", "*:*"));
    }

    @Test
    @FieldDefect(71)
    void bothArtifactsOfOkHttpAreManagedInOneVersion() throws Exception {
        for (String pom : List.of("../pom.xml", "../sdk-bom/pom.xml")) {
            Map<String, String> versions = new TreeMap<>();
            for (Node dependency : okHttps(pom, "/project/dependencyManagement/dependencies")) {
                versions.put(text("artifactId", dependency), text("version", dependency));
            }

            assertThat(versions)
                    .as(pom)
                    .contains(entry("okhttp-jvm", "${okhttp.version}"), entry("okhttp", "${okhttp.version}"));
        }
    }

    private List<Node> okHttps(String pom, String dependencies) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(pom).toFile());
        String okHttps = dependencies + "/dependency[groupId='com.squareup.okhttp3'][starts-with(artifactId, 'okhttp')]"
                + "[artifactId != 'okhttp-tls']";
        NodeList found = (NodeList) xpath.evaluate(okHttps, document, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }

    private String text(String path, Node node) throws Exception {
        return xpath.evaluate(path, node);
    }
}
