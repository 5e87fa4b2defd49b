package io.github.devopsagent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The POMs that are published. The build has made them when it comes to this module, unless it stops before packaging. */
class FlattenedPomsTest {

    @ParameterizedTest
    @ValueSource(strings = {"core", "agent", "adapters-shell", "adapters-git", "adapters-postgres", "testkit"})
    void a_module_has_no_parent_and_brings_no_test_library(String module) throws Exception {
        Element pom = pomOf(module);
        assertThat(names(pom)).doesNotContain("parent", "dependencyManagement", "properties", "profiles", "build");
        assertThat(names(pom)).contains("name", "description", "url", "licenses", "developers", "scm");
        assertThat(texts(pom, "scope")).isNotEmpty().doesNotContain("test");
        assertThat(texts(pom, "artifactId"))
                .doesNotContain("jqwik", "archunit-junit5", "assertj-core", "junit-jupiter", "junit-bom");
        assertThat(texts(pom, "version"))
                .hasSameSizeAs(texts(pom, "artifactId"))
                .noneMatch(version -> version.contains("$"));
    }

    @Test
    void the_bill_of_materials_has_this_library_and_nothing_else() throws Exception {
        Element pom = pomOf(".");
        assertThat(names(pom)).doesNotContain("dependencies", "modules", "properties", "profiles", "build");
        assertThat(texts(pom, "artifactId"))
                .containsExactlyInAnyOrder(
                        "devops-agent-bom",
                        "devops-agent-core",
                        "devops-agent",
                        "devops-agent-adapters-shell",
                        "devops-agent-adapters-git",
                        "devops-agent-adapters-postgres",
                        "devops-agent-testkit");
        assertThat(texts(pom, "groupId")).containsOnly("io.github.devopsagent");
        assertThat(texts(pom, "version"))
                .hasSize(7)
                .containsOnly(texts(pom, "version").get(0))
                .noneMatch(version -> version.contains("$"));
    }

    private static Element pomOf(String module) throws Exception {
        Path file = Path.of("../..", module, ".flattened-pom.xml");
        assumeTrue(Files.exists(file), "NOT LOOKED AT: the build stopped before packaging");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<String> names(Element pom) {
        NodeList children = pom.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(Element.class::isInstance)
                .map(node -> node.getNodeName())
                .toList();
    }

    private static List<String> texts(Element pom, String name) {
        NodeList found = pom.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> found.item(index).getTextContent())
                .toList();
    }
}
