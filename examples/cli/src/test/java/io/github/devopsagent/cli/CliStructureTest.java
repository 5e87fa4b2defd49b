package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.PackageStructure;
import io.github.devopsagent.contract.SourceFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How this module is laid out: as those that are published, but it is a program, so that nobody sees its classes. */
class CliStructureTest {

    private static final Path CLASSES = Path.of("target", "classes", "io");

    private final PackageStructure structure = new PackageStructure(CLASSES);

    @Test
    void no_circle_leads_out_of_a_package_and_none_is_large() {
        assertThat(structure.forbiddenCircles()).isEmpty();
    }

    @Test
    void a_package_has_one_subject() {
        assertThat(structure.largePackages()).isEmpty();
        assertThat(SourceFiles.undescribedPackages(Path.of("src", "main", "java")))
                .isEmpty();
    }

    @Test
    void a_name_stands_for_one_thing_here_and_in_what_is_shown() {
        List<Path> shown = Stream.of("core", "agent")
                .map(module -> Path.of("..", "..", module, "target", "classes", "io"))
                .toList();
        assertThat(new PackageStructure(Stream.concat(Stream.of(CLASSES), shown.stream())
                                .toArray(Path[]::new))
                        .sameNames())
                .isEmpty();
    }

    @Test
    void no_source_file_is_long() {
        assertThat(SourceFiles.tooLong(Path.of("src"))).isEmpty();
    }

    @Test
    void text_is_the_same_in_every_locale() {
        assertThat(SourceFiles.inTheHostsLocale(Path.of("src", "main"))).isEmpty();
    }
}
