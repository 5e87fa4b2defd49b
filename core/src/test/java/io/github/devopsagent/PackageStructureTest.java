package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.ComparedComponents;
import io.github.devopsagent.contract.PackageStructure;
import io.github.devopsagent.contract.SourceFiles;
import io.vavr.collection.HashMap;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule about the layout of a module is shown to find what breaks it. */
class PackageStructureTest {

    private static final String FIXTURES = "io.github.devopsagent.archfixtures";

    private static PackageStructure of(String... names) {
        return new PackageStructure(Stream.of(names)
                .map(name -> codeOf(PackageStructureTest.class).resolve(name.replace('.', '/')))
                .toArray(Path[]::new));
    }

    private static Path codeOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_circle_of_classes_of_two_packages_is_found() {
        assertThat(of(FIXTURES + ".cycle").forbiddenCircles()).hasSize(1);
    }

    @Test
    void packages_in_a_circle_are_found_where_no_classes_are_in_one() {
        PackageStructure structure = of(FIXTURES + ".packagecircle");

        assertThat(structure.forbiddenCircles()).isEmpty();
        assertThat(structure.packageCirclesBelow(FIXTURES + ".packagecircle")).hasSize(1);
    }

    @Test
    void a_circle_of_four_classes_is_found_and_one_of_three_is_not() {
        assertThat(of(FIXTURES + ".largecircle").forbiddenCircles())
                .singleElement()
                .asString()
                .contains("Four", "One", "Three", "Two")
                .doesNotContain("Small");
    }

    @Test
    void a_sealed_type_and_what_it_permits_are_one() {
        assertThat(of(FIXTURES + ".sealedcircle").forbiddenCircles()).isEmpty();
    }

    @Test
    void a_circle_that_only_constants_close_is_found() {
        assertThat(of(FIXTURES + ".constantcircle").forbiddenCircles())
                .singleElement()
                .asString()
                .contains("one.Upper", "other.Lower");
    }

    @Test
    void a_large_package_is_found() {
        assertThat(new PackageStructure(codeOf(HashMap.class)).largePackages())
                .anyMatch(line -> line.startsWith("io.vavr.collection "));
        assertThat(of(FIXTURES).largePackages()).isEmpty();
    }

    @Test
    void a_name_for_two_things_is_found() {
        assertThat(of(FIXTURES + ".vetoknowsrun").sameNames()).isEmpty();
        assertThat(of(FIXTURES + ".vetoknowsrun", FIXTURES + ".runknowsveto").sameNames())
                .contains(FIXTURES + ".runknowsveto.run.Knowing and " + FIXTURES + ".vetoknowsrun.veto.Knowing");
    }

    @Test
    void a_nested_class_has_a_name_of_its_own_unless_it_is_an_alternative_of_a_family() {
        assertThat(of(FIXTURES + ".samenames").sameNames())
                .containsExactly(FIXTURES + ".samenames.Answer$Round and " + FIXTURES + ".samenames.Shape$Round");
    }

    @Test
    void a_component_that_a_record_forgets_to_compare_is_found() {
        assertThat(ComparedComponents.forgotten(
                        codeOf(PackageStructureTest.class).resolve(FIXTURES.replace('.', '/'))))
                .containsExactly(FIXTURES + ".forgottencomponent.Point.equals does not look at north");
    }

    @Test
    void a_long_file_is_found(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("Long.java"), "\n".repeat(SourceFiles.MOST_LINES + 1));
        Files.writeString(directory.resolve("Short.java"), "\n".repeat(SourceFiles.MOST_LINES));

        assertThat(SourceFiles.tooLong(directory)).containsExactly("Long.java has 501 lines");
    }

    @Test
    void a_package_whose_subject_nobody_says_is_found(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("module-info.java"), "");
        for (String name : List.of("said", "unsaid")) {
            Path subject = Files.createDirectories(directory.resolve("subject").resolve(name));
            Files.writeString(subject.resolve("One.java"), "");
        }
        Files.writeString(directory.resolve("subject/said/package-info.java"), "");

        assertThat(SourceFiles.undescribedPackages(directory))
                .containsExactly("subject/unsaid has no package-info.java");
    }

    @Test
    void floors_are_drawn_from_above_and_without_arrows_that_others_imply() {
        assertThat(of(FIXTURES + ".floors").floors(FIXTURES + ".floors")).isEqualTo("""
                        ```mermaid
                        flowchart TB
                          subgraph floor2[floor 2]
                            roof
                          end
                          subgraph floor1[floor 1]
                            middle
                          end
                          subgraph floor0[floor 0]
                            ground
                          end
                          middle --> ground
                          roof --> middle
                        ```
                        """);
    }
}
