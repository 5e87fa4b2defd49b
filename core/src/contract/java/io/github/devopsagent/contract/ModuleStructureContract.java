package io.github.devopsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How a module is laid out, whatever it does. Generated texts are written anew by {@code -Dgenerated.write=true}; see
 * CONTRIBUTING.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // The classes are read once.
public abstract class ModuleStructureContract {

    private static final Path PAGE = Path.of("..", "ARCHITECTURE.md");

    private final String name;
    private final String root;
    private final Path classes;
    private final PackageStructure structure;

    /**
     * For one module.
     *
     * @param name its directory
     * @param root the package under which all others lie
     * @param one a class of it
     */
    protected ModuleStructureContract(String name, String root, Class<?> one) {
        this.name = name;
        this.root = root;
        this.classes = classesOf(one);
        this.structure = new PackageStructure(ofNoModule());
    }

    /** The directory of classes beside the module descriptor. */
    private Path ofNoModule() {
        return classes.resolve("io");
    }

    private static Path classesOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_circle_leads_out_of_a_package_and_none_is_large() {
        assertThat(structure.forbiddenCircles()).isEmpty();
    }

    @Test
    void packages_stand_on_floors() {
        assertThat(structure.packageCirclesBelow(root)).isEmpty();
    }

    @Test
    void a_package_has_one_subject() {
        assertThat(structure.largePackages()).isEmpty();
    }

    @Test
    void a_name_stands_for_one_thing() {
        Path core = Path.of("..", "core", "target", "classes", "io");
        boolean isCore = core.toAbsolutePath().normalize().equals(ofNoModule());
        assertThat(isCore ? structure.sameNames() : new PackageStructure(ofNoModule(), core).sameNames())
                .isEmpty();
    }

    @Test
    void a_record_that_compares_itself_compares_all_of_it() {
        assertThat(ComparedComponents.forgotten(classes)).isEmpty();
    }

    @Test
    void no_source_file_is_long() {
        assertThat(SourceFiles.tooLong(Path.of("src"))).isEmpty();
    }

    @Test
    void each_package_says_what_its_subject_is() {
        assertThat(SourceFiles.undescribedPackages(Path.of("src", "main", "java")))
                .isEmpty();
    }

    @Test
    void each_comment_for_javadoc_describes_something() {
        assertThat(SourceFiles.strayComments(Path.of("src")))
                .as("the compiler of JDK 23 and later warns of them")
                .isEmpty();
    }

    @Test
    void text_is_the_same_in_every_locale() {
        assertThat(SourceFiles.inTheHostsLocale(Path.of("src", "main")))
                .as("write Locale.ROOT: digits of another script are not read again")
                .isEmpty();
    }

    @Test
    void the_page_for_newcomers_shows_the_floors() {
        String floors = structure.floors(root);
        assertThat(GeneratedText.section(PAGE, "packages of " + name, floors))
                .as("ARCHITECTURE.md; -Dgenerated.write=true writes it anew")
                .isEqualTo(floors);
    }

    @Test
    void what_others_see_is_as_it_was() {
        String signatures = new ExportedSignatures(classes).text();
        assertThat(GeneratedText.whole(Path.of("api.txt"), signatures))
                .as("api.txt; -Dgenerated.write=true writes it anew, which is a change of the API")
                .isEqualTo(signatures);
    }
}
