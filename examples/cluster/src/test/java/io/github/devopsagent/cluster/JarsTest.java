package io.github.devopsagent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each jar says of itself. The build has made them when it comes to this module, unless it stops before packaging. */
class JarsTest {

    @ParameterizedTest
    @CsvSource({
        "core, DevOps Agent: core",
        "agent, DevOps Agent",
        "adapters-shell, DevOps Agent: shell adapters",
        "adapters-git, DevOps Agent: git adapters",
        "adapters-postgres, DevOps Agent: PostgreSQL adapter",
        "testkit, DevOps Agent: test kit"
    })
    void a_jar_has_the_licence_and_its_version(String module, String title) throws Exception {
        Path target = Path.of("../..", module, "target");
        assertThat(target.resolve("classes/META-INF/LICENSE")).hasSameTextualContentAs(Path.of("../../LICENSE"));
        try (Stream<Path> files = Files.list(target)) {
            Path[] jars = files.filter(file -> file.getFileName()
                            .toString()
                            .matches("devops-agent(?:-[a-z]+)*-[0-9][0-9.]*(?:-SNAPSHOT)?\\.jar"))
                    .toArray(Path[]::new);
            assumeThat(jars).isNotEmpty();
            try (JarFile jar = new JarFile(jars[0].toFile())) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
                assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                        .isEqualTo(title);
                assertThat(jars[0].getFileName().toString())
                        .contains(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
            }
        }
    }
}
